// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What the configuration file says of signing in with SITHS cards (`web.siths`). Nothing of it
// comes from the web. Plain values.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace distanskoll::server::access::sign_in::siths {

inline constexpr std::string_view kSystemCatalogue =
    "/usr/share/distanskoll/policies/siths-issuers.yaml";

struct Settings {
  std::string address;  ///< "https://siths.kommunen.se", with a port when it is not 443
  std::string host;     ///< "siths.kommunen.se:8080": its Host, in lower case
  std::string name;     ///< the same without port: what browsers ask for (SNI)
  std::optional<std::filesystem::path> certificate;  ///< else the people's own
  std::optional<std::filesystem::path> key;
  std::filesystem::path roots;      ///< PEM
  std::filesystem::path crl;        ///< PEM, read when it changes
  std::filesystem::path catalogue;  ///< policies/siths-issuers.yaml
  std::int64_t level = 3;
  bool test_cards = false;
  std::string pages;  ///< outgoing.pages: where people work
};

}  // namespace distanskoll::server::access::sign_in::siths
