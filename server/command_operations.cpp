// SPDX-License-Identifier: EUPL-1.2
#include "server/admin_socket.h"
#include "server/command_words.h"
#include "server/commands.h"
#include "server/operations.h"
#include "server/simulation_page.h"

#include <algorithm>
#include <functional>
#include <ostream>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace distanskoll::server {
namespace {

namespace json = boost::json;

std::string cell(const json::value& value) {
  if (value.is_null()) return "–";
  if (value.is_string()) return std::string(value.as_string());
  if (value.is_array()) {
    std::string text;
    for (const auto& each : value.as_array()) text += (text.empty() ? "" : ",") + cell(each);
    return text.empty() ? "–" : text;
  }
  return json::serialize(value);
}

/// Characters, not bytes.
std::size_t width(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

void print_table(std::ostream& out, const json::array& rows,
                 const std::vector<std::string>& columns) {
  std::vector<std::vector<std::string>> cells{columns};
  for (const auto& row : rows) {
    auto& line = cells.emplace_back();
    for (const auto& column : columns) {
      const auto* value = row.as_object().if_contains(column);
      line.push_back(value == nullptr ? "–" : cell(*value));
    }
  }
  for (const auto& line : cells) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      std::size_t widest = 0;
      for (const auto& each : cells) widest = std::max(widest, width(each[i]));
      out << line[i];
      if (i + 1 < columns.size()) out << std::string(widest - width(line[i]) + 2, ' ');
    }
    out << "\n";
  }
}

/// Nested values as "name.inner: value", one a line.
void print_tree(std::ostream& out, const json::value& value, const std::string& name) {
  if (value.is_object()) {
    for (const auto& [key, inner] : value.as_object()) {
      print_tree(out, inner, name.empty() ? std::string(key) : name + "." + std::string(key));
    }
    return;
  }
  if (value.is_array() && !value.as_array().empty() && value.as_array().front().is_object()) {
    std::size_t number = 0;
    for (const auto& each : value.as_array())
      print_tree(out, each, fmt::format("{}[{}]", name, number++));
    return;
  }
  out << name << ": " << cell(value) << "\n";
}

void print(std::ostream& out, const std::string& operation, const json::value& result,
           Language language) {
  const auto& object = result.as_object();
  if (operation == "devices.list") {
    print_table(out, object.at("devices").as_array(),
                {"id", "host_name", "unit", "lifecycle", "presence", "overall", "failing",
                 "open_findings", "may_replace"});
    if (!object.at("waiting").as_array().empty()) {
      out << "\nVäntar på godkännande (devices approve REQUEST). Waiting for approval:\n";
      print_table(out, object.at("waiting").as_array(),
                  {"request", "code", "host_name", "serial_number", "asked_at"});
    }
  } else if (operation == "codes.list") {
    print_table(
        out, object.at("codes").as_array(),
        {"id", "group", "uses", "max_uses", "valid_until", "unit", "networks", "revoked_at"});
  } else if (operation == "policy.list") {
    print_table(out, object.at("policies").as_array(),
                {"id", "version", "state", "in_force_from", "in_force_until", "sha256"});
  } else if (operation == "tokens.list") {
    print_table(out, object.at("tokens").as_array(),
                {"id", "name", "account", "roles", "read_only", "expires_at", "revoked_at"});
  } else if (operation == "accounts.list") {
    print_table(out, object.at("accounts").as_array(),
                {"id", "name", "employee", "logins", "roles", "given_by"});
  } else if (operation == "tokens.create") {
    out << cell(object.at("token")) << "\n";
  } else if (operation == "policy.simulate") {
    out << simulation_page(object, language);
  } else if (operation == "policy.put") {
    out << put_page(object, language);
  } else if (operation == "codes.create") {
    out << cell(object.at("code")) << "\n";
  } else {
    print_tree(out, result, {});
  }
}

OperationResult run_here(const Config& config, const std::string& operation,
                         const json::object& arguments, const OperationProgress& progress) {
  const SystemClock clock;
  auto core = Core::open(config, clock);
  if (!core) return core.error();
  return run_operation(**core, operation, arguments, own_name(), progress);
}

}  // namespace

int command_operation(const Invocation& invocation, const std::string& operation,
                      const json::object& arguments) {
  auto config = invocation.load();
  if (!config) return invocation.fail(config.error());
  ProgressLines lines(invocation.err);
  const OperationProgress progress = std::ref(lines);
  auto asked = ask_serving(config->data, operation, arguments, progress);
  auto result = asked ? std::move(*asked) : run_here(*config, operation, arguments, progress);
  if (!result) return invocation.fail(result.error());
  if (invocation.json) {
    invocation.out << json::serialize(*result) << "\n";
  } else if (operation == "import") {
    print_import(invocation, result->as_object());
  } else if (operation == "erase-person") {
    print_erasure(invocation, result->as_object());
  } else {
    print(invocation.out, operation, *result, invocation.language);
  }
  const auto* clean = result->is_object() ? result->as_object().if_contains("clean") : nullptr;
  return clean != nullptr && *clean == json::value(false) ? kExitFinding : kExitOk;
}

}  // namespace distanskoll::server
