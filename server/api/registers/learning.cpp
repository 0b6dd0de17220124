// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/acts/people.h"
#include "server/api/registers/lists.h"
#include "server/api/registers/people_view.h"
#include "server/api/registers/registers.h"
#include "server/api/registers/writes.h"

#include <boost/json/serialize.hpp>

namespace distanskoll::server::api {
namespace {

using access::Caller;
using agreements::GuidelineRead;
using agreements::Training;
using compliance::format_date;

template <class Record>
bool sees_learner(const Caller& caller, const Record& record) {
  return caller.sees_person(record.employee);
}

/// Both registers are lists of what persons did on a day.
template <class Record>
ListOf<Record> list_of(std::string_view name, agreements::Shelf<Record> Snapshot::*shelf) {
  ListOf<Record> list;
  list.name = name;
  list.shelf = shelf;
  list.filters = {"unit", "employee"};
  list.visible = sees_learner<Record>;
  list.matching = [](const Caller& caller,
                     const Page& page) -> Result<typename ListOf<Record>::Matches> {
    return typename ListOf<Record>::Matches(
        [&caller, unit = given(page, "unit"),
         employee = given(page, "employee")](const Record& record) {
          if (employee && record.employee != *employee) return false;
          return !unit || belongs_to(caller, record.employee, *unit);
        });
  };
  list.sorts = {{"name", [](const Caller& c, const Record& r) { return name_key(c, r.employee); }}};
  list.row = [](const Caller& caller, const Record& record, std::uint64_t version) {
    return row_text({{"version", version}, {"name", name_of(caller, record.employee)}},
                    encode(record));
  };
  list.columns = {{"Namn", [](const Caller& c, const Record& r) { return name_of(c, r.employee); }},
                  {"Anställningsnummer",
                   [](const Caller& c, const Record& r) {
                     const auto* person = c.registry().employees.find(r.employee);
                     return person ? person->number.value_or("") : std::string();
                   }},
                  {"Datum", [](const Caller&, const Record& r) { return format_date(r.on); }}};
  list.persons = [](const Record& record) { return std::vector{record.employee}; };
  return list;
}

ListOf<Training> training_list() {
  auto list = list_of<Training>("trainings", &Snapshot::trainings);
  list.columns.push_back({"Kurs", [](const Caller&, const Training& t) { return t.course; }});
  return list;
}
ListOf<GuidelineRead> read_list() {
  auto list = list_of<GuidelineRead>("guideline_reads", &Snapshot::guideline_reads);
  // The record's own "version" is the guideline's; in the API that word is the record's.
  list.row = [](const Caller& caller, const GuidelineRead& read, std::uint64_t version) {
    boost::json::object row{{"version", version},
                            {"name", name_of(caller, read.employee)},
                            {"id", read.id},
                            {"employee", read.employee},
                            {"on", format_date(read.on)},
                            {"guideline_version", nullptr}};
    if (read.version) row["guideline_version"] = *read.version;
    return boost::json::serialize(row);
  };
  list.columns.push_back(
      {"Utgåva", [](const Caller&, const GuidelineRead& r) { return r.version.value_or(""); }});
  return list;
}

Result<Change> post_training(const Ask& ask) {
  DISTANSKOLL_TRY(check_not_employee(ask));
  JsonObject in(ask.body.root());
  Training wish;
  wish.id = new_id();
  wish.employee = in.required("employee").id();
  wish.course = text_in(in, "course");
  wish.on = in.required("on").date();
  DISTANSKOLL_TRY(finished(in, ask.body));
  if (!ask.caller.sees_person(wish.employee)) return nothing_there();
  auto taken = agreements::take_training(std::move(wish), ask.act());
  if (!taken) return taken.error();
  const std::string location = "/api/v1/trainings/" + taken->id;
  return created(ask, std::move(*taken), location);
}

Result<Change> delete_training(const Ask& ask) {
  DISTANSKOLL_TRY(check_not_employee(ask));
  return removed(ask, *ask.now().trainings.find(ask.arguments.front()));
}

Result<Change> post_read(const Ask& ask) {
  JsonObject in(ask.body.root());
  GuidelineRead wish;
  wish.id = new_id();
  wish.employee = in.required("employee").id();
  wish.on = maybe_date_in(in, "on").value_or(ask.caller.today());
  wish.version = maybe_text_in(in, "guideline_version");
  DISTANSKOLL_TRY(finished(in, ask.body));
  if (!ask.caller.sees_person(wish.employee)) return nothing_there();
  auto read = agreements::read_guideline(std::move(wish), ask.act());
  if (!read) return read.error();
  const std::string location = "/api/v1/guideline-reads/" + read->id;
  return created(ask, std::move(*read), location);
}

Result<Change> delete_read(const Ask& ask) {
  DISTANSKOLL_TRY(check_not_employee(ask));
  return removed(ask, *ask.now().guideline_reads.find(ask.arguments.front()));
}

}  // namespace

void add_learning_routes(access::Door& door, const ApiParts& parts) {
  using access::Act;
  using access::Resource;
  const auto read = access::needs(Resource::kAgreements, Act::kRead);
  const auto write = access::needs(Resource::kAgreements, Act::kWrite);
  on_list(door, "/api/v1/trainings", read, training_list());
  on_get(door, "/api/v1/trainings/{}", read, training_list());
  on_create(door, parts, "/api/v1/trainings", write, post_training);
  on_change(door, parts, net::Method::kDelete, "/api/v1/trainings/{}", write,
            find_in<Training>(&Snapshot::trainings, sees_learner), delete_training);
  on_list(door, "/api/v1/guideline-reads", read, read_list());
  on_get(door, "/api/v1/guideline-reads/{}", read, read_list());
  on_create(door, parts, "/api/v1/guideline-reads", write, post_read);
  on_change(door, parts, net::Method::kDelete, "/api/v1/guideline-reads/{}", write,
            find_in<GuidelineRead>(&Snapshot::guideline_reads, sees_learner), delete_read);
}

}  // namespace distanskoll::server::api
