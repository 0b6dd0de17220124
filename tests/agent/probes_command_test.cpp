// SPDX-License-Identifier: EUPL-1.2
// `probes --record` and `--replay` from the command's options to its exit code and output.
#include "agent/commands.h"
#include "packaging/build/test_paths.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

#include <filesystem>

namespace distanskoll::agent {
namespace {

class ProbesCommand : public ::testing::Test {
 protected:
  ProbesCommand() {
    const auto policies = std::filesystem::path(DISTANSKOLL_SOURCE_DIR) / "policies";
    common_.config =
        folder_
            .write("agent.yaml", "collector: \"https://collector.example:8443\"\ncatalogues: " +
                                     policies.string() + "\n")
            .string();
    common_.config_given = true;
    common_.json = true;
  }
  int run(const ProbesOptions& options) {
    ::testing::internal::CaptureStdout();
    const int code = probes_command(common_, options);
    out_ = ::testing::internal::GetCapturedStdout();
    return code;
  }

  TempDir folder_;
  CommonOptions common_;
  std::string out_;
};

TEST_F(ProbesCommand, ShowsWhatTheProbesSeeOnARecordedComputer) {
  const auto fixture = std::filesystem::path(DISTANSKOLL_SOURCE_DIR) /
                       "tests/fixtures/windows/anyconnect_split.json";
  EXPECT_EQ(run({{}, fixture.string()}), 0);
  EXPECT_NE(out_.find(R"("kind":"cisco")"), std::string::npos) << out_;
  EXPECT_NE(out_.find(R"("siths_login":{"state":"card_session")"), std::string::npos) << out_;
}

TEST_F(ProbesCommand, RefusesARecordingOfAnotherForm) {
  const auto file = folder_.write("odd.json", "{\"recording\":9}").string();
  EXPECT_EQ(run({{}, file}), 2);
  EXPECT_EQ(run({{}, (folder_ / "absent").string()}), 2);
  EXPECT_EQ(out_, "");
}

TEST_F(ProbesCommand, RecordsNothingWhereThereIsNoWindows) {
  const auto file = folder_ / "recording.json";
  EXPECT_EQ(run({file.string(), {}}), 3);
  EXPECT_FALSE(std::filesystem::exists(file));
}

}  // namespace
}  // namespace distanskoll::agent
