// SPDX-License-Identifier: EUPL-1.2
// Every way in which a file may be wrong, with the place that the message must name.
#include "shared/limits.h"
#include "shared/policy/yaml_tree.h"
#include "shared/text.h"
#include "tests/support/matchers.h"

namespace distanskoll::policy {
namespace {

/// Reads a file that may hold a text, a number, a flag, a day, words and one inner mapping.
Result<void> read(std::string_view yaml) {
  const Result<YamlDocument> document = YamlDocument::parse(yaml, "a.yaml");
  if (!document) return document.error();
  const YamlMapping root = document->root();
  std::ignore = root.text("name");
  std::ignore = root.optional_integer("count", {1, 10});
  std::ignore = root.optional_boolean("flag");
  std::ignore = root.optional_date("day");
  std::ignore = root.optional_texts("words");
  if (const auto id = root.optional("id")) std::ignore = id->text_of_form(is_id, "an id");
  constexpr std::string_view kWords[] = {"high", "low"};
  if (const auto word = root.optional("level")) std::ignore = word->word_index(kWords);
  if (const auto inner = root.optional_mapping("inner")) std::ignore = inner->text("x");
  return document->finish();
}

struct WrongFile {
  std::string_view yaml;
  std::string_view message;
};

constexpr WrongFile kWrongFiles[] = {
    // the form
    {"", "a.yaml:1:1: the file is empty"},
    {"# only a comment\n", "a.yaml:1:1: the file is empty"},
    {"- a\n", "a.yaml:1:1: must be keys with values, not a list"},
    {"text\n", "a.yaml:1:1: must be keys with values, not a text"},
    {"name: a\n---\nname: b\n", "a.yaml:2:1: a second document begins here"},
    {"name: a\nname: b\n", "a.yaml:2:1: the key \"name\" is given twice, first on line 1"},
    {"name: a\ninner: {x: b, \"x\": c}\n",
     "a.yaml:2:15: the key \"x\" is given twice, first on line 2"},
    {"name: &n a\n", "a.yaml:1:7: anchors"},
    {"name: a\nwords: &w [a]\n", "a.yaml:2:8: anchors"},
    {"name: a\ninner: &i\n  x: b\n", "anchors"},
    {"name: a\nday: *n\n", "a.yaml:2:"},
    {"name: !!str a\n", "a.yaml:1:7: tags"},
    {"name: !own a\n", "a.yaml:1:7: tags"},
    {"name: ! a\n", "a.yaml:1:7: tags"},
    {"name: a\ninner: !!map {x: b}\n", "a.yaml:2:8: tags"},
    {"name: a\n? [b]\n: c\n", "a.yaml:2:3: a key must be a word"},
    {"name: a\n{b: c}: d\n", "a key must be a word"},
    {"name: [a\n", "this is no YAML"},
    {"name: a\n  b: c\n", "a.yaml:2:"},
    {"name:\ta: b\n", "a.yaml:1:"},
    {"name: \"a\n", "a.yaml:1:7: the quotation mark that opens here is never closed"},
    {"name: a\nwords: ['b''\n", "a.yaml:2:9: the quotation mark"},
    {"name: \"a\\\"\n", "a.yaml:1:7: the quotation mark"},
    {"\xEF\xBB\xBFname: a\n", "a.yaml:1:1: begins with a byte-order mark"},
    {"name: a\nwords: [\"\xE5\"]\n", "a.yaml:2:1: this line holds bytes that are no UTF-8"},
    {"name: a\nid: \"\x01\"\n", "a.yaml:2:1: this line holds"},
    // keys
    {"name: a\nconut: 3\n", "a.yaml:2:1: there is no key \"conut\"; did you mean \"count\"?"},
    {"name: a\nplace: x\n", "a.yaml:2:1: there is no key \"place\" here; possible are name, count"},
    {"name: a\ninner: {x: b, z: c}\n", "a.yaml:2:15: there is no key \"z\" here; possible are x"},
    {"nme: a\n", "a.yaml:1:1: there is no key \"nme\"; did you mean \"name\"?"},
    {"count: 3\n", "a.yaml:1:1: the key \"name\" is missing"},
    {"name: a\ninner: {}\n", "a.yaml:2:8: the key \"x\" is missing"},
    {"name: a\n<<: {x: b}\n", "a.yaml:2:1: there is no key \"<<\""},
    // values
    {"name:\n", "a.yaml:1:1: has no value; give it a text or remove the key"},
    {"name: 5\n", "a.yaml:1:7: must be a text; put it in quotes: \"5\""},
    {"name: true\n", "a.yaml:1:7: must be a text; put it in quotes: \"true\""},
    {"name: 1.50\n", "a.yaml:1:7: must be a text; put it in quotes: \"1.50\""},
    {"name: [a]\n", "a.yaml:1:7: must be a text, not a list"},
    {"name: {a: b}\n", "a.yaml:1:7: must be a text, not keys with values"},
    {"name: \"\"\n", "a.yaml:1:7: must not be empty"},
    {"name: \"a\\tb\"\n", "a.yaml:1:7: must not hold control characters"},
    {"name: |\n  a\n  b\n", "a.yaml:1:7: must be one line"},
    {"name: a\ncount: 0\n", "a.yaml:2:8: must be a whole number from 1 to 10"},
    {"name: a\ncount: 11\n", "a.yaml:2:8: must be a whole number from 1 to 10"},
    {"name: a\ncount: 99999999999999999999\n", "a.yaml:2:8: must be a whole number from 1 to 10"},
    {"name: a\ncount: -99999999999999999999\n", "a.yaml:2:8: must be a whole number"},
    {"name: a\ncount: 1.0\n", "a.yaml:2:8: must be a whole number from 1 to 10, not a number with"},
    {"name: a\ncount: \"3\"\n", "a.yaml:2:8: must be a whole number from 1 to 10, not a text"},
    {"name: a\ncount: null\n", "a.yaml:2:8: has no value"},
    {"name: a\nflag: yes\n", "a.yaml:2:7: must be true or false, not a text"},
    {"name: a\nflag: 1\n", "a.yaml:2:7: must be true or false, not a number"},
    {"name: a\nday: 2026-02-29\n", "a.yaml:2:6: must be a date that exists"},
    {"name: a\nday: 2026-3-02\n", "a.yaml:2:6: must be a date that exists"},
    {"name: a\nday: 2026-03-02T00:00:00Z\n", "a.yaml:2:6: must be a date that exists"},
    {"name: a\nday: 20260302\n", "a.yaml:2:6: must be a date, YYYY-MM-DD"},
    {"name: a\nwords: b\n", "a.yaml:2:8: must be a list, [a, b], not a text"},
    {"name: a\nwords: [b, 5]\n", "a.yaml:2:12: must be a text; put it in quotes: \"5\""},
    {"name: a\nid: \"a b\"\n", "a.yaml:2:5: must be an id"},
    {"name: a\nlevel: middle\n", "a.yaml:2:8: \"middle\" must be one of high, low"},
    {"name: a\ninner: b\n", "a.yaml:2:8: must be keys with values, not a text"},
};

TEST(YamlError, NamesThePlaceAndTheMending) {
  for (const auto& [yaml, message] : kWrongFiles) {
    EXPECT_THAT(read(yaml), IsError(ErrorCode::kMalformed, std::string(message))) << yaml;
  }
}

TEST(YamlError, OfSeveralTheFirstInTheFileIsTold) {
  EXPECT_THAT(read("flag: 1\ncount: 0\nname: a\n"), IsError(ErrorCode::kMalformed, "a.yaml:1:7:"));
  EXPECT_THAT(read("count: 0\nflag: 1\n"), IsError(ErrorCode::kMalformed, "a.yaml:1:8:"));
}

TEST(YamlError, BoundsTheFile) {
  const std::string large = "name: a  #" + std::string(limits::kYamlBytes, 'x');
  EXPECT_THAT(read(large), IsError(ErrorCode::kTooLarge, "a.yaml:1:1:"));
  std::string deep = "name: ";
  for (int i = 0; i < limits::kYamlDepth; ++i) deep += '[';
  deep += std::string(static_cast<std::size_t>(limits::kYamlDepth), ']');
  EXPECT_THAT(read(deep), IsError(ErrorCode::kTooLarge, "levels deep"));
  std::string many = "name: [";
  for (std::size_t i = 0; i < limits::kYamlNodes; ++i) many += "a,";
  EXPECT_THAT(read(many + "]"), IsError(ErrorCode::kTooLarge, "values; split the file"));
}

TEST(YamlError, SurvivesNestingBeyondTheParsersOwnBound) {
  EXPECT_THAT(read(std::string(100'000, '[')), IsError(ErrorCode::kTooLarge));
  EXPECT_THAT(read(std::string(100'000, '{')), IsError(ErrorCode::kTooLarge));
  std::string blocks;
  for (int i = 0; i < 600; ++i) blocks += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";
  EXPECT_THAT(read(blocks), IsError(ErrorCode::kTooLarge, "levels deep"));
}

}  // namespace
}  // namespace distanskoll::policy
