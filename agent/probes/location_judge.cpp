// SPDX-License-Identifier: EUPL-1.2
#include "agent/probes/location_judge.h"

#include "agent/probes/probe.h"
#include "shared/crypto/encoding.h"
#include "shared/crypto/hash.h"
#include "shared/crypto/random.h"
#include "shared/files.h"

#include <string>

namespace distanskoll::agent {
namespace {

constexpr std::size_t kKeyBytes = 32;
constexpr std::size_t kFileBytes = 256;
constexpr const char* kFileName = "network-location";

}  // namespace

void LocationJudge::network_changed() {
  place_ = Place::kUnknown;
  silent_since_.reset();
  settled_ = false;
}

void LocationJudge::answered() {
  place_ = Place::kOffice;
  silent_since_.reset();
  settled_ = true;
}

void LocationJudge::denied() {
  place_ = Place::kDenied;
  silent_since_.reset();
  settled_ = true;
}

void LocationJudge::silent(BootTime now, bool known_network) {
  if (!silent_since_) {  // once is an accident: what was concluded about this network stands
    silent_since_ = now;
    settled_ = false;
    return;
  }
  if (now - *silent_since_ < retry_after_) return;
  place_ = known_network ? Place::kUnknown : Place::kRemote;
  settled_ = true;
}

report::Observation LocationJudge::conclusion() const {
  using report::Observation;
  switch (place_) {
    case Place::kOffice:
      return Observation::value("office").with("method", std::string("internal_probe"));
    case Place::kRemote:
      return Observation::value("remote").with("method", std::string("internal_probe"));
    case Place::kDenied:
      return Observation::unknown(std::string(reason::kNeedsPrivilege));
    case Place::kUnknown:
      break;
  }
  return Observation::unknown(std::string(reason::kProbeSilent));
}

std::optional<BootTime> LocationJudge::ask_again_at() const {
  if (settled_ || !silent_since_) return std::nullopt;
  return *silent_since_ + retry_after_;
}

Result<KnownNetwork> KnownNetwork::open(const std::filesystem::path& folder) {
  KnownNetwork known;
  known.file_ = folder / kFileName;
  known.key_ = crypto::random_bytes(kKeyBytes);
  const auto text = read_secret_file(known.file_, kFileBytes);
  if (!text && text.error().code == ErrorCode::kNotFound) return known;
  if (!text) return text.error();
  // Three lines of base64url: key, place, hardware; the last two may be empty.
  std::vector<std::string> lines(1);
  for (const char each : *text) {
    if (each == '\n') {
      lines.emplace_back();
    } else {
      lines.back().push_back(each);
    }
  }
  if (lines.size() < 3) return known;
  auto key = crypto::base64url_decode(lines[0]);
  if (!key || key->size() != kKeyBytes) return known;
  known.key_ = std::move(*key);
  if (const auto place = crypto::base64url_decode_digest(lines[1])) known.place_ = *place;
  if (const auto hardware = crypto::base64url_decode_digest(lines[2])) known.hardware_ = *hardware;
  return known;
}

Digest KnownNetwork::place_of(const WayOut& way_out) const {
  Bytes data;
  data.push_back(way_out.gateway.family == Family::kIpv4 ? 4 : 6);
  data.insert(data.end(), way_out.gateway.bytes.begin(), way_out.gateway.bytes.end());
  data.insert(data.end(), way_out.prefix.bytes.begin(), way_out.prefix.bytes.end());
  data.push_back(way_out.prefix_length);
  return crypto::hmac_sha256(key_, data);
}

bool KnownNetwork::is(const WayOut& way_out, ByteView gateway_hardware) const {
  if (!place_ || *place_ != place_of(way_out)) return false;
  if (!hardware_ || gateway_hardware.empty()) return true;
  return *hardware_ == crypto::hmac_sha256(key_, gateway_hardware);
}

Result<void> KnownNetwork::remember(const WayOut& way_out, ByteView gateway_hardware) {
  const Digest place = place_of(way_out);
  std::optional<Digest> hardware;
  if (!gateway_hardware.empty()) hardware = crypto::hmac_sha256(key_, gateway_hardware);
  if (place_ == place && (hardware_ == hardware || !hardware)) return {};
  place_ = place;
  hardware_ = hardware;
  return save();
}

Result<void> KnownNetwork::save() const {
  std::string text = crypto::base64url_encode(key_) + "\n";
  text += (place_ ? crypto::base64url_encode(*place_) : std::string()) + "\n";
  text += (hardware_ ? crypto::base64url_encode(*hardware_) : std::string()) + "\n";
  return write_file_atomically(file_, text, FileMode::kOwnerOnly);
}

}  // namespace distanskoll::agent
