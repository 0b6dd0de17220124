// SPDX-License-Identifier: EUPL-1.2
#include "server/scim/users.h"

#include "server/agreements/intake/carry_out.h"
#include "server/scim/describe.h"
#include "server/scim/filter.h"
#include "server/scim/patch.h"
#include "server/scim/provision.h"
#include "shared/ascii.h"
#include "shared/limits.h"
#include "shared/text.h"

#include <boost/json/array.hpp>
#include <fmt/format.h>

namespace distanskoll::server::scim {
namespace {

namespace json = boost::json;
using access::Provisioner;
using agreements::Kept;
using net::Reply;
using net::Request;

struct ListWish {
  std::optional<Filter> filter;
  std::size_t start = 1;
  std::size_t count = limits::kScimPage;
};

Read<ListWish> read_list_wish(const Request& request) {
  const auto query = net::parse_query(request.query);
  if (!query) return invalid_syntax(query.error().message);
  ListWish wish;
  for (const auto& [name, value] : *query) {
    const std::string key = ascii_lowered(name);
    const auto number = parse_unsigned(value);
    if (key == "filter") {
      auto filter = parse_filter(value);
      if (!filter) return filter.error();
      wish.filter = std::move(*filter);
    } else if (key == "startindex") {
      if (!number) return invalid_value("startIndex is a number from 1 on");
      wish.start = std::max<std::size_t>(*number, 1);
    } else if (key == "count") {
      if (!number) return invalid_value("count is a number");
      wish.count = std::min<std::size_t>(*number, limits::kScimPage);
    } else {
      return not_here(
          fmt::format("users are listed with filter, startIndex and count, not {}", name));
    }
  }
  return wish;
}

bool matches(const Filter& filter, const Employee& person, LocalDay today) {
  if (filter.attribute == Attribute::kExternalId) return person.external_id == filter.value;
  const agreements::Login* login = shown_login(person, today);
  const auto wanted = agreements::imports::parse_login(filter.value);
  return login != nullptr && wanted && login->login == *wanted;
}

/// The person of the path's id if SCIM keeps it.
const Kept<Employee>* find(const Request& request, const Provisioner& asking) {
  const auto id = net::decode_segment(request.arguments.front());
  const auto* kept = id ? asking.snapshot->employees.find_kept(*id) : nullptr;
  return kept != nullptr && is_kept(kept->value) ? kept : nullptr;
}

std::optional<Fault> wrong_type(const Request& request) {
  const std::string type = ascii_lowered(request.header("Content-Type"));
  if (type.starts_with("application/scim+json") || type.starts_with("application/json")) {
    return std::nullopt;
  }
  return Fault{415, {}, "a body is application/scim+json"};
}

net::Response user_answer(unsigned status, const Kept<Employee>& kept, LocalDay today) {
  net::Response response = answer(status, to_json(kept.value, kept.version, today));
  response.with("Location", "/scim/v2/Users/" + kept.value.id);
  return response;
}

net::Response done() {
  net::Response response;
  response.status = 204;
  return response;
}

Intake intake_of(const Provisioner& asking) {
  return {*asking.snapshot,
          asking.today,
          std::string(kSystem),
          false,
          false,
          agreements::intake::random_id};
}

/// The person with the number that was told: what a POST or PUT was about.
std::string id_in(const ImportPlan& plan, const std::string& number, std::string otherwise) {
  for (const auto& change : plan.changes()) {
    const auto* person = change.value ? std::get_if<Employee>(&*change.value) : nullptr;
    if (person != nullptr && person->number == number) return person->id;
  }
  return otherwise;
}

/// Writes the plan, then `answered` on the sequencer's thread.
void write(const ScimParts& parts, const Provisioner& asking, const ImportPlan& plan,
           const Reply& reply, std::function<void()> answered) {
  auto writes = plan.writes(*asking.snapshot, asking.reader, std::string(kSystem));
  if (writes.empty()) return answered();
  const auto taken = parts.sequencer.submit(std::make_unique<agreements::RecordChange>(
      parts.registry, std::move(writes),
      [reply, answered = std::move(answered)](const Result<ledger::Commit>& result) {
        if (!result) return reply(answer(fault_of(result.error())));
        answered();
      }));
  if (!taken) reply(answer(fault_of(taken.error())));
}

/// The user as it is now, after its access row.
void show(const ScimParts& parts, const Provisioner& asking, const std::string& id, unsigned status,
          const Reply& reply) {
  const auto now = parts.registry.now();
  const auto* kept = now->employees.find_kept(id);
  if (kept == nullptr) return reply(answer(no_such_user()));
  access::answer_naming(parts.sequencer, asking, {id}, user_answer(status, *kept, asking.today),
                        reply);
}

void write_and_show(const ScimParts& parts, const Provisioner& asking, const ImportPlan& plan,
                    const std::string& id, unsigned status, const Reply& reply) {
  write(parts, asking, plan, reply,
        [parts, asking, id, status, reply] { show(parts, asking, id, status, reply); });
}

}  // namespace

void list_users(const ScimParts& parts, Request& request, const Provisioner& asking,
                const Reply& reply) {
  const auto wish = read_list_wish(request);
  if (!wish) return reply(answer(wish.error()));
  json::array users;
  std::vector<std::string> persons;
  std::size_t total = 0;
  for (const auto& [id, kept] : asking.snapshot->employees.all()) {
    if (!is_kept(kept->value)) continue;
    if (wish->filter && !matches(*wish->filter, kept->value, asking.today)) continue;
    ++total;
    if (total < wish->start || users.size() >= wish->count) continue;
    users.emplace_back(to_json(kept->value, kept->version, asking.today));
    persons.push_back(id);
  }
  access::answer_naming(parts.sequencer, asking, std::move(persons),
                        answer(200, list_of(std::move(users), total, wish->start)), reply);
}

void get_user(const ScimParts& parts, Request& request, const Provisioner& asking,
              const Reply& reply) {
  const auto* kept = find(request, asking);
  if (kept == nullptr) return reply(answer(no_such_user()));
  if (!request.query.empty()) {
    return reply(answer(not_here("one user is read whole: no parameters")));
  }
  access::answer_naming(parts.sequencer, asking, {kept->value.id},
                        user_answer(200, *kept, asking.today), reply);
}

void post_user(const ScimParts& parts, Request& request, const Provisioner& asking,
               const Reply& reply) {
  if (const auto wrong = wrong_type(request)) return reply(answer(*wrong));
  auto wanted = read_user(request.body);
  if (!wanted) return reply(answer(wanted.error()));
  // As it is now and not as it was before the body came: nobody is made twice.
  Provisioner now = asking;
  const std::string number = wanted->at(Attribute::kNumber).value_or(std::string());
  const auto making = BeingMade::take(parts.being_made, number);
  if (!making) return reply(answer(uniqueness("that employeeNumber is just being made")));
  now.snapshot = parts.registry.now();
  const Employee* known = find_by_number(*now.snapshot, number);
  if (known != nullptr && is_kept(*known)) {
    return reply(answer(uniqueness("a user with that employeeNumber is there already")));
  }
  // Kept by hand: taken over, as an imported file does. Of another system the plan says no.
  if (known != nullptr) wanted = completed(std::move(*wanted), *known, now.today);
  const auto plan = plan_user(intake_of(now), known, *wanted);
  if (!plan) return reply(answer(plan.error()));
  const std::string id = id_in(*plan, number, known != nullptr ? known->id : std::string());
  write(parts, now, *plan, reply,
        [parts, now, id, making, reply] { show(parts, now, id, 201, reply); });
}

void put_user(const ScimParts& parts, Request& request, const Provisioner& asking,
              const Reply& reply) {
  if (const auto wrong = wrong_type(request)) return reply(answer(*wrong));
  const auto* kept = find(request, asking);
  if (kept == nullptr) return reply(answer(no_such_user()));
  auto wanted = read_user(request.body);
  if (!wanted) return reply(answer(wanted.error()));
  const auto plan = plan_user(intake_of(asking), &kept->value,
                              completed(std::move(*wanted), kept->value, asking.today));
  if (!plan) return reply(answer(plan.error()));
  write_and_show(parts, asking, *plan, kept->value.id, 200, reply);
}

void patch_user(const ScimParts& parts, Request& request, const Provisioner& asking,
                const Reply& reply) {
  if (const auto wrong = wrong_type(request)) return reply(answer(*wrong));
  const auto* kept = find(request, asking);
  if (kept == nullptr) return reply(answer(no_such_user()));
  const auto wanted = patched(user_of(kept->value, asking.today), request.body);
  if (!wanted) return reply(answer(wanted.error()));
  const auto plan = plan_user(intake_of(asking), &kept->value, *wanted);
  if (!plan) return reply(answer(plan.error()));
  write(parts, asking, *plan, reply, [reply] { reply(done()); });
}

void delete_user(const ScimParts& parts, Request& request, const Provisioner& asking,
                 const Reply& reply) {
  const auto* kept = find(request, asking);
  if (kept == nullptr) return reply(answer(no_such_user()));
  write(parts, asking, plan_removal(intake_of(asking), kept->value), reply,
        [reply] { reply(done()); });
}

}  // namespace distanskoll::server::scim
