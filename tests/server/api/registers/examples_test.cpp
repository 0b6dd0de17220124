// SPDX-License-Identifier: EUPL-1.2
// The contract's examples against the collector's own routes: every operation that names a caller
// for its example is sent as written, must answer the status that the document names first, and the
// answer must have the example's members and kinds. That the examples are what their schemas say is
// tests/integration/openapi/check's.
#include "packaging/build/test_paths.h"
#include "shared/files.h"
#include "tests/server/api/registers/desk.h"

#include <map>

#include <yaml-cpp/yaml.h>

namespace distanskoll::server::api {
namespace {

using agreements::MarkKind;
using net::Method;

/// A scalar as YAML 1.2 core types it: quoted is text.
json::value scalar(const YAML::Node& node) {
  const auto& text = node.Scalar();
  if (node.Tag() == "!") return json::value(text);
  if (text == "null") return nullptr;
  if (text == "true" || text == "false") return text == "true";
  const bool number = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
  if (number) return json::value(std::stoll(text));
  return json::value(text);
}

json::value value_of(const YAML::Node& node) {
  if (node.IsMap()) {
    json::object object;
    for (const auto& each : node) object[each.first.as<std::string>()] = value_of(each.second);
    return object;
  }
  if (node.IsSequence()) {
    json::array array;
    for (const auto& each : node) array.push_back(value_of(each));
    return array;
  }
  return node.IsScalar() ? scalar(node) : json::value(nullptr);
}

/// The node that these names lead to; null where one is missing.
YAML::Node inside(const YAML::Node& node, std::initializer_list<const char*> names) {
  YAML::Node at = node;
  for (const char* name : names) {
    if (!at.IsMap() || !at[name]) return YAML::Node();
    at.reset(at[name]);
  }
  return at;
}

/// The same members and kinds; values only where the example's is not random (an id of 16
/// digits, or of somebody new).
void expect_alike(const json::value& wanted, const json::value& got, const std::string& place) {
  const bool random = wanted.is_string() && place.ends_with("/id") &&
                      (wanted.as_string().size() == 16 || wanted.as_string().starts_with("p-"));
  if (wanted.is_object()) {
    ASSERT_TRUE(got.is_object()) << place;
    for (const auto& [name, value] : wanted.as_object()) {
      const auto* member = got.as_object().if_contains(name);
      ASSERT_NE(member, nullptr) << place << " has no " << name;
      expect_alike(value, *member, place + "/" + std::string(name));
    }
    EXPECT_EQ(got.as_object().size(), wanted.as_object().size())
        << place << ": more members than the example: " << json::serialize(got);
  } else if (wanted.is_array()) {
    ASSERT_TRUE(got.is_array()) << place;
    ASSERT_EQ(got.as_array().size(), wanted.as_array().size()) << place;
    for (std::size_t i = 0; i < wanted.as_array().size(); ++i) {
      expect_alike(wanted.as_array()[i], got.as_array()[i], place + "/" + std::to_string(i));
    }
  } else if (!random) {
    EXPECT_EQ(got, wanted) << place;
  }
}

class Examples : public Desk {
 protected:
  Examples() {
    write_agreements();
    write_declared();
    write_people();
    write_computers();
    write_accounts();
  }
  void write_accounts() {
    const auto granted = [](agreements::Role role) {
      agreements::Grant made;
      made.role = role;
      made.period.from = day("2026-01-01");
      return std::vector{made};
    };
    account("admin", "", granted(agreements::Role::kAdministrator));
    account("auditor", "", granted(agreements::Role::kAuditor));
    account("secretary", "", granted(agreements::Role::kCommitteeSecretary));
    account("gone", "gone", {});
  }
  void write_computers() {
    agreements::Laptop laptop;
    laptop.id = "5CG0001ABC";
    laptop.serial_number = laptop.id;
    laptop.host_name = "VGY-0001";
    laptop.unit = "soc";
    laptop.master = "intune";
    agreements::Laptop phone = laptop;
    phone.id = "R58M";
    phone.serial_number = phone.id;
    phone.host_name = "Telefon";
    phone.unit.reset();
    phone.platform = agreements::Platform::kPhone;
    write({laptop, phone});
    for (const char* id : {"dev-key", "dev-old", "dev-stolen"}) computer(id, id, "2026-03-01");
    finding("dev-old", "screen_lock", "medium", "2026-03-01");
  }
  void write_agreements() {
    for (const char* id : {"a-signed", "a-ending", "a-assessing", "a-following", "a-lending",
                           "a-returning", "a-archiving", "a-appearing", "a-noting"}) {
      write({agreed(id, "inside")});
    }
    write({agreed("a-renewing", "lead"), applied("a-refusing", "inside"),
           applied("a-signing", "inside")});
    auto to_come = agreed("a-terms", "inside");
    to_come.valid_from = day("2026-04-01");
    write({to_come});
  }
  void write_declared() {
    agreements::Waiver waiver{"w-there",         "screen_lock",     "inside",     std::nullopt,
                              day("2026-02-01"), day("2026-06-30"), "Hjälpmedel", "chief"};
    agreements::Waiver ending = waiver;
    ending.id = "w-ending";
    agreements::Outage outage;
    outage.id = "o-there";
    outage.requirement = "secure_tunnel";
    outage.from = parse_time("2026-02-28T06:10:00Z").value();
    outage.to = parse_time("2026-02-28T09:00:00Z").value();
    outage.reason = "Koncentratorn stod";
    outage.declared_by = "it";
    outage.declared_on = day("2026-03-01");
    agreements::Outage changing = outage;
    changing.id = "o-changing";
    agreements::Outage leaving = outage;
    leaving.id = "o-leaving";
    agreements::MarkRule rule{"r-there",
                              "151012",
                              std::nullopt,
                              5,
                              MarkKind::kFieldWork,
                              {day("2026-01-01"), day("2026-12-31")},
                              "hr"};
    agreements::MarkRule rule_ending = rule;
    rule_ending.id = "r-ending";
    write({waiver, ending, outage, changing, leaving, rule, rule_ending,
           agreements::Mark{"inside:2026-03-03",
                            "inside",
                            day("2026-03-03"),
                            MarkKind::kTravel,
                            "inside",
                            day("2026-03-02"),
                            {}},
           agreements::Mark{"inside:2026-03-04",
                            "inside",
                            day("2026-03-04"),
                            MarkKind::kTravel,
                            "inside",
                            day("2026-03-02"),
                            {}}});
    agreements::Objection objection;
    objection.id = "i-there";
    objection.employee = "inside";
    objection.date = day("2026-02-25");
    objection.kind = agreements::ObjectionKind::kAgreement;
    objection.text = "Överenskommelsen gäller från januari";
    objection.made_on = day("2026-02-27");
    agreements::Objection taken_back = objection;
    taken_back.id = "i-back";
    taken_back.date = day("2026-02-24");
    write({objection, taken_back});
    computer("dev9", "VGY-0009", "2026-02-26", "inside");
  }
  void write_people() {
    agreements::Hold hold;
    hold.id = "h-there";
    hold.device = "dev1";
    hold.reason = "Tillsyn";
    hold.by = "dpo";
    hold.placed_on = day("2026-02-01");
    agreements::Hold lifting = hold;
    lifting.id = "h-lifting";
    const LocalDay on = day("2026-01-10");
    write({hold, lifting, agreements::Training{"t-there", "inside", "Sekretess", on},
           agreements::Training{"t-leaving", "inside", "Sekretess", on},
           agreements::GuidelineRead{"g-there", "inside", on, "2026-01"},
           agreements::GuidelineRead{"g-leaving", "inside", on, std::nullopt}});
  }

