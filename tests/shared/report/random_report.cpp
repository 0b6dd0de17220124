// SPDX-License-Identifier: EUPL-1.2
#include "tests/shared/report/random_report.h"

#include "shared/crypto/encoding.h"
#include "shared/limits.h"
#include "shared/report/schema.h"

namespace distanskoll::report {
namespace {

class Dice {
 public:
  explicit Dice(std::mt19937_64& random) : random_(random) {}

  std::int64_t number(std::int64_t least, std::int64_t most) {
    return std::uniform_int_distribution(least, most)(random_);
  }
  bool often() { return number(0, 2) != 0; }
  template <class Range>
  std::string one_of(const Range& words) {
    return std::string(words[static_cast<std::size_t>(number(0, std::ssize(words) - 1))]);
  }
  std::string token() {
    std::string text;
    for (auto n = number(1, 64); n > 0; --n) text += one_of(kTokenCharacters);
    return text;
  }
  std::string text() {
    std::string text;
    for (auto n = number(1, 30); n > 0; --n) text += one_of(kTextCharacters);
    return text;
  }
  Digest digest() {
    Digest digest;
    for (auto& byte : digest) byte = static_cast<std::uint8_t>(number(0, 255));
    return digest;
  }
  WallTime time() { return WallTime{std::chrono::seconds(number(0, 253402300799))}; }

 private:
  static constexpr std::string_view kTokenCharacters[] = {"a", "b", "z", "0", "9", "_"};
  static constexpr std::string_view kTextCharacters[] = {"a", "Z", " ", "\"", "\\", "/", "å",
                                                         "–", "😀", "{", ":",  ",",  "'", "\\u0041"};
  std::mt19937_64& random_;
};

DetailValue random_detail(const DetailSchema& schema, Dice& dice) {
  switch (schema.type) {
    case DetailType::kBoolean:
      return dice.often();
    case DetailType::kInteger:
      return dice.number(-limits::kLargestInteger, limits::kLargestInteger);
    case DetailType::kListedText:
      return dice.one_of(schema.listed);
    case DetailType::kListedInteger:
      return std::int64_t{std::stoi(dice.one_of(schema.listed))};
    case DetailType::kToken:
      return dice.token();
    case DetailType::kText:
      return dice.text();
    case DetailType::kTime:
      return format_time(dice.time());
  }
  return false;
}

Observation random_observation(const ProbeSchema& schema, Dice& dice) {
  Observation observation = Observation::unknown(dice.token());
  if (dice.often()) {
    observation = Observation::value(dice.one_of(schema.states));
    for (const DetailSchema& detail : schema.details) {
      if (dice.often()) observation.with(std::string(detail.name), random_detail(detail, dice));
    }
  }
  if (!dice.often()) observation.source = Source::kSession;
  return observation;
}

Observation random_external(Dice& dice) {
  Observation observation = Observation::value(dice.token());
  for (const char* name : {"a", "b", "c_1", "d"}) {
    if (dice.often()) observation.with(name, dice.text());
  }
  return observation;
}

}  // namespace

Report random_report(std::mt19937_64& random) {
  Dice dice(random);
  Report report;
  report.seq = static_cast<std::uint64_t>(dice.number(3, limits::kLargestInteger));
  report.at = dice.time();
  if (dice.often()) report.user = crypto::base64url_encode(ByteView(dice.digest()).first(16));
  report.trigger = static_cast<Trigger>(dice.number(0, 4));
  if (dice.often()) report.prev = dice.digest();
  if (!dice.often()) report.gap = Gap{1, report.seq - 1, dice.token()};
  if (dice.often()) {
    report.seen =
        Seen{static_cast<std::uint64_t>(dice.number(0, limits::kLargestInteger)), dice.digest()};
  }
  if (!dice.often()) report.flapping = static_cast<std::uint32_t>(dice.number(1, UINT32_MAX));
  for (const ProbeSchema& schema : all_probe_schemas()) {
    if (dice.often()) {
      report.observations.push_back({std::string(schema.name), random_observation(schema, dice)});
    }
  }
  for (const char* name : {"x_0", "x_a", "x_ab", "x_b_"}) {
    if (dice.often()) report.observations.push_back({name, random_external(dice)});
  }
  return report;
}

Heartbeat random_heartbeat(std::mt19937_64& random) {
  Dice dice(random);
  const auto seq = dice.number(2, limits::kLargestInteger);
  return {static_cast<std::uint64_t>(seq), dice.time(),
          static_cast<std::uint64_t>(dice.number(1, seq - 1)), dice.digest()};
}

}  // namespace distanskoll::report
