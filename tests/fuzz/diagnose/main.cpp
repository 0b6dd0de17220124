// SPDX-License-Identifier: EUPL-1.2
// What `diagnose` takes names out of, and the answer of a running agent: whatever stands there, a
// name does not come through, and an answer that is read is JSON without a posture. And a
// collector's Date, which has one length.
#include "agent/diagnose/clean.h"
#include "agent/diagnose/status_facts.h"
#include "agent/reporting/http_client.h"

#include <cstdlib>

#include <boost/json.hpp>

using namespace distanskoll;
using namespace distanskoll::agent;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Cleaner kCleaner({"laptop-17", "anna.andersson", "Anna Andersson"});
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto date = parse_http_date(text); date && size != 29) std::abort();
  const std::string once = kCleaner.clean(text);
  if (kCleaner.names_in(once)) std::abort();
  if (const auto status = read_status(text)) {
    const boost::json::value again = boost::json::parse(status->json);
    if (!again.at("posture").is_null()) std::abort();
  }
  return 0;
}
