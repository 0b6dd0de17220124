// SPDX-License-Identifier: EUPL-1.2
#pragma once
// How subcommands are put together: what their options are written into, and what runs when one of
// them was asked for. For the files that register subcommands (commands.cpp, command_policies.cpp)
// and nobody else. One thread, lives as long as run_command.

#include "server/commands.h"
#include "server/initialise.h"

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <boost/json/value.hpp>

namespace distanskoll::server {

struct TokenWish {
  std::string name;
  std::string account;
  std::vector<std::string> roles;
  std::int64_t days = 90;
  bool read_only = false;
};

struct DecisionWish {
  std::string body;
  std::string date;
  std::string dnr;
};

/// What the options of all subcommands are written into.
struct Words {
  std::string config_file;
  std::string data;
  bool json = false;
  InitWish init;
  std::string begin;
  std::string clock_to;
  bool clock_run = false;
  RestoreWish restore;
  CaWish ca;
  std::string id;
  std::string reason = "unspecified";
  std::string lifecycle;
  std::string unit;
  std::string file;
  std::string other_file;
  std::string from;
  std::string to;
  bool at_once = false;
  bool day_ids = false;
  std::int64_t version = 0;
  std::string language;
  std::string system = "csv";
  bool dry_run = false;
  bool apply = false;
  bool full = false;
  bool many = false;
  bool deny = false;
  bool group = false;
  std::int64_t max_uses = 1;
  std::int64_t days = 7;
  TokenWish token;
  DecisionWish decision;
  std::vector<std::string> networks;
};

using Run = std::function<int(const Invocation&, const Words&)>;
using Runs = std::vector<std::pair<CLI::App*, Run>>;

/// A subcommand that is an operation with arguments made from the words.
[[nodiscard]] Run operation(std::string name,
                            std::function<boost::json::object(const Words&)> arguments);

// command_access.cpp
void add_access(CLI::App& app, Words& words, Runs& runs);
// command_imports.cpp
void add_imports(CLI::App& app, Words& words, Runs& runs);
void print_import(const Invocation& invocation, const boost::json::object& report);
// command_persons.cpp
void add_persons(CLI::App& app, Words& words, Runs& runs);
void print_erasure(const Invocation& invocation, const boost::json::object& result);
// command_policies.cpp
void add_policies(CLI::App& app, Words& words, Runs& runs);

}  // namespace distanskoll::server
