// SPDX-License-Identifier: EUPL-1.2
#pragma once
// An import from bytes to commit: reads, plans on the newest snapshot, and writes the whole plan as
// one transaction or nothing of it. For the command and the API's worker; it waits for the commit,
// so never on a network or sequencer thread. kConflict when the registers changed meanwhile:
// nothing is written then, and the import may be repeated. Thread-safe.

#include "server/agreements/intake/report.h"
#include "server/agreements/registry.h"
#include "server/ledger/sequencer.h"
#include "shared/clock.h"

#include <string>
#include <vector>

#include <boost/json/object.hpp>

namespace distanskoll::server::agreements::intake {

struct ImportWish {
  FileKind kind = FileKind::kEmployees;
  imports::FileForm form = imports::FileForm::kCsv;
  std::string bytes;
  std::string system = "csv";
  bool full = false;
  bool many = false;
  bool apply = false;  ///< false: only say what it would do
  std::string by;
  Shown shown{};  ///< whom the report may tell about; not set: everybody
};

struct ImportDone {
  boost::json::object report;
  std::vector<std::string> persons;  ///< employee ids of those whom the report tells about
  bool written = false;
};

/// The report of report.h; "written" is true after the commit. A plan with a problem is a report
/// too and writes nothing. kInvalidArgument for a system that is no id or is "here".
[[nodiscard]] Result<ImportDone> carry_out(ledger::Sequencer& sequencer, Registry& registry,
                                           const Clock& clock, const ImportWish& wish);

/// 26 random hexadecimal digits.
[[nodiscard]] std::string random_id();

}  // namespace distanskoll::server::agreements::intake
