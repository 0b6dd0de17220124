// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/records/objection.h"

#include "server/agreements/records/codec.h"

namespace distanskoll::server::agreements {
namespace {

constexpr Words<ObjectionKind> kObjectionKinds[] = {{"computer", ObjectionKind::kComputer},
                                                    {"place", ObjectionKind::kPlace},
                                                    {"agreement", ObjectionKind::kAgreement},
                                                    {"other", ObjectionKind::kOther}};
constexpr Words<ObjectionDesk> kDesks[] = {{"it_security", ObjectionDesk::kItSecurity},
                                           {"manager", ObjectionDesk::kManager}};
constexpr Words<ObjectionOutcome> kOutcomes[] = {{"accepted", ObjectionOutcome::kAccepted},
                                                 {"rejected", ObjectionOutcome::kRejected}};

template <class Enum, std::size_t N>
std::string_view word_in(const Words<Enum> (&words)[N], Enum value) {
  for (const auto& [word, enumerator] : words) {
    if (enumerator == value) return word;
  }
  return {};
}

}  // namespace

template <class Fields>
static void describe(Fields& fields, ObjectionAnswer& answer) {
  fields.date("on", answer.on);
  fields.id("by", answer.by);
  fields.word("outcome", answer.outcome, kOutcomes);
  fields.text("text", answer.text);
}
template <class Fields>
static void describe(Fields& fields, Objection& objection) {
  fields.id("id", objection.id);
  fields.id("employee", objection.employee);
  fields.date("date", objection.date);
  fields.word("kind", objection.kind, kObjectionKinds);
  fields.word("to", objection.to, kDesks);
  fields.text("text", objection.text);
  fields.date("made_on", objection.made_on);
  fields.maybe("answer", objection.answer);
  fields.maybe_date("withdrawn_on", objection.withdrawn_on);
}

std::string encode(const Objection& objection) { return encode_record(objection); }
Result<Objection> decode_objection(std::string_view json) {
  Result<Objection> objection = decode_record<Objection>(json);
  if (!objection) return objection;
  if (objection->text.empty()) return malformed("\"text\" must say what is wrong");
  if (objection->answer && objection->answer->by == objection->employee) {
    return malformed("nobody answers their own objection");
  }
  if (objection->answer && objection->withdrawn_on) {
    return malformed("what is answered is not withdrawn");
  }
  return objection;
}

ObjectionState state_of(const Objection& objection) {
  if (objection.withdrawn_on) return ObjectionState::kWithdrawn;
  if (!objection.answer) return ObjectionState::kOpen;
  switch (objection.answer->outcome) {
    case ObjectionOutcome::kAccepted:
      return ObjectionState::kAccepted;
    case ObjectionOutcome::kRejected:
      return ObjectionState::kRejected;
  }
  return ObjectionState::kOpen;
}

std::string_view to_string(ObjectionState state) {
  switch (state) {
    case ObjectionState::kOpen:
      return "open";
    case ObjectionState::kAccepted:
      return "accepted";
    case ObjectionState::kRejected:
      return "rejected";
    case ObjectionState::kWithdrawn:
      return "withdrawn";
  }
  return {};
}

std::string_view word_of(ObjectionKind kind) { return word_in(kObjectionKinds, kind); }
std::string_view word_of(ObjectionDesk desk) { return word_in(kDesks, desk); }
std::string_view word_of(ObjectionOutcome outcome) { return word_in(kOutcomes, outcome); }

}  // namespace distanskoll::server::agreements
