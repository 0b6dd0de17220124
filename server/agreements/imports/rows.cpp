// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/imports/rows.h"

namespace distanskoll::server::agreements::imports {

void Findings::add(Problem problem) {
  if (problems.size() < limits::kImportProblems)
    problems.push_back(std::move(problem));
  else
    ++problems_beyond;
}

void Findings::add(Notice notice) {
  if (notices.size() < limits::kImportProblems)
    notices.push_back(std::move(notice));
  else
    ++notices_beyond;
}

std::string_view RowReader::cell(const Field& field) const {
  const std::optional<std::size_t> column = columns_->of(field);
  return column ? plain_cell(table_->cell(row_, *column)) : std::string_view();
}

void RowReader::fail(const Field& field, Fault fault) {
  const bool secret = hidden_ || fault.reason == Reason::kPersonalNumber;
  findings_->add(Problem{.row = number(),
                         .column = columns_->name_of(field),
                         .value = secret ? std::string() : shown_value(cell(field)),
                         .reason = fault.reason,
                         .detail = std::move(fault.detail)});
  failed_ = &field;
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
