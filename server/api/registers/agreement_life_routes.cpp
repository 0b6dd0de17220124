// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/acts/agreement_life.h"
#include "server/api/registers/agreement_view.h"
#include "server/api/registers/lists.h"
#include "server/api/registers/registers.h"
#include "server/api/registers/writes.h"

#include <boost/json/parse.hpp>
#include <fmt/format.h>

namespace distanskoll::server::api {
namespace {

using access::Role;
using agreements::Agreement;
using agreements::SignatureLevel;
using agreements::Signer;

std::string place(const std::string& id) { return "/api/v1/agreements/" + id; }

std::vector<const Agreement*> agreements_of(const Snapshot& snapshot, const std::string& employee) {
  std::vector<const Agreement*> all;
  const auto found = snapshot.agreements_of->find(employee);
  if (found == snapshot.agreements_of->end()) return all;
  for (const std::string& id : found->second) {
    if (const Agreement* each = snapshot.agreements.find(id)) all.push_back(each);
  }
  return all;
}

agreements::Terms terms_in(JsonObject& in) {
  agreements::Terms terms;
  terms.valid_from = in.required("valid_from").date();
  terms.valid_to = maybe_date_in(in, "valid_to");
  terms.max_days_per_week = maybe_number_in(in, "max_days_per_week");
  terms.max_share_percent = maybe_number_in(in, "max_share_percent");
  return terms;
}

Result<Change> post_application(const Ask& ask) {
  JsonObject in(ask.body.root());
  agreements::Application application;
  application.id = new_id();
  application.employee = in.required("employee").id();
  application.terms = terms_in(in);
  application.applied_on = maybe_date_in(in, "applied_on");
  application.appear_within_minutes = maybe_number_in(in, "appear_within_minutes");
  application.note = maybe_text_in(in, "note");
  DISTANSKOLL_TRY(finished(in, ask.body));
  if (!ask.caller.sees_person(application.employee)) return nothing_there();
  if (ask.caller.role() == Role::kEmployee && application.applied_on) {
    return agreements::wrong("your own application is of today; leave \"applied_on\" out");
  }
  auto made =
      agreements::apply(application, agreements_of(ask.now(), application.employee), ask.act());
  if (!made) return made.error();
  return created(ask, std::move(*made), place(application.id));
}

Result<Change> put_terms(const Ask& ask) {
  DISTANSKOLL_TRY(check_not_employee(ask));
  JsonObject in(ask.body.root());
  const agreements::Terms terms = terms_in(in);
  DISTANSKOLL_TRY(finished(in, ask.body));
  auto next = agreements::change_terms(asked_agreement(ask), terms, ask.act());
  if (!next) return next.error();
  Change change = changed(ask, std::move(next->agreement));
  change.said["signatures_fell"] = next->signatures_fell;
  return change;
}

/// Who signs in person here confirms; what is written down of somebody else's or of another day is
/// recorded.
SignatureLevel level_of(const Ask& ask, Signer signer, bool dated) {
  const Role own = signer == Signer::kEmployee ? Role::kEmployee : Role::kManager;
  return ask.caller.role() == own && !dated ? SignatureLevel::kConfirmed
                                            : SignatureLevel::kRecorded;
}

Result<Change> post_signature(const Ask& ask) {
  JsonObject in(ask.body.root());
  const JsonValue word = in.required("signer");
  const bool manager = word.text() == "manager";
  if (!manager && word.text() != "employee") word.fail("must be employee or manager");
  agreements::SigningWish wish;
  wish.signer = manager ? Signer::kManager : Signer::kEmployee;
  wish.on = maybe_date_in(in, "on");
  DISTANSKOLL_TRY(finished(in, ask.body));
  if (manager) DISTANSKOLL_TRY(check_not_employee(ask));
  if (ask.caller.role() == Role::kEmployee && wish.on) {
    return agreements::wrong("you sign today; leave \"on\" out");
  }
  wish.level = level_of(ask, wish.signer, wish.on.has_value());
  const Agreement& agreement = asked_agreement(ask);
  const Agreement* before =
      agreement.renews ? ask.now().agreements.find(*agreement.renews) : nullptr;
  auto next = agreements::sign(agreement, wish, before, ask.act());
  if (!next) return next.error();
  Change change = changed(ask, std::move(next->agreement));
  change.said["level"] = wish.level == SignatureLevel::kConfirmed ? "confirmed" : "recorded";
  change.said["ended"] = nullptr;
  if (next->predecessor) {
    change.said["ended"] = next->predecessor->id;
    change.writes.push_back(
        write_of(ask.now(), std::move(*next->predecessor), ask.caller.by(), "renewed"));
  }
  return change;
}

Result<Change> post_refusal(const Ask& ask) {
  DISTANSKOLL_TRY(check_not_employee(ask));
  JsonObject in(ask.body.root());
  const std::string reason = text_in(in, "reason");
  DISTANSKOLL_TRY(finished(in, ask.body));
  auto next = agreements::refuse(asked_agreement(ask), reason, ask.act());
  if (!next) return next.error();
  return changed(ask, std::move(*next), reason);
}

Result<Change> post_renewal(const Ask& ask) {
  JsonObject in(ask.body.root());
  const agreements::Terms terms = terms_in(in);
  DISTANSKOLL_TRY(finished(in, ask.body));
  const Agreement& agreement = asked_agreement(ask);
  const std::string id = new_id();
  auto made = agreements::renew(agreement, id, terms, agreements_of(ask.now(), agreement.employee),
                                ask.act());
  if (!made) return made.error();
  return created(ask, std::move(*made), place(id));
}

Result<Change> post_end(const Ask& ask) {
  JsonObject in(ask.body.root());
  const LocalDay on = maybe_date_in(in, "on").value_or(ask.caller.today());
  const std::string reason = text_in(in, "reason");
  DISTANSKOLL_TRY(finished(in, ask.body));
  auto next = agreements::end_early(asked_agreement(ask), on, reason, ask.act());
  if (!next) return next.error();
  boost::json::array to_return;
  for (const auto& each : next->to_return) to_return.emplace_back(each.name);
  Change change = changed(ask, std::move(next->agreement), reason);
  change.said["to_return"] = std::move(to_return);
  return change;
}

}  // namespace

void add_agreement_life_routes(access::Door& door, const ApiParts& parts) {
  const auto write = access::needs(access::Resource::kAgreements, access::Act::kWrite);
  const auto find = find_in<Agreement>(&Snapshot::agreements, sees_agreement);
  const auto act = [&](net::Method method, const char* path,
                       Result<Change> (*handler)(const Ask&)) {
    on_change(door, parts, method, path, write, find, handler);
  };
  on_create(door, parts, "/api/v1/agreements", write, post_application);
  act(net::Method::kPut, "/api/v1/agreements/{}/terms", put_terms);
  act(net::Method::kPost, "/api/v1/agreements/{}/signatures", post_signature);
  act(net::Method::kPost, "/api/v1/agreements/{}/refusal", post_refusal);
  act(net::Method::kPost, "/api/v1/agreements/{}/renewal", post_renewal);
  act(net::Method::kPost, "/api/v1/agreements/{}/end", post_end);
}

}  // namespace distanskoll::server::api
