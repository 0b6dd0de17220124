// SPDX-License-Identifier: EUPL-1.2
// What a pack promises to its readers: it loads, opens in Swedish, speaks to people, can be filled
// in with the decisions it waits for, and every statement of it is traced in policies/README.md.
#include "tests/policies/pack.h"

#include <algorithm>
#include <sstream>
#include <vector>

namespace distanskoll::policies {
namespace {

class Packs : public ::testing::TestWithParam<const char*> {
 protected:
  policy::Policy policy_ = pack(GetParam());
  std::string text_ = file_text(std::string(GetParam()) + ".yaml");
};
INSTANTIATE_TEST_SUITE_P(All, Packs, ::testing::ValuesIn(kPacks), [](const auto& tested) {
  std::string name = tested.param;
  std::erase(name, '-');
  return name;
});

std::string replaced_all(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
    text.replace(at, from.size(), to);
    at += to.size();
  }
  return text;
}

TEST_P(Packs, AreNamedAsTheirFile) {
  EXPECT_EQ(policy_.id, GetParam());
  EXPECT_EQ(policy_.min_agreement_seconds, 14'400) << "half a working day";
}

TEST_P(Packs, OpenWithForWhomWhatTheyPresumeAndWhenNot) {
  const std::string opening = text_.substr(0, text_.find("\npolicy: "));
  for (const char* words : {"\n# För vem: ", "\n# Förutsätter: ", "\n# Använd den inte ",
                            "Säkerhetsskyddsklassificerade", "en policy åt gången"}) {
    EXPECT_NE(opening.find(words), std::string::npos) << words;
  }
}

TEST_P(Packs, SpeakToPeople) {
  for (const auto& requirement : policy_.requirements) {
    for (const auto& text : {requirement.why, requirement.remedy}) {
      EXPECT_GE(text.sv.size(), 80U) << requirement.id;
      EXPECT_GE(text.en.size(), 80U) << requirement.id;
      EXPECT_NE(text.sv, text.en) << requirement.id;
      for (const char* never : {"övervak", "efterlevnad", "kontroll av"}) {
        EXPECT_EQ(text.sv.find(never), std::string::npos) << requirement.id << ": " << never;
      }
    }
    EXPECT_LE(requirement.title.sv.size(), 60U) << requirement.id;
    EXPECT_NE(requirement.remedy.sv.find("IT-stöd"), std::string::npos)
        << requirement.id << " must say whom to ask";
    EXPECT_NE(requirement.remedy.en.find("IT support"), std::string::npos) << requirement.id;
  }
}

TEST_P(Packs, NeverNameWhatBreaksSecrecyAsTheirBasis) {
  for (const auto& requirement : policy_.requirements) {
    EXPECT_FALSE(requirement.basis.empty()) << requirement.id;
    for (const auto& basis : requirement.basis) {
      EXPECT_FALSE(basis.starts_with("OSL 10 kap.")) << requirement.id;
    }
  }
}

TEST_P(Packs, AskForAnAgreementItsAssessmentItsFollowUpAndTraining) {
  using enum policy::AgreementRequirementKind;
  for (const auto kind : {kAgreementValid, kRiskAssessment, kFollowUp, kTraining}) {
    EXPECT_EQ(std::ranges::count(policy_.agreement, kind, &policy::AgreementRequirement::kind), 1)
        << to_string(kind);
  }
}

TEST_P(Packs, ClaimNoDecisionThatNobodyTook) {
  EXPECT_FALSE(policy_.decision || policy_.co_determination || policy_.dpia || policy_.guideline);
}

TEST_P(Packs, RefuseToLoadWhileALineIsHalfFilledIn) {
  EXPECT_THAT(policy::load_policy(replaced_all(text_, "\n#: ", "\n"), "p"),
              IsError(ErrorCode::kMalformed, std::string("date")));
}

TEST_P(Packs, LoadWhenTheirLinesAreFilledIn) {
  std::string filled = replaced_all(text_, "\n#: ", "\n");
  filled = replaced_all(filled, "ÅÅÅÅ-MM-DD", "2026-05-06");
  filled = replaced_all(filled, "  # guideline: ", "  guideline: ");
  const auto policy = policy::load_policy(filled, "p");
  ASSERT_THAT(policy, IsOk());
  EXPECT_TRUE(policy->decision && policy->co_determination && policy->dpia && policy->guideline);
  EXPECT_EQ(policy->agreement.back().kind, policy::AgreementRequirementKind::kGuideline);
}

/// Cells of the rows of the table of traces.
std::vector<std::vector<std::string>> traces() {
  std::vector<std::vector<std::string>> rows;
  std::istringstream readme(file_text("README.md"));
  for (std::string line; std::getline(readme, line);) {
    if (!line.starts_with("| ")) continue;
    std::vector<std::string> cells;
    std::istringstream in(line.substr(2));
    for (std::string cell; std::getline(in, cell, '|');) cells.push_back(cell);
    if (cells.size() == 3) rows.push_back(cells);
  }
  return rows;
}

TEST_P(Packs, HaveATraceForEachStatement) {
  std::vector<std::string> statements{"min_agreement_seconds", "min_remote_seconds",
                                      "max_unknown_percent", "silent_after_days"};
  for (const auto& each : policy_.requirements) statements.push_back(each.id);
  for (const auto& each : policy_.agreement) statements.emplace_back(to_string(each.kind));
  for (const std::string& statement : statements) {
    EXPECT_TRUE(std::ranges::any_of(traces(), [&](const auto& row) {
      return row[0].find("`" + statement + "`") != std::string::npos &&
             row[1].find("`" + std::string(GetParam()) + "`") != std::string::npos &&
             row[2].find_first_of("ABCD") != std::string::npos;
    })) << statement;
  }
}

TEST(PackTexts, AreTheSameWhereTheRuleIsTheSame) {
  const policy::Policy basic = pack("grundkrav");
  const auto same = [&](const policy::Policy& other, const char* id) {
    const auto named = [&](const policy::Policy& in) {
      return *std::ranges::find(in.requirements, id, &policy::Requirement::id);
    };
    EXPECT_EQ(named(basic).remedy.sv, named(other).remedy.sv) << other.id << " " << id;
    EXPECT_EQ(named(basic).remedy.en, named(other).remedy.en) << other.id << " " << id;
  };
  for (const char* name : kPacks) {
    const policy::Policy other = pack(name);
    for (const char* id : {"disk_encryption", "screen_lock"}) same(other, id);
  }
}

}  // namespace
}  // namespace distanskoll::policies
