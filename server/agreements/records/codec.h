// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The two halves of every record's codec over its describe(): text to record, strictly and whole or
// not at all, and record to its one text. Included by server/agreements/records/*.cpp alone.

#include "server/agreements/records/fields.h"
#include "server/agreements/records/unit.h"
#include "shared/limits.h"

#include <string>
#include <string_view>

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

namespace distanskoll::server::agreements {

// describe() is looked up by its argument's namespace, so each record's is a static function
// template of its .cpp and not in an unnamed namespace. These two are parts of several records.
template <class Fields>
void describe(Fields& fields, Period& period) {
  fields.period(period);
}

template <class Fields>
void describe(Fields& fields, RiskAssessment& assessment) {
  fields.date("on", assessment.on);
  fields.flag("work_environment", assessment.work_environment);
  fields.flag("information_security", assessment.information_security);
  fields.maybe_text("by", assessment.by);
  fields.maybe_text("note", assessment.note);
}

inline Error malformed(std::string_view message) {
  return {ErrorCode::kMalformed, std::string(message)};
}

template <class Record>
std::string encode_record(Record record) {
  return boost::json::serialize(FieldWriter::object_of(record));
}

template <class Record>
Result<Record> decode_record(std::string_view json) {
  if (json.size() > limits::kRecordBytes) {
    return Error{ErrorCode::kTooLarge, fmt::format("more than {} bytes", limits::kRecordBytes)};
  }
  JsonTree tree;
  DISTANSKOLL_TRY(tree.parse(json));
  Record record;
  FieldReader fields(tree.root());
  describe(fields, record);
  fields.finish();
  DISTANSKOLL_TRY(tree.outcome());
  return record;
}

}  // namespace distanskoll::server::agreements
