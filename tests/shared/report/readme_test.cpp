// SPDX-License-Identifier: EUPL-1.2
// shared/README.md is the specification: its examples are golden bytes, its table is the schema.
#include "packaging/build/test_paths.h"
#include "shared/report/codec.h"
#include "shared/report/schema.h"
#include "tests/shared/report/examples.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

namespace distanskoll::report {
namespace {

std::string readme() {
  std::ifstream in(std::filesystem::path(DISTANSKOLL_SOURCE_DIR) / "shared/README.md");
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The vocabulary table's row of a probe.
std::string row_of(std::string_view probe) {
  const std::string text = readme();
  const auto start = text.find("\n| `" + std::string(probe) + "` |");
  return start == std::string::npos ? ""
                                    : text.substr(start + 1, text.find('\n', start + 1) - start);
}

/// The words in back quotes, in order.
std::vector<std::string> words_in(const std::string& row) {
  std::vector<std::string> words;
  for (auto open = row.find('`'); open != std::string::npos;) {
    const auto close = row.find('`', open + 1);
    words.push_back(row.substr(open + 1, close - open - 1));
    open = row.find('`', close + 1);
  }
  return words;
}

TEST(Readme, ShowsWhatIsReallyWritten) {
  for (const auto& example :
       {encode(first_report()), encode(usual_report()), encode(usual_heartbeat())}) {
    EXPECT_NE(readme().find("\n" + example + "\n"), std::string::npos) << example;
  }
}

TEST(Readme, TableIsTheVocabulary) {
  for (const ProbeSchema& schema : all_probe_schemas()) {
    std::vector<std::string> expected{std::string(schema.name)};
    expected.insert(expected.end(), schema.states.begin(), schema.states.end());
    for (const DetailSchema& detail : schema.details) {
      expected.emplace_back(detail.name);
      const bool as_state = detail.listed.data() == schema.states.data();
      if (detail.type == DetailType::kListedText && !as_state) {
        expected.insert(expected.end(), detail.listed.begin(), detail.listed.end());
      }
    }
    EXPECT_EQ(words_in(row_of(schema.name)), expected);
  }
}

}  // namespace
}  // namespace distanskoll::report
