// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/records/fields.h"

#include "shared/limits.h"

#include <fmt/format.h>

namespace distanskoll::server::agreements {

std::string FieldReader::bounded(const JsonValue& value) {
  const std::string_view text = value.text();
  if (text.size() > limits::kRecordTextBytes) {
    value.fail(fmt::format("must be at most {} bytes", limits::kRecordTextBytes));
    return {};
  }
  return std::string(text);
}

std::vector<JsonValue> FieldReader::bounded_list(const JsonValue& value) {
  std::vector<JsonValue> parts = value.list();
  if (parts.size() > limits::kRecordParts) {
    value.fail(fmt::format("must have at most {} parts", limits::kRecordParts));
    parts.clear();
  }
  return parts;
}

void FieldReader::flag(std::string_view name, bool& value) {
  if (const auto found = in_.optional(name)) value = found->boolean();
}
void FieldReader::number(std::string_view name, std::int64_t& value, IntegerRange range) {
  if (const auto found = in_.optional(name)) value = found->integer(range);
}
void FieldReader::maybe_id(std::string_view name, std::optional<std::string>& value) {
  if (const auto found = in_.optional(name)) value = found->id();
}
void FieldReader::maybe_text(std::string_view name, std::optional<std::string>& value) {
  if (const auto found = in_.optional(name)) value = bounded(*found);
}
void FieldReader::maybe_date(std::string_view name, std::optional<LocalDay>& value) {
  if (const auto found = in_.optional(name)) value = found->date();
}
void FieldReader::maybe_number(std::string_view name, std::optional<std::int64_t>& value,
                               IntegerRange range) {
  if (const auto found = in_.optional(name)) value = found->integer(range);
}
void FieldReader::maybe_flag(std::string_view name, std::optional<bool>& value) {
  if (const auto found = in_.optional(name)) value = found->boolean();
}
void FieldReader::dates(std::string_view name, std::vector<LocalDay>& values) {
  const auto found = in_.optional(name);
  if (!found) return;
  for (const JsonValue& each : bounded_list(*found)) values.push_back(each.date());
}
void FieldReader::ids(std::string_view name, std::vector<std::string>& values) {
  const auto found = in_.optional(name);
  if (!found) return;
  for (const JsonValue& each : bounded_list(*found)) values.emplace_back(each.id());
}
void FieldReader::texts(std::string_view name, std::vector<std::string>& values) {
  const auto found = in_.optional(name);
  if (!found) return;
  for (const JsonValue& each : bounded_list(*found)) values.push_back(bounded(each));
}
void FieldReader::period(Period& value) {
  maybe_date("from", value.from);
  const auto to = in_.optional("to");
  if (!to) return;
  value.to = to->date();
  if (value.from && *value.to < *value.from) to->fail("must not be before \"from\"");
}

void FieldWriter::maybe_date(std::string_view name, std::optional<LocalDay> value) {
  put(name, value ? std::optional(compliance::format_date(*value)) : std::nullopt);
}
void FieldWriter::dates(std::string_view name, const std::vector<LocalDay>& values) {
  boost::json::array rows;
  for (const LocalDay day : values) rows.emplace_back(compliance::format_date(day));
  out_[name] = std::move(rows);
}
void FieldWriter::texts(std::string_view name, const std::vector<std::string>& values) {
  boost::json::array rows;
  for (const std::string& value : values) rows.emplace_back(value);
  out_[name] = std::move(rows);
}
void FieldWriter::period(const Period& value) {
  maybe_date("from", value.from);
  maybe_date("to", value.to);
}

}  // namespace distanskoll::server::agreements
