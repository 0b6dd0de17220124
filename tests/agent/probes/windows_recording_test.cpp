// SPDX-License-Identifier: EUPL-1.2
#include "agent/probes/windows_recording.h"

#include "tests/agent/probes/windows_fixture.h"

namespace distanskoll::agent::windows {
namespace {

using Kind = RegistryValue::Kind;

constexpr const char* kSid = "S-1-5-21-1004336348-1177238915-682003330-1113";
constexpr const char* kGuid = "{6F1E2B3C-0000-4A5B-8C9D-0123456789AB}";

/// A computer whose every row names somebody or some place.
Recording of_anna() {
  Recording taken;
  Adapter adapter;
  adapter.index = 7;
  adapter.guid = kGuid;
  adapter.description = "Intel(R) Wi-Fi 6 AX201 160MHz";
  adapter.type = 71;
  adapter.mac = {0xa4, 0xc3, 0xf0, 0xde, 0xad, 0x99};
  Adapter profile;
  profile.index = 8;
  profile.description = "Annas VPN till Vaggeryd";
  profile.type = 23;
  taken.network->adapters = {adapter, profile};
  taken.network->addresses = {{7, {Family::kIpv4, {193, 10, 77, 88}}, 24, false}};
  const Route here{Family::kIpv4, 32, {Family::kIpv4, {193, 10, 77, 88}}, 7, 0, 0, {}};
  Route office{Family::kIpv4, 16, {Family::kIpv4, {194, 71, 0, 0}}, 8, 0, 0, {}};
  office.gateway = IpAddress{Family::kIpv4, {193, 10, 77, 1}};
  taken.network->routes = {here, office};
  taken.ras = std::vector<RasConnection>{{kGuid, "Annas egen", 0x2000, 7, true}};
  taken.networks = std::vector<ListedNetwork>{{"6f1e2b3c-0000-4a5b-8c9d-0123456789ab", 2}};
  taken.sessions = std::vector<TerminalSession>{{1, 0, 1, false, kSid, "anna@vaggeryd.example"}};
  taken.logons = std::vector<Logon>{{"0:31337", 2, 0, "AnnasPackage", 1, kSid}};
  taken.providers->last_sid = {Kind::kText, 0, kSid};
  taken.providers->last_provider = {Kind::kText, 0, "VAGGERYD\\anna"};
  taken.certificates->der = {Bytes{'a', 'n', 'n', 'a'}};
  taken.screen_lock->user.program = {Kind::kText, 0, "C:\\Users\\anna\\semester.scr"};
  taken.screen_lock->user.timeout = {Kind::kText, 0, "anna"};
  return taken;
}

TEST(WindowsRecording, HoldsNoPersonNoPlaceAndNoComputer) {
  const std::string json = write_recording(anonymous(of_anna()));
  for (const char* secret :
       {"anna", "Anna", "aggeryd", "AGGERYD", "S-1-5", "6F1E2B3C", "6f1e2b3c", "dead99", "31337",
        "c10a4d58", "c10a4d", "c247", "semester", "Users"}) {
    EXPECT_EQ(json.find(secret), std::string::npos) << secret << " in " << json;
  }
  EXPECT_NE(json.find("a4c3f0000000"), std::string::npos) << "the maker's part of the address";
}

TEST(WindowsRecording, KeepsWhatBelongsTogether) {
  const Recording hidden = anonymous(of_anna());
  EXPECT_EQ(hidden.network->adapters.front().guid, hidden.ras->front().guid);
  EXPECT_EQ(hidden.network->adapters.front().guid, hidden.networks->front().adapter_guid);
  EXPECT_EQ(hidden.sessions->front().sid, hidden.logons->front().sid);
  EXPECT_EQ(hidden.sessions->front().sid, hidden.providers->last_sid.text);
  EXPECT_EQ(hidden.network->addresses.front().address, hidden.network->routes.front().destination);
  EXPECT_EQ(hidden.providers->last_provider.kind, Kind::kOther);
}

TEST(WindowsRecording, KeepsRoutesThatDecideWhereTheTestAddressesGo) {
  Recording taken;
  taken.network->routes = {
      {Family::kIpv4, 24, {Family::kIpv4, {193, 0, 14, 0}}, 7, 0, 0, {}},
      {Family::kIpv4, 1, {Family::kIpv4, {128, 0, 0, 0}}, 7, 0, 0, {}},
  };
  const auto routes = anonymous(taken).network->routes;
  EXPECT_EQ(routes[0].destination, taken.network->routes[0].destination);
  EXPECT_EQ(routes[1].destination, taken.network->routes[1].destination);
}

TEST(WindowsRecording, KeepsTheErrorsOfQuestions) {
  Recording taken;
  taken.bitlocker = Error{ErrorCode::kPermissionDenied, "Anna may not"};
  taken.ras = Error{ErrorCode::kTimedOut, "Annas modem"};
  const auto again = read_recording(write_recording(anonymous(taken)));
  ASSERT_THAT(again, IsOk());
  EXPECT_THAT(again->bitlocker, IsError(ErrorCode::kPermissionDenied, "as recorded"));
  EXPECT_THAT(again->ras, IsError(ErrorCode::kTimedOut, "as recorded"));
}

TEST(WindowsRecording, IsTakenWithTheJudgementInsteadOfTheCertificates) {
  Recording answers = fixture("office_card");
  answers.certificates = UserCertificates{{Bytes{1, 2, 3}}, {}};
  RecordedWindows questions(answers);
  const Catalogues catalogues;
  const FakeClock clock;
  const Recording taken = take_recording(questions, catalogues.inputs().login, clock);
  EXPECT_TRUE(taken.certificates->der.empty());
  EXPECT_EQ(taken.certificates->judged, CardFacts{});
  EXPECT_EQ(taken.sessions->back().sid, "s1");
}

TEST(WindowsRecording, NamesThePlaceOfAMistake) {
  const std::string good = write_recording(Recording{});
  ASSERT_THAT(read_recording(good), IsOk());
  const auto changed = [&](std::string_view from, std::string_view to) {
    std::string json = good;
    return read_recording(json.replace(json.find(from), from.size(), to));
  };
  const auto malformed = [](const char* message) {
    return IsError(ErrorCode::kMalformed, std::string(message));
  };
  EXPECT_THAT(changed("\"recording\":1", "\"recording\":2"), malformed("1:14: must be from 1"));
  EXPECT_THAT(changed("\"about\"", "\"abuot\""), malformed("about"));
  EXPECT_THAT(changed("\"no_service\"", "\"none\""), malformed("is no word of the list"));
  EXPECT_THAT(changed("\"query\":0", "\"query\":-1"), malformed("must be from 0"));
  EXPECT_THAT(changed("\"query\":0", "\"query\":4294967296"), malformed("must be from 0"));
  EXPECT_THAT(changed("\"query\":0", "\"query\":0,\"recovery_password\":\"1\""),
              malformed("recovery_password"));
  EXPECT_THAT(changed("{\"rows\":[]}", "{\"error\":\"sorry\"}"), malformed("is no error of ours"));
  EXPECT_THAT(changed("{\"rows\":[]}", "{\"rows\":[1]}"), malformed("object"));
  EXPECT_THAT(read_recording(good.substr(0, good.size() / 2)), malformed("no JSON"));
  EXPECT_THAT(read_recording(std::string(kRecordingBytes + 1, ' ')), IsError(ErrorCode::kTooLarge));
  std::string many = "{\"rows\":[";
  for (std::size_t i = 0; i <= kRecordingRows; ++i) many += i == 0 ? "{}" : ",{}";
  EXPECT_THAT(changed("{\"rows\":[]}", many + "]}"), malformed("too many"));
  std::string protectors =
      "\"volumes\":[{\"protection\":{},\"conversion\":{},\"method\":{},\"protectors\":[0";
  for (std::size_t i = 0; i < kRecordingRows; ++i) protectors += ",0";
  EXPECT_THAT(changed("\"volumes\":[]", protectors + "]}]"), malformed("too many"));
  EXPECT_THAT(changed("\"about\":\"\"", "\"about\":\"" + std::string(257, 'a') + "\""),
              malformed("is too long"));
}

}  // namespace
}  // namespace distanskoll::agent::windows
