// SPDX-License-Identifier: EUPL-1.2
// Clients of the named pipe that are not ours.
#include "agent/host/windows_handle.h"
#include "agent/reporting/local_socket.h"
#include "tests/support/matchers.h"

#include <array>

namespace distanskoll::agent {
namespace {

class LocalPipeTest : public testing::Test {
 protected:
  void SetUp() override {
    auto opened = LocalSocket::open(
        path, [](LocalQuestion, std::uint32_t) { return std::string(100'000, 'x') + "\n"; });
    ASSERT_THAT(opened, IsOk());
    socket = std::move(*opened);
  }
  [[nodiscard]] Handle connect_raw() const {
    for (int i = 0; i < 100; ++i) {
      Handle client(::CreateFileW(path.c_str(), GENERIC_READ | GENERIC_WRITE, 0, nullptr,
                                  OPEN_EXISTING, 0, nullptr));
      if (client.open()) return client;
      ::WaitNamedPipeW(path.c_str(), 100);
    }
    return {};
  }
  static std::string say(const Handle& client, const std::string& text) {
    DWORD count = 0;
    ::WriteFile(client.get(), text.data(), static_cast<DWORD>(text.size()), &count, nullptr);
    std::string answer;
    std::array<char, 4096> part{};
    while (::ReadFile(client.get(), part.data(), static_cast<DWORD>(part.size()), &count,
                      nullptr) != 0) {
      answer.append(part.data(), count);
      if (!answer.empty() && answer.back() == '\n') break;
    }
    return answer;
  }

  std::filesystem::path path =
      "\\\\.\\pipe\\distanskoll-test-" + std::to_string(::GetCurrentProcessId());
  std::unique_ptr<LocalSocket> socket;
};

TEST_F(LocalPipeTest, TellsWhoAsksNonsense) {
  EXPECT_EQ(say(connect_raw(), "GET / HTTP/1.1\n"), error_answer("malformed"));
}

TEST_F(LocalPipeTest, ClosesARequestOfMoreThanAKibibyte) {
  EXPECT_EQ(say(connect_raw(), std::string(1025, 'x')), "");
}

TEST_F(LocalPipeTest, ClosesWhoSaysNothingForASecondAndServesTheNext) {
  const Handle silent = connect_raw();
  ASSERT_TRUE(silent.open());
  EXPECT_EQ(say(connect_raw(), "nonsense\n"), error_answer("malformed"));
  EXPECT_EQ(say(silent, "{\n"), "");
}

TEST_F(LocalPipeTest, GivesALongAnswerWhole) {
  EXPECT_EQ(say(connect_raw(), "{\"v\":1,\"ask\":\"posture\"}\n").size(), 100'001U);
}

}  // namespace
}  // namespace distanskoll::agent
