// SPDX-License-Identifier: EUPL-1.2
// Any bytes through every reader of a YAML file in policies/: a value, or an error with its place.
#include "shared/policy/catalogue.h"
#include "shared/policy/loader.h"
#include "shared/policy/policy_diff.h"

#include <cstdint>
#include <cstdlib>

namespace {

template <class T>
void demand_a_place(const distanskoll::Result<T>& result) {
  if (!result && !result.error().message.starts_with("f.yaml:")) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace distanskoll::policy;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto policy = load_policy(bytes, "f.yaml");
  demand_a_place(policy);
  if (policy && !policy_diff(*policy, *policy).empty()) std::abort();
  demand_a_place(load_siths_issuers(bytes, "f.yaml"));
  demand_a_place(load_vpn_kinds(bytes, "f.yaml"));
  demand_a_place(load_directaccess_codes(bytes, "f.yaml"));
  demand_a_place(load_credential_providers(bytes, "f.yaml"));
  demand_a_place(load_holidays(bytes, "f.yaml"));
  return 0;
}
