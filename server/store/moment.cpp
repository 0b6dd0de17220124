// SPDX-License-Identifier: EUPL-1.2
#include "server/store/moment.h"

#include "server/store/statement.h"

namespace distanskoll::server::store {
namespace {

Result<void> execute(Reader& reader, const char* sql) {
  return guarded(sql, [&]() -> Result<void> {
    Use(reader, sql).run();
    return {};
  });
}

}  // namespace

Result<Moment> Moment::of(Reader& reader) {
  DISTANSKOLL_TRY(execute(reader, "BEGIN"));
  return Moment(reader);
}

Moment::~Moment() {
  // Nothing was written and no statement is open: there is nothing that could fail to be kept.
  if (reader_ != nullptr) static_cast<void>(execute(*reader_, "COMMIT"));
}

}  // namespace distanskoll::server::store
