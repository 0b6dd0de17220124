// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/intake/carry_out.h"

#include "shared/crypto/encoding.h"
#include "shared/crypto/random.h"
#include "shared/limits.h"
#include "shared/text.h"

#include <fmt/format.h>

namespace distanskoll::server::agreements::intake {
namespace {

constexpr std::size_t kIdBytes = 13;

}  // namespace

std::string random_id() { return crypto::hex_encode(crypto::random_bytes(kIdBytes)); }

Result<ImportDone> carry_out(ledger::Sequencer& sequencer, Registry& registry, const Clock& clock,
                             const ImportWish& wish) {
  if (!is_id(wish.system) || wish.system == "here") {
    return Error{ErrorCode::kInvalidArgument,
                 "a system is named with letters, digits and . _ : @ -, and is not \"here\""};
  }
  const auto snapshot = registry.now();
  const Intake intake{
      *snapshot, compliance::local_day(clock.wall()), wish.system, wish.full, wish.many, random_id};
  const FilePlan plan = plan_file(wish.kind, wish.form, wish.bytes, intake);
  ImportDone done;
  if (wish.apply && plan.is_whole()) {
    auto writes = plan.plan.writes(*snapshot, wish.by, fmt::format("import:{}", wish.system));
    if (writes.size() > limits::kRecordsAtOnce) {
      return Error{ErrorCode::kTooLarge,
                   fmt::format("the file changes {} records; at most {} at once", writes.size(),
                               limits::kRecordsAtOnce)};
    }
    if (!writes.empty()) {
      const auto commit = write_records(sequencer, registry, std::move(writes));
      if (!commit) return commit.error();
    }
    done.written = true;
  }
  done.report = report_of(wish.kind, plan, done.written, wish.shown);
  done.persons = persons_of(plan.plan, wish.shown);
  return done;
}

}  // namespace distanskoll::server::agreements::intake
