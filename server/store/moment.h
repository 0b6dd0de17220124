// SPDX-License-Identifier: EUPL-1.2
#pragma once
// One moment of the database for several queries: a page of a list that asks many rows one by one
// sees them all as they were at once, and the locks of a read are taken once and not for each
// query. Used by lists of the API with a lent reader; not for writers (transaction.h). Errors as
// guarded() gives them; belongs to the connection's thread and must end before the connection is
// given back.

#include "server/store/database.h"

#include <utility>

namespace distanskoll::server::store {

class Moment {
 public:
  [[nodiscard]] static Result<Moment> of(Reader& reader);
  Moment(Moment&& other) noexcept : reader_(std::exchange(other.reader_, nullptr)) {}
  Moment& operator=(Moment&&) = delete;
  ~Moment();

 private:
  explicit Moment(Reader& reader) : reader_(&reader) {}
  Reader* reader_;
};

}  // namespace distanskoll::server::store
