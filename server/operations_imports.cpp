// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/intake/carry_out.h"
#include "server/operations.h"
#include "shared/crypto/encoding.h"

#include <boost/json.hpp>

namespace distanskoll::server {

namespace json = boost::json;
namespace intake = agreements::intake;

namespace {

bool flag(const json::object& arguments, std::string_view name) {
  const auto* value = arguments.if_contains({name.data(), name.size()});
  return value != nullptr && *value == json::value(true);
}

}  // namespace

OperationResult import_file(Core& core, const json::object& arguments, const std::string& by) {
  auto word = text_argument(arguments, "kind");
  if (!word) return word.error();
  const auto kind = intake::parse_file_kind(*word);
  if (!kind) {
    return Error{ErrorCode::kInvalidArgument,
                 "imported are employees, units, agreements, trainings and inventory"};
  }
  auto text = text_argument(arguments, "base64");
  if (!text) return text.error();
  auto bytes = crypto::base64_decode(*text);
  if (!bytes) return bytes.error();
  intake::ImportWish wish;
  wish.kind = *kind;
  wish.form = flag(arguments, "file_is_json") ? agreements::imports::FileForm::kJson
                                              : agreements::imports::FileForm::kCsv;
  wish.bytes.assign(bytes->begin(), bytes->end());
  wish.system = optional_text(arguments, "system").value_or("csv");
  wish.full = flag(arguments, "full");
  wish.many = flag(arguments, "many");
  wish.apply = flag(arguments, "apply");
  wish.by = by;
  auto done = intake::carry_out(*core.sequencer, *core.registry, core.clock, wish);
  if (!done) return done.error();
  return json::value(std::move(done->report));
}

}  // namespace distanskoll::server
