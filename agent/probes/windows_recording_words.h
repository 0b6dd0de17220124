// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The words of a recording's closed lists, for its reader and its writer (windows_recording_*.cpp)
// and nobody else.

#include "agent/host/windows_rows.h"
#include "shared/limits.h"

#include <array>
#include <string_view>
#include <utility>

namespace distanskoll::agent::windows {

template <class Enum, std::size_t N>
using Words = std::array<std::pair<std::string_view, Enum>, N>;

inline constexpr std::size_t kRecordedTextBytes = 256;

inline constexpr Words<Family, 2> kFamilies = {{{"ipv4", Family::kIpv4}, {"ipv6", Family::kIpv6}}};
inline constexpr Words<ServiceState, 5> kServiceStates = {
    {{"unknown", ServiceState::kUnknown},
     {"not_installed", ServiceState::kNotInstalled},
     {"stopped", ServiceState::kStopped},
     {"running", ServiceState::kRunning},
     {"other", ServiceState::kOther}}};
inline constexpr Words<CardPresence, 4> kCardWords = {{{"no_service", CardPresence::kNoService},
                                                       {"no_reader", CardPresence::kNoReader},
                                                       {"empty", CardPresence::kEmpty},
                                                       {"present", CardPresence::kPresent}}};
/// Of CardFacts; empty: cannot be confirmed.
inline constexpr Words<std::string_view, 4> kIssuerKinds = {
    {{"", ""}, {"siths", "siths"}, {"efos", "efos"}, {"other", "other"}}};
/// Registry values that are neither number nor text: {"is":"refused"}.
inline constexpr Words<RegistryValue::Kind, 2> kOddValues = {
    {{"other", RegistryValue::Kind::kOther}, {"refused", RegistryValue::Kind::kRefused}}};

template <class Enum, std::size_t N>
[[nodiscard]] std::string_view word_for(const Words<Enum, N>& words, Enum value) {
  for (const auto& [word, meaning] : words) {
    if (meaning == value) return word;
  }
  return words[0].first;
}

}  // namespace distanskoll::agent::windows
