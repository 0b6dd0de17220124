// SPDX-License-Identifier: EUPL-1.2
#include "agent/first_enrolment.h"

#include "agent/computer_claims.h"
#include "agent/reporting/system_ways.h"
#include "shared/files.h"

#include <algorithm>

#include <spdlog/spdlog.h>

namespace distanskoll::agent {
namespace {

constexpr std::chrono::seconds kAskAgain{60};

/// False: told to stop.
bool sleep(EventSource& events, const Clock& clock, std::chrono::seconds time) {
  const BootTime end = clock.boot() + BootTime(time);
  while (clock.boot() < end) {
    switch (events.wait(end)) {
      case Event::kStop:
        return false;
      case Event::kSuspend:
        events.let_go();
        break;
      case Event::kChanged:
      case Event::kResume:
      case Event::kTimer:
      case Event::kWoken:
        break;
    }
  }
  return true;
}

Result<EnrolmentRequest> request_of(const std::filesystem::path& file, const Config& config) {
  const auto text = read_secret_file(file, kEnrolmentCodeBytes);
  if (!text) return text.error();
  const auto code = parse_enrolment_code(*text);
  if (!code) return code.error().with_prefix(file.string());
  EnrolmentRequest request = request_by_code(*code);
  request.claims = claims_for(this_computer(), request.fingerprint);
  request.tpm = config.tpm;
  return request;
}

void remove_code(const std::filesystem::path& file, spdlog::logger& log) {
  std::error_code code;
  std::filesystem::remove(file, code);
  if (code) log.warn("cannot remove {}: {}", file.string(), code.message());
}

}  // namespace

Result<std::optional<SharedIdentity>> load_or_enrol(const Config& config, const ProxyWords& proxy,
                                                    const IdentityStore& store, EventSource& events,
                                                    const Clock& clock, spdlog::logger& log) {
  const std::filesystem::path file = config.state / "enrolment-code";
  std::error_code ignored;
  const bool asked = std::filesystem::exists(file, ignored);
  auto identity = store.load();
  if (identity && asked) remove_code(file, log);
  if (identity) return std::optional(*identity);
  if (!asked || identity.error().code != ErrorCode::kNotFound) return identity.error();

  const auto request = request_of(file, config);
  if (!request) return request.error();
  const CollectorRoute route{config.collectors, proxy, make_system_ways()};
  while (true) {
    auto outcome = enroll(route, store, *request, clock);
    std::chrono::seconds again = kAskAgain;
    if (outcome) {
      if (const auto* enrolled = std::get_if<SharedIdentity>(&*outcome)) {
        remove_code(file, log);
        log.info("enrolled as {}, with a key in {}", (*enrolled)->device_id,
                 (*enrolled)->key.in_tpm() ? "the TPM" : "a file");
        return std::optional(*enrolled);
      }
      again = std::max(std::get<EstPending>(*outcome).retry_after, std::chrono::seconds(1));
      log.info("the enrolment waits for an approval; asking again in {} s", again.count());
    } else if (outcome.error().code == ErrorCode::kUnavailable ||
               outcome.error().code == ErrorCode::kTimedOut) {
      log.warn("not enrolled yet: {}; trying again in {} s", outcome.error().message,
               again.count());
    } else {
      return outcome.error();
    }
    if (!sleep(events, clock, again)) return std::optional<SharedIdentity>();
  }
}

}  // namespace distanskoll::agent
