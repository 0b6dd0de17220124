// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The closed vocabulary of evaluation.md as one table: for each own probe its name, its states and
// its details with their types and listed values. The codec, the policy loader, the probes' tests
// and `distanskoll-agent probes` all read this table and nothing else.

#include "shared/report/observation.h"
#include "shared/result.h"

#include <span>
#include <string_view>

namespace distanskoll::report {

enum class DetailType {
  kBoolean,
  kInteger,
  kListedText,     ///< one of `listed`
  kListedInteger,  ///< one of the decimal numbers in `listed`
  kToken,          ///< any token of shared/text.h: a catalogue's word (vpn kind, method)
  kText,           ///< printable UTF-8, at most limits::kDetailTextBytes
  kTime,           ///< YYYY-MM-DDThh:mm:ssZ
};

struct DetailSchema {
  std::string_view name;
  DetailType type;
  std::span<const std::string_view> listed;
};

struct ProbeSchema {
  ProbeId id;
  std::string_view name;
  std::span<const std::string_view> states;
  std::span<const DetailSchema> details;  ///< in the order in which they are written
};

[[nodiscard]] std::span<const ProbeSchema> all_probe_schemas();  ///< in kAllProbes order
[[nodiscard]] const ProbeSchema& schema_of(ProbeId id);
[[nodiscard]] std::string_view name_of(ProbeId id);
/// `x_` and at least one more of [a-z0-9_], 64 at most.
[[nodiscard]] bool is_external_name(std::string_view probe);
/// Null for external and unknown names.
[[nodiscard]] const ProbeSchema* find_schema(std::string_view probe);

/// Checks one observation against the table: own probes wholly; names `x_[a-z0-9_]+` for form
/// (token state, at most limits::kExternalDetails details sorted by name); any other name is
/// kMalformed.
[[nodiscard]] Result<void> check(std::string_view probe, const Observation& observation);

}  // namespace distanskoll::report
