// SPDX-License-Identifier: EUPL-1.2
// A table of reports that are wrong in one way each: what is replaced in a good one, by what, and
// what the refusal must talk about.
#include "shared/report/codec.h"
#include "tests/shared/report/examples.h"
#include "tests/support/matchers.h"

namespace distanskoll::report {
namespace {

struct Corruption {
  std::string_view name;
  std::string_view from;
  std::string_view to;
  std::string_view says;
};

std::string changed(std::string text, const Corruption& change) {
  const auto place = text.find(change.from);
  EXPECT_NE(place, std::string::npos) << change.from << " is not in " << text;
  return place == std::string::npos ? "" : text.replace(place, change.from.size(), change.to);
}

class BadReport : public ::testing::TestWithParam<Corruption> {};

TEST_P(BadReport, IsRefusedAndSaysWhy) {
  const std::string bytes = changed(encode(full_report()), GetParam());
  ASSERT_NE(bytes, encode(full_report()));
  EXPECT_THAT(decode_report(bytes), IsError(ErrorCode::kMalformed, std::string(GetParam().says)));
}

constexpr std::string_view kForm = "not in its one form";
constexpr Corruption kReports[] = {
    {"Empty", "{", "", "no JSON"},
    {"TrailingSpace", "}}}", "}}} ", kForm},
    {"TrailingGarbage", "}}}", "}}}x", "no JSON"},
    {"TwoValues", "}}}", "}}}{}", "no JSON"},
    {"LeadingSpace", R"({"v")", R"( {"v")", kForm},
    {"SpaceAfterColon", R"("v":1)", R"("v": 1)", kForm},
    {"ByteOrderMark", R"({"v")", "\xEF\xBB\xBF{\"v\"", "no JSON"},
    {"Comment", R"("v":1)", R"("v":1/**/)", "no JSON"},
    {"VersionTwo", R"("v":1)", R"("v":2)", "v must be"},
    {"VersionMissing", R"("v":1,)", "", "v must be"},
    {"VersionNotFirst", R"("v":1,"seq":123457)", R"("seq":123457,"v":1)", kForm},
    {"VersionText", R"("v":1)", R"("v":"1")", "v must be"},
    {"SeqZero", R"("seq":123457)", R"("seq":0)", "seq must be"},
    {"SeqNegative", R"("seq":123457)", R"("seq":-1)", "seq must be"},
    {"SeqFraction", R"("seq":123457)", R"("seq":123457.0)", "seq must be"},
    {"SeqExponent", R"("seq":123457)", R"("seq":1e5)", "seq must be"},
    {"SeqLeadingZero", R"("seq":123457)", R"("seq":0123457)", "no JSON"},
    {"SeqPlus", R"("seq":123457)", R"("seq":+1)", "no JSON"},
    {"SeqOver53Bits", R"("seq":123457)", R"("seq":9007199254740992)", "seq must be"},
    {"SeqOver64Bits", R"("seq":123457)", R"("seq":99999999999999999999)", "seq must be"},
    {"SeqNull", R"("seq":123457)", R"("seq":null)", "seq must be"},
    {"SeqTwice", R"("seq":123457)", R"("seq":123457,"seq":123457)", kForm},
    {"SeqTwiceDifferent", R"("seq":123457)", R"("seq":5,"seq":123457)", kForm},
    {"SeqByEscapedName", R"("seq":)", R"("s\u0065q":)", kForm},
    {"AtMissing", R"("at":"2026-03-02T07:00:00Z",)", "", "at "},
    {"AtWithOffset", "07:00:00Z\",\"user", "07:00:00+00:00\",\"user", "at "},
    {"AtNoDay", "2026-03-02T07:00:00Z\",\"user", "2026-02-30T07:00:00Z\",\"user", "at "},
    {"AtNumber", R"("at":"2026-03-02T07:00:00Z")", R"("at":1)", "at must be"},
    {"UserMissing", R"("user":"AAECAwQFBgcICQoLDA0ODw",)", "", "user "},
    {"UserShort", "AAECAwQFBgcICQoLDA0ODw", "AAECAwQFBgcICQoLDA0OD", "user must be"},
    {"UserLong", "AAECAwQFBgcICQoLDA0ODw", "AAECAwQFBgcICQoLDA0ODwA", "user must be"},
    {"UserStrayBits", "AAECAwQFBgcICQoLDA0ODw", "AAECAwQFBgcICQoLDA0ODx", "user must be"},
    {"UserIsAName", "AAECAwQFBgcICQoLDA0ODw", "anna.andersson@kommun.", "user must be"},
    {"TriggerUnknown", R"("resume")", R"("wake")", "trigger must be"},
    {"PrevShort", R"("prev":"A)", R"("prev":")", "prev must be"},
    {"PrevNull", R"("prev":"AQ)", R"("prev":null,"x":"AQ)", "prev must be"},
    {"GapEndsAtSeq", R"("to":123455)", R"("to":123457)", "gap must end before"},
    {"GapBackwards", R"("to":123455)", R"("to":1)", "to must be"},
    {"GapFromZero", R"("from":123400)", R"("from":0)", "from must be"},
    {"GapCodeNoWord", R"("code":"evicted")", R"("code":"Not a word")", "code must be"},
    {"GapExtraMember", R"("code":"evicted")", R"("code":"evicted","more":1)", kForm},
    {"GapIsNumber", R"({"from":123400,"to":123455,"code":"evicted"})", "7",
     "gap: must be an object"},
    {"SeenWithoutRoot", R"("root":)", R"("boot":)", "root must be"},
    {"SeenNegative", R"("size":12345678)", R"("size":-1)", "size must be"},
    {"FlappingZero", R"("flapping":12)", R"("flapping":0)", "flapping must be"},
    {"FlappingTooLarge", R"("flapping":12)", R"("flapping":4294967296)", "flapping must be"},
    {"UnknownMember", R"(,"flapping":12)", R"(,"flapping":12,"place":"home")", kForm},
    {"ObservationsMissing", R"("observations")", R"("observation")", "observations must be"},
    {"ObservationsList", R"({"network_location")", R"([],"n":{"network_location")",
     "must be an obj"},
    {"UnknownProbe", R"("vpn")", R"("wifi")", "no probe of this name"},
    {"ProbeTwice", R"("vpn":)", R"("vpn":{"state":"disconnected"},"vpn":)", kForm},
    {"ProbesOutOfOrder", R"("x_backup")", R"("x_zz")", "wrong place"},
    {"OwnProbeAfterExternal",
     R"("session":{"state":"present"},"x_backup":{"unobservable":"undeclared"})",
     R"("x_backup":{"unobservable":"undeclared"},"session":{"state":"present"})", "wrong place"},
    {"ExternalWithoutName", R"("x_backup")", R"("x_")", "no probe of this name"},
    {"ExternalUpperCase", R"("x_backup")", R"("x_Backup")", "no probe of this name"},
    {"StateUnknown", R"("state":"remote")", R"("state":"home")", "no state \"home\""},
    {"StateEmpty", R"("state":"remote")", R"("state":"")", "either a state or a reason"},
    {"StateNumber", R"("state":"remote")", R"("state":1)", "state must be a text"},
    {"StateNull", R"("state":"remote")", R"("state":null)", "neither true, false"},
    {"StateAndUnobservable", R"("state":"remote")", R"("state":"remote","unobservable":"x")",
     "either a state or a reason"},
    {"NeitherStateNorReason", R"({"unobservable":"undeclared"})", "{}",
     "either a state or a reason"},
    {"ReasonNoWord", R"("unobservable":"undeclared")", R"("unobservable":"no idea")", "reason"},
    {"ReasonWithDetail", R"("unobservable":"undeclared")", R"("unobservable":"undeclared","a":1)",
     "details without a state"},
    {"SourceSystemWritten", R"("source":"session")", R"("source":"system")", "source is session"},
    {"SourceBeforeState", R"({"state":"present"})", R"({"source":"session","state":"present"})",
     kForm},
    {"DetailUnknown", R"("tunnel":"full")", R"("server":"full")", "unknown or out of order"},
    {"DetailOutOfOrder", R"("tunnel":"full","kind":"wireguard")",
     R"("kind":"wireguard","tunnel":"full")", "unknown or out of order"},
    {"DetailNotListed", R"("tunnel":"full")", R"("tunnel":"half")", "wrong value"},
    {"DetailTypeSwapped", R"("ipv6_leak":false)", R"("ipv6_leak":0)", "wrong value"},
    {"LevelAsText", R"("assurance_level":3)", R"("assurance_level":"3")", "wrong value"},
    {"LevelNotListed", R"("assurance_level":3)", R"("assurance_level":4)", "wrong value"},
    {"LevelFraction", R"("assurance_level":3)", R"("assurance_level":3.0)", "neither true, false"},
    {"NotAfterNoTime", "2028-11-30T22:59:59Z", "2028-11-31T22:59:59Z", "wrong value"},
    {"DetailIsObject", R"("raw_status":3)", R"("raw_status":{})", "neither true, false"},
    {"DetailIsList", R"("raw_status":3)", R"("raw_status":[3])", "neither true, false"},
    {"DetailOver53Bits", R"("raw_status":3)", R"("raw_status":9007199254740992)", "wrong value"},
    {"MinusZero", R"("raw_status":3)", R"("raw_status":-0)", kForm},
    {"DetailEmptyText", R"("issuer":"SITHS e-id Person HSA-id 3 CA v1")", R"("issuer":"")",
     "wrong value"},
    {"ControlCharacterEscaped", "SITHS e-id", R"(SITHS\u0000e-id)", "wrong value"},
    {"ControlCharacterRaw", "SITHS e-id", "SITHS\te-id", "no JSON"},
    {"NeedlessEscapeOfLetter", "SITHS e-id", R"(SITHS\u0020e-id)", kForm},
    {"NeedlessEscapeOfSlash", "SITHS e-id", R"(SITHS\/e-id)", kForm},
    {"EscapedUmlaut", "å", R"(\u00e5)", kForm},
    {"BrokenUtf8", "å", "\xC3", "no JSON"},
    {"OverlongUtf8", "å", "\xC0\xAF", "no JSON"},
    {"Surrogate", "å", R"(\ud83d)", "no JSON"},
    {"ExternalDetailOutOfOrder", R"("rules":-7,"strict":true)", R"("strict":true,"rules":-7)",
     "sorted by name"},
    {"ExternalDetailReserved", R"("rules":-7)", R"("Rules":-7)", "free word"},
    {"ExternalStateNoWord", R"({"state":"on")", R"({"state":"On!")", "not a word"},
};

std::string name_of_case(const ::testing::TestParamInfo<Corruption>& info) {
  return std::string(info.param.name);
}

INSTANTIATE_TEST_SUITE_P(Table, BadReport, ::testing::ValuesIn(kReports), name_of_case);

class BadHeartbeat : public ::testing::TestWithParam<Corruption> {};

TEST_P(BadHeartbeat, IsRefusedAndSaysWhy) {
  const std::string bytes = changed(encode(usual_heartbeat()), GetParam());
  EXPECT_THAT(decode_heartbeat(bytes),
              IsError(ErrorCode::kMalformed, std::string(GetParam().says)));
}

constexpr Corruption kHeartbeats[] = {
    {"VersionTwo", R"("v":1)", R"("v":2)", "v must be"},
    {"SeqOne", R"("seq":123458)", R"("seq":1)", "seq must be"},
    {"ProlongsItself", R"("unchanged_since":123457)", R"("unchanged_since":123458)",
     "unchanged_since"},
    {"ProlongsNothing", R"("unchanged_since":123457)", R"("unchanged_since":0)", "unchanged_since"},
    {"WithoutPrev", R"("prev")", R"("prov")", "prev must be"},
    {"WithUser", R"("unchanged_since")", R"("user":null,"unchanged_since")", kForm},
    {"OutOfOrder", R"("v":1,"seq":123458)", R"("seq":123458,"v":1)", kForm},
    {"NotAnObject", "{", "[{", "no JSON"},
};

INSTANTIATE_TEST_SUITE_P(Table, BadHeartbeat, ::testing::ValuesIn(kHeartbeats), name_of_case);

TEST(BadReport, FirstOfASeriesFollowsNothing) {
  Report report = first_report();
  report.prev = digest_of(1);
  EXPECT_THAT(decode_report(encode(report)), IsError(ErrorCode::kMalformed, "first of a series"));
}

TEST(BadReport, TooManyObservationsOrDetails) {
  Report report = first_report();
  for (int i = 0; i < 30; ++i) {
    report.observations.push_back({"x_" + std::to_string(100 + i), Observation::value("on")});
  }
  EXPECT_THAT(decode_report(encode(report)), IsError(ErrorCode::kMalformed, "more than 32"));
  Observation external = Observation::value("on");
  for (char c = 'a'; c <= 'i'; ++c) external.with(std::string(1, c), true);
  report.observations = {{"x_many", external}};
  EXPECT_THAT(decode_report(encode(report)), IsError(ErrorCode::kMalformed, "more than 8"));
  report.observations = {{"x_long", Observation::value("on").with("a", std::string(129, 'x'))}};
  EXPECT_THAT(decode_report(encode(report)), IsError(ErrorCode::kMalformed, "wrong value"));
}

}  // namespace
}  // namespace distanskoll::report
