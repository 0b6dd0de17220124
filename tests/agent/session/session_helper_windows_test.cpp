// SPDX-License-Identifier: EUPL-1.2
// The service's side with helpers that are not ours (threads of this test), and with the real one.
#include "agent/host/windows_helper_process.h"
#include "agent/host/windows_pipe.h"
#include "agent/session/session_helper.h"
#include "packaging/build/test_paths.h"
#include "tests/support/deadline.h"
#include "tests/support/matchers.h"

#include <atomic>
#include <thread>

namespace distanskoll::agent {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

Handle connect(const std::wstring& pipe, const Handle& may_begin) {
  ::WaitForSingleObject(may_begin.get(), 10'000);
  for (int i = 0; i < 200; ++i) {
    Handle line(::CreateFileW(pipe.c_str(), GENERIC_READ | GENERIC_WRITE, 0, nullptr, OPEN_EXISTING,
                              FILE_FLAG_OVERLAPPED, nullptr));
    if (line.open()) return line;
    std::this_thread::sleep_for(milliseconds(10));
  }
  return {};
}

std::uint32_t own_session() {
  DWORD session = 0;
  ::ProcessIdToSessionId(::GetCurrentProcessId(), &session);
  return session;
}

DWORD WINAPI set_event(void* event) {
  ::SetEvent(event);
  return 0;
}

/// This test as if it were the helper that was started; it begins when that event is set.
HelperProcess ourselves(const Handle& may_begin) {
  std::array<wchar_t, 4096> name{};
  auto size = static_cast<DWORD>(name.size());
  ::QueryFullProcessImageNameW(::GetCurrentProcess(), 0, name.data(), &size);
  HelperProcess made;
  made.thread =
      Handle(::CreateThread(nullptr, 0, set_event, may_begin.get(), CREATE_SUSPENDED, nullptr));
  made.session = own_session();
  made.id = ::GetCurrentProcessId();
  made.process =
      Handle(::OpenProcess(SYNCHRONIZE | PROCESS_QUERY_LIMITED_INFORMATION, FALSE, made.id));
  made.program = std::wstring(name.data(), size);
  return made;
}

class SessionHelperTest : public testing::Test {
 protected:
  using Behaviour = std::function<void(PipeLines&, const Handle&)>;

  ~SessionHelperTest() override {
    helper.reset();
    if (stranger.joinable()) stranger.join();
  }

  /// Each helper that is started is this test, behaving like that.
  void helper_that(Behaviour behaviour) {
    helper = std::make_unique<SessionHelper>(SessionHelper::Means{
        pipe, [this] { return session.load() < 0 ? std::nullopt : std::optional(own_session()); },
        [this, behaviour = std::move(behaviour)](std::uint32_t) -> Result<HelperProcess> {
          ++starts;
          if (stranger.joinable()) stranger.join();
          stranger = std::thread([this, behaviour] {
            const Handle line = connect(pipe, may_begin);
            if (!line.open()) return;
            PipeLines lines(line.get(), nullptr, kSessionLineBytes);
            behaviour(lines, line);
          });
          return ourselves(may_begin);
        },
        [this] { ++news; }});
  }
  static void say(const Handle& line, const std::string& text) {
    (void)PipeLines(line.get(), nullptr, kSessionLineBytes).write(text, in(seconds(5)));
  }
  /// Until the other end hangs up.
  static void wait_for_end(PipeLines& lines) {
    while (lines.read(in(seconds(20)))) continue;
  }

  const std::wstring pipe =
      L"\\\\.\\pipe\\distanskoll-session-test-" + std::to_wstring(::GetCurrentProcessId());
  std::atomic<int> session{0};  ///< below 0: nobody sits at the computer
  std::atomic<int> starts{0};
  std::atomic<int> news{0};
  const Handle may_begin{::CreateEventW(nullptr, FALSE, FALSE, nullptr)};
  std::thread stranger;
  std::unique_ptr<SessionHelper> helper;
};

TEST_F(SessionHelperTest, IsStartedOnceAndAskedTwice) {
  helper_that([](PipeLines& lines, const Handle&) {
    while (const auto line = lines.read(in(seconds(20)))) {
      const auto question = read_question(*line);
      ASSERT_THAT(question, IsOk());
      const SessionValue value =
          question->ask == SessionAsk::kShellVolumes
              ? SessionValue(std::vector<windows::ShellVolume>{{true, 1}, {false, 2}})
              : SessionValue(ErrorCode::kUnsupported);
      ASSERT_THAT(lines.write(write_answer({question->number, value}), in(seconds(5))), IsOk());
    }
  });
  const auto volumes = helper->shell_volumes(in(seconds(5)));
  ASSERT_THAT(volumes, IsOk());
  ASSERT_EQ(volumes->size(), 2U);
  EXPECT_TRUE((*volumes)[0].system);
  EXPECT_THAT(helper->ras_connections(in(seconds(5))), IsError(ErrorCode::kUnsupported));
  EXPECT_EQ(starts, 1);
  EXPECT_EQ(news, 0) << "who asked has waited for it";
}

TEST_F(SessionHelperTest, IsNotStartedWhenNobodySitsThere) {
  helper_that([](PipeLines&, const Handle&) {});
  session = -1;
  EXPECT_THAT(helper->shell_volumes(in(seconds(5))), IsError(ErrorCode::kUnavailable));
  EXPECT_EQ(starts, 0);
}

TEST_F(SessionHelperTest, IsNotWhoeverElseConnects) {
  std::atomic<int> heard{-1};
  std::thread other;
  helper = std::make_unique<SessionHelper>(SessionHelper::Means{
      pipe,
      [] { return std::optional(own_session()); },
      [&](std::uint32_t) -> Result<HelperProcess> {
        other = std::thread([&] {
          const Handle line = connect(pipe, may_begin);
          PipeLines lines(line.get(), nullptr, kSessionLineBytes);
          say(line, "{\"v\":1,\"number\":1,\"volumes\":[{\"system\":true,\"value\":1}]}\n");
          const auto said = lines.read(in(seconds(10)));
          heard = said ? 1 : said.error().code == ErrorCode::kUnavailable ? 0 : 2;
        });
        HelperProcess made = ourselves(may_begin);
        made.id += 4;  // it is another that was started
        return made;
      },
      {}});
  EXPECT_THAT(helper->shell_volumes(in(milliseconds(800))), IsError(ErrorCode::kUnavailable));
  other.join();
  EXPECT_EQ(heard, 0) << "closed without a word";
}

TEST_F(SessionHelperTest, IsNotAnotherProgramOrOneOfAnotherSession) {
  for (const bool other_program : {true, false}) {
    std::thread other;
    helper = std::make_unique<SessionHelper>(
        SessionHelper::Means{pipe,
                             [&] { return std::optional(own_session() + (other_program ? 0 : 1)); },
                             [&](std::uint32_t asked) -> Result<HelperProcess> {
                               other = std::thread([&] {
                                 const Handle line = connect(pipe, may_begin);
                                 PipeLines lines(line.get(), nullptr, kSessionLineBytes);
                                 wait_for_end(lines);
                               });
                               HelperProcess made = ourselves(may_begin);
                               made.session = asked;
                               if (other_program) made.program = L"C:\\windows\\system32\\cmd.exe";
                               return made;
                             },
                             {}});
    EXPECT_THAT(helper->shell_volumes(in(milliseconds(800))), IsError(ErrorCode::kUnavailable));
    other.join();
    helper.reset();
  }
}

TEST_F(SessionHelperTest, IsEndedForWhatIsNoAnswerAndNotStartedAgainAtOnce) {
  for (const std::string& nonsense :
       {std::string("hello\n"), std::string("\n"), std::string(100, '\0') + "\n",
        std::string("{\"v\":1,\"number\":1,\"yes\":true}\n"),       // another question's
        std::string("{\"v\":1,\"number\":2,\"volumes\":[]}\n")}) {  // one that was not asked
    starts = 0;
    helper_that([&](PipeLines& lines, const Handle& line) {
      (void)lines.read(in(seconds(5)));
      say(line, nonsense);
      wait_for_end(lines);
    });
    EXPECT_THAT(helper->shell_volumes(in(seconds(5))), IsError(ErrorCode::kMalformed)) << nonsense;
    if (nonsense.find("yes") == std::string::npos) {
      EXPECT_THAT(helper->shell_volumes(in(seconds(5))), IsError(ErrorCode::kUnavailable));
    }
    EXPECT_EQ(starts, 1);
    helper.reset();
  }
}

TEST_F(SessionHelperTest, IsEndedForALineOfTenMebibytes) {
  helper_that([](PipeLines& lines, const Handle& line) {
    (void)lines.read(in(seconds(5)));
    say(line, std::string(std::size_t{10} * 1024 * 1024, 'x'));
    wait_for_end(lines);
  });
  EXPECT_THAT(helper->shell_volumes(in(seconds(5))), IsError(ErrorCode::kTooLarge));
}

TEST_F(SessionHelperTest, IsWaitedForNoLongerThanAQuestionMayTake) {
  for (const bool half : {true, false}) {
    helper_that([half](PipeLines& lines, const Handle& line) {
      if (half) say(line, "{\"v\":1,\"number\":1,\"volu");
      wait_for_end(lines);
    });
    const BootTime from = SystemClock().boot();
    EXPECT_THAT(helper->shell_volumes(in(seconds(10))), IsError(ErrorCode::kTimedOut));
    EXPECT_LT(SystemClock().boot() - from, BootTime(seconds(4)));
    EXPECT_THAT(helper->ras_connections(in(milliseconds(200))), IsError(ErrorCode::kTimedOut));
    EXPECT_THAT(helper->ras_connections(in(milliseconds(200))), IsError(ErrorCode::kTimedOut));
    EXPECT_THAT(helper->ras_connections(in(milliseconds(200))), IsError(ErrorCode::kUnavailable))
        << "ended after three";
    helper.reset();
  }
}

TEST_F(SessionHelperTest, MayAnswerLateWithoutBeingTakenForTheNextAnswer) {
  helper_that([](PipeLines& lines, const Handle& line) {
    (void)lines.read(in(seconds(5)));
    (void)lines.read(in(seconds(5)));
    say(line, "{\"v\":1,\"number\":1,\"connections\":[]}\n{\"v\":1,\"number\":2,\"yes\":true}\n");
    wait_for_end(lines);
  });
  EXPECT_THAT(helper->ras_connections(in(milliseconds(500))), IsError(ErrorCode::kTimedOut));
  const auto yes = helper->may_disturb(in(seconds(5)));
  ASSERT_THAT(yes, IsOk());
  EXPECT_TRUE(*yes);
}

TEST_F(SessionHelperTest, ThatComesWhenNobodyWaitsAnyMoreIsNews) {
  helper = std::make_unique<SessionHelper>(
      SessionHelper::Means{pipe, [] { return std::optional(own_session()); },
                           [&](std::uint32_t) -> Result<HelperProcess> {
                             stranger = std::thread([this] {
                               std::this_thread::sleep_for(milliseconds(500));
                               const Handle line = connect(pipe, may_begin);
                               PipeLines lines(line.get(), nullptr, kSessionLineBytes);
                               wait_for_end(lines);
                             });
                             return ourselves(may_begin);
                           },
                           [this] { ++news; }});
  EXPECT_THAT(helper->shell_volumes(in(milliseconds(100))),
              testing::AnyOf(IsError(ErrorCode::kUnavailable), IsError(ErrorCode::kTimedOut)));
  for (int i = 0; i < 500 && news == 0; ++i) std::this_thread::sleep_for(milliseconds(10));
  EXPECT_EQ(news, 1);
}

/// The program itself, started as the service does. Only SYSTEM may; Wine lets everybody.
TEST_F(SessionHelperTest, OfOursAnswersAndGoesWithTheService) {
  const auto program =
      std::filesystem::path(DISTANSKOLL_BINARY_DIR) / "bin/distanskoll-session.exe";
  Handle process;
  helper = std::make_unique<SessionHelper>(SessionHelper::Means{
      pipe,
      [] { return std::optional(own_session()); },
      [&](std::uint32_t asked) -> Result<HelperProcess> {
        auto made = start_helper(asked, std::filesystem::absolute(program).make_preferred(), pipe);
        if (made) process = Handle(::OpenProcess(SYNCHRONIZE, FALSE, made->id));
        return made;
      },
      {}});
  auto connections = helper->ras_connections(in(seconds(10)));
  // A busy computer takes its time to start it.
  for (int i = 0; i < 20 && !connections &&
                  connections.error().message == "the session's helper is not there yet";
       ++i) {
    std::this_thread::sleep_for(milliseconds(500));
    connections = helper->ras_connections(in(seconds(10)));
  }
  if (!connections && connections.error().code == ErrorCode::kPermissionDenied) {
    GTEST_SKIP() << "this is not SYSTEM";
  }
  // Whatever it sees of its session, it is it who says so.
  if (!connections) {
    EXPECT_THAT(connections.error().message, testing::HasSubstr("helper says"));
  }
  const auto volumes = helper->shell_volumes(in(seconds(10)));
  if (!volumes) {
    EXPECT_THAT(volumes.error().message, testing::HasSubstr("helper says"));
  }
  EXPECT_THAT(helper->notify({"Distanskoll", "Prov", ""}, in(seconds(10))),
              IsError(ErrorCode::kUnsupported));
  EXPECT_EQ(::WaitForSingleObject(process.get(), 0), static_cast<DWORD>(WAIT_TIMEOUT)) << "runs";
  helper.reset();
  EXPECT_EQ(::WaitForSingleObject(process.get(), 5'000), static_cast<DWORD>(WAIT_OBJECT_0))
      << "gone";
}

}  // namespace
}  // namespace distanskoll::agent
