// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What is wrong with an imported file, told to the person who exported it: row as Excel numbers it,
// the column's heading, the value, why it cannot be taken and how to mend it. One closed list of
// reasons, each with a Swedish and an English sentence (problem_texts.cpp). Used by every reader of
// this folder; not for errors of the product's own (shared/result.h).
//
// A value is cut, and a personnummer in it is never repeated: what is listed is read by others than
// the file was meant for. Plain values, thread-safe.

#include "shared/policy/policy.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <boost/system/result.hpp>

namespace distanskoll::server::agreements::imports {

/// Those up to kNoRows refuse the whole file.
enum class Reason : std::uint8_t {
  kTooLarge,              ///< detail: the limit
  kWorkbook,              ///< .xlsx or .xls
  kNotText,               ///< bytes that are no text in any encoding that is read
  kDosText,               ///< "CSV (MS-DOS)": letters would come out wrong
  kNoHeadings,            ///< nothing in the file
  kTooManyColumns,        ///< detail: the limit
  kTooManyRows,           ///< detail: the limit
  kOpenQuote,             ///< a quoted cell that never ends
  kStrayQuote,            ///< a quote inside an unquoted cell
  kTextAfterQuote,        ///< text between the closing quote and the separator
  kCellTooLong,           ///< detail: the limit
  kTooManyCells,          ///< more cells than headings
  kCutOff,                ///< the last row is short and has no line end
  kJson,                  ///< not the JSON it must be; detail: where and what
  kMissingColumns,        ///< detail: those missing; value: those found
  kColumnTwice,           ///< detail: the other heading for the same thing
  kPersonalNumberColumn,  ///< a column that looks like personnummer
  kNoRows,                ///< headings and nothing below them
  kMandatory,             ///< an empty cell that must not be
  kText,                  ///< too long, or not printable
  kSpreadsheetError,      ///< #SAKNAS!, #REF!, ######
  kCode,                  ///< a number or code with other characters than a code may have
  kScientific,            ///< 1,23E+11: Excel has rounded the number
  kDate,                  ///< not a date in a form that is read
  kNoSuchDay,             ///< 31 February
  kExcelDay,              ///< a day as Excel counts it (46139)
  kTimeOfDay,             ///< a date with a time of day that is not midnight
  kPercent,               ///< not a per cent between 0 and 100
  kFactor,                ///< 0,75 where 75 per cent is meant
  kYesNo,
  kWord,    ///< not one of the words in detail
  kNumber,  ///< not a whole number within detail
  kLogin,   ///< neither UPN, DOMAIN\name nor account name
  kMail,
  kList,            ///< more items than detail
  kDuration,        ///< not minutes or hours
  kBefore,          ///< a date before the one in the column `detail`
  kTwice,           ///< the same thing as in row `detail`
  kDiffers,         ///< says something else about the same person than row `detail`
  kCircle,          ///< a unit that is its own parent; detail: the codes on the way
  kSomebody,        ///< a login that another person has in row `detail`
  kPersonalNumber,  ///< a personnummer in a cell
};

/// What a cell cannot be, before anybody knows where the cell is.
struct Fault {
  Reason reason;
  std::string detail{};
};
template <class T>
using Parsed = boost::system::result<T, Fault>;

struct Problem {
  std::size_t row = 0;   ///< 1 is the headings; 0: the file as a whole. Of JSON the item's number
  std::string column{};  ///< its heading, or Excel's letter when it has none; empty: the whole row
  std::string value{};   ///< shown_value()
  Reason reason{};
  std::string detail{};
};
template <class T>
using Read = boost::system::result<T, Problem>;

/// Something that was done with the file and that its owner should know. Refuses nothing.
enum class NoticeKind : std::uint8_t {
  kWindows1252,     ///< not UTF-8, read as Windows-1252
  kIgnoredColumns,  ///< detail: their headings
  kRounded,         ///< a per cent was rounded; value in detail
  kNoSerial,        ///< a computer without a serial number that can be one
  kOlderDevice,     ///< the same serial number with an older contact; detail: the row that is kept
  kSameRow,         ///< the same as row `detail`, and counted once
};

struct Notice {
  NoticeKind kind{};
  std::size_t row = 0;
  std::string detail{};
};

struct Explanation {
  policy::LocalText reason;
  policy::LocalText remedy;
};
[[nodiscard]] Explanation explain(const Problem& problem);
[[nodiscard]] policy::LocalText explain(const Notice& notice);

/// "Rad 7, kolumn Från, »31.2.2026«: Dagen finns inte. Skriv …" and the same in English.
[[nodiscard]] policy::LocalText describe(const Problem& problem);

/// The cell on one line, at most limits::kImportShown letters of it; nothing of it when a
/// personnummer stands in it.
[[nodiscard]] std::string shown_value(std::string_view cell);

}  // namespace distanskoll::server::agreements::imports
