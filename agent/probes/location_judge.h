// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The decisions of network_location apart from its sockets: what answers and silences of the
// internal addresses amount to, and which network is the known one. Pure but for KnownNetwork's one
// small file. Used by NetworkLocator's thread; thread-compatible.

#include "agent/probes/way_out.h"
#include "shared/bytes.h"
#include "shared/clock.h"
#include "shared/report/observation.h"
#include "shared/result.h"

#include <chrono>
#include <filesystem>
#include <optional>
#include <vector>

namespace distanskoll::agent {

class LocationJudge {
 public:
  explicit LocationJudge(std::chrono::milliseconds retry_after) : retry_after_(retry_after) {}

  /// The way_out is another: nothing is known about it yet.
  void network_changed();
  /// An address answered with its pinned key.
  void answered();
  /// All were silent. `known_network`: one of them answered last on this network.
  void silent(BootTime now, bool known_network);
  /// The system does not let us ask on one interface.
  void denied();

  [[nodiscard]] report::Observation conclusion() const;
  /// When to ask again before anything else happens; nothing: the conclusion stands.
  [[nodiscard]] std::optional<BootTime> ask_again_at() const;
  [[nodiscard]] bool settled() const { return settled_; }

 private:
  enum class Place { kUnknown, kOffice, kRemote, kDenied };
  std::chrono::milliseconds retry_after_;
  Place place_ = Place::kUnknown;
  std::optional<BootTime> silent_since_;
  bool settled_ = false;
};

/// Where an internal address answered last, as hashes under a key that never leaves the folder: of
/// gateway and prefix, and of the gateway's hardware address. Without the key they say nothing.
class KnownNetwork {
 public:
  /// Reads FOLDER/network-location; a missing or damaged file is a new key and no known network.
  [[nodiscard]] static Result<KnownNetwork> open(const std::filesystem::path& folder);

  /// Same gateway address and prefix, and not a gateway of other hardware where both are known.
  [[nodiscard]] bool is(const WayOut& way_out, ByteView gateway_hardware) const;
  /// Writes the file when this is another network than before.
  [[nodiscard]] Result<void> remember(const WayOut& way_out, ByteView gateway_hardware);

 private:
  KnownNetwork() = default;
  [[nodiscard]] Digest place_of(const WayOut& way_out) const;
  [[nodiscard]] Result<void> save() const;

  std::filesystem::path file_;
  Bytes key_;
  std::optional<Digest> place_;
  std::optional<Digest> hardware_;
};

}  // namespace distanskoll::agent
