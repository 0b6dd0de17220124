// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/local_socket.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace distanskoll::agent {
namespace {

class LocalSocketFileTest : public testing::Test {
 protected:
  void open() {
    auto opened = LocalSocket::open(path, [](LocalQuestion question, std::uint32_t uid) {
      EXPECT_EQ(uid, ::getuid());
      return question == LocalQuestion::kPosture ? std::string("{\"posture\":1}\n")
                                                 : check_answer(true, {});
    });
    ASSERT_THAT(opened, IsOk());
    socket = std::move(*opened);
  }
  [[nodiscard]] int connect_raw() const {
    const int client = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.native().copy(address.sun_path, sizeof address.sun_path - 1);
    EXPECT_EQ(::connect(client, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    return client;
  }
  static std::string say(int client, const std::string& text) {
    EXPECT_EQ(::send(client, text.data(), text.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(text.size()));
    std::string answer;
    char buffer[4096];
    ssize_t got = 0;
    while ((got = ::recv(client, buffer, sizeof buffer, 0)) > 0) {
      answer.append(buffer, static_cast<std::size_t>(got));
    }
    ::close(client);
    return answer;
  }

  TempDir folder;
  std::filesystem::path path = folder / "agent.sock";
  std::unique_ptr<LocalSocket> socket;
};

TEST_F(LocalSocketFileTest, IsOpenToEveryAccount) {
  open();
  EXPECT_EQ(std::filesystem::status(path).permissions() & std::filesystem::perms::others_write,
            std::filesystem::perms::others_write);
}

TEST_F(LocalSocketFileTest, TellsWhoAsksNonsense) {
  open();
  EXPECT_EQ(say(connect_raw(), "GET / HTTP/1.1\n"), error_answer("malformed"));
}

TEST_F(LocalSocketFileTest, ClosesARequestOfMoreThanAKibibyte) {
  open();
  EXPECT_EQ(say(connect_raw(), std::string(1025, 'x')), "");
}

TEST_F(LocalSocketFileTest, ClosesWhoSaysNothingForASecond) {
  open();
  EXPECT_EQ(say(connect_raw(), "{"), "");
}

TEST_F(LocalSocketFileTest, SixteenSilentClientsKeepNobodyOutForLong) {
  open();
  std::vector<int> silent;
  for (std::size_t i = 0; i < kLocalClients; ++i) silent.push_back(connect_raw());
  Result<std::string> answer = Error{ErrorCode::kUnavailable, ""};
  for (int i = 0; i < 100 && !answer; ++i) {
    ::usleep(20'000);
    answer = ask_local_socket(path, LocalQuestion::kPosture);
  }
  EXPECT_THAT(answer, IsOk());
  for (const int client : silent) ::close(client);
}

TEST_F(LocalSocketFileTest, TakesThePlaceOfAFileNobodyListensOn) {
  folder.write("agent.sock", "left over");
  open();
  EXPECT_THAT(ask_local_socket(path, LocalQuestion::kPosture), IsOk());
  EXPECT_THAT(LocalSocket::open(path, nullptr), IsError(ErrorCode::kConflict));
  socket.reset();
  EXPECT_THAT(ask_local_socket(path, LocalQuestion::kPosture), IsError(ErrorCode::kNotFound));
}

}  // namespace
}  // namespace distanskoll::agent
