// SPDX-License-Identifier: EUPL-1.2
#include "server/command_words.h"
#include "shared/crypto/encoding.h"
#include "shared/files.h"
#include "shared/limits.h"

#include <algorithm>
#include <ostream>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

namespace distanskoll::server {
namespace {

namespace json = boost::json;

constexpr std::size_t kListBytes = std::size_t{6} * 1024 * 1024;  ///< of serial numbers alone

std::string said(const json::value& text, Language language) {
  return std::string(text.as_object().at(language == Language::kSwedish ? "sv" : "en").as_string());
}

std::string line_of(const json::object& finding, const std::string& text) {
  const auto row = finding.at("row").to_number<std::uint64_t>();
  std::string line = row == 0 ? std::string() : fmt::format("{}", row);
  for (const char* part : {"column", "value"}) {
    const auto* value = finding.if_contains(part);
    if (value == nullptr || value->as_string().empty()) continue;
    line += fmt::format("{}{}", line.empty() ? "" : ", ", std::string(value->as_string()));
  }
  return fmt::format("  {}{}{}\n", line, line.empty() ? "" : ": ", text);
}

/// "SERIAL" or "SERIAL;UNIT" a line becomes the file of computers that it stands for.
std::string file_of_serials(const std::string& list) {
  std::string file = "host_name;serial_number;unit\n";
  const auto quoted = [](std::string_view text) {
    std::string cell = "\"";
    for (const char c : text) cell.append(c == '"' ? 2 : 1, c);
    return cell += '"';
  };
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t end = std::min(list.find('\n', at), list.size());
    std::string_view line = std::string_view(list).substr(at, end - at);
    at = end + 1;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    const std::size_t mark = std::min(line.find(';'), line.size());
    const std::string_view serial = line.substr(0, mark);
    const std::string_view unit = mark == line.size() ? "" : line.substr(mark + 1);
    file += quoted(serial) + ";" + quoted(serial) + ";" + quoted(unit) + "\n";
  }
  return file;
}

}  // namespace

void print_import(const Invocation& invocation, const json::object& report) {
  const bool swedish = invocation.language == Language::kSwedish;
  std::ostream& out = invocation.out;
  for (const auto& each : report.at("problems").as_array()) {
    const auto& one = each.as_object();
    out << line_of(one, said(one.at("reason"), invocation.language) + " " +
                            said(one.at("remedy"), invocation.language));
  }
  if (const auto beyond = report.at("problems_beyond").to_number<std::uint64_t>(); beyond > 0) {
    out << fmt::format(fmt::runtime(swedish ? "  … och {} till\n" : "  … and {} more\n"), beyond);
  }
  for (const auto& each : report.at("notices").as_array()) {
    const auto& one = each.as_object();
    out << line_of(one, said(one.at("text"), invocation.language));
  }
  const auto number = [&](const char* name) { return report.at(name).to_number<std::uint64_t>(); };
  for (const auto& each : report.at("changes").as_array()) {
    const auto& one = each.as_object();
    std::string fields;
    for (const auto& field : one.at("fields").as_array()) {
      fields += " " + std::string(field.as_object().at("name").as_string());
    }
    out << fmt::format("  {} {} {}{}\n", std::string(one.at("effect").as_string()),
                       std::string(one.at("record").as_string()),
                       std::string(one.at("key").as_string()), fields);
  }
  if (number("changes_beyond") > 0) {
    out << fmt::format(fmt::runtime(swedish ? "  … och {} till\n" : "  … and {} more\n"),
                       number("changes_beyond"));
  }
  out << fmt::format(fmt::runtime(swedish ? "nya {}, ändrade {}, avslutade {}, oförändrade {}\n"
                                          : "added {}, changed {}, ended {}, unchanged {}\n"),
                     number("added"), number("changed"), number("ended"), number("unchanged"));
  if (!report.at("clean").as_bool()) {
    out << (swedish ? "Ingenting är skrivet: rätta det ovan först.\n"
                    : "Nothing is written: mend what stands above first.\n");
  } else if (report.at("written").as_bool()) {
    out << (swedish ? "Skrivet.\n" : "Written.\n");
  } else {
    out << (swedish ? "Ingenting är skrivet; upprepa med --apply för att skriva.\n"
                    : "Nothing is written; repeat with --apply to write.\n");
  }
}

void add_imports(CLI::App& app, Words& words, Runs& runs) {
  auto* import = app.add_subcommand("import",
                                    "a file of an HR system or inventory; shows what "
                                    "it would do unless --apply");
  import->require_subcommand(1);
  const auto add = [&](const char* kind, const char* help) {
    auto* one = import->add_subcommand(kind, help);
    one->add_option("FILE", words.file, "CSV, or JSON when it ends so")->required();
    auto* dry = one->add_flag("--dry-run", words.dry_run, "only show; so it is unless --apply");
    one->add_flag("--apply", words.apply, "write it, all or nothing")->excludes(dry);
    one->add_flag("--full", words.full, "the file is everything: what is missing ends");
    one->add_flag("--yes-many", words.many, "more than a tenth may end");
    one->add_option("--system", words.system, "whose file it is: master of what is written (csv)");
    one->add_option("--lang", words.language, "sv or en");
    runs.emplace_back(one, [kind](const Invocation& invocation, const Words& w) {
      auto bytes = read_file(w.file, limits::kImportSentBytes);
      if (!bytes) return invocation.fail(bytes.error());
      return command_operation(invocation, "import",
                               {{"kind", kind},
                                {"base64", crypto::base64_encode(as_bytes(*bytes))},
                                {"file_is_json", w.file.ends_with(".json")},
                                {"system", w.system},
                                {"full", w.full},
                                {"many", w.many},
                                {"apply", w.apply}});
    });
  };
  add("employees", "people, their employments, logins and managers");
  add("units", "units as a tree, with nämnd and managers");
  add("agreements", "agreements that another system keeps");
  add("trainings", "who took which course when");
  add("inventory", "the municipality's computers");
  auto* directory = app.add_subcommand("directory", "who keeps the people of the register");
  directory->require_subcommand(1);
  auto* over = directory->add_subcommand(
      "hand-over", "all people of one system become another's; shows whom unless --apply");
  over->add_option("--from", words.system, "the system that keeps them now (csv)");
  over->add_option("--to", words.to, "the system that keeps them from now on (scim)")->required();
  auto* show = over->add_flag("--dry-run", words.dry_run, "only show; so it is unless --apply");
  over->add_flag("--apply", words.apply, "write it, everybody or nobody")->excludes(show);
  runs.emplace_back(over, operation("directory.hand-over", [](const Words& w) {
                      return json::object{{"from", w.system}, {"to", w.to}, {"apply", w.apply}};
                    }));
  auto* inventory = app.add_subcommand("inventory", "serial numbers of the municipality's laptops");
  inventory->require_subcommand(1);
  auto* put = inventory->add_subcommand("put", "replace the list: SERIAL or SERIAL;UNIT a line");
  put->add_option("FILE", words.file)->required();
  runs.emplace_back(put, [](const Invocation& invocation, const Words& w) {
    auto list = read_file(w.file, kListBytes);
    if (!list) return invocation.fail(list.error());
    return command_operation(invocation, "import",
                             {{"kind", "inventory"},
                              {"base64", crypto::base64_encode(as_bytes(file_of_serials(*list)))},
                              {"system", "list"},
                              {"full", true},
                              {"many", true},
                              {"apply", true}});
  });
}

}  // namespace distanskoll::server
