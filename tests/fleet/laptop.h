// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A simulated laptop as it is kept between runs, and the folder that keeps a fleet of them:
//   DIR/fleet.json     collector, seed, roots and what stands between them and the certificates
//   DIR/laptops.jsonl  one laptop a line: key, certificate, number series, what waits to be sent
//   DIR/lock           held while a fleet runs, because a number must never be used twice
// All files are 0600. They are written when a run ends (also by SIGINT or SIGTERM): a fleet that is
// killed has lost its counters, and its laptops must be enrolled anew. Thread-compatible.

#include "shared/crypto/certificate.h"
#include "tests/fleet/person.h"
#include "tests/fleet/series.h"
#include "tests/fleet/wire.h"

#include <deque>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::fleet {

struct Laptop {
  Person person;
  crypto::PrivateKey key;
  std::vector<crypto::Certificate> chain;  ///< its own first
  std::string device_id;
  Digest pseudonym_key{};
  Series series;
  std::deque<Saying> outbox;  ///< reports without a receipt

  [[nodiscard]] std::uint32_t number() const { return person.number; }
  [[nodiscard]] std::string pseudonym() const;
  /// An address of its own in 127.16.0.0/12 and up, or 0 when the collector is not on loopback.
  [[nodiscard]] std::uint32_t source(const Target& target) const;
};
/// A device's certificate and the one that stands between it and the root.
[[nodiscard]] std::vector<crypto::Certificate> chain_of(
    const crypto::Certificate& own, const std::vector<crypto::Certificate>& issuers);
/// The address of laptop `number`, in host order.
[[nodiscard]] std::uint32_t source_of(std::uint32_t number);

struct Fleet {
  std::string collector;  ///< HOST:PORT
  std::uint64_t seed = 1;
  std::vector<crypto::Certificate> roots;
  std::vector<crypto::Certificate> issuers;
  std::vector<Laptop> laptops;  ///< by number, without holes
};

/// The folder, locked as long as this lives.
class FleetFolder {
 public:
  /// Makes the folder if need be; kConflict when another fleet runs in it.
  [[nodiscard]] static Result<FleetFolder> open(const std::filesystem::path& folder);
  FleetFolder(FleetFolder&& other) noexcept;
  FleetFolder& operator=(FleetFolder&&) = delete;
  ~FleetFolder();

  /// kNotFound when nothing was ever enrolled here. At most `most` laptops.
  [[nodiscard]] Result<Fleet> load(std::size_t most) const;
  /// Replaces what is there. `fleet` may be the first part of a larger one that is there already:
  /// the others are kept.
  [[nodiscard]] Result<void> save(const Fleet& fleet) const;

 private:
  FleetFolder(std::filesystem::path folder, int lock) : folder_(std::move(folder)), lock_(lock) {}
  std::filesystem::path folder_;
  int lock_;
};

}  // namespace distanskoll::fleet
