// SPDX-License-Identifier: EUPL-1.2
#include "agent/person/posture_view.h"

#include "agent/reporting/endpoint.h"
#include "agent/reporting/local_answer.h"
#include "shared/limits.h"
#include "shared/report/codec.h"
#include "shared/text.h"

#include <algorithm>

#include <boost/json.hpp>

namespace distanskoll::agent {
namespace {

namespace json = boost::json;

constexpr std::size_t kReasons = 32;
constexpr std::int64_t kSecondsOfDay = 86'400;

Error malformed(std::string_view member) {
  return {ErrorCode::kMalformed, "the agent's answer: " + std::string(member)};
}

/// Reads members of one object; the first that is not of its type is remembered. Absent and null
/// are the same.
class Members {
 public:
  explicit Members(const json::object& object) : object_(object) {}

  [[nodiscard]] const json::value* find(std::string_view name) const {
    const json::value* value = object_.if_contains(json::string_view(name.data(), name.size()));
    return value == nullptr || value->is_null() ? nullptr : value;
  }
  [[nodiscard]] std::string text(std::string_view name) {
    const json::value* value = find(name);
    if (value == nullptr) return {};
    const json::string* text = value->if_string();
    if (text == nullptr) return wrong(name), std::string();
    return {text->data(), text->size()};
  }
  [[nodiscard]] bool flag(std::string_view name, bool otherwise) {
    const json::value* value = find(name);
    if (value == nullptr) return otherwise;
    if (!value->is_bool()) return wrong(name), otherwise;
    return value->get_bool();
  }
  [[nodiscard]] std::int64_t number(std::string_view name, std::int64_t most) {
    const json::value* value = find(name);
    if (value == nullptr) return 0;
    const std::int64_t* number = value->if_int64();
    if (number == nullptr || *number < 0 || *number > most) return wrong(name), 0;
    return *number;
  }
  [[nodiscard]] std::optional<WallTime> time(std::string_view name) {
    if (find(name) == nullptr) return std::nullopt;
    const auto time = parse_time(text(name));
    if (!time) return wrong(name), std::nullopt;
    return *time;
  }
  [[nodiscard]] const json::object* object(std::string_view name) {
    const json::value* value = find(name);
    if (value == nullptr) return nullptr;
    if (!value->is_object()) wrong(name);
    return value->if_object();
  }
  /// Of at most `most` elements.
  [[nodiscard]] const json::array* list(std::string_view name, std::size_t most) {
    const json::value* value = find(name);
    if (value == nullptr) return nullptr;
    const json::array* list = value->if_array();
    if (list == nullptr || list->size() > most) return wrong(name), nullptr;
    return list;
  }
  void wrong(std::string_view name) {
    if (!fault_) fault_ = malformed(name);
  }
  [[nodiscard]] Result<void> done() const {
    if (fault_) return *fault_;
    return {};
  }

