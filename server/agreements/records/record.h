// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The kinds of records that the registers keep, and a record of any kind. Every version of a record
// is one ledger entry (EntryKind::kRecord) whose body is RecordBody; the newest version is what
// holds. Kinds are stored words: never rename or reuse one.

#include "server/agreements/records/account.h"
#include "server/agreements/records/agreement.h"
#include "server/agreements/records/declared.h"
#include "server/agreements/records/employee.h"
#include "server/agreements/records/laptop.h"
#include "server/agreements/records/objection.h"
#include "server/agreements/records/unit.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace distanskoll::server::agreements {

enum class RecordKind {
  kEmployee,
  kUnit,
  kDeputy,
  kAgreement,
  kTraining,
  kGuidelineRead,
  kWaiver,
  kMark,
  kMarkRule,
  kOutage,
  kCalendar,
  kLaptop,
  kAccount,
  kHold,
  kObjection,
};
inline constexpr RecordKind kAllRecordKinds[] = {
    RecordKind::kEmployee,  RecordKind::kUnit,     RecordKind::kDeputy,
    RecordKind::kAgreement, RecordKind::kTraining, RecordKind::kGuidelineRead,
    RecordKind::kWaiver,    RecordKind::kMark,     RecordKind::kMarkRule,
    RecordKind::kOutage,    RecordKind::kCalendar, RecordKind::kLaptop,
    RecordKind::kAccount,   RecordKind::kHold,     RecordKind::kObjection};
[[nodiscard]] std::string_view to_string(RecordKind kind);  ///< "employee" …
[[nodiscard]] std::optional<RecordKind> parse_record_kind(std::string_view text);

using AnyRecord = std::variant<Employee, Unit, Deputy, Agreement, Training, GuidelineRead, Waiver,
                               Mark, MarkRule, Outage, Calendar, Laptop, Account, Hold, Objection>;
/// In the order of RecordKind.
[[nodiscard]] RecordKind kind_of(const AnyRecord& record);
/// What it is known by within its kind.
[[nodiscard]] const std::string& id_of(const AnyRecord& record);
/// Whose personal data it is (employee id), or empty.
[[nodiscard]] std::string person_of(const AnyRecord& record);
[[nodiscard]] std::string encode(const AnyRecord& record);
[[nodiscard]] Result<AnyRecord> decode_record(RecordKind kind, std::string_view json);

/// Body of EntryKind::kRecord: {"register","id","version","by","why","value"}; `value` is null when
/// the record was removed from then on.
struct RecordBody {
  RecordKind kind = RecordKind::kEmployee;
  std::string id;
  std::uint64_t version = 1;
  std::string by;  ///< account or employee id, or the name of who asked at the machine
  std::optional<std::string> why;
  std::optional<AnyRecord> value;
};
[[nodiscard]] std::string encode(const RecordBody& body);
[[nodiscard]] Result<RecordBody> decode_record_body(std::string_view json);

}  // namespace distanskoll::server::agreements
