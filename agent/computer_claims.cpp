// SPDX-License-Identifier: EUPL-1.2
#include "agent/computer_claims.h"

#include "shared/crypto/encoding.h"
#include "shared/crypto/hash.h"
#include "shared/files.h"
#include "shared/text.h"

#include <unistd.h>

namespace distanskoll::agent {

namespace {

constexpr std::size_t kDmiBytes = 256;
constexpr char kDmi[] = "/sys/class/dmi/id/";

/// A line of the firmware's tables; makers fill unused ones with phrases, which are dropped.
std::string dmi(const char* name) {
  auto line = read_file(std::string(kDmi) + name, kDmiBytes);
  if (!line) return {};
  while (!line->empty() && (line->back() == '\n' || line->back() == ' ')) line->pop_back();
  const bool usable = line->size() >= 4 && line->size() <= 64 && is_printable_utf8(*line) &&
                      line->find("O.E.M") == std::string::npos &&
                      line->find("Default string") == std::string::npos &&
                      line->find("Not Specified") == std::string::npos;
  return usable ? *line : std::string();
}

}  // namespace

ComputerClaims claims_for(const Digest& fingerprint) {
  ComputerClaims claims;
  char host[256] = {};
  if (::gethostname(host, sizeof host - 1) == 0 && is_printable_utf8(host)) claims.host_name = host;
  claims.serial_number = dmi("product_serial");
  const std::string uuid = dmi("product_uuid");
  if (!uuid.empty()) {
    claims.hardware = crypto::base64url_encode(
        crypto::hmac_sha256(fingerprint, as_bytes(uuid + "\n" + claims.serial_number)));
  }
  return claims;
}

}  // namespace distanskoll::agent
