// SPDX-License-Identifier: EUPL-1.2
#pragma once
// How a record is read from JSON and written to it from one description: describe(fields, record)
// names each member once, in the order in which it is written. FieldReader is strict (unknown
// names, wrong kinds and bad dates are noted in the JsonTree); absent and null are the same to it.
// FieldWriter writes every member, null where there is nothing, so that a record has one form.
// Used by server/agreements/records/*.cpp alone. Thread-compatible.

#include "server/agreements/records/period.h"
#include "shared/json_tree.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/json/object.hpp>

namespace distanskoll::server::agreements {

/// The word of an enumerator and back: a closed list.
template <class Enum>
using Words = std::pair<std::string_view, Enum>;

class FieldReader {
 public:
  explicit FieldReader(JsonValue value) : in_(value) {}

  void id(std::string_view name, std::string& value) { value = in_.required(name).id(); }
  void text(std::string_view name, std::string& value) { value = bounded(in_.required(name)); }
  void date(std::string_view name, LocalDay& value) { value = in_.required(name).date(); }
  void time(std::string_view name, WallTime& value) { value = in_.required(name).time(); }
  void flag(std::string_view name, bool& value);
  void number(std::string_view name, std::int64_t& value, IntegerRange range);
  void maybe_id(std::string_view name, std::optional<std::string>& value);
  void maybe_text(std::string_view name, std::optional<std::string>& value);
  /// A member that came later: not written when there is none, so that older entries keep their
  /// one form.
  void later_text(std::string_view name, std::optional<std::string>& value) {
    maybe_text(name, value);
  }
  void maybe_date(std::string_view name, std::optional<LocalDay>& value);
  void maybe_number(std::string_view name, std::optional<std::int64_t>& value, IntegerRange range);
  void maybe_flag(std::string_view name, std::optional<bool>& value);
  void dates(std::string_view name, std::vector<LocalDay>& values);
  void ids(std::string_view name, std::vector<std::string>& values);
  void texts(std::string_view name, std::vector<std::string>& values);
  void period(Period& value);

  template <class Enum, std::size_t N>
  void word(std::string_view name, Enum& value, const Words<Enum> (&words)[N]) {
    read_word(in_.required(name), value, words);
  }
  template <class Enum, std::size_t N>
  void maybe_word(std::string_view name, std::optional<Enum>& value,
                  const Words<Enum> (&words)[N]) {
    if (const auto found = in_.optional(name)) read_word(*found, value.emplace(), words);
  }
  /// A list of objects, each described by describe().
  template <class Part>
  void list(std::string_view name, std::vector<Part>& parts) {
    const auto found = in_.optional(name);
    if (!found) return;
    for (const JsonValue& each : bounded_list(*found)) read_part(each, parts.emplace_back());
  }
  template <class Part>
  void maybe(std::string_view name, std::optional<Part>& part) {
    if (const auto found = in_.optional(name)) read_part(*found, part.emplace());
  }
  void finish() { in_.finish(); }

 private:
  [[nodiscard]] static std::string bounded(const JsonValue& value);
  [[nodiscard]] static std::vector<JsonValue> bounded_list(const JsonValue& value);
  template <class Part>
  static void read_part(const JsonValue& value, Part& part) {
    FieldReader fields(value);
    describe(fields, part);
    fields.finish();
  }
  template <class Enum, std::size_t N>
  static void read_word(const JsonValue& value, Enum& out, const Words<Enum> (&words)[N]) {
    const std::string_view text = value.text();
    std::string all;
    for (const auto& [word, enumerator] : words) {
      if (word == text) {
        out = enumerator;
        return;
      }
      all.append(all.empty() ? "" : ", ").append(word);
    }
    value.fail("must be one of " + all);
  }

  JsonObject in_;
};

class FieldWriter {
 public:
  void id(std::string_view name, const std::string& value) { out_[name] = value; }
  void text(std::string_view name, const std::string& value) { out_[name] = value; }
  void date(std::string_view name, LocalDay value) { out_[name] = compliance::format_date(value); }
  void time(std::string_view name, WallTime value) { out_[name] = format_time(value); }
  void flag(std::string_view name, bool value) { out_[name] = value; }
  void number(std::string_view name, std::int64_t value, IntegerRange /*range*/) {
    out_[name] = value;
  }
  void maybe_id(std::string_view name, const std::optional<std::string>& value) {
    put(name, value);
  }
  void maybe_text(std::string_view name, const std::optional<std::string>& value) {
    put(name, value);
  }
  void later_text(std::string_view name, const std::optional<std::string>& value) {
    if (value) put(name, value);
  }
  void maybe_date(std::string_view name, std::optional<LocalDay> value);
  void maybe_number(std::string_view name, std::optional<std::int64_t> value,
                    IntegerRange /*range*/) {
    put(name, value);
  }
  void maybe_flag(std::string_view name, std::optional<bool> value) { put(name, value); }
  void dates(std::string_view name, const std::vector<LocalDay>& values);
  void ids(std::string_view name, const std::vector<std::string>& values) { texts(name, values); }
  void texts(std::string_view name, const std::vector<std::string>& values);
  void period(const Period& value);

  template <class Enum, std::size_t N>
  void word(std::string_view name, Enum value, const Words<Enum> (&words)[N]) {
    out_[name] = word_of(value, words);
  }
  template <class Enum, std::size_t N>
  void maybe_word(std::string_view name, std::optional<Enum> value, const Words<Enum> (&words)[N]) {
    if (value) {
      out_[name] = word_of(*value, words);
    } else {
      out_[name] = nullptr;
    }
  }
  template <class Part>
  void list(std::string_view name, std::vector<Part>& parts) {
    boost::json::array rows;
    for (Part& part : parts) rows.push_back(object_of(part));
    out_[name] = std::move(rows);
  }
  template <class Part>
  void maybe(std::string_view name, std::optional<Part>& part) {
    if (part) {
      out_[name] = object_of(*part);
    } else {
      out_[name] = nullptr;
    }
  }
  /// The whole record.
  template <class Record>
  [[nodiscard]] static boost::json::object object_of(Record& record) {
    FieldWriter fields;
    describe(fields, record);
    return std::move(fields.out_);
  }

 private:
  template <class Value>
  void put(std::string_view name, const std::optional<Value>& value) {
    if (value) {
      out_[name] = *value;
    } else {
      out_[name] = nullptr;
    }
  }
  template <class Enum, std::size_t N>
  static std::string_view word_of(Enum value, const Words<Enum> (&words)[N]) {
    for (const auto& [word, enumerator] : words) {
      if (enumerator == value) return word;
    }
    return {};  // every enumerator has its word: a test walks them
  }

  boost::json::object out_;
};

}  // namespace distanskoll::server::agreements
