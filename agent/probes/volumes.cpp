// SPDX-License-Identifier: EUPL-1.2
#include "agent/probes/volumes.h"

#include "agent/probes/probe.h"

#include <algorithm>

namespace distanskoll::agent {
namespace {

using report::Observation;
using Kind = VolumeState::Kind;

std::string_view word_for(Kind kind) {
  switch (kind) {
    case Kind::kProtected:
      return "protected";
    case Kind::kInProgress:
      return "in_progress";
    case Kind::kSuspended:
      return "suspended";
    case Kind::kUnprotected:
    case Kind::kUnknown:
      break;
  }
  return "unprotected";
}

}  // namespace

VolumeState all_of(const std::vector<VolumeState>& parts) {
  VolumeState result{Kind::kProtected, {}, {}};
  const auto weight = [](Kind kind) {
    switch (kind) {
      case Kind::kProtected:
        return 0;
      case Kind::kInProgress:
        return 1;
      case Kind::kSuspended:
        return 2;
      case Kind::kUnknown:
        return 3;
      case Kind::kUnprotected:
        return 4;
    }
    return 4;
  };
  for (const VolumeState& part : parts) {
    if (weight(part.kind) > weight(result.kind)) {
      result.kind = part.kind;
      result.why_unknown = part.why_unknown;
    }
    if (result.method.empty()) result.method = part.method;
    if (!part.method.empty() && part.method != result.method) result.method = "mixed";
  }
  if (result.kind == Kind::kUnprotected || result.kind == Kind::kUnknown) result.method.clear();
  return result;
}

Observation interpret_disks(const DiskFacts& facts) {
  std::vector<VolumeState> all = facts.volumes;
  all.insert(all.end(), facts.swaps.begin(), facts.swaps.end());
  const auto any = [&](Kind kind) {
    return std::any_of(all.begin(), all.end(), [&](const auto& each) { return each.kind == kind; });
  };
  // One open volume is a fact whatever else cannot be seen; otherwise one unseen volume hides it.
  if (!any(Kind::kUnprotected)) {
    for (const VolumeState& each : all) {
      if (each.kind == Kind::kUnknown) return Observation::unknown(std::string(each.why_unknown));
    }
  }
  if (facts.volumes.empty()) return Observation::unknown(std::string(reason::kUnknownFileSystem));
  std::string state = "protected";
  if (any(Kind::kInProgress)) state = "in_progress";
  if (any(Kind::kSuspended)) state = "suspended";
  if (any(Kind::kUnprotected)) {
    state = any(Kind::kProtected) || any(Kind::kInProgress) ? "partly_protected" : "unprotected";
  }
  Observation observation = Observation::value(state);
  if (facts.system_volume && facts.system_volume->kind != Kind::kUnknown) {
    observation.with("system_volume", std::string(word_for(facts.system_volume->kind)));
  }
  std::string method;
  for (const VolumeState& each : all) {
    if (each.kind == Kind::kUnprotected || each.kind == Kind::kUnknown) continue;
    if (method.empty()) method = each.method;
    if (!each.method.empty() && each.method != method) method = "mixed";
  }
  if (!method.empty()) observation.with("method", method);
  const VolumeState swap = all_of(facts.swaps);
  if (facts.swaps_known && swap.kind != Kind::kUnknown) {
    observation.with("swap", std::string(word_for(swap.kind)));
  }
  return observation;
}

}  // namespace distanskoll::agent
