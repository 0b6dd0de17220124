// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The keys that policies/policy.schema.json names, for tests that compare it with what the product
// knows.

#include "packaging/build/test_paths.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include <boost/json.hpp>

namespace distanskoll::policy {

using Keys = std::set<std::string>;

inline boost::json::value schema_file() {
  const auto path = std::filesystem::path(DISTANSKOLL_SOURCE_DIR) / "policies/policy.schema.json";
  std::ifstream in(path, std::ios::binary);
  return boost::json::parse(std::string(std::istreambuf_iterator<char>(in), {}));
}

/// The keys under `properties` of the part of the schema that `pointer` names.
inline Keys schema_keys(const std::string& pointer) {
  const auto schema = schema_file();
  Keys keys;
  for (const auto& member : schema.at_pointer(pointer + "/properties").as_object()) {
    keys.emplace(member.key());
  }
  return keys;
}

}  // namespace distanskoll::policy
