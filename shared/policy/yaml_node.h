// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The tree behind yaml_tree.h: what yaml-cpp's events said, typed by YAML 1.2 core, each part with
// its place in the file. Private to shared/policy: yaml_parse.cpp makes it, yaml_tree.cpp reads it.
// The tree is immutable but for the notes of what was asked for.

#include "shared/policy/yaml_tree.h"

namespace distanskoll::policy {

struct YamlMember;

struct YamlNode {
  YamlKind kind = YamlKind::kNull;
  YamlPosition position;
  std::string text;                 ///< of a scalar, as written (quotes and escapes resolved)
  std::int64_t integer = 0;         ///< for kInteger; clamped to what fits
  bool boolean = false;             ///< for kBoolean
  std::vector<YamlNode> items;      ///< for kSequence
  std::vector<YamlMember> members;  ///< for kMapping, in file order
  mutable std::vector<std::string> asked;  ///< for kMapping: keys somebody asked for
};

struct YamlMember {
  YamlNode key;
  YamlNode value;
  mutable bool used = false;
};

struct YamlProblem {
  YamlPosition position;
  std::string message;
};

struct YamlState {
  std::string file;
  YamlNode root;
  std::optional<YamlProblem> wrong;    ///< the one that stands first in the file
  std::optional<YamlProblem> missing;  ///< the first mandatory key that is not there

  void note(YamlPosition position, std::string message);
  [[nodiscard]] Error error(const YamlProblem& problem) const;
};

/// Fills `state.root` from the bytes.
[[nodiscard]] Result<void> parse_yaml(std::string_view yaml, YamlState& state);

}  // namespace distanskoll::policy