 private:
  const json::object& object_;
  std::optional<Error> fault_;
};

/// A word that is none of ours says that it cannot be told.
compliance::RequirementResult result_of(std::string_view word) {
  using enum compliance::RequirementResult;
  for (const auto known : {kPass, kFail, kNotApplicable}) {
    if (compliance::to_string(known) == word) return known;
  }
  return kUnknown;
}

std::optional<policy::Severity> severity_of(std::string_view word) {
  using enum policy::Severity;
  for (const auto known : {kHigh, kMedium, kLow}) {
    if (policy::to_string(known) == word) return known;
  }
  return std::nullopt;
}

/// The one that is called so, of those up to `last`.
template <class Enum>
std::optional<Enum> named(std::string_view word, Enum last) {
  for (int i = 0; i <= static_cast<int>(last); ++i) {
    const auto known = static_cast<Enum>(i);
    if (to_string(known) == word) return known;
  }
  return std::nullopt;
}

Result<policy::LocalText> read_local(Members& texts, std::string_view name) {
  const json::object* both = texts.object(name);
  if (both == nullptr) return policy::LocalText{};
  Members in(*both);
  policy::LocalText text{in.text("sv"), in.text("en")};
  DISTANSKOLL_TRY(in.done());
  return text;
}

Result<void> add_words(const json::object& words, RequirementView& view) {
  Members in(words);
  for (const auto& [name, into] : {std::pair{"title", &view.title}, std::pair{"why", &view.why},
                                   std::pair{"remedy", &view.remedy}}) {
    auto text = read_local(in, name);
    if (!text) return text.error();
    *into = std::move(*text);
  }
  view.tolerance = std::chrono::seconds(in.number("tolerance_seconds", kSecondsOfDay));
  return in.done();
}

Result<RequirementView> read_line(const json::object& line, const json::object* requirements) {
  Members in(line);
  RequirementView view;
  view.id = in.text("requirement");
  if (!is_token(view.id)) return malformed("requirement");
  const auto severity = severity_of(in.text("severity"));
  if (!severity) return malformed("severity");
  view.severity = *severity;
  view.result = result_of(in.text("result"));
  if (const json::array* reasons = in.list("reasons", kReasons)) {
    for (const json::value& reason : *reasons) {
      if (!reason.is_string()) return malformed("reasons");
      view.reasons.emplace_back(reason.get_string());
    }
  }
  DISTANSKOLL_TRY(in.done());
  view.title = {view.id, view.id};
  if (requirements == nullptr) return view;
  Members texts(*requirements);
  if (const json::object* words = texts.object(view.id)) {
    DISTANSKOLL_TRY(add_words(*words, view));
  }
  DISTANSKOLL_TRY(texts.done());
  return view;
}

Result<void> read_posture(const json::object& posture, const json::object* requirements,
                          PostureView& view) {
  Members in(posture);
  view.judged = true;
  view.overall = result_of(in.text("overall"));
  if (const json::array* lines = in.list("lines", limits::kRequirements)) {
    for (const json::value& line : *lines) {
      const json::object* object = line.if_object();
      if (object == nullptr) return malformed("lines");
      auto read = read_line(*object, requirements);
      if (!read) return read.error();
      if (std::ranges::count(view.requirements, read->id, &RequirementView::id) != 0) {
        return malformed("requirement: twice");
      }
      view.requirements.push_back(std::move(*read));
    }
  }
  return in.done();
}

void read_health(Members& in, PostureView& view) {
  view.running = in.flag("running", false);
  view.device = in.text("device");
  if (const json::object* uplink = in.object("uplink")) {
    Members state(*uplink);
    view.uplink = named(state.text("state"), UplinkState::kSuccessor);
    view.uplink_detail = state.text("detail");
    view.way = {named(state.text("proxy_from"), WayFrom::kDetection), state.text("proxy"),
                state.text("proxy_doubt")};
    if (!state.done()) in.wrong("uplink");
  }
  view.spool_fault = in.text("spool_fault");
  view.waiting = static_cast<std::uint64_t>(in.number("waiting", limits::kLargestInteger));
  view.contact = in.time("contact");
  view.reported = in.time("reported");
  view.certificate_ends = in.time("certificate_ends");
  view.restricted = in.flag("restricted", false);
  view.posture_at = in.time("posture_at");
  view.notify = in.flag("notify", true);
  view.page = in.text("page");
  if (!view.page.empty() && !parse_web_address(view.page)) in.wrong("page");
  if (const json::object* policy = in.object("policy")) {
    Members of(*policy);
    view.hold = std::chrono::seconds(of.number("hold_seconds", kSecondsOfDay));
    if (!of.done()) in.wrong("policy");
  }
}

}  // namespace

Result<PostureView> parse_posture_answer(std::string_view answer) {
  if (answer.size() > kLocalAnswerBytes) {
    return Error{ErrorCode::kTooLarge, "the agent's answer is over 256 KiB"};
  }
  boost::system::error_code code;
  json::parse_options options;
  options.max_depth = 16;
  const json::value document =
      json::parse(json::string_view(answer.data(), answer.size()), code, {}, options);
  const json::object* root = code ? nullptr : document.if_object();
  if (root == nullptr) return malformed("not an object");
  Members in(*root);
  PostureView view;
  read_health(in, view);
  const json::object* requirements = in.object("requirements");
  if (const json::object* posture = view.restricted ? nullptr : in.object("posture")) {
    DISTANSKOLL_TRY(read_posture(*posture, requirements, view));
  }
  if (const json::object* observations = in.object("observations")) {
    auto read = report::decode_observations(json::serialize(*observations));
    if (!read) return malformed("observations");
    view.observations = std::move(*read);
  }
  DISTANSKOLL_TRY(in.done());
  return view;
}

std::chrono::seconds hold_of(const PostureView& view) {
  constexpr std::chrono::seconds kUsual{2 * limits::kHeartbeatDefault};
  return view.hold.count() > 0 ? view.hold : kUsual;
}

bool is_current(const PostureView& view, WallTime now) {
  if (!view.running || !view.judged || !view.posture_at) return false;
  const WallTime confirmed = std::max(*view.posture_at, view.contact.value_or(*view.posture_at));
  return now - confirmed <= hold_of(view);
}

const std::string& in_language(const policy::LocalText& text, Language language) {
  return language == Language::kSwedish ? text.sv : text.en;
}

}  // namespace distanskoll::agent
