// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/acts/agreement_parts.h"
#include "server/api/registers/agreement_view.h"
#include "server/api/registers/lists.h"
#include "server/api/registers/registers.h"
#include "server/api/registers/writes.h"
#include "shared/text.h"

namespace distanskoll::server::api {
namespace {

using agreements::Agreement;

Result<Change> next(const Ask& ask, Result<Agreement> agreement) {
  if (!agreement) return agreement.error();
  return changed(ask, std::move(*agreement));
}

Result<Change> post_assessment(const Ask& ask) {
  const auto assessment = assessment_in(ask);
  if (!assessment) return assessment.error();
  return next(ask, agreements::add_assessment(asked_agreement(ask), *assessment, ask.act()));
}

Result<Change> post_follow_up(const Ask& ask) {
  JsonObject in(ask.body.root());
  const LocalDay on = maybe_date_in(in, "on").value_or(ask.caller.today());
  const auto note = maybe_text_in(in, "note");
  DISTANSKOLL_TRY(finished(in, ask.body));
  return next(ask, agreements::add_follow_up(asked_agreement(ask), on, note, ask.act()));
}

Result<Change> post_equipment(const Ask& ask) {
  JsonObject in(ask.body.root());
  const std::string name = text_in(in, "name");
  const auto on = maybe_date_in(in, "lent_on");
  DISTANSKOLL_TRY(finished(in, ask.body));
  return next(ask, agreements::lend(asked_agreement(ask), name, on, ask.act()));
}

Result<Change> post_return(const Ask& ask) {
  JsonObject in(ask.body.root());
  const auto on = maybe_date_in(in, "returned_on");
  DISTANSKOLL_TRY(finished(in, ask.body));
  const auto item = parse_unsigned(ask.arguments.at(1));
  if (!item) return nothing_there();
  return next(ask, agreements::take_back(asked_agreement(ask), static_cast<std::size_t>(*item), on,
                                         ask.act()));
}

Result<Change> post_archive(const Ask& ask) {
  JsonObject in(ask.body.root());
  DISTANSKOLL_TRY(finished(in, ask.body));
  return next(ask, agreements::archive(asked_agreement(ask)));
}

Result<Change> put_appear_within(const Ask& ask) {
  JsonObject in(ask.body.root());
  const auto minutes = maybe_number_in(in, "appear_within_minutes");
  DISTANSKOLL_TRY(finished(in, ask.body));
  return next(ask, agreements::set_appear_within(asked_agreement(ask), minutes));
}

Result<Change> put_note(const Ask& ask) {
  JsonObject in(ask.body.root());
  const auto note = maybe_text_in(in, "note");
  DISTANSKOLL_TRY(finished(in, ask.body));
  return next(ask, agreements::set_note(asked_agreement(ask), note));
}

}  // namespace

void add_agreement_part_routes(access::Door& door, const ApiParts& parts) {
  const auto write = access::needs(access::Resource::kAgreements, access::Act::kWrite);
  const auto find = find_in<Agreement>(&Snapshot::agreements, sees_agreement);
  const auto act = [&](net::Method method, const char* path,
                       Result<Change> (*handler)(const Ask&)) {
    // The employee reads all of it and writes none: the manager and HR keep what was done.
    on_change(door, parts, method, path, write, find, [handler](const Ask& ask) -> Result<Change> {
      DISTANSKOLL_TRY(check_not_employee(ask));
      return handler(ask);
    });
  };
  act(net::Method::kPost, "/api/v1/agreements/{}/assessments", post_assessment);
  act(net::Method::kPost, "/api/v1/agreements/{}/follow-ups", post_follow_up);
  act(net::Method::kPost, "/api/v1/agreements/{}/equipment", post_equipment);
  act(net::Method::kPost, "/api/v1/agreements/{}/equipment/{}/return", post_return);
  act(net::Method::kPost, "/api/v1/agreements/{}/archive", post_archive);
  act(net::Method::kPut, "/api/v1/agreements/{}/appear-within", put_appear_within);
  act(net::Method::kPut, "/api/v1/agreements/{}/note", put_note);
}

}  // namespace distanskoll::server::api
