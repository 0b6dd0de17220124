// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Which column of a table is which field. A kind of file declares its fields as constants (a name
// of ours, the Swedish heading, other headings that systems use); headings are compared without
// case, spaces, punctuation and diacritics. Columns that nobody asked for are ignored with a
// notice; a mandatory one that is missing, a field given twice, or a column that looks like
// personnummer refuses the file. Used by rows.h. Pure, thread-safe.

#include "server/agreements/imports/problem.h"
#include "server/agreements/imports/table.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::server::agreements::imports {

/// Declared once as a constant and told apart by its address.
struct Field {
  std::string_view id;        ///< the product's own name, also a heading: "hr_number"
  std::string_view title;     ///< what the heading should be: "Anställningsnummer"
  std::string_view others{};  ///< further headings, between bars: "Anst.nr|Employee number"
  /// Headings that mean the field when no better one is there: "Chef" is the manager's number, but
  /// beside "Chefens anst.nr" it is a name. `id` is such a heading too.
  std::string_view vague{};
  bool mandatory = false;  ///< the column must be there (cells may still be empty)
  bool many = false;       ///< several columns may be it: account name and UPN
};
using Fields = std::span<const Field* const>;

class Columns {
 public:
  /// Nothing when the file has no such column.
  [[nodiscard]] std::optional<std::size_t> of(const Field& field) const;
  /// An absent column says nothing about what is stored; an empty cell does.
  [[nodiscard]] bool has(const Field& field) const { return of(field).has_value(); }
  /// More than one only for a field that may have many.
  [[nodiscard]] std::vector<std::size_t> all_of(const Field& field) const;
  /// The file's heading for it; without one what it should be.
  [[nodiscard]] std::string name_of(const Field& field) const;

 private:
  friend Read<Columns> match_headings(const Table& table, Fields fields,
                                      std::vector<Notice>& notices);
  struct Match {
    const Field* field;
    std::size_t column;
    std::string name;
  };
  [[nodiscard]] const Match* find(const Field& field) const;

  std::vector<Match> matches_;
};

/// kMissingColumns, kColumnTwice, kPersonalNumberColumn, kNoRows.
[[nodiscard]] Read<Columns> match_headings(const Table& table, Fields fields,
                                           std::vector<Notice>& notices);

}  // namespace distanskoll::server::agreements::imports
