// SPDX-License-Identifier: EUPL-1.2
#include "server/admission/enrolment_entries.h"
#include "server/net/address.h"
#include "server/operations.h"
#include "server/store/codes.h"
#include "shared/crypto/encoding.h"
#include "shared/crypto/random.h"
#include "shared/text.h"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace distanskoll::server {
namespace {

namespace json = boost::json;
using ledger::Transaction;

constexpr std::size_t kCodesListed = 1'000;
constexpr std::size_t kCodeIdBytes = 4;
constexpr std::size_t kCodeSecretBytes = 16;

json::object code_object(const store::EnrolmentCode& code) {
  json::array networks;
  for (const auto& network : code.networks) networks.emplace_back(network);
  return {{"id", code.id},
          {"group", code.group},
          {"uses", code.uses},
          {"max_uses", code.max_uses},
          {"valid_until", format_time(code.valid_until)},
          {"unit", code.unit ? json::value(*code.unit) : json::value(nullptr)},
          {"networks", std::move(networks)},
          {"created_at", format_time(code.created_at)},
          {"created_by", code.created_by},
          {"revoked_at",
           code.revoked_at ? json::value(format_time(*code.revoked_at)) : json::value(nullptr)}};
}

Result<void> read_networks(const json::object& arguments, store::EnrolmentCode& code) {
  const auto* networks = arguments.if_contains("networks");
  if (networks == nullptr || !networks->is_array()) return {};
  for (const auto& each : networks->as_array()) {
    if (!each.is_string()) return Error{ErrorCode::kInvalidArgument, "a network is a text"};
    const std::string text(each.as_string());
    auto network = net::Network::parse(text);
    if (!network) return Error{ErrorCode::kInvalidArgument, network.error().message};
    code.networks.push_back(text);
  }
  return {};
}

}  // namespace

OperationResult codes_create(Core& core, const json::object& arguments, const std::string& by) {
  store::EnrolmentCode code;
  const auto* group = arguments.if_contains("group");
  code.group = group != nullptr && group->is_bool() && group->as_bool();
  code.max_uses = optional_number(arguments, "max_uses").value_or(1);
  const auto days = optional_number(arguments, "days").value_or(7);
  code.unit = optional_text(arguments, "unit");
  DISTANSKOLL_TRY(read_networks(arguments, code));
  if (code.max_uses < 1 || code.max_uses > kCodeMostUses || days < 1 || days > kCodeMostDays) {
    return Error{ErrorCode::kInvalidArgument,
                 fmt::format("a code has 1 to {} uses and lives 1 to {} days", kCodeMostUses,
                             kCodeMostDays)};
  }
  if (!code.group && (code.max_uses != 1 || !code.networks.empty())) {
    return Error{ErrorCode::kInvalidArgument,
                 "a one-time code has one use and no networks; ask for a group code"};
  }
  if (code.unit && !is_id(*code.unit)) {
    return Error{ErrorCode::kInvalidArgument, "a unit is letters, digits and . _ : @ -"};
  }
  code.id = crypto::hex_encode(crypto::random_bytes(kCodeIdBytes));
  const auto secret = crypto::hex_encode(crypto::random_bytes(kCodeSecretBytes));
  code.secret_hash = admission::hash_secret(secret);
  code.created_by = by;
  auto commit = core.sequencer->run([&](Transaction& transaction) -> Result<void> {
    code.created_at = transaction.now;
    code.valid_until = transaction.now + std::chrono::days(days);
    DISTANSKOLL_TRY(store::insert_code(transaction.writer, code));
    auto appended = transaction.ledger.append(admission::code_created_entry(code, transaction.now));
    if (!appended) return appended.error();
    return {};
  });
  if (!commit) return commit.error();
  auto object = code_object(code);
  object["code"] =
      fmt::format("dk1-{}-{}-{}", code.id, secret, crypto::hex_encode(core.pki.fingerprint()));
  return json::value(std::move(object));
}

OperationResult codes_list(Core& core, const json::object&, const std::string&) {
  auto reader = core.readers.lend();
  if (!reader) return reader.error();
  auto codes = store::list_codes(**reader, kCodesListed);
  if (!codes) return codes.error();
  json::array rows;
  for (const auto& code : *codes) rows.push_back(code_object(code));
  return json::value{{"codes", std::move(rows)}};
}

OperationResult codes_revoke(Core& core, const json::object& arguments, const std::string& by) {
  auto id = text_argument(arguments, "code");
  if (!id) return id.error();
  auto commit = core.sequencer->run([&](Transaction& transaction) -> Result<void> {
    DISTANSKOLL_TRY(store::find_code(transaction.writer, *id));
    DISTANSKOLL_TRY(core.tombstones.append({ledger::TombstoneKind::kCode, *id, transaction.now}));
    DISTANSKOLL_TRY(store::revoke_code(transaction.writer, *id, transaction.now));
    auto appended =
        transaction.ledger.append(admission::code_entry("revoked", *id, by, transaction.now));
    if (!appended) return appended.error();
    return {};
  });
  if (!commit) return commit.error();
  return json::value{{"revoked", *id}};
}

}  // namespace distanskoll::server
