// SPDX-License-Identifier: EUPL-1.2
#include "server/scim/describe.h"

#include "server/scim/attribute.h"
#include "shared/limits.h"

#include <string>

#include <boost/json/array.hpp>

namespace distanskoll::server::scim {
namespace {

namespace json = boost::json;

json::object meta(std::string_view type, const std::string& location) {
  return {{"resourceType", type}, {"location", "/scim/v2/" + location}};
}

json::object attribute(std::string_view name, std::string_view type, const AttributeLine& line) {
  return {
      {"name", name},
      {"type", type},
      {"multiValued", false},
      {"description", line.about},
      {"required", line.required},
      {"caseExact", line.attribute == Attribute::kExternalId},
      {"mutability", line.attribute == Attribute::kNumber ? "immutable" : "readWrite"},
      {"returned", "default"},
      {"uniqueness", line.attribute == Attribute::kUserName || line.attribute == Attribute::kNumber
                         ? "server"
                         : "none"}};
}

json::object with_parts(std::string_view name, bool several, const AttributeLine& line,
                        json::array parts) {
  json::object whole = attribute(name, "complex", line);
  whole["multiValued"] = several;
  whole["subAttributes"] = std::move(parts);
  return whole;
}

void add(json::array& attributes, const AttributeLine& line) {
  if (line.attribute == Attribute::kFamilyName) return;  // told with the given name
  if (line.attribute == Attribute::kGivenName) {
    attributes.push_back(
        with_parts("name", false, line,
                   {attribute("givenName", "string", line),
                    attribute("familyName", "string", line_of(Attribute::kFamilyName))}));
  } else if (line.attribute == Attribute::kMail) {
    attributes.push_back(
        with_parts("emails", true, line,
                   {attribute("value", "string", line), attribute("type", "string", line)}));
  } else if (line.attribute == Attribute::kManager) {
    attributes.push_back(with_parts("manager", false, line, {attribute("value", "string", line)}));
  } else {
    attributes.push_back(attribute(line.name, line.boolean ? "boolean" : "string", line));
  }
}

std::string_view title_of(std::string_view id) {
  if (id == kUserSchema) return "User";
  return id == kEnterpriseSchema ? "Enterprise User" : "Distanskoll User";
}

json::object unsupported() { return {{"supported", false}}; }

}  // namespace

json::object service_provider() {
  return {{"schemas", {"urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"}},
          {"patch", json::object{{"supported", true}}},
          {"bulk", json::object{{"supported", false}, {"maxOperations", 0}, {"maxPayloadSize", 0}}},
          {"filter", json::object{{"supported", true}, {"maxResults", limits::kScimPage}}},
          {"changePassword", unsupported()},
          {"sort", unsupported()},
          {"etag", unsupported()},
          {"authenticationSchemes",
           {json::object{{"type", "oauthbearertoken"},
                         {"name", "Bearer token"},
                         {"description", "A token of the scope scim"},
                         {"primary", true}}}},
          {"meta", meta("ServiceProviderConfig", "ServiceProviderConfig")}};
}

json::object user_type() {
  return {{"schemas", {"urn:ietf:params:scim:schemas:core:2.0:ResourceType"}},
          {"id", "User"},
          {"name", "User"},
          {"endpoint", "/Users"},
          {"description", "A person of the directory"},
          {"schema", kUserSchema},
          {"schemaExtensions",
           {json::object{{"schema", kEnterpriseSchema}, {"required", true}},
            json::object{{"schema", kOwnSchema}, {"required", false}}}},
          {"meta", meta("ResourceType", "ResourceTypes/User")}};
}

std::optional<json::object> schema(std::string_view id) {
  if (id != kUserSchema && id != kEnterpriseSchema && id != kOwnSchema) return std::nullopt;
  json::array attributes;
  for (const AttributeLine& line : all_attributes()) {
    if (line.schema == id) add(attributes, line);
  }
  return json::object{{"schemas", {"urn:ietf:params:scim:schemas:core:2.0:Schema"}},
                      {"id", id},
                      {"name", title_of(id)},
                      {"attributes", std::move(attributes)},
                      {"meta", meta("Schema", "Schemas/" + std::string(id))}};
}

json::object list_of(json::array resources, std::size_t total, std::size_t start) {
  return {{"schemas", {"urn:ietf:params:scim:api:messages:2.0:ListResponse"}},
          {"totalResults", total},
          {"startIndex", start},
          {"itemsPerPage", resources.size()},
          {"Resources", std::move(resources)}};
}

json::object all_types() { return list_of({user_type()}, 1, 1); }

json::object all_schemas() {
  json::array schemas;
  for (const std::string_view id : {kUserSchema, kEnterpriseSchema, kOwnSchema}) {
    schemas.emplace_back(*schema(id));
  }
  const std::size_t count = schemas.size();
  return list_of(std::move(schemas), count, 1);
}

}  // namespace distanskoll::server::scim
