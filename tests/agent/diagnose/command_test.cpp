// SPDX-License-Identifier: EUPL-1.2
// `diagnose` from its options to the file and the exit code, on a computer where nothing is set up.
#include "agent/commands.h"
#include "agent/host/computer.h"
#include "packaging/build/test_paths.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

#include <filesystem>

namespace distanskoll::agent {
namespace {

using testing::HasSubstr;
using testing::Not;

class DiagnoseCommand : public ::testing::Test {
 protected:
  DiagnoseCommand() {
    configure("collector: \"https://127.0.0.1:9\"\nproxy: none\nstate: " +
              (folder_ / "state").generic_string() + "\n");
    common_.config_given = true;
  }
  void configure(const std::string& yaml) {
    common_.config = folder_.write("agent.yaml", yaml).string();
  }
  int run(bool force = false) {
    ::testing::internal::CaptureStdout();
    ::testing::internal::CaptureStderr();
    const int code = diagnose_command(common_, {(folder_ / "out.zip").string(), force});
    out_ = ::testing::internal::GetCapturedStdout();
    err_ = ::testing::internal::GetCapturedStderr();
    return code;
  }

  TempDir folder_;
  CommonOptions common_;
  std::string out_;
  std::string err_;
};

TEST_F(DiagnoseCommand, WritesAFileWhateverIsMissing) {
  ASSERT_EQ(run(), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("Problem: The computer is not enrolled with any collector."));
  EXPECT_THAT(out_, HasSubstr("No connection to the collector (address):9"));
  EXPECT_THAT(out_, HasSubstr("out.zip ("));
  EXPECT_THAT(err_, HasSubstr("Examining: network.json\n"));
  const std::string zip = folder_.read("out.zip");
  EXPECT_TRUE(zip.starts_with("PK\x03\x04"));
  EXPECT_THAT(zip, HasSubstr("certificate.json"));
  EXPECT_THAT(zip, Not(HasSubstr("127.0.0.1")));
  if (const std::string host = this_computer().host_name; host != "localhost") {
    EXPECT_THAT(zip, Not(HasSubstr(host)));
  }
  EXPECT_FALSE(std::filesystem::exists(folder_ / "state"));
}

TEST_F(DiagnoseCommand, TellsOfAConfigurationThatCannotBeUsed) {
  configure("collektor: x\n");
  common_.json = true;
  ASSERT_EQ(run(), 0) << err_;
  EXPECT_THAT(out_, HasSubstr(R"("id":"config_wrong")"));
  EXPECT_THAT(out_, Not(HasSubstr("not_enrolled")));
  EXPECT_THAT(folder_.read("out.zip"), HasSubstr("agent.yaml:1:1"));
}

TEST_F(DiagnoseCommand, ReplacesNothingUnlessTold) {
  folder_.write("out.zip", "mine");
  EXPECT_EQ(run(), 2);
  EXPECT_EQ(folder_.read("out.zip"), "mine");
  EXPECT_THAT(err_, HasSubstr("--force"));
  EXPECT_EQ(run(true), 0);
  EXPECT_NE(folder_.read("out.zip"), "mine");
}

TEST_F(DiagnoseCommand, SaysWhereItCannotWrite) {
  EXPECT_EQ(diagnose_command(common_, {(folder_ / "absent" / "out.zip").string(), false}), 3);
}

}  // namespace
}  // namespace distanskoll::agent
