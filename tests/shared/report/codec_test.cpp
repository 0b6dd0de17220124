// SPDX-License-Identifier: EUPL-1.2
#include "shared/report/codec.h"

#include "packaging/build/test_paths.h"
#include "shared/limits.h"
#include "tests/shared/report/examples.h"
#include "tests/shared/report/random_report.h"
#include "tests/support/matchers.h"

#include <filesystem>
#include <fstream>
#include <iterator>

namespace distanskoll::report {
namespace {

using ::testing::Eq;

/// The file's bytes without the line break that ends it.
std::string golden(const std::string& name) {
  const auto path = std::filesystem::path(DISTANSKOLL_SOURCE_DIR) / "tests/golden/report" / name;
  std::ifstream in(path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(in)), {});
  EXPECT_TRUE(bytes.ends_with('\n')) << path << " is missing or not one line";
  if (!bytes.empty()) bytes.pop_back();
  return bytes;
}

TEST(Golden, FirstReport) {
  EXPECT_EQ(encode(first_report()), golden("first.json"));
  EXPECT_THAT(decode_report(golden("first.json")), IsOkAnd(Eq(first_report())));
}

TEST(Golden, UsualReport) {
  EXPECT_EQ(encode(usual_report()), golden("usual.json"));
  EXPECT_THAT(decode_report(golden("usual.json")), IsOkAnd(Eq(usual_report())));
}

TEST(Golden, ReportWithEveryMember) {
  EXPECT_EQ(encode(full_report()), golden("full.json"));
  EXPECT_THAT(decode_report(golden("full.json")), IsOkAnd(Eq(full_report())));
}

TEST(Golden, Heartbeat) {
  EXPECT_EQ(encode(usual_heartbeat()), golden("heartbeat.json"));
  EXPECT_THAT(decode_heartbeat(golden("heartbeat.json")), IsOkAnd(Eq(usual_heartbeat())));
}

TEST(Golden, ObservationsAlone) {
  EXPECT_EQ(encode(all_details()), golden("observations.json"));
  EXPECT_THAT(decode_observations(golden("observations.json")), IsOkAnd(Eq(all_details())));
  EXPECT_THAT(decode_observations("{}"), IsOkAnd(Eq(Observations{})));
}

TEST(Codec, ReadsEveryReportThatItWrites) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 300; ++i) {
    const Report report = random_report(random);
    ASSERT_THAT(decode_report(encode(report)), IsOkAnd(Eq(report))) << encode(report);
    const Heartbeat heartbeat = random_heartbeat(random);
    ASSERT_THAT(decode_heartbeat(encode(heartbeat)), IsOkAnd(Eq(heartbeat)));
  }
}

/// Whatever is accepted means one thing: its bytes are those of what was read.
TEST(Codec, AcceptsNoOtherBytesForWhatItRead) {
  std::mt19937_64 random(2);
  int accepted = 0;
  for (int i = 0; i < 2'000; ++i) {
    std::string bytes = encode(i % 2 == 0 ? full_report() : random_report(random));
    const auto place = random() % bytes.size();
    switch (random() % 4) {
      case 0:
        bytes[place] = static_cast<char>(random());
        break;
      case 1:
        bytes.erase(place, 1 + random() % 4);
        break;
      case 2:
        bytes.insert(place, 1, bytes[random() % bytes.size()]);
        break;
      default:
        bytes.insert(place, bytes.substr(random() % bytes.size(), random() % 40));
        break;
    }
    if (const auto read = decode_report(bytes)) {
      ++accepted;
      ASSERT_EQ(encode(*read), bytes);
    }
  }
  EXPECT_GT(accepted, 10) << "some changes are harmless: a digit, a letter of a hash";
}

TEST(Codec, RefusesEveryTruncation) {
  const std::string report = encode(full_report());
  const std::string heartbeat = encode(usual_heartbeat());
  for (std::size_t n = 0; n < report.size(); ++n) {
    ASSERT_THAT(decode_report(report.substr(0, n)), IsError(ErrorCode::kMalformed));
  }
  for (std::size_t n = 0; n < heartbeat.size(); ++n) {
    ASSERT_THAT(decode_heartbeat(heartbeat.substr(0, n)), IsError(ErrorCode::kMalformed));
  }
}

TEST(Codec, RefusesMoreThanItsBoundBeforeReadingIt) {
  const std::string large(limits::kPayloadBytes + 1, ' ');
  EXPECT_THAT(decode_report(large), IsError(ErrorCode::kTooLarge));
  EXPECT_THAT(decode_heartbeat(large), IsError(ErrorCode::kTooLarge));
  EXPECT_THAT(decode_observations(large), IsError(ErrorCode::kTooLarge));
}

TEST(Codec, RefusesDeepNestingWithoutFollowingIt) {
  const std::string deep(limits::kPayloadBytes, '[');
  EXPECT_THAT(decode_report(deep), IsError(ErrorCode::kMalformed, "no JSON"));
  std::string objects;
  while (objects.size() < limits::kPayloadBytes - 8) objects += R"({"v":)";
  EXPECT_THAT(decode_report(objects), IsError(ErrorCode::kMalformed));
}

TEST(Codec, DoesNotTakeOneKindForTheOther) {
  EXPECT_THAT(decode_report(encode(usual_heartbeat())), IsError(ErrorCode::kMalformed));
  EXPECT_THAT(decode_heartbeat(encode(usual_report())), IsError(ErrorCode::kMalformed));
}

TEST(Trigger, NamesAreRead) {
  for (const auto* name : {"start", "change", "resume", "suspend", "stop"}) {
    const auto trigger = parse_trigger(name);
    ASSERT_TRUE(trigger) << name;
    EXPECT_EQ(to_string(*trigger), name);
  }
  EXPECT_EQ(parse_trigger("Start"), std::nullopt);
  EXPECT_EQ(parse_trigger(""), std::nullopt);
}

}  // namespace
}  // namespace distanskoll::report
