// SPDX-License-Identifier: EUPL-1.2
// What IT security does with a computer from its page: revoke it, say what has become of it, report
// it lost. The same acts as the command at the machine (server/devices/acts.h).
#include "server/api/answers.h"
#include "server/api/device_access.h"
#include "server/api/registers/exchange.h"
#include "server/api/resources.h"
#include "server/devices/acts.h"

namespace distanskoll::server::api {
namespace {

namespace json = boost::json;
using access::Act;
using access::Answering;
using access::Caller;
using access::needs;
using access::Resource;
using net::Method;
using net::Request;

constexpr std::size_t kActBytes = 4 * 1024;

/// One act on one device; when it is durable, admission forgets what it knew and the answer goes.
class DeviceChange final : public ledger::Change {
 public:
  using Apply = std::function<Result<void>(ledger::Transaction&)>;
  DeviceChange(const ApiParts& parts, std::string device, Apply apply, json::object said,
               Answering answering)
      : admission_(parts.admission),
        device_(std::move(device)),
        apply_(std::move(apply)),
        said_(std::move(said)),
        answering_(std::move(answering)) {}

  [[nodiscard]] const std::string& device() const override { return nobody_; }
  [[nodiscard]] Result<void> apply(ledger::Transaction& transaction) override {
    return apply_(transaction);
  }
  void committed(const ledger::Commit& /*commit*/) override {
    admission_.forget(device_);
    answering_.unnamed(json_answer(said_));
  }
  void failed(const Error& error) override { answering_.refuse(error); }

 private:
  admission::Admission& admission_;
  std::string device_;
  Apply apply_;
  json::object said_;
  Answering answering_;
  std::string nobody_;
};

/// What an act does, and what its answer says beside the device.
struct Wish {
  DeviceChange::Apply apply;
  json::object said;
};
/// From the body and who asks.
using ReadWish = std::function<Result<Wish>(const ApiParts&, const std::string& device,
                                            JsonObject& in, const std::string& by)>;

Result<std::string> seen_device(const ApiParts& parts, const Request& request,
                                const Caller& caller) {
  const auto id = net::decode_segment(request.arguments.front());
  if (!id) return id.error();
  auto reader = parts.readers.lend();
  if (!reader) return reader.error();
  const auto device = find_seen_device(**reader, parts.pseudonym_key, caller, *id);
  if (!device) return device.error();
  return device->id;
}

Result<std::unique_ptr<DeviceChange>> change_of(const ApiParts& parts, const Request& request,
                                                const Caller& caller, const Answering& answering,
                                                const ReadWish& read) {
  if (!request.query.empty()) {
    return Error{ErrorCode::kMalformed, "a write takes no parameters"};
  }
  const auto device = seen_device(parts, request, caller);
  if (!device) return device.error();
  JsonTree body;
  DISTANSKOLL_TRY(read_body(request, body));
  JsonObject in(body.root());
  auto wish = read(parts, *device, in, caller.by());
  DISTANSKOLL_TRY(finished(in, body));
  if (!wish) return wish.error();
  json::object said{{"device", *device}};
  for (const auto& [name, value] : wish->said) said[name] = value;
  return std::make_unique<DeviceChange>(parts, *device, std::move(wish->apply), std::move(said),
                                        answering);
}

void on_act(access::Door& door, const ApiParts& parts, Method method, std::string path,
            ReadWish read) {
  door.on(
      method, std::move(path), needs(Resource::kDevices, Act::kWrite),
      [parts, read = std::move(read)](const Request& request, const Caller& caller,
                                      const Answering& answering) {
        auto change = change_of(parts, request, caller, answering, read);
        if (!change) return answering.refuse(change.error());
        const auto taken = parts.sequencer.submit(std::move(*change));
        if (!taken) answering.refuse(taken.error());
      },
      kActBytes);
}

Result<Wish> revocation(const ApiParts& parts, const std::string& device, JsonObject& in,
                        const std::string& by) {
  std::string reason(in.required("reason").text());
  if (reason.empty()) return Error{ErrorCode::kInvalidArgument, "reason says why"};
  return Wish{[&tombstones = parts.tombstones, device, reason, by](auto& transaction) {
                return devices::revoke(transaction, tombstones, device, reason, by);
              },
              {{"revoked", true}}};
}

Result<Wish> lifecycle(const ApiParts& /*parts*/, const std::string& device, JsonObject& in,
                       const std::string& by) {
  const std::string word(in.required("lifecycle").text());
  const auto wanted = devices::parse_lifecycle(word);
  if (!wanted) {
    return Error{ErrorCode::kInvalidArgument, "a computer is assigned, shared, lost or retired"};
  }
  return Wish{[device, wanted = *wanted, by](auto& transaction) {
                return devices::put_lifecycle(transaction, device, wanted, by);
              },
              {{"lifecycle", word}}};
}

Result<Wish> loss(const ApiParts& parts, const std::string& device, JsonObject& in,
                  const std::string& by) {
  const std::string word(in.required("how").text());
  const auto how = devices::parse_loss(word);
  if (!how) return Error{ErrorCode::kInvalidArgument, "how is lost or stolen"};
  return Wish{[&tombstones = parts.tombstones, device, how = *how, by](auto& transaction) {
                return devices::report_lost(transaction, tombstones, device, how, by);
              },
              {{"revoked", true}, {"lifecycle", "lost"}}};
}

}  // namespace

void add_device_act_routes(access::Door& door, const ApiParts& parts) {
  on_act(door, parts, Method::kPost, "/api/v1/devices/{}/revocation", revocation);
  on_act(door, parts, Method::kPut, "/api/v1/devices/{}/lifecycle", lifecycle);
  on_act(door, parts, Method::kPost, "/api/v1/devices/{}/loss", loss);
}

}  // namespace distanskoll::server::api
