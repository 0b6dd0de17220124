// SPDX-License-Identifier: EUPL-1.2
// What holds for the Unix socket and the named pipe; each has a file of its own besides.
#include "agent/reporting/local_socket.h"

#include "agent/host/system.h"
#include "agent/reporting/default_paths.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace distanskoll::agent {
namespace {

using testing::Eq;
using testing::HasSubstr;

Result<std::unique_ptr<LocalSocket>> open(const std::filesystem::path& path) {
  return LocalSocket::open(path, [](LocalQuestion question, std::uint32_t account) {
    EXPECT_EQ(account, own_account());
    return question == LocalQuestion::kPosture ? std::string("{\"posture\":1}\n")
                                               : check_answer(true, {});
  });
}

TEST(LocalSocketTest, AnswersBothQuestionsOneClientAfterTheOther) {
  const TempDir folder;
  const auto path = default_paths::socket_of(folder.path());
  const auto socket = open(path);
  ASSERT_THAT(socket, IsOk());
  for (int i = 0; i < 20; ++i) {
    EXPECT_THAT(ask_local_socket(path, LocalQuestion::kPosture), IsOkAnd(Eq("{\"posture\":1}")));
    EXPECT_THAT(ask_local_socket(path, LocalQuestion::kCheck),
                IsOkAnd(HasSubstr("\"accepted\":true")));
  }
}

TEST(LocalSocketTest, IsOneForEachStateFolder) {
  const TempDir folder;
  const TempDir another;
  const auto path = default_paths::socket_of(folder.path());
  {
    const auto socket = open(path);
    ASSERT_THAT(socket, IsOk());
    EXPECT_THAT(LocalSocket::open(path, nullptr), IsError(ErrorCode::kConflict, "another agent"));
    EXPECT_THAT(open(default_paths::socket_of(another.path())), IsOk());
  }
  EXPECT_THAT(ask_local_socket(path, LocalQuestion::kPosture), IsError(ErrorCode::kNotFound));
  EXPECT_THAT(open(path), IsOk());
}

}  // namespace
}  // namespace distanskoll::agent
