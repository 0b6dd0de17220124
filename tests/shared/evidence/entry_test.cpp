// SPDX-License-Identifier: EUPL-1.2
#include "shared/evidence/entry.h"

#include "shared/crypto/encoding.h"
#include "shared/crypto/hash.h"
#include "shared/limits.h"
#include "tests/support/matchers.h"

namespace distanskoll::evidence {
namespace {

constexpr std::string_view kGoldenEntry =
    R"({"v":1,"kind":"report","received_at":"2026-03-02T07:00:00Z","device":"d1","body":{"report":"a.b.c"}})";

Entry example_entry() {
  return {EntryKind::kReport, *parse_time("2026-03-02T07:00:00Z"), "d1", R"({"report":"a.b.c"})"};
}

TEST(Entry, IsWrittenInOneWay) {
  EXPECT_EQ(encode(example_entry()), kGoldenEntry);
  Entry notice{EntryKind::kNotice, example_entry().received_at, "", R"({"what":"initialised"})"};
  EXPECT_EQ(
      encode(notice),
      R"({"v":1,"kind":"notice","received_at":"2026-03-02T07:00:00Z","device":null,"body":{"what":"initialised"}})");
}

TEST(Entry, OfEveryKindComesBack) {
  for (const EntryKind kind :
       {EntryKind::kReport, EntryKind::kRunClosed, EntryKind::kEnrolment, EntryKind::kRekey,
        EntryKind::kRevocation, EntryKind::kCode, EntryKind::kPolicy, EntryKind::kErasure,
        EntryKind::kEpoch, EntryKind::kLifecycle, EntryKind::kNotice}) {
    EXPECT_THAT(parse_entry_kind(to_string(kind)), IsOkAnd(kind));
    for (const std::string& device : {std::string(), std::string("d1")}) {
      const Entry entry{kind, example_entry().received_at, device, R"({"a":[1,"å",null,true]})"};
      const auto back = decode_entry(encode(entry));
      ASSERT_THAT(back, IsOk());
      EXPECT_EQ(encode(*back), encode(entry));
      EXPECT_EQ(back->kind, kind);
      EXPECT_EQ(back->device, device);
      EXPECT_EQ(back->body, entry.body);
      EXPECT_EQ(back->received_at, entry.received_at);
    }
  }
  EXPECT_THAT(parse_entry_kind("Report"), IsError(ErrorCode::kMalformed));
}

TEST(Entry, WithAnyOtherBytesIsMalformed) {
  const std::pair<std::string_view, std::string_view> changes[] = {
      {R"("v":1)", R"("v":2)"},
      {R"("v":1)", R"("v": 1)"},
      {R"("v":1,)", ""},
      {R"("report","rec)", R"("rapport","rec)"},
      {"07:00:00Z", "24:00:00Z"},
      {"07:00:00Z", "07:00:00.5Z"},
      {"07:00:00Z", "07:00:00+01:00"},
      {R"("device":"d1")", R"("device":"")"},
      {R"("device":"d1")", R"("device":"d 1")"},
      {R"("device":"d1")", R"("device":"d\"1")"},
      {R"("device":"d1")", R"("device":1)"},
      {R"("device":"d1")", R"("device":nul)"},
      {R"("device":"d1",)", ""},
      {R"({"report":"a.b.c"})", ""},
      {R"({"report":"a.b.c"})", R"({"report":"a.b.c")"},
      {R"({"report":"a.b.c"})", R"({"report": "a.b.c"})"},
      {R"({"report":"a.b.c"})", R"({"report":"a.b.c"},"x":1)"},
      {R"({"report":"a.b.c"})", R"({"a":1,"a":2})"},
      {R"({"report":"a.b.c"})", R"({"a":1e3})"},
      {R"({"report":"a.b.c"})", R"({"a":01})"},
      {R"({"report":"a.b.c"})", R"({"a":"\u0041"})"},
      {R"({"report":"a.b.c"})", "{\"a\":\"\xC3\"}"},
      {R"({"report":"a.b.c"})", "{\"a\":\"\n\"}"},
      {R"({"report":"a.b.c"})", "1 2"},
  };
  for (const auto& [from, to] : changes) {
    std::string line(kGoldenEntry);
    line.replace(line.find(from), from.size(), to);
    EXPECT_THAT(decode_entry(line), IsError(ErrorCode::kMalformed)) << line;
  }
  EXPECT_THAT(decode_entry(std::string(kGoldenEntry) + "\n"), IsError(ErrorCode::kMalformed));
  EXPECT_THAT(decode_entry(" " + std::string(kGoldenEntry)), IsError(ErrorCode::kMalformed));
}

TEST(Entry, CutAnywhereIsMalformed) {
  for (std::size_t length = 0; length < kGoldenEntry.size(); ++length) {
    EXPECT_THAT(decode_entry(kGoldenEntry.substr(0, length)), IsError(ErrorCode::kMalformed))
        << length;
  }
}

TEST(Entry, NestedWithoutEndIsMalformed) {
  std::string line(kGoldenEntry);
  line.replace(line.find(R"({"report":"a.b.c"})"), 18,
               std::string(100'000, '[') + std::string(100'000, ']'));
  EXPECT_THAT(decode_entry(line), IsError(ErrorCode::kMalformed));
}

TEST(Commitment, IsTheHashOfSaltAndLine) {
  Digest salt{};
  salt.fill(7);
  const std::string both = std::string(32, '\x07') + std::string(kGoldenEntry);
  EXPECT_EQ(commitment(salt, kGoldenEntry), crypto::sha256(both));
  Digest other = salt;
  other[0] = 8;
  EXPECT_NE(commitment(other, kGoldenEntry), commitment(salt, kGoldenEntry));
}

TEST(ReportBody, IsAReportWithOrWithoutItsHeartbeat) {
  EXPECT_EQ(encode(ReportBody{"", "a.b.c"}), R"({"report":"a.b.c"})");
  EXPECT_EQ(encode(ReportBody{"d.e.f", "a.b.c"}), R"({"heartbeat":"d.e.f","report":"a.b.c"})");
  const auto alone = decode_report_body(R"({"report":"a.b.c"})");
  ASSERT_THAT(alone, IsOk());
  EXPECT_EQ(alone->heartbeat, "");
  EXPECT_EQ(alone->report, "a.b.c");
  const auto both = decode_report_body(R"({"heartbeat":"d.e.f","report":"a.b.c"})");
  ASSERT_THAT(both, IsOk());
  EXPECT_EQ(both->heartbeat, "d.e.f");
  EXPECT_EQ(both->report, "a.b.c");
}

TEST(ReportBody, WithAnyOtherBytesIsMalformed) {
  for (const std::string_view json :
       {"", "{}", "{\"", R"({"report":""})", R"({"report":"a b"})", R"({"report":"a"}x)",
        R"({"report":"a","heartbeat":"b"})", R"({"heartbeat":"b"})",
        R"({"heartbeat":"","report":"a"})", R"({"report":"a","report":"a"})", R"({"report":1})",
        R"({"report":"a)", R"({ "report":"a"})", R"({"report":"\u0061"})"}) {
    EXPECT_THAT(decode_report_body(json), IsError(ErrorCode::kMalformed)) << json;
  }
  EXPECT_THAT(decode_report_body(encode(ReportBody{"", std::string(limits::kJwsBytes + 1, 'a')})),
              IsError(ErrorCode::kMalformed));
}

TEST(RunClosedBody, SaysWhetherItsHeartbeatWasVerified) {
  for (const bool verified : {false, true}) {
    const auto back = decode_run_closed_body(encode(RunClosedBody{"a.b.c", verified}));
    ASSERT_THAT(back, IsOk());
    EXPECT_EQ(back->heartbeat, "a.b.c");
    EXPECT_EQ(back->verified, verified);
  }
  EXPECT_EQ(encode(RunClosedBody{"a.b.c", true}), R"({"heartbeat":"a.b.c","verified":true})");
  for (const std::string_view json :
       {"{}", R"({"heartbeat":"a"})", R"({"heartbeat":"a","verified":1})",
        R"({"heartbeat":"","verified":true})", R"({"heartbeat":"a","verified":true}})",
        R"({"verified":true,"heartbeat":"a"})"}) {
    EXPECT_THAT(decode_run_closed_body(json), IsError(ErrorCode::kMalformed)) << json;
  }
}

}  // namespace
}  // namespace distanskoll::evidence
