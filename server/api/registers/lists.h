// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Lists of the registers: one page of what the caller sees, filtered, in a stated order, by cursor;
// or all of it as CSV for Excel (format=csv). A list says what it is as a ListOf, a table of plain
// functions. The answer names the persons whose records it holds, and so its access row does.
// Orders are a closed list of each register and never a time of day or a length of time. Reads one
// snapshot, holds nothing between requests. Thread-safe.

#include "server/api/paging.h"
#include "server/api/registers/exchange.h"
#include "shared/csv_writer.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::server::api {

template <class Record>
struct SortOf {
  std::string_view word;
  /// What rows are ordered by; the id decides between equals.
  std::string (*key)(const access::Caller&, const Record&);
};

template <class Record>
struct ColumnOf {
  std::string_view heading;
  std::string (*cell)(const access::Caller&, const Record&);
};

template <class Record>
struct ListOf {
  using Shelf = agreements::Shelf<Record>;
  using Matches = std::function<bool(const Record&)>;

  std::string_view name;  ///< of the answer's array
  Shelf Snapshot::*shelf = nullptr;
  std::vector<std::string_view> filters;
  bool (*visible)(const access::Caller&, const Record&) = nullptr;
  /// Reads the filters that were given; null: the list has none.
  Result<Matches> (*matching)(const access::Caller&, const Page&) = nullptr;
  std::vector<SortOf<Record>> sorts;  ///< beside "id", which is the default
  /// The row: a JSON object.
  std::string (*row)(const access::Caller&, const Record&, std::uint64_t version) = nullptr;
  std::vector<ColumnOf<Record>> columns;  ///< none: no CSV
  /// Whose personal data a row holds.
  std::vector<std::string> (*persons)(const Record&) = nullptr;
};

/// Lower case, å ä ö after z, as a Swedish list of names is ordered. Not a collation of all of
/// Unicode: other letters stand by their code.
[[nodiscard]] std::string swedish_key(std::string_view text);

/// Where the page before ended: the last row's key and id.
struct Cursor {
  std::string key;
  std::string id;
};
[[nodiscard]] std::string encode_cursor(const Cursor& cursor);
/// kMalformed for what encode_cursor() did not write.
[[nodiscard]] Result<Cursor> decode_cursor(const std::string& text);

/// {"NAME":[ROWS],"next":…}.
[[nodiscard]] net::Response list_answer(std::string_view name, const std::vector<std::string>& rows,
                                        const std::optional<std::string>& next);
[[nodiscard]] net::Response csv_answer(std::string_view name, std::string text);

/// Adds whom the record is about to those whom the answer names.
template <class Record>
void name_persons(const ListOf<Record>& list, const Record& record,
                  std::vector<std::string>& persons) {
  if (!list.persons) return;
  for (std::string& each : list.persons(record)) {
    if (persons.empty() || persons.back() != each) persons.push_back(std::move(each));
  }
}

template <class Record>
struct Found {
  std::string key;
  const std::string* id = nullptr;
  const agreements::Kept<Record>* kept = nullptr;
};

/// All that the caller sees and the filters match, in order.
template <class Record>
Result<std::vector<Found<Record>>> find_rows(const ListOf<Record>& list,
                                             const access::Caller& caller, Page& page) {
  const auto filter = [&](std::string_view name) -> std::string {
    const auto found = page.filter.find(std::string(name));
    return found == page.filter.end() ? std::string() : found->second;
  };
  const std::string word = filter("sort");
  const auto sort = std::find_if(list.sorts.begin(), list.sorts.end(),
                                 [&](const SortOf<Record>& each) { return each.word == word; });
  if (sort == list.sorts.end() && !word.empty() && word != "id") {
    return Error{ErrorCode::kMalformed, "this list cannot be sorted by that"};
  }
  typename ListOf<Record>::Matches matches;
  if (list.matching) {
    auto made = list.matching(caller, page);
    if (!made) return made.error();
    matches = std::move(*made);
  }
  std::vector<Found<Record>> rows;
  for (const auto& [id, kept] : (caller.registry().*list.shelf).all()) {
    if (!list.visible(caller, kept->value) || (matches && !matches(kept->value))) continue;
    rows.push_back({sort == list.sorts.end() ? std::string() : sort->key(caller, kept->value), &id,
                    kept.get()});
  }
  if (sort != list.sorts.end()) {
    std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
      return a.key != b.key ? a.key < b.key : *a.id < *b.id;
    });
  }
  return rows;
}

