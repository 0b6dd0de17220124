// SPDX-License-Identifier: EUPL-1.2
#include "agent/session/session_words.h"

#include "shared/limits.h"
#include "tests/support/matchers.h"

namespace distanskoll::agent {
namespace {

using windows::RasConnection;
using windows::ShellVolume;

constexpr const char* kGuid = "{00112233-4455-6677-8899-aabbccddeeff}";

std::string without_end(std::string line) {
  EXPECT_EQ(line.back(), '\n');
  line.pop_back();
  return line;
}

SessionValue said_again(SessionValue value) {
  const auto answer = read_answer(without_end(write_answer({5, std::move(value)})));
  EXPECT_THAT(answer, IsOk());
  EXPECT_EQ(answer->number, 5);
  return answer->value;
}

/// What the answer says is wrong, if it says that something is.
std::optional<ErrorCode> failure_of(const SessionValue& value) {
  const ErrorCode* code = std::get_if<ErrorCode>(&value);
  return code == nullptr ? std::nullopt : std::optional(*code);
}

TEST(SessionQuestion, IsReadAsItWasWritten) {
  for (const SessionAsk ask : {SessionAsk::kShellVolumes, SessionAsk::kRasConnections,
                               SessionAsk::kMayDisturb, SessionAsk::kNotify}) {
    const SessionNotice notice = ask == SessionAsk::kNotify
                                     ? SessionNotice{"Skyddet är pausat", "Åtgärda \"nu\".", "Visa"}
                                     : SessionNotice{};
    const auto read = read_question(without_end(write_question({17, ask, notice})));
    ASSERT_THAT(read, IsOk());
    EXPECT_EQ(read->number, 17);
    EXPECT_EQ(read->ask, ask);
    EXPECT_EQ(read->notice, notice);
  }
}

TEST(SessionQuestion, HasTheWordsOfTheReadme) {
  EXPECT_EQ(write_question({1, SessionAsk::kShellVolumes, {}}),
            "{\"v\":1,\"number\":1,\"ask\":\"shell_volumes\"}\n");
  EXPECT_EQ(
      write_question({2, SessionAsk::kNotify, {"A", "B", ""}}),
      "{\"v\":1,\"number\":2,\"ask\":\"notify\",\"title\":\"A\",\"text\":\"B\",\"button\":\"\"}\n");
}

TEST(SessionQuestion, CutsANoticeBetweenCharacters) {
  const SessionNotice notice{std::string(127, 'x') + "å", std::string(2'000, 'y'), ""};
  const auto read = read_question(without_end(write_question({1, SessionAsk::kNotify, notice})));
  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(read->notice.title, std::string(127, 'x'));
  EXPECT_EQ(read->notice.text.size(), kNoticeTextBytes);
}

TEST(SessionQuestion, OfAnotherFormIsMalformed) {
  for (const char* line :
       {"", "{}", "[]", "GET / HTTP/1.1", R"({"v":2,"number":1,"ask":"shell_volumes"})",
        R"({"v":1,"number":-1,"ask":"shell_volumes"})",
        R"({"v":1,"number":1.5,"ask":"shell_volumes"})", R"({"v":1,"number":1,"ask":"run"})",
        R"({"v":1,"number":1})", R"({"v":1,"number":1,"ask":"shell_volumes","path":"C:\\"})",
        R"({"v":1,"number":1,"ask":"shell_volumes","title":"x"})",
        R"({"v":1,"number":1,"ask":"notify","title":"x","text":"y"})",
        R"({"v":1,"number":1,"ask":"notify","title":"x\u0007","text":"y","button":""})",
        R"({"v":1,"number":1,"ask":"shell_volumes"}{)"}) {
    EXPECT_THAT(read_question(line), IsError(ErrorCode::kMalformed)) << line;
  }
  const std::string title(kNoticeTitleBytes + 1, 'x');
  EXPECT_THAT(read_question(R"({"v":1,"number":1,"ask":"notify","text":"","button":"","title":")" +
                            title + "\"}"),
              IsError(ErrorCode::kMalformed));
}

TEST(SessionAnswer, IsReadAsItWasWritten) {
  const auto volumes = said_again(std::vector<ShellVolume>{{true, 1}, {false, 0}});
  ASSERT_TRUE(std::holds_alternative<std::vector<ShellVolume>>(volumes));
  const auto& rows = std::get<std::vector<ShellVolume>>(volumes);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_TRUE(rows[0].system);
  EXPECT_EQ(rows[0].value, 1);
  EXPECT_FALSE(rows[1].system);

  const auto connections = said_again(std::vector<RasConnection>{
      {kGuid, "vpn", 0x2000, 7, true, true}, {kGuid, "modem", 0, {}, {}, {}}});
  ASSERT_TRUE(std::holds_alternative<std::vector<RasConnection>>(connections));
  const auto& ras = std::get<std::vector<RasConnection>>(connections);
  ASSERT_EQ(ras.size(), 2U);
  EXPECT_EQ(ras[0].guid, kGuid);
  EXPECT_EQ(ras[0].device_type, "vpn");
  EXPECT_EQ(ras[0].state, 0x2000U);
  EXPECT_EQ(ras[0].strategy, 7U);
  EXPECT_EQ(ras[0].device_tunnel, std::nullopt) << "is not said";
  EXPECT_EQ(ras[1].strategy, std::nullopt);

  for (const bool yes : {true, false}) {
    const SessionValue again = said_again(yes);
    ASSERT_TRUE(std::holds_alternative<bool>(again));
    EXPECT_EQ(std::get<bool>(again), yes);
  }
  EXPECT_EQ(failure_of(said_again(ErrorCode::kUnsupported)), ErrorCode::kUnsupported);
}

TEST(SessionAnswer, SaysAFailureThatHasNoWordAsOneOfReading) {
  EXPECT_EQ(failure_of(said_again(ErrorCode::kInternal)), ErrorCode::kIo);
}

TEST(SessionAnswer, SaysTooManyRowsAsTooMany) {
  EXPECT_EQ(failure_of(said_again(std::vector<ShellVolume>(kSessionVolumes + 1))),
            ErrorCode::kTooLarge);
  const RasConnection row{kGuid, "vpn", 0, {}, {}, {}};
  EXPECT_EQ(failure_of(said_again(std::vector<RasConnection>(limits::kRasConnections + 1, row))),
            ErrorCode::kTooLarge);
  EXPECT_LT(write_answer({1, std::vector<RasConnection>(limits::kRasConnections, row)}).size(),
            kSessionLineBytes);
}

TEST(SessionAnswer, OfAnotherFormIsMalformed) {
  for (
      const char* line :
      {"", "{}", R"({"v":1,"number":1})", R"({"v":1,"number":1,"yes":1})",
       R"({"v":1,"number":1,"yes":true,"failure":"io"})",
       R"({"v":1,"number":1,"failure":"conflict"})",
       R"({"v":1,"number":1,"failure":"all is well"})", R"({"v":1,"number":1,"volumes":{}})",
       R"({"v":1,"number":1,"volumes":[{"system":true}]})",
       R"({"v":1,"number":1,"volumes":[{"system":true,"value":-1}]})",
       R"({"v":1,"number":1,"volumes":[{"system":true,"value":1,"letter":"C"}]})",
       R"({"v":1,"number":1,"connections":[{"guid":"C","device_type":"vpn","state":1}]})",
       R"({"v":1,"number":1,"connections":[{"guid":"{00112233-4455-6677-8899-aabbccddeeff}","device_type":"vpn","state":1,"device_tunnel":true}]})"}) {
    EXPECT_THAT(read_answer(line), IsError(ErrorCode::kMalformed)) << line;
  }
  std::string many = R"({"v":1,"number":1,"volumes":[{"system":true,"value":1})";
  for (std::size_t i = 0; i < kSessionVolumes; ++i) many += R"(,{"system":false,"value":1})";
  EXPECT_THAT(read_answer(many + "]}"), IsError(ErrorCode::kMalformed));
}

TEST(SessionAnswer, OfMoreThanALineIsTooLarge) {
  EXPECT_THAT(read_answer(std::string(kSessionLineBytes, ' ')), IsError(ErrorCode::kTooLarge));
  EXPECT_THAT(read_question(std::string(kSessionLineBytes, ' ')), IsError(ErrorCode::kTooLarge));
}

}  // namespace
}  // namespace distanskoll::agent
