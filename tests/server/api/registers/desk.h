// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A small municipality with the collector's own routes before it and nothing of the network: three
// levels of units, persons in them, an account and a token ("token-ACCOUNT") for every role, and a
// policy in force. Requests have a body, a version and a role. The day is 2026-03-02.
//
//   kommun (top) > soc (chief) > home (lead)      kommun > build (builder)
//   inside works in soc, below in home, outside in build; gone left soc on 2026-01-31;
//   hidden_below is protected; standin is chief's deputy until today, was_standin was
#include "server/agreements/intake/hand_over.h"
#include "server/agreements/registry.h"
#include "server/net/message.h"
#include "tests/shared/compliance/days.h"
#include "tests/support/matchers.h"

#include <memory>
#include <string>
#include <vector>

#include <boost/json.hpp>

namespace distanskoll::server::api {

using agreements::LocalDay;
using compliance::day;
namespace json = boost::json;

/// One request. `as` is an account.
struct Letter {
  net::Method method = net::Method::kGet;
  std::string path;  ///< with query
  std::string as;
  std::string body;
  std::string if_match;
  std::string role;
  std::string type = "application/json";
};

class Desk : public ::testing::Test {
 public:
  ~Desk() override;

 protected:
  Desk();

  /// Records as an administrator at the machine would write them.
  void write(std::vector<agreements::AnyRecord> records);
  /// An account with its token.
  void account(const std::string& id, const char* employee, std::vector<agreements::Grant> grants);
  /// A token without an account ("token-ID"), with these roles or scopes.
  void system(const std::string& id, std::vector<std::string> roles, bool read_only = false);
  [[nodiscard]] std::shared_ptr<const agreements::Snapshot> registers() const;
  void pass_days(int days);
  /// All people of one system become another's (server/agreements/intake/hand_over.h).
  Result<agreements::intake::HandOverDone> hand_over(const std::string& from, const std::string& to,
                                                     bool apply);
  [[nodiscard]] static agreements::Employee person(const std::string& id, const char* at,
                                                   const char* to = "");
  /// An enrolled computer that reported on that day, on which somebody worked remotely if named.
  void computer(const std::string& id, const std::string& host_name, const char* reported,
                const char* remote = "");

  /// An open finding of a computer; its number.
  std::int64_t finding(const std::string& device, const char* requirement, const char* severity,
                       const char* failed_on);
  void close(const std::string& device, const char* requirement);

  net::Response send(const Letter& letter);
  net::Response get(const std::string& path, const std::string& as, const std::string& role = {});
  net::Response post(const std::string& path, const std::string& as, const std::string& body,
                     const std::string& if_match = {}, const std::string& role = {});

  [[nodiscard]] static json::object read(const net::Response& response);
  [[nodiscard]] static std::string code(const net::Response& response);
  [[nodiscard]] static std::string header(const net::Response& response, std::string_view name);
  /// The ids of a page's rows, with blanks between.
  [[nodiscard]] static std::string ids(const net::Response& response, const char* list);

  /// Valid 2026-01-01 to 2027-12-31, unsigned; signed by both, with a screen lent.
  [[nodiscard]] static agreements::Agreement applied(const char* id, const char* employee);
  [[nodiscard]] static agreements::Agreement agreed(const char* id, const char* employee);

 private:
  void fill();

  struct Collector;
  std::unique_ptr<Collector> collector_;
};

}  // namespace distanskoll::server::api
