// SPDX-License-Identifier: EUPL-1.2
// What a stranger writes in a header or a query of the collector: credentials of EST, pages of a
// list, addresses. Query strings and segments by themselves are in http_target.
#include "server/admission/est.h"
#include "server/api/paging.h"
#include "server/net/address.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace distanskoll::server;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto credential = admission::read_basic(text);
  if (credential && credential->id.empty()) std::abort();
  const auto page = api::read_page(text, {"state", "unit"});
  if (page && (page->limit == 0 || page->limit > api::kPageMost)) std::abort();
  (void)net::Address::parse(text);
  (void)net::Network::parse(text);
  (void)net::Endpoint::parse(text);
  net::Request request;
  request.body = text;
  (void)admission::read_applicant(request);
  return 0;
}
