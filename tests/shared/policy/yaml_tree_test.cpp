// SPDX-License-Identifier: EUPL-1.2
#include "shared/policy/yaml_tree.h"

#include "tests/support/matchers.h"

namespace distanskoll::policy {
namespace {

using namespace std::chrono;
using ::testing::ElementsAre;
using ::testing::Eq;
using ::testing::Optional;

YamlDocument parsed(std::string_view yaml) {
  Result<YamlDocument> document = YamlDocument::parse(yaml, "test.yaml");
  EXPECT_THAT(document.has_value(), Eq(true)) << (document ? "" : document.error().message);
  return document ? std::move(*document) : *YamlDocument::parse("{}", "test.yaml");
}

TEST(YamlTree, ReadsWhatItHolds) {
  const YamlDocument document = parsed(R"(
name: Råd och stöd
count: 42
on: true
day: 2026-02-28
list: [a, "b c", 'd']
inner: {x: -1}
)");
  const YamlMapping root = document.root();
  EXPECT_EQ(root.text("name"), "Råd och stöd");
  EXPECT_EQ(root.integer("count", {1, 42}), 42);
  EXPECT_TRUE(root.boolean("on"));
  EXPECT_EQ(root.date("day"), 2026y / 2 / 28);
  EXPECT_THAT(root.texts("list"), ElementsAre("a", "b c", "d"));
  EXPECT_EQ(root.mapping("inner").integer("x", {-1, 1}), -1);
  EXPECT_THAT(document.finish(), IsOk());
}

TEST(YamlTree, LeavesOutWhatIsLeftOut) {
  const YamlDocument document = parsed("a: 1\nnothing: null\ntilde: ~\nempty:\n");
  const YamlMapping root = document.root();
  EXPECT_EQ(root.optional_text("b"), std::nullopt);
  EXPECT_EQ(root.optional_mapping("c").has_value(), false);
  EXPECT_THAT(root.optional_integer("a", {0, 9}), Optional(Eq(1)));
  EXPECT_EQ(root.optional_text("nothing", Null::kMeansAbsent), std::nullopt);
  EXPECT_EQ(root.optional_date("tilde", Null::kMeansAbsent), std::nullopt);
  EXPECT_EQ(root.optional_list("empty", Null::kMeansAbsent).has_value(), false);
  EXPECT_THAT(document.finish(), IsOk());
}

struct Scalar {
  std::string_view written;
  YamlKind kind;
};

/// YAML 1.2 core, and nothing of YAML 1.1.
TEST(YamlTree, TypesScalarsByTheCoreSchema) {
  using enum YamlKind;
  constexpr Scalar kScalars[] = {
      {"yes", kText},      {"no", kText},         {"on", kText},
      {"off", kText},      {"y", kText},          {"true", kBoolean},
      {"True", kBoolean},  {"TRUE", kBoolean},    {"tRUE", kText},
      {"false", kBoolean}, {"\"true\"", kText},   {"'1'", kText},
      {"0", kInteger},     {"-7", kInteger},      {"+7", kInteger},
      {"010", kInteger},   {"0o17", kInteger},    {"0xff", kInteger},
      {"0b1", kText},      {"1_000", kText},      {"1:30", kText},
      {"12:30:45", kText}, {"1.5", kDecimal},     {"1e3", kDecimal},
      {".5", kDecimal},    {"5.", kDecimal},      {".inf", kDecimal},
      {"-.INF", kDecimal}, {".nan", kDecimal},    {".", kText},
      {"+", kText},        {"--1", kText},        {"1e", kText},
      {"0x", kText},       {"0o9", kText},        {"0x-1", kText},
      {"null", kNull},     {"Null", kNull},       {"~", kNull},
      {"nULL", kText},     {"2026-03-02", kText}, {"2026-05", kText},
      {"2026", kInteger},  {"\"\"", kText},       {"99999999999999999999", kInteger},
      {"<<", kText}};
  for (const auto& [written, kind] : kScalars) {
    const YamlDocument document = parsed("key: " + std::string(written));
    EXPECT_EQ(document.root().required("key").kind(), kind) << written;
  }
}

TEST(YamlTree, ReadsIntegersOfEveryCoreSpelling) {
  const YamlDocument keys = parsed("{a: 010, b: 0o17, c: 0xFF, d: +3, e: -3}");
  const Range any{-1000, 1000};
  EXPECT_EQ(keys.root().integer("a", any), 10);
  EXPECT_EQ(keys.root().integer("b", any), 15);
  EXPECT_EQ(keys.root().integer("c", any), 255);
  EXPECT_EQ(keys.root().integer("d", any), 3);
  EXPECT_EQ(keys.root().integer("e", any), -3);
  EXPECT_THAT(keys.finish(), IsOk());
}

TEST(YamlTree, JoinsFoldedLinesAndDropsTheLastLineBreak) {
  const YamlDocument document =
      parsed("a: >\n  one\n  two\nb: |\n  three\nc: >-\n  four\nd: \"x\n  y\"\n");
  EXPECT_EQ(document.root().text("a"), "one two");
  EXPECT_EQ(document.root().text("b"), "three");
  EXPECT_EQ(document.root().text("c"), "four");
  EXPECT_EQ(document.root().text("d"), "x y");
  EXPECT_THAT(document.finish(), IsOk());
}

TEST(YamlTree, CountsColumnsInCharacters) {
  const YamlDocument document = parsed("åäö: {x: 1,\r\n  \"y\": [ö, 7]}\r\n");
  const YamlMapping inner = document.root().mapping("åäö");
  EXPECT_EQ(inner.position().line, 1);
  EXPECT_EQ(inner.position().column, 6);
  const auto list = inner.list("y");
  EXPECT_EQ(list[1].position().line, 2);
  EXPECT_EQ(list[1].position().column, 12);
  EXPECT_EQ(inner.integer("x", {1, 1}), 1);
}

TEST(YamlTree, GivesAllKeysInFileOrder) {
  const YamlDocument document = parsed("b: 1\na: 2\n");
  std::vector<std::string> keys;
  for (const auto& entry : document.root().entries()) keys.push_back(entry.key);
  EXPECT_THAT(keys, ElementsAre("b", "a"));
  EXPECT_THAT(document.finish(), IsOk());
}

TEST(YamlTree, ChoosesFromAClosedList) {
  enum class Fruit { kApple, kPear };
  constexpr Choice<Fruit> kFruits[] = {{"apple", Fruit::kApple}, {"pear", Fruit::kPear}};
  const YamlDocument document = parsed("fruit: pear\n");
  EXPECT_EQ(document.root().required("fruit").choice(std::span<const Choice<Fruit>>(kFruits)),
            Fruit::kPear);
  EXPECT_THAT(document.finish(), IsOk());
}

TEST(YamlTree, MayBeMovedWhileItIsRead) {
  YamlDocument first = parsed("a: {b: 1}\n");
  const YamlMapping inner = first.root().mapping("a");
  const YamlDocument second = std::move(first);
  EXPECT_EQ(inner.integer("b", {1, 1}), 1);
  EXPECT_THAT(second.finish(), IsOk());
}

}  // namespace
}  // namespace distanskoll::policy
