// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Chance that falls the same way every time: SplitMix64 (Steele, Lea and Flood 2014) started from
// the numbers that name a question, for example {seed, laptop, day, purpose}. The standard
// library's distributions differ between implementations, so none is used. Plain value,
// thread-compatible.

#include <cstdint>
#include <initializer_list>

namespace distanskoll::fleet {

class Chance {
 public:
  Chance(std::initializer_list<std::uint64_t> question) {
    for (const std::uint64_t part : question) {
      state_ ^= part;
      state_ = next();
    }
  }

  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15U;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9U;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebU;
    return mixed ^ (mixed >> 31);
  }
  /// low..high, both included.
  int between(int low, int high) {
    return low + static_cast<int>(next() % static_cast<std::uint64_t>(high - low + 1));
  }
  bool percent(int of_hundred) { return between(0, 99) < of_hundred; }

 private:
  std::uint64_t state_ = 0;
};

}  // namespace distanskoll::fleet
