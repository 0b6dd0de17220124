// SPDX-License-Identifier: EUPL-1.2
#include "tests/fleet/words.h"

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
