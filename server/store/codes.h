// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Enrolment codes and the requests made with them. A code's secret is kept as SHA-256 alone. A
// request is one key that asked: it remembers which device it became, so that an answer that was
// lost on the way is given again, and waits where a group code needs somebody's approval. Written
// through the sequencer, read by the commands. Errors as guarded() gives them.

#include "server/store/database.h"
#include "shared/bytes.h"
#include "shared/clock.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::server::store {

struct EnrolmentCode {
  std::string id;
  Digest secret_hash{};
  bool group = false;  ///< stored as kind "group" or "one_time"
  std::int64_t max_uses = 1;
  std::int64_t uses = 0;
  WallTime valid_until{};
  std::optional<std::string> unit;
  std::vector<std::string> networks;  ///< of a group code: from where it enrols at once
  WallTime created_at{};
  std::string created_by;
  std::optional<WallTime> revoked_at;
};
[[nodiscard]] Result<void> insert_code(Writer& writer, const EnrolmentCode& code);
/// kNotFound when there is none.
[[nodiscard]] Result<EnrolmentCode> find_code(Connection& connection, const std::string& id);
/// Newest first.
[[nodiscard]] Result<std::vector<EnrolmentCode>> list_codes(Connection& connection,
                                                            std::size_t most);
/// One more use; kConflict when all are used.
[[nodiscard]] Result<void> use_code(Writer& writer, const std::string& id);
/// kNotFound; a second time changes nothing.
[[nodiscard]] Result<void> revoke_code(Writer& writer, const std::string& id, WallTime at);

struct EnrolmentRequest {
  std::string id;
  std::string code;  ///< its id, or "enterprise"
  Bytes spki;
  std::optional<std::string> host_name;
  std::optional<std::string> serial_number;
  WallTime asked_at{};
  std::optional<WallTime> approved_at;
  std::optional<WallTime> denied_at;
  std::optional<std::string> device;  ///< what it became
};
[[nodiscard]] Result<void> insert_request(Writer& writer, const EnrolmentRequest& request);
[[nodiscard]] Result<std::optional<EnrolmentRequest>> find_request(Connection& connection,
                                                                   const std::string& id);
/// Neither approved nor denied nor done, oldest first.
[[nodiscard]] Result<std::vector<EnrolmentRequest>> list_waiting_requests(Connection& connection,
                                                                          std::size_t most);
[[nodiscard]] Result<std::int64_t> count_waiting_requests(Connection& connection,
                                                          const std::string& code);
/// kNotFound; kConflict when it is no longer waiting.
[[nodiscard]] Result<void> decide_request(Writer& writer, const std::string& id, bool approved,
                                          WallTime at);
[[nodiscard]] Result<void> set_request_device(Writer& writer, const std::string& id,
                                              const std::string& device);
/// A device that is not revoked and enrolled with this serial number.
[[nodiscard]] Result<std::optional<std::string>> live_device_with_serial(
    Connection& connection, const std::string& serial_number);

}  // namespace distanskoll::server::store
