// SPDX-License-Identifier: EUPL-1.2
#include "server/administration/policy_words.h"

#include "server/policy_report.h"

#include <boost/json.hpp>

namespace distanskoll::server::administration {
namespace {

namespace json = boost::json;
using policy::Change;
using policy::Effect;
using policy::PolicyPart;

/// A requirement that comes can only find more, one that goes only fewer; else its fields say.
Effect effect_of(const policy::PolicyDifference& difference) {
  const bool required =
      difference.part == PolicyPart::kRequirement || difference.part == PolicyPart::kAgreement;
  if (required && difference.change == Change::kAdded) return Effect::kStricter;
  if (required && difference.change == Change::kRemoved) return Effect::kMilder;
  bool stricter = false;
  bool milder = false;
  for (const auto& field : difference.fields) {
    stricter |= field.effect == Effect::kStricter;
    milder |= field.effect == Effect::kMilder;
  }
  if (stricter == milder) return Effect::kOpen;
  return stricter ? Effect::kStricter : Effect::kMilder;
}

json::value label_of(std::string_view key) {
  const auto sv = policy_key_text(Language::kSwedish, key);
  if (sv.empty()) return nullptr;
  return json::object{{"sv", json::string(sv)},
                      {"en", json::string(policy_key_text(Language::kEnglish, key))}};
}

}  // namespace

json::object compared(const policy::Policy& before, const policy::Policy& after) {
  json::object all = policy_diff_json(before, after);
  const auto differences = policy::policy_diff(before, after);
  std::int64_t stricter = 0;
  std::int64_t milder = 0;
  auto& changes = all["changes"].as_array();
  for (std::size_t i = 0; i < changes.size(); ++i) {
    auto& change = changes[i].as_object();
    const Effect effect = effect_of(differences[i]);
    stricter += effect == Effect::kStricter ? 1 : 0;
    milder += effect == Effect::kMilder ? 1 : 0;
    change["effect"] = json::string(to_string(effect));
    change["label"] = label_of(differences[i].id);
    for (auto& each : change["fields"].as_array()) {
      auto& field = each.as_object();
      field["label"] = label_of(std::string_view(field["name"].as_string()));
    }
  }
  // From here on the object grows, and what refers into it is no longer there.
  const std::int64_t other = static_cast<std::int64_t>(changes.size()) - stricter - milder;
  all["stricter"] = stricter;
  all["milder"] = milder;
  all["other"] = other;
  return all;
}

json::object text_object(const policy::LocalText& text) {
  return {{"sv", text.sv}, {"en", text.en}};
}

json::array texts_array(const std::vector<policy::LocalText>& texts) {
  json::array rows;
  for (const auto& text : texts) rows.push_back(text_object(text));
  return rows;
}

}  // namespace distanskoll::server::administration
