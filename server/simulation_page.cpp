// SPDX-License-Identifier: EUPL-1.2
#include "server/simulation_page.h"

#include "shared/clock.h"
#include "shared/compliance/local_day.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace distanskoll::server {
namespace {

namespace json = boost::json;

const json::value& at(const json::value& value, std::string_view name) {
  static const json::value nothing;
  const auto* object = value.if_object();
  const auto* found = object ? object->if_contains({name.data(), name.size()}) : nullptr;
  return found ? *found : nothing;
}

std::string text(const json::value& value) {
  return value.is_string() ? std::string(value.get_string()) : json::serialize(value);
}

class FiguresPage {
 public:
  explicit FiguresPage(Language language) : language_(language) {}
  [[nodiscard]] std::string_view in(std::string_view sv, std::string_view en) const {
    return language_ == Language::kSwedish ? sv : en;
  }
  [[nodiscard]] std::string figure(const json::value& value) const {
    return value.is_null() ? std::string(in("färre än 5", "fewer than 5")) : json::serialize(value);
  }
  template <class... Words>
  void line(fmt::format_string<Words...> form, Words&&... words) {
    out_ += fmt::format(form, std::forward<Words>(words)...);
    out_ += '\n';
  }
  void line() { out_ += '\n'; }

  /// The first column left, the others right; characters are counted, not bytes.
  void table(const std::vector<std::vector<std::string>>& rows) {
    std::vector<std::size_t> widths(rows.front().size());
    for (const auto& row : rows) {
      for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width(row[i]));
    }
    for (const auto& row : rows) {
      for (std::size_t i = 0; i < row.size(); ++i) {
        const std::string fill(widths[i] - width(row[i]), ' ');
        out_ += i == 0 ? row[i] + fill : "  " + fill + row[i];
      }
      while (out_.ends_with(' ')) out_.pop_back();
      out_ += '\n';
    }
  }
  std::string take() { return std::move(out_); }

 private:
  static std::size_t width(const std::string& cell) {
    return static_cast<std::size_t>(std::ranges::count_if(
        cell, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
  }
  Language language_;
  std::string out_;
};

struct VerdictWord {
  std::string_view key;
  std::string_view sv;
  std::string_view en;
};
constexpr std::array kVerdicts{
    VerdictWord{"compliant", "uppfyller kraven", "compliant"},
    VerdictWord{"deviation", "avvikelse", "deviation"},
    VerdictWord{"undetermined", "kan inte avgöras", "undetermined"},
    VerdictWord{"none", "ingen distansdag", "no remote day"},
};

void verdicts(FiguresPage& page, const json::value& figures) {
  std::vector<std::vector<std::string>> rows{{std::string(page.in("Dagar", "Days")),
                                              std::string(page.in("nu", "now")),
                                              std::string(page.in("med filen", "with the file"))}};
  for (const VerdictWord& word : kVerdicts) {
    rows.push_back({std::string(page.in(word.sv, word.en)),
                    page.figure(at(at(figures, "before"), word.key)),
                    page.figure(at(at(figures, "after"), word.key))});
  }
  page.table(rows);
  page.line("{}: {} ({} {})", page.in("Ändras", "Changed"), page.figure(at(figures, "changed")),
            page.in("av", "of"), page.figure(at(figures, "days")));
}

void requirements(FiguresPage& page, const json::value& list) {
  if (!list.is_array() || list.get_array().empty()) return;
  std::vector<std::vector<std::string>> rows{
      {std::string(page.in("Krav: dagar", "Requirement: days")),
       std::string(page.in("underkända nu", "failed now")),
       std::string(page.in("med filen", "with the file")),
       std::string(page.in("oklara nu", "unknown now")),
       std::string(page.in("med filen", "with the file"))}};
  for (const auto& row : list.get_array()) {
    rows.push_back({text(at(row, "id")), page.figure(at(at(row, "before"), "fail")),
                    page.figure(at(at(row, "after"), "fail")),
                    page.figure(at(at(row, "before"), "unknown")),
                    page.figure(at(at(row, "after"), "unknown"))});
  }
  page.line();
  page.table(rows);
}

std::string units_of(const FiguresPage& page, const json::value& row) {
  std::string names;
  const auto& units = at(row, "units");
  if (!units.is_array()) return names;
  for (const auto& unit : units.get_array()) {
    if (!names.empty()) names += " + ";
    const auto code = text(at(unit, "code"));
    names += code.empty() ? std::string(page.in("(utan enhet)", "(no unit)")) : code;
    if (at(unit, "own") == json::value(true) && !code.empty()) {
      names += page.in(" (själv)", " (itself)");
    }
  }
  return names;
}

void units(FiguresPage& page, const json::value& list) {
  if (!list.is_array() || list.get_array().empty()) return;
  std::vector<std::vector<std::string>> rows{{std::string(page.in("Enhet: dagar", "Unit: days")),
                                              std::string(page.in("alla", "all")),
                                              std::string(page.in("ändras", "changed")),
                                              std::string(page.in("avvikelse nu", "deviation now")),
                                              std::string(page.in("med filen", "with the file"))}};
  for (const auto& row : list.get_array()) {
    rows.push_back({units_of(page, row), page.figure(at(row, "days")),
                    page.figure(at(row, "changed")),
                    page.figure(at(at(row, "before"), "deviation")),
                    page.figure(at(at(row, "after"), "deviation"))});
  }
  page.line();
  page.table(rows);
}

}  // namespace

std::string simulation_page(const json::object& result, Language language) {
  FiguresPage page(language);
  const json::value all(result);
  page.line("{} {} version {}, {}–{}", page.in("Simulering av", "Simulation of"),
            text(at(at(all, "policy"), "id")), text(at(at(all, "policy"), "version")),
            text(at(all, "from")), text(at(all, "to")));
  page.line("{}",
            page.in("Inget är ändrat. Dagarna är bedömda två gånger med det som är känt nu: med "
                    "den policy de hade, och med filen.",
                    "Nothing is changed. The days are judged twice with what is known now: "
                    "under the policy they had, and under the file."));
  page.line();
  page.line("{}: {}", page.in("Sparade dagar", "Stored days"), text(at(all, "stored")));
  page.line("{}: {}",
            page.in("  kunde inte räknas om, rapporterna är gallrade",
                    "  could not be judged anew, their reports being erased"),
            text(at(at(all, "could_not_run"), "reports_erased")));
  page.line("{}: {}",
            page.in("  kunde inte räknas om, personen är inte kvar i registret",
                    "  could not be judged anew, the person not being registered"),
            text(at(at(all, "could_not_run"), "person_unknown")));
  page.line();
  verdicts(page, at(all, "figures"));
  requirements(page, at(all, "requirements"));
  units(page, at(all, "units"));
  return page.take();
}

std::string put_page(const json::object& result, Language language) {
  FiguresPage page(language);
  const json::value all(result);
  const auto time = parse_time(text(at(all, "in_force_from")));
  const auto day = time ? compliance::format_date(compliance::local_day(*time)) : std::string();
  const bool announced = at(all, "state") == json::value("announced");
  page.line("{} version {}: {} {}", text(at(all, "id")), text(at(all, "version")),
            announced ? page.in("gäller från", "comes into force on")
                      : page.in("gäller sedan", "is in force since"),
            day);
  if (const auto& warnings = at(all, "warnings"); warnings.is_array()) {
    for (const auto& warning : warnings.get_array()) {
      page.line("{}: {}", page.in("varning", "warning"), text(at(warning, page.in("sv", "en"))));
    }
  }
  return page.take();
}

}  // namespace distanskoll::server
