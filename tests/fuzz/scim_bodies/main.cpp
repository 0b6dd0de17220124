// SPDX-License-Identifier: EUPL-1.2
// Any bytes as what a SCIM client sends: a filter, a path, a user, a change. Whatever is accepted
// has what a person must have, and a change that is accepted is accepted again with the same
// result.
#include "server/scim/filter.h"
#include "server/scim/patch.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

using namespace distanskoll::server::scim;

void must(bool holds) {
  if (!holds) std::abort();
}

void judge(const Read<User>& user) {
  if (!user) {
    must(user.error().status >= 400 && !user.error().detail.empty());
    return;
  }
  for (const AttributeLine& line : all_attributes()) {
    const auto& value = user->at(line.attribute);
    must(!line.required || value.has_value());
    must(!value || !value->empty());
    must(!line.boolean || !value || *value == "true" || *value == "false");
  }
}

User somebody() {
  User user;
  user.set(Attribute::kUserName, "anna@vaggeryd.se");
  user.set(Attribute::kNumber, "1");
  user.set(Attribute::kUnit, "soc");
  user.set(Attribute::kActive, "true");
  return user;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto filter = parse_filter(text)) must(!filter->value.empty());
  if (const auto place = parse_path(text)) {
    must(place->kind != Place::Kind::kOne ||
         static_cast<std::size_t>(place->attribute) < kAttributes);
  }
  judge(read_user(text));
  const auto once = patched(somebody(), text);
  judge(once);
  if (once) {
    const auto twice = patched(*once, text);
    must(twice.has_value() && *twice == *once);
  }
  return 0;
}
