// SPDX-License-Identifier: EUPL-1.2
#include "server/operations_directory.h"

#include "server/agreements/intake/hand_over.h"

#include <boost/json.hpp>

namespace distanskoll::server {

namespace json = boost::json;
namespace intake = agreements::intake;

OperationResult directory_hand_over(Core& core, const json::object& arguments,
                                    const std::string& by) {
  intake::HandOverWish wish;
  auto to = text_argument(arguments, "to");
  if (!to) return to.error();
  wish.to = std::move(*to);
  wish.from = optional_text(arguments, "from").value_or(wish.from);
  const auto* apply = arguments.if_contains("apply");
  wish.apply = apply != nullptr && *apply == json::value(true);
  wish.by = by;
  const auto done = intake::hand_over(*core.sequencer, *core.registry, core.clock, wish);
  if (!done) return done.error();
  json::array hindered;
  const auto snapshot = core.registry->now();
  for (const auto& [id, hindrance] : done->plan.hindered) {
    const auto* person = snapshot->employees.find(id);
    const bool numbered = person != nullptr && person->number;
    hindered.push_back(
        json::object{{"employee", id},
                     {"number", numbered ? json::value(*person->number) : json::value(nullptr)},
                     {"why", to_string(hindrance)}});
  }
  return json::value(json::object{{"from", wish.from},
                                  {"to", wish.to},
                                  {"people", done->plan.people.size()},
                                  {"clean", done->plan.hindered.empty()},
                                  {"written", done->written},
                                  {"hindered", std::move(hindered)}});
}

}  // namespace distanskoll::server
