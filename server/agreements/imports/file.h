// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The front door of this folder: the bytes of a file, what form they have, and which reader is to
// take them. What comes back is typed rows with everything that the file's owner must be told, or
// why nothing could be read. Pure, thread-safe.
//
//   const auto reading = read_import(bytes, FileForm::kCsv, read_employees);
//   if (const std::vector<EmployeeRow>* rows = reading.whole()) import(*rows);

#include "server/agreements/imports/csv.h"
#include "server/agreements/imports/json_rows.h"
#include "server/agreements/imports/rows.h"

#include <cstdint>
#include <string_view>

namespace distanskoll::server::agreements::imports {

enum class FileForm : std::uint8_t { kCsv, kJson };

template <class Row>
[[nodiscard]] FileReading<Row> read_import(std::string_view bytes, FileForm form,
                                           FileReading<Row> (*reader)(const Table&)) {
  const Read<Table> table = form == FileForm::kCsv ? parse_csv(bytes) : parse_json_rows(bytes);
  if (!table) return FileReading<Row>(table.error());
  return reader(*table);
}

}  // namespace distanskoll::server::agreements::imports
