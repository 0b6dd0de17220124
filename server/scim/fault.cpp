// SPDX-License-Identifier: EUPL-1.2
#include "server/scim/fault.h"

#include <cstdlib>
#include <utility>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

namespace distanskoll::server::scim {

namespace json = boost::json;

Fault invalid_syntax(std::string detail) { return {400, "invalidSyntax", std::move(detail)}; }
Fault invalid_value(std::string detail) { return {400, "invalidValue", std::move(detail)}; }
Fault invalid_filter(std::string detail) { return {400, "invalidFilter", std::move(detail)}; }
Fault invalid_path(std::string detail) { return {400, "invalidPath", std::move(detail)}; }
Fault mutability(std::string detail) { return {400, "mutability", std::move(detail)}; }
Fault uniqueness(std::string detail) { return {409, "uniqueness", std::move(detail)}; }
Fault no_such_user() { return {404, {}, "there is no user with that id that SCIM keeps here"}; }
Fault not_here(std::string detail) { return {501, {}, std::move(detail)}; }

Fault fault_of(const Error& error) {
  // A conflict is a version that somebody else wrote meanwhile: the client may repeat it.
  return {net::problem(error).status, {}, error.message};
}

net::Response answer(const Fault& fault) {
  json::object body{{"schemas", {"urn:ietf:params:scim:api:messages:2.0:Error"}},
                    {"status", std::to_string(fault.status)},
                    {"detail", fault.detail}};
  if (!fault.type.empty()) body["scimType"] = fault.type;
  net::Response response = answer(fault.status, body);
  if (fault.status == 401) response.with("WWW-Authenticate", "Bearer");
  if (fault.status == 503) response.with("Retry-After", "30");
  return response;
}

net::Response answer(unsigned status, const json::object& body) {
  net::Response response;
  response.status = status;
  response.content_type = "application/scim+json";
  response.body = json::serialize(body);
  return response;
}

void throw_exception_from_error(const Fault&, const boost::source_location&) { std::abort(); }

}  // namespace distanskoll::server::scim
