// SPDX-License-Identifier: EUPL-1.2
#include "tests/fleet/chronicle.h"
#include "tests/fleet/words.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

namespace distanskoll::fleet {
namespace {

/// "2025-11-01T06:00:00Z", or the beginning of "2025-11-01".
Result<WallTime> time_of(const std::string& text) {
  return parse_time(text.size() == 10 ? text + "T00:00:00Z" : text);
}

/// Where history begins and ends, from what was asked for and what time it is over there.
Result<void> plan_history(const Words& words, WallTime there, LoadPlan& plan) {
  const Result<WallTime> from = words.from.empty() ? there : time_of(words.from);
  if (!from) return from.error().with_prefix("--from");
  const Result<WallTime> to = time_of(words.to);
  if (!to) return to.error().with_prefix("--to");
  if (*from < there) {
    return Error{
        ErrorCode::kInvalidArgument,
        fmt::format("it is {} there already, and its clock never goes back", format_time(there))};
  }
  if (*to <= *from || *to > SystemClock().wall()) {
    return Error{ErrorCode::kInvalidArgument,
                 fmt::format("--to is after {} and not later than now", format_time(*from))};
  }
  plan.from = *from;
  plan.until = *to;
  plan.step = std::chrono::seconds(words.step);
  return {};
}

/// The sample municipality for this fleet: everybody with a laptop works in it.
Result<std::vector<Known>> registers_for(const Words& words, const Fleet& fleet, WallTime end) {
  auto units = read_municipality(words.municipality);
  if (!units) return units.error();
  const auto laptops = static_cast<std::uint32_t>(fleet.laptops.size());
  const std::uint32_t wanted =
      words.scale == 0 ? laptops + laptops / 4 : employees_of(*units) * words.scale / 100;
  Sample sample;
  sample.seed = fleet.seed;
  sample.units = scaled(std::move(*units), std::max(wanted, laptops));
  sample.people = colleagues_of(sample.seed, sample.units);
  sample.laptops = laptops;
  sample.end = compliance::local_day(end);
  return registers_of(sample);
}

}  // namespace

int run_history(Words& words, const std::atomic<bool>& stop_asked) {
  const DemoCollector collector(words.demo);
  const Result<FleetFolder> folder = FleetFolder::open(words.folder);
  if (!folder) return complain(folder.error());
  Result<Fleet> fleet = folder->load(words.laptops);
  if (!fleet) return complain(fleet.error());
  const Result<WallTime> there = collector.now();
  if (!there) return complain(there.error());
  if (const Result<void> planned = plan_history(words, *there, words.plan); !planned) {
    return complain(planned.error());
  }
  const Result<Target> target =
      resolve(words.collector.empty() ? fleet->collector : words.collector);
  if (!target) return complain(target.error());
  const Result<crypto::TlsContextOwner> context = make_context(fleet->roots);
  if (!context) return complain(context.error());
  std::optional<Chronicle> chronicle;
  if (!words.municipality.empty()) {
    Result<std::vector<Known>> registers = registers_for(words, *fleet, words.plan.until);
    if (!registers) return complain(registers.error());
    chronicle.emplace(collector, std::move(*registers));
    words.plan.meanwhile = [&chronicle](WallTime now) { return chronicle->tell(now); };
  }
  Load load(*fleet, *target, context->get(), words.plan, nullptr, stop_asked);
  const Result<Figures> figures = load.run_history(collector);
  if (const Result<void> saved = folder->save(*fleet); !saved) return complain(saved.error());
  if (!figures) return complain(figures.error());
  if (figures->simulated->to < words.plan.until) {
    fmt::print(stderr, "ended at {}: run it again without --from to go on\n",
               format_time(figures->simulated->to));
    fmt::print("{}\n", figures->json("history", fleet->laptops.size()));
    return 3;
  }
  // Either way the collector looks round once more: what was said last is in its rows, too.
  const Result<WallTime> last =
      words.stand ? collector.move_to(words.plan.until) : collector.run_on();
  if (!last) return complain(last.error());
  fmt::print("{}\n", figures->json("history", fleet->laptops.size()));
  return figures->refused.empty() ? 0 : 1;
}

}  // namespace distanskoll::fleet
