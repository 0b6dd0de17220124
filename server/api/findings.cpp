// SPDX-License-Identifier: EUPL-1.2
#include "server/api/device_access.h"
#include "server/api/device_view.h"
#include "server/api/paging.h"
#include "server/api/resources.h"
#include "shared/text.h"

#include <boost/json/serialize.hpp>

namespace distanskoll::server::api {

namespace json = boost::json;

namespace {

/// A finding without a device is about the collector itself: for those who see every device.
Result<bool> sees_finding(store::Connection& connection, const ApiParts& parts,
                          const access::Caller& caller, const store::Finding& finding) {
  const bool all = caller.scope() == access::Scope::kAll && caller.acting().units.empty();
  if (all || finding.device.empty()) return all;
  const auto device = store::find_device(connection, finding.device);
  if (!device)
    return device.error().code == ErrorCode::kNotFound ? Result<bool>(all) : device.error();
  return sees_device(connection, parts.pseudonym_key, caller, *device);
}

}  // namespace

net::Response get_findings(const ApiParts& parts, const net::Request& request,
                           const access::Caller& caller) {
  auto page = read_page(request.query, {"state"});
  if (!page) return net::problem(page.error());
  const auto state = page->filter.contains("state") ? page->filter["state"] : "open";
  if (state != "open" && state != "all") {
    return net::problem(400, "malformed", "state must be open or all");
  }
  const auto before =
      page->after.empty() ? std::optional<std::uint64_t>(0) : parse_unsigned(page->after);
  if (!before) return net::problem(400, "malformed", "after must be the number of a finding");
  auto reader = parts.readers.lend();
  if (!reader) return net::problem(reader.error());
  auto findings = store::list_findings(**reader, state == "open",
                                       static_cast<std::int64_t>(*before), page->limit);
  if (!findings) return net::problem(findings.error());
  json::array rows;
  for (const auto& finding : *findings) {
    const auto seen = sees_finding(**reader, parts, caller, finding);
    if (!seen) return net::problem(seen.error());
    if (*seen) rows.push_back(finding_object(finding));
  }
  const bool more = findings->size() == page->limit;
  net::Response response;
  response.body = json::serialize(json::object{
      {"findings", std::move(rows)},
      {"next", more ? json::value(std::to_string(findings->back().id)) : json::value(nullptr)}});
  return response;
}

}  // namespace distanskoll::server::api
