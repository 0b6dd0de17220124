// SPDX-License-Identifier: EUPL-1.2
#include "server/store/codes.h"

#include "server/store/statement.h"

#include <fmt/format.h>

namespace distanskoll::server::store {
namespace {

EnrolmentCode read_code(const Use& row) {
  EnrolmentCode code;
  code.id = row.text_at(0);
  code.secret_hash = row.digest_at(1);
  code.group = row.text_at(2) == "group";
  code.max_uses = row.integer_at(3);
  code.uses = row.integer_at(4);
  code.valid_until = row.time_at(5);
  code.unit = row.maybe_text_at(6);
  code.networks = words_of(row.maybe_text_at(7).value_or(std::string()));
  code.created_at = row.time_at(8);
  code.created_by = row.text_at(9);
  code.revoked_at = row.maybe_time_at(10);
  return code;
}

EnrolmentRequest read_request(const Use& row) {
  EnrolmentRequest request;
  request.id = row.text_at(0);
  request.code = row.text_at(1);
  request.spki = row.bytes_at(2);
  request.host_name = row.maybe_text_at(3);
  request.serial_number = row.maybe_text_at(4);
  request.asked_at = row.time_at(5);
  request.approved_at = row.maybe_time_at(6);
  request.denied_at = row.maybe_time_at(7);
  request.device = row.maybe_text_at(8);
  return request;
}

Error not_found(std::string_view what, const std::string& id) {
  return {ErrorCode::kNotFound, fmt::format("there is no {} {}", what, id)};
}

}  // namespace

Result<void> insert_code(Writer& writer, const EnrolmentCode& code) {
  return guarded("cannot store the code", [&]() -> Result<void> {
    const std::string kind = code.group ? "group" : "one_time";
    const std::string networks = joined(code.networks);
    Use(writer,
        "INSERT INTO enrolment_code(id,secret_hash,kind,max_uses,uses,valid_until,unit,networks,"
        "created_at,created_by,revoked_at) VALUES(?,?,?,?,?,?,?,?,?,?,?)")
        .text(code.id)
        .bytes(code.secret_hash)
        .text(kind)
        .integer(code.max_uses)
        .integer(code.uses)
        .time(code.valid_until)
        .maybe_text(code.unit)
        .text(networks)
        .time(code.created_at)
        .text(code.created_by)
        .maybe_time(code.revoked_at)
        .run();
    return {};
  });
}

Result<EnrolmentCode> find_code(Connection& connection, const std::string& id) {
  return guarded("cannot read the code", [&]() -> Result<EnrolmentCode> {
    Use row(connection,
            "SELECT id,secret_hash,kind,max_uses,uses,valid_until,unit,networks,created_at,"
            "created_by,revoked_at FROM enrolment_code WHERE id=?");
    if (!row.text(id).step()) return not_found("enrolment code", id);
    return read_code(row);
  });
}

Result<std::vector<EnrolmentCode>> list_codes(Connection& connection, std::size_t most) {
  return guarded("cannot list codes", [&]() -> Result<std::vector<EnrolmentCode>> {
    Use row(connection,
            "SELECT id,secret_hash,kind,max_uses,uses,valid_until,unit,networks,created_at,"
            "created_by,revoked_at FROM enrolment_code ORDER BY created_at DESC,id LIMIT ?");
    row.integer(static_cast<std::uint64_t>(most));
    std::vector<EnrolmentCode> codes;
    while (row.step()) codes.push_back(read_code(row));
    return codes;
  });
}

Result<void> use_code(Writer& writer, const std::string& id) {
  return guarded("cannot use the code", [&]() -> Result<void> {
    const int changed = Use(writer,
                            "UPDATE enrolment_code SET uses=uses+1 WHERE id=? AND uses<max_uses "
                            "AND revoked_at IS NULL")
                            .text(id)
                            .run();
    if (changed == 1) return {};
    return Error{ErrorCode::kConflict, fmt::format("enrolment code {} is used up", id)};
  });
}

Result<void> revoke_code(Writer& writer, const std::string& id, WallTime at) {
  DISTANSKOLL_TRY(find_code(writer, id));
  return guarded("cannot revoke the code", [&]() -> Result<void> {
    Use(writer, "UPDATE enrolment_code SET revoked_at=? WHERE id=? AND revoked_at IS NULL")
        .time(at)
        .text(id)
        .run();
    return {};
  });
}

Result<void> insert_request(Writer& writer, const EnrolmentRequest& request) {
  return guarded("cannot store the request", [&]() -> Result<void> {
    Use(writer,
        "INSERT INTO enrolment_request(id,code,spki,host_name,serial_number,asked_at,approved_at,"
        "denied_at,device) VALUES(?,?,?,?,?,?,?,?,?)")
        .text(request.id)
        .text(request.code)
        .bytes(request.spki)
        .maybe_text(request.host_name)
        .maybe_text(request.serial_number)
        .time(request.asked_at)
        .maybe_time(request.approved_at)
        .maybe_time(request.denied_at)
        .maybe_text(request.device)
        .run();
    return {};
  });
}

Result<std::optional<EnrolmentRequest>> find_request(Connection& connection,
                                                     const std::string& id) {
  return guarded("cannot read the request", [&]() -> Result<std::optional<EnrolmentRequest>> {
    Use row(connection,
            "SELECT id,code,spki,host_name,serial_number,asked_at,approved_at,denied_at,device "
            "FROM enrolment_request WHERE id=?");
    if (!row.text(id).step()) return std::optional<EnrolmentRequest>();
    return std::optional(read_request(row));
  });
}

Result<std::vector<EnrolmentRequest>> list_waiting_requests(Connection& connection,
                                                            std::size_t most) {
  return guarded("cannot list requests", [&]() -> Result<std::vector<EnrolmentRequest>> {
    Use row(connection,
            "SELECT id,code,spki,host_name,serial_number,asked_at,approved_at,denied_at,device "
            "FROM enrolment_request WHERE approved_at IS NULL AND denied_at IS NULL AND device IS "
            "NULL ORDER BY asked_at,id LIMIT ?");
    row.integer(static_cast<std::uint64_t>(most));
    std::vector<EnrolmentRequest> requests;
    while (row.step()) requests.push_back(read_request(row));
    return requests;
  });
}

Result<std::int64_t> count_waiting_requests(Connection& connection, const std::string& code) {
  return guarded("cannot count requests", [&]() -> Result<std::int64_t> {
    Use row(connection,
            "SELECT count(*) FROM enrolment_request WHERE code=? AND approved_at IS NULL AND "
            "denied_at IS NULL AND device IS NULL");
    row.text(code).step();
    return row.integer_at(0);
  });
}

Result<void> decide_request(Writer& writer, const std::string& id, bool approved, WallTime at) {
  auto request = find_request(writer, id);
  if (!request) return request.error();
  if (!*request) return not_found("enrolment request", id);
  if ((*request)->approved_at || (*request)->denied_at || (*request)->device) {
    return Error{ErrorCode::kConflict, fmt::format("request {} is no longer waiting", id)};
  }
  return guarded("cannot decide the request", [&]() -> Result<void> {
    Use(writer, approved ? "UPDATE enrolment_request SET approved_at=? WHERE id=?"
                         : "UPDATE enrolment_request SET denied_at=? WHERE id=?")
        .time(at)
        .text(id)
        .run();
    return {};
  });
}

Result<void> set_request_device(Writer& writer, const std::string& id, const std::string& device) {
  return guarded("cannot note the request's device", [&]() -> Result<void> {
    Use(writer, "UPDATE enrolment_request SET device=? WHERE id=?").text(device).text(id).run();
    return {};
  });
}

Result<std::optional<std::string>> live_device_with_serial(Connection& connection,
                                                           const std::string& serial_number) {
  return guarded("cannot look for the serial number", [&]() -> Result<std::optional<std::string>> {
    Use row(connection,
            "SELECT d.id FROM enrolment_request r JOIN device d ON d.id=r.device "
            "WHERE r.serial_number=? AND d.revoked_at IS NULL AND d.lifecycle<>'retired' LIMIT 1");
    if (!row.text(serial_number).step()) return std::optional<std::string>();
    return std::optional(row.text_at(0));
  });
}

}  // namespace distanskoll::server::store
