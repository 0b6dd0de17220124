// SPDX-License-Identifier: EUPL-1.2
#pragma once
// One cell -> one typed value, in the forms that people, HR systems and Excel with Swedish settings
// write. Used by rows.h. A cell that is not of the form is a Fault with its reason; nothing is
// guessed: 4/5/2026 is the 4th of May because Swedes write days first, 4/27/2026 is an error, and
// so is what Excel has rounded. Given texts are trimmed, without Excel's guards (plain_cell()) and
// not empty. Pure, thread-safe.

#include "server/agreements/imports/problem.h"
#include "shared/compliance/local_day.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::server::agreements::imports {

using compliance::LocalDay;

/// An ASCII digit, whatever the locale says.
[[nodiscard]] constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Without blanks, tabs, line ends and no-break spaces at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// The text that a cell stands for: trimmed, without the apostrophe of our own exports
/// (shared/csv_writer.h) and without the ="00123" that keeps zeros in Excel.
[[nodiscard]] std::string_view plain_cell(std::string_view cell);

/// Faults that any cell may have: kSpreadsheetError, kPersonalNumber.
[[nodiscard]] std::optional<Reason> general_fault(std::string_view text);

/// 2026-04-27, 27.4.2026, 27/4/2026, 2026/04/27, 20260427; a time of day only as midnight.
[[nodiscard]] Parsed<LocalDay> parse_day(std::string_view text);
/// The same; nothing for "tills vidare" and the year 9999, which HR systems write for it.
[[nodiscard]] Parsed<std::optional<LocalDay>> parse_last_day(std::string_view text);
/// The day of a timestamp of an inventory; nothing for years before 1900 ("never").
[[nodiscard]] Parsed<std::optional<LocalDay>> parse_day_of_time(std::string_view text);

/// In hundredths of a per cent, 0 to 100 %: "75", "75 %", "62,5", "62.50".
[[nodiscard]] Parsed<std::int64_t> parse_percent(std::string_view text);

[[nodiscard]] Parsed<bool> parse_yes_no(std::string_view text);

/// Inclusive.
struct NumberRange {
  std::int64_t least;
  std::int64_t most;
};
[[nodiscard]] Parsed<std::int64_t> parse_number(std::string_view text, NumberRange range);

/// Minutes: "90", "90 min", "1,5 h", "2 timmar", "1:30".
[[nodiscard]] Parsed<std::int64_t> parse_minutes(std::string_view text);

/// UPN, DOMAIN\name or account name -> what pseudonyms are made of (evidence.md): without domain,
/// ASCII letters lowered.
[[nodiscard]] Parsed<std::string> parse_login(std::string_view text);

/// An address with one @ and no blanks; whether it works is not known.
[[nodiscard]] Parsed<std::string> parse_mail(std::string_view text);

/// An id of evaluation.md: employee numbers, codes of units, ids of agreements.
[[nodiscard]] Parsed<std::string> parse_code(std::string_view text);
/// An AID label; of "151012 Handläggare" the label alone.
[[nodiscard]] Parsed<std::string> parse_role(std::string_view text);

/// Printable, one line, at most limits::kImportTextBytes.
[[nodiscard]] Parsed<std::string> parse_text(std::string_view text);

enum class PersonKind : std::uint8_t { kEmployee, kSubstitute, kConsultant, kElected };
[[nodiscard]] Parsed<PersonKind> parse_kind(std::string_view text);

enum class Sex : std::uint8_t { kWoman, kMan };
/// Nothing where the HR system says that it does not know.
[[nodiscard]] Parsed<std::optional<Sex>> parse_sex(std::string_view text);

/// Yes or no, or what the population register calls it (skyddad folkbokföring …).
[[nodiscard]] Parsed<bool> parse_protection(std::string_view text);

enum class Ownership : std::uint8_t { kOrganisation, kPersonal, kUnknown };
[[nodiscard]] Parsed<Ownership> parse_ownership(std::string_view text);

/// Whether an inventory counts the computer as there. Lost and retired ones are never silent.
enum class DeviceUse : std::uint8_t { kInUse, kLost, kRetired };
[[nodiscard]] Parsed<DeviceUse> parse_device_use(std::string_view text);

/// What the agent can run on, and what can only be counted.
enum class SystemFamily : std::uint8_t { kWindows, kLinux, kMacos, kChromeos, kPhone, kOther };
/// "Windows", "Microsoft Windows NT Workstation 10.0 (Tablet Edition)", "iOS/iPadOS", "Ubuntu".
[[nodiscard]] SystemFamily system_family(std::string_view text);

/// The items between any of `separators`, trimmed, the empty ones dropped.
[[nodiscard]] std::vector<std::string_view> split_list(std::string_view text,
                                                       std::string_view separators);

}  // namespace distanskoll::server::agreements::imports
