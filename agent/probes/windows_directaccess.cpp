// SPDX-License-Identifier: EUPL-1.2
#include "agent/probes/windows_directaccess.h"

#include <algorithm>
#include <string>

namespace distanskoll::agent::windows {
namespace {

using report::Observation;

class DirectAccessProbe final : public Probe {
 public:
  DirectAccessProbe(WindowsQuestions& questions, const policy::DirectAccessCatalogue* codes)
      : questions_(questions), codes_(codes) {}

  report::ProbeId id() const override { return report::ProbeId::kDirectaccess; }

  Observation observe(Host&, const ProbeContext& context) override {
    return interpret_directaccess(questions_.directaccess(context.deadline), codes_);
  }

 private:
  WindowsQuestions& questions_;
  const policy::DirectAccessCatalogue* codes_;
};

}  // namespace

std::string_view reason_of_call(CallResult result) {
  switch (result) {
    case 0x80041003:  // WBEM_E_ACCESS_DENIED
    case 0x80070005:  // E_ACCESSDENIED
      return reason::kNeedsPrivilege;
    case 0x8004100E:  // WBEM_E_INVALID_NAMESPACE
    case 0x80041010:  // WBEM_E_INVALID_CLASS
    case 0x80041054:  // WBEM_E_INVALID_METHOD
    case 0x8004100C:  // WBEM_E_NOT_SUPPORTED
    case 0x80004001:  // E_NOTIMPL
    case 0x80040154:  // REGDB_E_CLASSNOTREG
      return reason::kUnsupported;
    case 0x80070422:  // ERROR_SERVICE_DISABLED
    case 0x800706BA:  // RPC_S_SERVER_UNAVAILABLE
    case 0x80080005:  // CO_E_SERVER_EXEC_FAILURE
      return reason::kNoService;
    case 0x00040004:  // WBEM_S_TIMEDOUT
      return reason::kTimeout;
    default:  // a number of Windows', not an enum of ours
      return reason::kReadError;
  }
}

Observation interpret_directaccess(const Result<DirectAccess>& answer,
                                   const policy::DirectAccessCatalogue* codes) {
  if (!answer) return Observation::unknown(std::string(reason_of(answer.error())));
  if (answer->query != 0) {
    const std::string_view why = reason_of_call(answer->query);
    if (why == reason::kNeedsPrivilege || why == reason::kUnsupported) {
      return Observation::unknown(std::string(why));
    }
    // The class asks the assistant, which does not start where DirectAccess was never set up.
    if (answer->configured == false) return Observation::value("not_configured");
    if (answer->assistant == ServiceState::kStopped) return Observation::value("service_stopped");
    return Observation::unknown(std::string(why));
  }
  if (answer->objects.empty()) return Observation::value("not_configured");
  const std::int64_t status = answer->objects.front().status;
  const bool one_answer =
      std::all_of(answer->objects.begin(), answer->objects.end(),
                  [&](const DirectAccessObject& object) { return object.status == status; });
  if (!one_answer) return Observation::unknown(std::string(reason::kReadError));
  const policy::DirectAccessCode* code = codes == nullptr ? nullptr : codes->find(status);
  if (code == nullptr) return Observation::unknown(std::string(reason::kUnmappedStatus));
  return Observation::value(code->state).with("raw_status", status);
}

std::unique_ptr<Probe> make_directaccess_probe(WindowsQuestions& questions,
                                               const policy::DirectAccessCatalogue* codes) {
  return std::make_unique<DirectAccessProbe>(questions, codes);
}

}  // namespace distanskoll::agent::windows
