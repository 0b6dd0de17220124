// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/imports/rows.h"

namespace distanskoll::server::agreements::imports {

void Findings::add(Problem problem) {
  if (problems.size() < limits::kImportProblems) {
    problems.push_back(std::move(problem));
  } else {
    ++problems_beyond;
  }
}

void Findings::add(Notice notice) {
  if (notices.size() < limits::kImportProblems) {
    notices.push_back(std::move(notice));
  } else {
    ++notices_beyond;
  }
}

void RowReader::fail_at(std::optional<std::size_t> column, const Field& field, Fault fault) {
  const bool secret = hidden_ || !column || fault.reason == Reason::kPersonalNumber;
  findings_->add(Problem{.row = number(),
                         .column = column ? table_->column_name(*column) : std::string(field.title),
                         .value = secret ? std::string() : shown_value(cell_at(*column)),
                         .reason = fault.reason,
                         .detail = std::move(fault.detail)});
  ok_ = false;
}

void RowReader::must_not_precede(const Field& field, std::optional<LocalDay> day,
                                 const Field& other, std::optional<LocalDay> other_day) {
  if (day && other_day && *day < *other_day)
    fail(field, {Reason::kBefore, std::string(other.title)});
}

void RowReader::notice(NoticeKind kind, std::string detail) {
  findings_->add(Notice{.kind = kind, .row = number(), .detail = std::move(detail)});
}

void RowReader::skip(NoticeKind kind, std::string detail) {
  notice(kind, std::move(detail));
  skipped_ = true;
}

}  // namespace distanskoll::server::agreements::imports
