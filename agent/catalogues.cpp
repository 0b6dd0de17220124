// SPDX-License-Identifier: EUPL-1.2
#include "agent/catalogues.h"

#include "shared/files.h"

#include <filesystem>

namespace distanskoll::agent {
namespace {

template <class Catalogue>
std::optional<Catalogue> load(const std::filesystem::path& file,
                              Result<Catalogue> (*parse)(std::string_view, std::string_view),
                              std::vector<std::string>& problems) {
  auto yaml = read_file(file, limits::kYamlBytes);
  if (!yaml) {
    problems.push_back(yaml.error().message);
    return std::nullopt;
  }
  auto catalogue = parse(*yaml, file.string());
  if (!catalogue) {
    problems.push_back(catalogue.error().message);
    return std::nullopt;
  }
  return std::move(*catalogue);
}

template <class T>
const T* address_of(const std::optional<T>& value) {
  return value ? &*value : nullptr;
}

}  // namespace

Catalogues load_catalogues(const Config& config) {
  Catalogues read;
  const auto& folder = config.catalogues;
  read.vpn_kinds = load(folder / "vpn-kinds.yaml", policy::load_vpn_kinds, read.problems);
  read.siths = load(folder / "siths-issuers.yaml", policy::load_siths_issuers, read.problems);
  for (const auto& file : config.card_authorities) {
    auto pem = read_file(file, limits::kYamlBytes);
    auto chain = pem ? crypto::Certificate::chain_from_pem(*pem)
                     : Result<std::vector<crypto::Certificate>>(pem.error());
    if (!chain) {
      read.problems.push_back(file + ": " + chain.error().message);
      continue;
    }
    read.authorities.insert(read.authorities.end(), chain->begin(), chain->end());
  }
  return read;
}

void load_windows_catalogues(const Config& config, Catalogues& read) {
  const auto& folder = config.catalogues;
  read.directaccess =
      load(folder / "directaccess-codes.yaml", policy::load_directaccess_codes, read.problems);
  read.providers =
      load(folder / "credential-providers.yaml", policy::load_credential_providers, read.problems);
}

windows::ProbeInputs windows_inputs(const Catalogues& catalogues) {
  return {
      {},
      address_of(catalogues.vpn_kinds),
      address_of(catalogues.directaccess),
      {address_of(catalogues.siths), &catalogues.authorities, address_of(catalogues.providers)}};
}

}  // namespace distanskoll::agent
