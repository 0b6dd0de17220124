// SPDX-License-Identifier: EUPL-1.2
#include "server/command_words.h"

#include <ostream>
#include <span>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

namespace distanskoll::server {
namespace {

namespace json = boost::json;

struct Said {
  std::string_view word;
  std::string_view swedish;
  std::string_view english;
};

constexpr Said kKinds[] = {
    {"reports", "dagar med rapporter från personens datorer",
     "days with reports of the person's computers"},
    {"days", "bedömda dagar", "days with a verdict"},
    {"people", "versioner av uppgifter i registren", "versions of records in the registers"},
    {"access_log", "rader om vem som läst uppgifterna", "rows of who has read about the person"},
};
constexpr Said kFates[] = {
    {"erased", "får raderas efter beslut", "may be erased by a decision"},
    {"held", "bevaras: ett bevarandebeslut gäller (art. 17.3 e)",
     "kept: a hold is in force (art. 17.3 e)"},
    {"employed",
     "bevaras: personen arbetar här, uppgifterna behövs för överenskommelsen (art. 17.3 b)",
     "kept: the person works here, the agreement needs it (art. 17.3 b)"},
    {"its_own_time", "gallras när tiden är ute (art. 17.3 b och d)",
     "erased when its time is up (art. 17.3 b and d)"},
};

std::string_view said(std::span<const Said> texts, std::string_view word, Language language) {
  for (const Said& one : texts) {
    if (one.word == word) return language == Language::kSwedish ? one.swedish : one.english;
  }
  return word;  // a collector that is newer than this command
}

std::string_view text_of(const json::object& object, const char* name) {
  const auto& text = object.at(name).as_string();
  return {text.data(), text.size()};
}

}  // namespace

void print_erasure(const Invocation& invocation, const json::object& result) {
  const bool swedish = invocation.language == Language::kSwedish;
  bool may_go = false;
  for (const auto& each : result.at("kinds").as_array()) {
    const auto& kind = each.as_object();
    may_go |= text_of(kind, "fate") == "erased";
    invocation.out << fmt::format("{:>6} {}: {}", kind.at("count").to_number<std::uint64_t>(),
                                  said(kKinds, text_of(kind, "kind"), invocation.language),
                                  said(kFates, text_of(kind, "fate"), invocation.language));
    if (kind.at("until").is_string()) {
      invocation.out << (swedish ? ", senast " : ", by ") << text_of(kind, "until");
    }
    invocation.out << "\n";
  }
  if (result.at("erased").as_bool()) {
    invocation.out
        << (swedish ? "Det som får raderas är raderat. Säkerhetskopior har sin egen gallring, och "
                      "lönesystemets nästa fil kan föra in personen igen.\n"
                    : "What may be erased is erased. Backups have their own schedule, and the HR "
                      "system's next file may bring the person back.\n");
  } else if (may_go) {
    invocation.out << (swedish ? "Ingenting är raderat än; det görs med --apply och beslutet "
                                 "(--body, --date, --dnr).\n"
                               : "Nothing is erased yet; that takes --apply and the decision "
                                 "(--body, --date, --dnr).\n");
  } else {
    invocation.out << (swedish ? "Ingenting får raderas nu.\n" : "Nothing may be erased now.\n");
  }
}

void add_persons(CLI::App& app, Words& words, Runs& runs) {
  auto* erase = app.add_subcommand("erase-person",
                                   "a request for erasure (GDPR art. 17): what is kept about an "
                                   "employee, why and how long; with --apply what may go goes");
  erase->add_option("EMPLOYEE", words.id, "the HR system's number, or the id in the register")
      ->required();
  auto* apply = erase->add_flag("--apply", words.apply, "erase it");
  erase->add_option("--body", words.decision.body, "who decided")->needs(apply);
  erase->add_option("--date", words.decision.date, "when (YYYY-MM-DD)")->needs(apply);
  erase->add_option("--dnr", words.decision.dnr, "the decision's number in the diary")
      ->needs(apply);
  erase->add_option("--lang", words.language, "sv or en");
  runs.emplace_back(erase, [](const Invocation& invocation, const Words& w) {
    json::object arguments{{"employee", w.id}, {"apply", w.apply}};
    const std::pair<const char*, const std::string&> parts[] = {
        {"body", w.decision.body}, {"date", w.decision.date}, {"dnr", w.decision.dnr}};
    for (const auto& [name, text] : parts) {
      if (w.apply && text.empty()) {
        return invocation.fail({ErrorCode::kInvalidArgument,
                                fmt::format("erasing rests on a decision: --{} is missing", name)});
      }
      arguments[name] = text;
    }
    return command_operation(invocation, "erase-person", arguments);
  });
}

}  // namespace distanskoll::server
