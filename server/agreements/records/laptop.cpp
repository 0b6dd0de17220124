// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/records/laptop.h"

#include "server/agreements/records/codec.h"

namespace distanskoll::server::agreements {
namespace {

constexpr Words<Platform> kPlatforms[] = {
    {"windows", Platform::kWindows},   {"linux", Platform::kLinux}, {"macos", Platform::kMacos},
    {"chromeos", Platform::kChromeos}, {"phone", Platform::kPhone}, {"other", Platform::kOther}};

}  // namespace

template <class Fields>
static void describe(Fields& fields, Laptop& laptop) {
  fields.id("id", laptop.id);
  fields.maybe_text("serial_number", laptop.serial_number);
  fields.maybe_text("host_name", laptop.host_name);
  fields.maybe_text("primary_login", laptop.primary_login);
  fields.maybe_id("unit", laptop.unit);
  fields.word("platform", laptop.platform, kPlatforms);
  fields.maybe_text("model", laptop.model);
  fields.flag("own_equipment", laptop.own_equipment);
  fields.maybe_date("last_check_in", laptop.last_check_in);
  fields.maybe_flag("encrypted", laptop.encrypted);
  fields.id("master", laptop.master);
}

std::string_view to_string(Platform platform) {
  for (const auto& [word, enumerator] : kPlatforms) {
    if (enumerator == platform) return word;
  }
  return {};
}

std::string encode(const Laptop& laptop) { return encode_record(laptop); }
Result<Laptop> decode_laptop(std::string_view json) { return decode_record<Laptop>(json); }

}  // namespace distanskoll::server::agreements
