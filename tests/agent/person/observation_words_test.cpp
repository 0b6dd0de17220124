// SPDX-License-Identifier: EUPL-1.2
#include "agent/person/observation_words.h"

#include "shared/report/schema.h"

#include <gmock/gmock.h>

namespace distanskoll::agent {
namespace {

constexpr Language kLanguages[] = {Language::kSwedish, Language::kEnglish};

TEST(ObservationWords, HaveSomethingToSayOfEveryStateAndDetail) {
  for (const Language language : kLanguages) {
    for (const auto& probe : report::all_probe_schemas()) {
      EXPECT_NE(probe_heading(language, probe.name), probe.name);
      for (const std::string_view state : probe.states) {
        const std::string words = state_words(language, probe.name, state);
        EXPECT_FALSE(words.empty());
        EXPECT_EQ(words.find('_'), std::string::npos) << words;
      }
      for (const auto& detail : probe.details) {
        EXPECT_EQ(detail_words(language, detail.name, true).find('_'), std::string::npos)
            << detail.name;
        if (detail.type != report::DetailType::kListedText) continue;
        for (const std::string_view value : detail.listed) {
          const std::string words = detail_words(language, detail.name, std::string(value));
          EXPECT_EQ(words.find('_'), std::string::npos) << words;
        }
      }
    }
  }
}

TEST(ObservationWords, AreSwedishForASwede) {
  EXPECT_EQ(state_words(Language::kSwedish, "disk_encryption", "suspended"),
            "krypteringen är pausad");
  EXPECT_EQ(detail_words(Language::kSwedish, "card_present", true), "kortet sitter i: ja");
  EXPECT_EQ(detail_words(Language::kSwedish, "timeout_seconds", std::int64_t{300}),
            "sekunder tills den låser: 300");
  EXPECT_EQ(detail_words(Language::kSwedish, "not_after", std::string("2027-01-01T23:30:00Z")),
            "kortet gäller till: 2027-01-02 00:30");
}

TEST(ObservationWords, LeaveWhatIsNotOursAsItIs) {
  EXPECT_EQ(probe_heading(Language::kSwedish, "x_firewall"), "x_firewall");
  EXPECT_EQ(state_words(Language::kSwedish, "x_firewall", "on"), "on");
  EXPECT_EQ(detail_words(Language::kEnglish, "profile", std::string("domain")), "profile: domain");
}

}  // namespace
}  // namespace distanskoll::agent