  /// The parameter itself, also when the operation only refers to it.
  static YAML::Node followed(const YAML::Node& document, const YAML::Node& parameter) {
    if (!parameter["$ref"]) return parameter;
    const auto name = parameter["$ref"].as<std::string>();
    return document["components"]["parameters"][name.substr(name.rfind('/') + 1)];
  }

  static Letter letter_of(const YAML::Node& document, const std::string& path,
                          const std::string& method, const YAML::Node& operation) {
    static const std::map<std::string, Method> methods = {{"get", Method::kGet},
                                                          {"post", Method::kPost},
                                                          {"put", Method::kPut},
                                                          {"delete", Method::kDelete}};
    Letter letter{
        methods.at(method), path, operation["x-example-caller"].as<std::string>(), {}, {}, {}};
    if (letter.as == "chief") letter.role = "manager";
    for (const auto& each : operation["parameters"]) {
      const YAML::Node parameter = followed(document, each);
      if (!parameter["example"]) continue;
      const auto name = parameter["name"].as<std::string>();
      const auto value = parameter["example"].as<std::string>();
      if (name == "If-Match") letter.if_match = value;
      const auto at = letter.path.find("{" + name + "}");
      if (at != std::string::npos) letter.path.replace(at, name.size() + 2, value);
    }
    const auto body = inside(operation, {"requestBody", "content", "application/json", "example"});
    if (!body.IsNull()) letter.body = json::serialize(value_of(body));
    return letter;
  }
};

TEST_F(Examples, OfTheContractAnswerAsItSays) {
  const auto document = YAML::Load(*read_file(
      std::filesystem::path(DISTANSKOLL_SOURCE_DIR) / "server/api/openapi.yaml", 4 << 20));
  int replayed = 0;
  for (const auto& path : document["paths"]) {
    for (const auto& method : path.second) {
      const YAML::Node operation = method.second;
      if (!operation["x-example-caller"]) continue;
      const Letter letter = letter_of(document, path.first.as<std::string>(),
                                      method.first.as<std::string>(), operation);
      SCOPED_TRACE(method.first.as<std::string>() + " " + letter.path + " as " + letter.as);
      const auto status = operation["responses"].begin()->first.as<unsigned>();
      const auto answer = send(letter);
      ASSERT_EQ(answer.status, status) << answer.body;
      const auto example = inside(operation["responses"].begin()->second,
                                  {"content", "application/json", "example"});
      if (!example.IsNull()) expect_alike(value_of(example), json::parse(answer.body), "");
      ++replayed;
    }
  }
  EXPECT_GT(replayed, 50);
}

TEST_F(Examples, AreServedWithTheContractToEverybody) {
  const std::string body = get("/api/v1/openapi.yaml", "").body;
  EXPECT_EQ(body,
            *read_file(std::filesystem::path(DISTANSKOLL_SOURCE_DIR) / "server/api/openapi.yaml",
                       4 << 20));
}

}  // namespace
}  // namespace distanskoll::server::api
