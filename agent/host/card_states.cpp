// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/card_states.h"

#include <algorithm>

namespace distanskoll::agent {
namespace {

// winscard.h, of Windows as of pcsc-lite.
constexpr std::uint32_t kSuccess = 0;
constexpr std::uint32_t kCancelled = 0x80100002;
constexpr std::uint32_t kUnknownReader = 0x80100009;
constexpr std::uint32_t kTimeout = 0x8010000A;
constexpr std::uint32_t kReaderUnavailable = 0x80100017;
constexpr std::uint32_t kStateChanged = 0x2;
constexpr std::uint32_t kStateUnknown = 0x4;
constexpr std::uint32_t kStateUnavailable = 0x8;

constexpr std::uint32_t kMostReaders = 0xFFFF;
constexpr std::chrono::milliseconds kFirstPause{500};
constexpr std::chrono::milliseconds kLongestPause{60'000};

}  // namespace

CardStep card_step_after(std::uint32_t result) {
  switch (result) {
    case kSuccess:
      return CardStep::kTake;
    case kUnknownReader:
    case kReaderUnavailable:
    case kTimeout:
      return CardStep::kList;
    case kCancelled:
      return CardStep::kEnd;
    default:  // a number of PC/SC, not an enum of ours
      return CardStep::kLeave;
  }
}

bool readers_differ(const std::vector<std::uint32_t>& readers, std::uint32_t notification) {
  return (notification & kStateChanged) != 0 ||
         std::ranges::any_of(readers, [](std::uint32_t state) {
           return (state & (kStateUnknown | kStateUnavailable)) != 0;
         });
}

std::uint32_t known_state(std::uint32_t event_state) { return event_state & ~kStateChanged; }

std::uint32_t known_readers(std::size_t count) {
  return static_cast<std::uint32_t>(std::min<std::size_t>(count, kMostReaders)) << 16;
}

std::chrono::milliseconds pause_after(unsigned in_vain) {
  if (in_vain == 0) return std::chrono::milliseconds(0);
  auto pause = kFirstPause;
  for (unsigned i = 1; i < in_vain && pause < kLongestPause; ++i) pause *= 2;
  return std::min(pause, kLongestPause);
}

}  // namespace distanskoll::agent
