// SPDX-License-Identifier: EUPL-1.2
// `page` from the command's options to the file, beside an agent that does not answer.
#include "agent/commands.h"
#include "shared/files.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

#include <filesystem>

namespace distanskoll::agent {
namespace {

class PageCommand : public ::testing::Test {
 protected:
  PageCommand() {
    common_.config = folder_
                         .write("agent.yaml",
                                "collector: \"https://collector.example:8443\"\n"
                                "state: \"" +
                                    (folder_ / "state").generic_string() + "\"\n")
                         .string();
    common_.config_given = true;
  }
  int run(const PageOptions& options) {
    ::testing::internal::CaptureStdout();
    const int code = page_command(common_, options);
    out_ = ::testing::internal::GetCapturedStdout();
    return code;
  }

  TempDir folder_;
  CommonOptions common_;
  std::string out_;
};

TEST_F(PageCommand, WritesThePageWhereItIsToldAndSaysWhere) {
  const std::string file = (folder_ / "min sida.html").string();
  EXPECT_EQ(run({file, {}, false}), 0);
  EXPECT_EQ(out_, file + "\n");
  EXPECT_THAT(read_file(file, 65536), IsOkAnd(::testing::HasSubstr("does not answer")));
}

TEST_F(PageCommand, ElseWritesItAmongThePersonsOwnFiles) {
  EXPECT_EQ(run({{}, (folder_ / "cache").string(), false}), 0);
  EXPECT_TRUE(std::filesystem::exists(folder_ / "cache" / "distanskoll" / "page.html"));
}

TEST_F(PageCommand, AsksForAFileWhereThereIsNoSuchFolder) {
  EXPECT_EQ(run({}), 2);
  EXPECT_EQ(run({{}, "relative", false}), 2);
}

}  // namespace
}  // namespace distanskoll::agent
