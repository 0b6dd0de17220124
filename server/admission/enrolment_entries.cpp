// SPDX-License-Identifier: EUPL-1.2
#include "server/admission/enrolment_entries.h"

#include "shared/crypto/encoding.h"

#include <boost/json.hpp>

namespace distanskoll::server::admission {
namespace {

namespace json = boost::json;
using evidence::Entry;
using evidence::EntryKind;

json::value text_or_null(const std::optional<std::string>& text) {
  return text ? json::value(*text) : json::value(nullptr);
}

std::string encoded(const crypto::Certificate& certificate) {
  return crypto::base64_encode(certificate.der());
}

Entry entry(EntryKind kind, WallTime now, const std::string& device, const json::object& body) {
  return {kind, now, device, json::serialize(body)};
}

}  // namespace

Entry enrolment_entry(const store::Device& device, const crypto::Certificate& certificate,
                      WallTime now) {
  return entry(EntryKind::kEnrolment, now, device.id,
               {{"computer", device.computer},
                {"predecessor", text_or_null(device.predecessor)},
                {"host_name", text_or_null(device.host_name)},
                {"unit", text_or_null(device.unit)},
                {"by", device.enrolled_by},
                {"certificate", encoded(certificate)}});
}

Entry rekey_entry(const std::string& device, const crypto::Certificate& certificate, WallTime now) {
  return entry(EntryKind::kRekey, now, device, {{"certificate", encoded(certificate)}});
}

Entry revocation_entry(const std::string& device, const std::string& reason, const std::string& by,
                       WallTime now) {
  return entry(EntryKind::kRevocation, now, device, {{"reason", reason}, {"by", by}});
}

Entry lifecycle_entry(const std::string& device, const std::string& lifecycle,
                      const std::string& by, WallTime now) {
  return entry(EntryKind::kLifecycle, now, device, {{"lifecycle", lifecycle}, {"by", by}});
}

Entry joined_entry(const std::string& device, const std::string& predecessor,
                   const std::string& computer, const std::string& by, WallTime now) {
  return entry(EntryKind::kLifecycle, now, device,
               {{"joined_to", predecessor}, {"computer", computer}, {"by", by}});
}

Entry code_created_entry(const store::EnrolmentCode& code, WallTime now) {
  json::array networks;
  for (const auto& network : code.networks) networks.emplace_back(network);
  return entry(EntryKind::kCode, now, {},
               {{"action", "created"},
                {"code", code.id},
                {"group", code.group},
                {"max_uses", code.max_uses},
                {"valid_until", format_time(code.valid_until)},
                {"unit", text_or_null(code.unit)},
                {"networks", networks},
                {"by", code.created_by}});
}

Entry code_entry(std::string_view action, const std::string& code, const std::string& by,
                 WallTime now) {
  return entry(
      EntryKind::kCode, now, {},
      {{"action", json::string_view(action.data(), action.size())}, {"code", code}, {"by", by}});
}

}  // namespace distanskoll::server::admission
