// SPDX-License-Identifier: EUPL-1.2
// Taking care of a finding: one finding with its history, who it is given to, notes. Colleagues are
// named here as those who do the work; the person whose computer it is is in none of it.
#include "server/api/answers.h"
#include "server/api/finding_board.h"
#include "server/api/registers/exchange.h"
#include "server/api/resources.h"
#include "server/api/values.h"
#include "shared/text.h"

#include <algorithm>

#include <boost/json.hpp>

namespace distanskoll::server::api {
namespace {

namespace json = boost::json;
using access::Act;
using access::Answering;
using access::Caller;
using access::needs;
using access::Resource;
using net::Method;
using net::Request;

constexpr std::size_t kCareBytes = 8 * 1024;
constexpr std::size_t kNoteBytes = 2'048;
constexpr std::size_t kEarlierShown = 50;

/// Joined, and among those that the caller sees.
Result<std::unique_ptr<FindingBoard>> one(const ApiParts& parts, store::Reader& reader,
                                          const Request& request, const Caller& caller) {
  const auto text = net::decode_segment(request.arguments.front());
  if (!text) return text.error();
  const auto id = parse_unsigned(*text);
  if (!id) return nothing_there();
  auto finding = store::find_finding(reader, static_cast<std::int64_t>(*id));
  if (!finding) return finding.error();
  auto board = join_findings(parts, reader, caller, {std::move(*finding)});
  if (board && (*board)->findings.empty()) return nothing_there();
  return board;
}

json::object line_object(const Caller& caller, const store::CareLine& line) {
  const auto name = [&](const std::string& id) {
    return name_of_reader(caller.registry(), id, caller.today());
  };
  return {{"at", format_time(line.at)},
          {"by", name(line.by)},
          {"act", std::string(to_string(line.act))},
          {"account", text_or_null(line.account)},
          {"name", line.account ? json::value(name(*line.account)) : json::value(nullptr)},
          {"note", text_or_null(line.note)}};
}

/// The same fault of the same computer, before.
Result<json::array> earlier(store::Connection& connection, const store::Finding& finding) {
  const auto all = store::findings_of(connection, finding.device, 1'000);
  if (!all) return all.error();
  json::array list;
  for (const auto& each : *all) {
    if (each.id == finding.id || each.kind != finding.kind ||
        each.requirement != finding.requirement || list.size() == kEarlierShown) {
      continue;
    }
    list.push_back(json::object{{"id", each.id},
                                {"first_failed_at", format_time(each.first_failed_at)},
                                {"opened_at", format_time(each.opened_at)},
                                {"closed_at", time_or_null(each.closed_at)}});
  }
  return list;
}

Result<net::Response> get_one(const ApiParts& parts, const Request& request, const Caller& caller) {
  if (!request.query.empty()) {
    return Error{ErrorCode::kMalformed, "this address takes no parameters"};
  }
  auto reader = parts.readers.lend();
  if (!reader) return reader.error();
  const auto board = one(parts, **reader, request, caller);
  if (!board) return board.error();
  const JoinedFinding& joined = (*board)->findings.front();
  const bool care = caller.scope() == access::Scope::kAll;
  auto object = joined_object(joined, care);
  auto before = earlier(**reader, joined.finding);
  if (!before) return before.error();
  object["earlier"] = std::move(*before);
  if (!care) return json_answer(object);
  const auto lines = store::care_of(**reader, joined.finding);
  if (!lines) return lines.error();
  json::array history;
  for (const auto& line : *lines) history.push_back(line_object(caller, line));
  object["history"] = std::move(history);
  return json_answer(object);
}

bool may_take_care(const agreements::Account& account, agreements::LocalDay today) {
  return std::ranges::any_of(account.grants, [&](const agreements::Grant& grant) {
    return grant.role == agreements::Role::kItSecurity && grant.period.covers(today);
  });
}

net::Response get_assignees(const Request& request, const Caller& caller) {
  if (!request.query.empty()) {
    return net::problem(400, "malformed", "this address takes no parameters");
  }
  json::array list;
  for (const auto& [id, kept] : caller.registry().accounts.all()) {
    if (!may_take_care(kept->value, caller.today())) continue;
    list.push_back(json::object{
        {"account", id}, {"name", kept->value.name}, {"self", id == caller.who().reader}});
  }
  return json_answer({{"assignees", std::move(list)}});
}

class CareChange final : public ledger::Change {
 public:
  CareChange(store::Finding finding, store::CareLine line, Answering answering)
      : finding_(std::move(finding)), line_(std::move(line)), answering_(std::move(answering)) {}
  [[nodiscard]] const std::string& device() const override { return nobody_; }
  [[nodiscard]] Result<void> apply(ledger::Transaction& transaction) override {
    const auto now = store::find_finding(transaction.writer, finding_.id);
    if (!now) return now.error();
    if (now->closed_at) {
      return Error{ErrorCode::kConflict, "the finding has closed meanwhile"};
    }
    // Never before the finding itself, which may have been opened within this second.
    line_.at = std::max(transaction.now, now->opened_at);
    transaction.touched.push_back(finding_.device);
    return store::append_care(transaction.writer, *now, line_);
  }
  void committed(const ledger::Commit& /*commit*/) override {
    answering_.unnamed(json_answer({{"id", finding_.id}}));
  }
  void failed(const Error& error) override { answering_.refuse(error); }

 private:
  store::Finding finding_;
  store::CareLine line_;
  Answering answering_;
  std::string nobody_;
};

using ReadLine = Result<store::CareLine> (*)(const Caller&, JsonObject&);

Result<store::CareLine> assignment(const Caller& caller, JsonObject& in) {
  store::CareLine line;
  const auto account = in.nullable("account");
  if (!account) {
    line.act = store::CareAct::kReleased;
    return line;
  }
  const std::string id(account->id());
  const auto* const found = caller.registry().accounts.find(id);
  if (found == nullptr || !may_take_care(*found, caller.today())) {
    return Error{ErrorCode::kInvalidArgument, "a finding is given to somebody of IT security"};
  }
  line.act = store::CareAct::kAssigned;
  line.account = id;
  return line;
}

Result<store::CareLine> note(const Caller& /*caller*/, JsonObject& in) {
  store::CareLine line;
  line.note = std::string(in.required("text").text());
  if (line.note->empty() || line.note->size() > kNoteBytes) {
    return Error{ErrorCode::kInvalidArgument, "a note has 1 to 2048 bytes"};
  }
  return line;
}

Result<std::unique_ptr<CareChange>> change_of(const ApiParts& parts, const Request& request,
                                              const Caller& caller, const Answering& answering,
                                              ReadLine read) {
  if (!request.query.empty()) {
    return Error{ErrorCode::kMalformed, "a write takes no parameters"};
  }
  auto reader = parts.readers.lend();
  if (!reader) return reader.error();
  const auto board = one(parts, **reader, request, caller);
  if (!board) return board.error();
  JsonTree body;
  DISTANSKOLL_TRY(read_body(request, body));
  JsonObject in(body.root());
  auto line = read(caller, in);
  DISTANSKOLL_TRY(finished(in, body));
  if (!line) return line.error();
  line->by = caller.by();
  return std::make_unique<CareChange>((*board)->findings.front().finding, std::move(*line),
                                      answering);
}

void on_care(access::Door& door, const ApiParts& parts, Method method, std::string path,
             ReadLine read) {
  door.on(
      method, std::move(path), needs(Resource::kFindings, Act::kWrite),
      [parts, read](const Request& request, const Caller& caller, const Answering& answering) {
        auto change = change_of(parts, request, caller, answering, read);
        if (!change) return answering.refuse(change.error());
        const auto taken = parts.sequencer.submit(std::move(*change));
        if (!taken) answering.refuse(taken.error());
      },
      kCareBytes);
}

}  // namespace

void add_finding_care_routes(access::Door& door, const ApiParts& parts) {
  door.on(Method::kGet, "/api/v1/findings/{}", needs(Resource::kFindings, Act::kRead),
          [parts](const Request& request, const Caller& caller, const Answering& answering) {
            auto answer = get_one(parts, request, caller);
            if (!answer) return answering.refuse(answer.error());
            answering.unnamed(std::move(*answer));
          });
  door.on(Method::kGet, "/api/v1/assignees", needs(Resource::kFindings, Act::kWrite),
          [](const Request& request, const Caller& caller, const Answering& answering) {
            answering.unnamed(get_assignees(request, caller));
          });
  on_care(door, parts, Method::kPut, "/api/v1/findings/{}/assignment", assignment);
  on_care(door, parts, Method::kPost, "/api/v1/findings/{}/notes", note);
}

}  // namespace distanskoll::server::api
