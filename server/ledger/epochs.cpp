// SPDX-License-Identifier: EUPL-1.2
#include "server/ledger/epochs.h"

#include "shared/crypto/encoding.h"

#include <algorithm>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace distanskoll::server::ledger {
namespace {

namespace json = boost::json;

std::string quoted(const std::string& text) { return json::serialize(json::string_view(text)); }

const json::value* member(const json::object& object, std::string_view name) {
  return object.if_contains(json::string_view(name.data(), name.size()));
}

std::string text_of(const json::object& object, std::string_view name) {
  const json::value* value = member(object, name);
  const json::string* text = value != nullptr ? value->if_string() : nullptr;
  return text != nullptr ? std::string(text->data(), text->size()) : std::string();
}

std::uint64_t number_of(const json::object& object, std::string_view name) {
  const json::value* value = member(object, name);
  return value != nullptr && value->is_int64() && value->get_int64() >= 0
             ? static_cast<std::uint64_t>(value->get_int64())
             : 0;
}

}  // namespace

std::string encode(const EpochBody& body) {
  return R"({"epoch":)" + std::to_string(body.epoch) + R"(,"previous":{"origin":)" +
         quoted(body.previous_origin) + R"(,"size":)" + std::to_string(body.previous_size) +
         R"(,"root":)" + quoted(crypto::base64_encode(body.previous_root)) +
         R"(},"restored_from":)" + quoted(body.restored_from) + R"(,"by":)" + quoted(body.by) +
         R"(,"why":)" + quoted(body.why) + "}";
}

Result<EpochBody> decode_epoch_body(std::string_view text) {
  boost::system::error_code code;
  const json::value document = json::parse(json::string_view(text.data(), text.size()), code);
  const json::object* root = code ? nullptr : document.if_object();
  const json::value* previous = root != nullptr ? member(*root, "previous") : nullptr;
  if (previous == nullptr || !previous->is_object()) {
    return Error{ErrorCode::kMalformed, "the entry that begins an epoch does not name the old one"};
  }
  const json::object& old = previous->get_object();
  EpochBody body{
      number_of(*root, "epoch"),       text_of(old, "origin"), number_of(old, "size"), {},
      text_of(*root, "restored_from"), text_of(*root, "by"),   text_of(*root, "why")};
  const Result<Bytes> hash = crypto::base64_decode(text_of(old, "root"));
  if (!hash || hash->size() != body.previous_root.size()) {
    return Error{ErrorCode::kMalformed, "the root of the old epoch is not a SHA-256 value"};
  }
  std::copy(hash->begin(), hash->end(), body.previous_root.begin());
  return body;
}

Result<bool> was_lost_in_restore(store::Connection& connection, std::uint64_t epoch,
                                 std::uint64_t size) {
  if (epoch == 1) return false;
  const Result<store::StoredEntry> first = store::find_entry(connection, store::leaf_id(epoch, 0));
  if (!first) return first.error();
  const Result<evidence::Entry> entry = evidence::decode_entry(first->line);
  if (!entry) return entry.error();
  const Result<EpochBody> body = decode_epoch_body(entry->body);
  if (!body) return body.error();
  const Result<std::uint64_t> kept = store::leaf_end(connection, epoch - 1);
  if (!kept) return kept.error();
  return size > *kept && size <= body->previous_size;
}

}  // namespace distanskoll::server::ledger