template <class Record>
net::Response page_of(const ListOf<Record>& list, const access::Caller& caller, const Page& page,
                      const std::vector<Found<Record>>& rows, std::vector<std::string>& persons) {
  auto from = rows.begin();
  if (!page.after.empty()) {
    const auto cursor = decode_cursor(page.after);
    if (!cursor) return net::problem(cursor.error());
    from = std::find_if(rows.begin(), rows.end(), [&](const Found<Record>& row) {
      return row.key != cursor->key ? row.key > cursor->key : *row.id > cursor->id;
    });
  }
  std::vector<std::string> texts;
  std::optional<std::string> next;
  for (; from != rows.end(); ++from) {
    if (texts.size() == page.limit) {
      const auto last = from - 1;
      next = encode_cursor({last->key, *last->id});
      break;
    }
    texts.push_back(list.row(caller, from->kept->value, from->kept->version));
    name_persons(list, from->kept->value, persons);
  }
  return list_answer(list.name, texts, next);
}

template <class Record>
net::Response csv_of(const ListOf<Record>& list, const access::Caller& caller,
                     const std::vector<Found<Record>>& rows, std::vector<std::string>& persons) {
  std::vector<std::string_view> headings;
  for (const auto& column : list.columns) headings.push_back(column.heading);
  CsvWriter csv{std::span<const std::string_view>(headings)};
  for (const Found<Record>& row : rows) {
    for (const auto& column : list.columns) csv.text(column.cell(caller, row.kept->value));
    csv.end_row();
    name_persons(list, row.kept->value, persons);
  }
  return csv_answer(list.name, csv.take());
}

template <class Record>
void answer_list(const ListOf<Record>& list, const net::Request& request,
                 const access::Caller& caller, const access::Answering& answering) {
  if (caller.scope() == access::Scope::kCounts) {
    return answering.refuse(
        {ErrorCode::kPermissionDenied, "your role sees counts, which are among the indicators"});
  }
  auto filters = list.filters;
  filters.push_back("sort");
  if (!list.columns.empty()) filters.push_back("format");
  auto page = read_page(request.query, filters);
  if (!page) return answering.refuse(page.error());
  const std::string format = page->filter.contains("format") ? page->filter["format"] : "json";
  if (format != "json" && format != "csv") {
    return answering.refuse({ErrorCode::kMalformed, "format is json or csv"});
  }
  const auto rows = find_rows(list, caller, *page);
  if (!rows) return answering.refuse(rows.error());
  std::vector<std::string> persons;
  net::Response response = format == "csv" ? csv_of(list, caller, *rows, persons)
                                           : page_of(list, caller, *page, *rows, persons);
  answering.naming(std::move(persons), std::move(response));
}

template <class Record>
void on_list(access::Door& door, const std::string& path, access::Needs needs,
             ListOf<Record> list) {
  door.on(net::Method::kGet, path, needs,
          [list = std::move(list)](const net::Request& request, const access::Caller& caller,
                                   const access::Answering& answering) {
            answer_list(list, request, caller, answering);
          });
}

/// One record by its id: the list's row with an ETag.
template <class Record>
void on_get(access::Door& door, const std::string& path, access::Needs needs, ListOf<Record> list) {
  door.on(net::Method::kGet, path, needs,
          [list = std::move(list)](const net::Request& request, const access::Caller& caller,
                                   const access::Answering& answering) {
            if (!request.query.empty()) {
              return answering.refuse({ErrorCode::kMalformed, "this address takes no parameters"});
            }
            const auto id = net::decode_segment(request.arguments.front());
            if (!id) return answering.refuse(id.error());
            const auto* kept = (caller.registry().*list.shelf).find_kept(*id);
            if (kept == nullptr || !list.visible(caller, kept->value)) {
              return answering.refuse(nothing_there());
            }
            net::Response response;
            response.body = list.row(caller, kept->value, kept->version);
            response.with("ETag", etag_of(kept->version));
            std::vector<std::string> persons;
            name_persons(list, kept->value, persons);
            answering.naming(std::move(persons), std::move(response));
          });
}

/// Finds the record that the path's first argument names among those that the caller sees.
template <class Record>
FindVersion find_in(agreements::Shelf<Record> Snapshot::*shelf,
                    bool (*visible)(const access::Caller&, const Record&)) {
  return [shelf, visible](const Ask& ask) -> Result<std::uint64_t> {
    const auto* kept = (ask.now().*shelf).find_kept(ask.arguments.front());
    if (kept == nullptr || !visible(ask.caller, kept->value)) return nothing_there();
    return kept->version;
  };
}

/// The record's own members after these.
[[nodiscard]] std::string row_text(const boost::json::object& before, const std::string& encoded);

}  // namespace distanskoll::server::api
