// SPDX-License-Identifier: EUPL-1.2
// What a smart card tells: the lines of the program that reads it, and each certificate on it. A
// person's certificate is judged by its issuer before anything behind that is read.
#include "agent/host/card_reading.h"
#include "agent/probes/siths_login.h"
#include "shared/limits.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace distanskoll;
  using namespace distanskoll::agent;
  const ByteView bytes(data, size);
  const WallTime now{std::chrono::seconds(1'800'000'000)};
  static const policy::SithsCatalogue catalogue;
  (void)issuer_of(bytes);
  (void)judge_certificates({Bytes(data, data + size)}, catalogue, {}, now);
  const auto tokens = parse_card_lines(as_text(bytes));
  if (!tokens) return 0;
  for (const Token& token : *tokens) {
    if (token.certificates.size() > limits::kCardCertificates) std::abort();
    const CardFacts facts = judge_certificates(token.certificates, catalogue, {}, now);
    if (facts.level || !facts.issuer.empty()) std::abort();  // an empty catalogue names nobody
  }
  return 0;
}
