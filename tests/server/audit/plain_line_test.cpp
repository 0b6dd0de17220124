// SPDX-License-Identifier: EUPL-1.2
#include "server/audit/plain_line.h"

#include "shared/json_tree.h"

#include <string>

#include <gtest/gtest.h>

namespace distanskoll::server::audit {
namespace {

const std::string kReport =
    R"({"kind":"report","device":"d1","seq":17,"at":"2026-03-02T07:00:05Z",)"
    R"("received_at":"2026-03-02T07:00:03Z","user":"p1","trigger":"start",)"
    R"("observations":{"session":{"state":"present"}}})";
const std::string kHeartbeat =
    R"({"kind":"heartbeat","device":"d1","seq":18,"at":"2026-03-02T23:59:59Z","unchanged_since":17})";

std::string with(std::string text, std::string_view old, std::string_view fresh) {
  return text.replace(text.find(old), old.size(), fresh);
}

TEST(PlainLine, IsAReport) {
  PlainScanner scanner;
  const auto line = scanner.scan(kReport);
  ASSERT_TRUE(line.has_value());
  EXPECT_TRUE(line->is_report);
  EXPECT_EQ(line->device, "d1");
  EXPECT_EQ(line->seq, 17U);
  EXPECT_EQ(line->at, *parse_time("2026-03-02T07:00:03Z")) << "not later than it was received";
  EXPECT_EQ(line->user, "p1");
  EXPECT_EQ(line->trigger, "start");
  EXPECT_EQ(line->observations, R"({"session":{"state":"present"}})");
}

TEST(PlainLine, IsAHeartbeat) {
  PlainScanner scanner;
  const auto line = scanner.scan(kHeartbeat);
  ASSERT_TRUE(line.has_value());
  EXPECT_FALSE(line->is_report);
  EXPECT_EQ(line->at, *parse_time("2026-03-02T23:59:59Z"));
  EXPECT_EQ(line->unchanged_since, 17U);
}

TEST(PlainLine, IsNothingElse) {
  const std::string lines[] = {
      "",
      "{}",
      " " + kReport,
      kReport + " ",
      with(kReport, R"("seq":17)", R"("seq": 17)"),
      with(kReport, R"("seq":17)", R"("seq":0)"),
      with(kReport, R"("seq":17)", R"("seq":017)"),
      with(kReport, R"("seq":17)", R"("seq":-1)"),
      with(kReport, R"("seq":17)", R"("seq":1.0)"),
      with(kReport, R"("seq":17)", R"("seq":9007199254740992)"),
      with(kReport, R"("seq":17)", R"("seq":99999999999999999999999)"),
      with(kReport, R"("seq":17,)", ""),
      with(kReport, "\"d1\"", "\"\""),
      with(kReport, "\"d1\"", "\"d 1\""),
      with(kReport, "\"d1\"", "\"d\\u0031\""),
      with(kReport, "\"d1\"", "\"" + std::string(65, 'd') + "\""),
      with(kReport, "\"p1\"", "null"),
      with(kReport, "\"p1\"", "\"\""),
      with(kReport, "07:00:05Z", "24:00:05Z"),
      with(kReport, "07:00:05Z", "07:60:05Z"),
      with(kReport, "07:00:05Z", "07:00:60Z"),
      with(kReport, "07:00:05Z", "07:00:05+"),
      with(kReport, "07:00:05Z", "07:00:05"),
      with(kReport, "07:00:05Z", "7:000:05Z"),
      with(kReport, "2026-03-02T07:00:05", "2026-02-29T07:00:05"),
      with(kReport, "2026-03-02T07:00:05", "2026-03-02 07:00:05"),
      with(kReport, R"("observations":{)", R"("observations":[)"),
      kReport.substr(0, kReport.size() - 1) + "]",
      with(kHeartbeat, R"("unchanged_since":17)", R"("unchanged_since":17,"note":1)"),
      with(kHeartbeat, R"(,"unchanged_since":17)", ""),
      with(kHeartbeat, "heartbeat", "pulse"),
  };
  PlainScanner scanner;
  for (const std::string& line : lines) EXPECT_FALSE(scanner.scan(line).has_value()) << line;
}

TEST(PlainLine, ADateIsReadAnewWhenItChanges) {
  PlainScanner scanner;
  for (const char* date : {"2026-03-02", "2026-12-31", "2028-02-29", "2026-03-02"}) {
    const auto line = scanner.scan(with(kHeartbeat, "2026-03-02", date));
    ASSERT_TRUE(line.has_value());
    EXPECT_EQ(format_time(line->at), std::string(date) + "T23:59:59Z");
  }
}

}  // namespace
}  // namespace distanskoll::server::audit
