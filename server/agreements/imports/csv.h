// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Bytes -> table, as Swedish Excel, HR systems and Intune write CSV: RFC 4180 with semicolon, comma
// or tab, whichever the heading line has most of; UTF-8 with or without byte-order mark, UTF-16
// ("Unicode-text") or Windows-1252; quoted cells with line breaks and doubled quotes; CRLF or LF;
// "sep=;" in front of the headings. Short rows are filled: Excel leaves out separators at a row's
// end (its rows are written in blocks of 16). Everything else is an error with row and column: a
// file is read as a whole or not at all.
//
// The writing half is shared/csv_writer.h. What cells mean is decided in heading.h and cells.h.
// Bounded by limits::kImport…; pure, thread-safe.

#include "server/agreements/imports/problem.h"
#include "server/agreements/imports/table.h"

#include <string_view>

namespace distanskoll::server::agreements::imports {

[[nodiscard]] Read<Table> parse_csv(std::string_view bytes);

}  // namespace distanskoll::server::agreements::imports
