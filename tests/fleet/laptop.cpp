// SPDX-License-Identifier: EUPL-1.2
#include "tests/fleet/laptop.h"

#include "shared/crypto/encoding.h"
#include "shared/files.h"
#include "shared/report/pseudonym.h"

#include <algorithm>
#include <sstream>

#include <boost/json.hpp>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace distanskoll::fleet {
namespace {

namespace json = boost::json;

constexpr std::size_t kMostBytes = std::size_t{4} << 30U;

std::string pem_of(const std::vector<crypto::Certificate>& certificates) {
  std::string pem;
  for (const crypto::Certificate& certificate : certificates) pem += certificate.pem();
  return pem;
}

std::string text_of(const json::value& value) {
  const json::string& text = value.as_string();
  return {text.data(), text.size()};
}

json::object written(const Saying& saying) {
  return {{"seq", saying.seq}, {"closing", saying.closing}, {"jws", saying.jws}};
}

json::object written(const Laptop& laptop, const std::string& key_pem) {
  const SeriesState& series = laptop.series.state();
  json::array gaps;
  for (const report::Gap& gap : series.gaps) {
    gaps.push_back(json::object{{"from", gap.from}, {"to", gap.to}, {"code", gap.code}});
  }
  json::array outbox;
  for (const Saying& saying : laptop.outbox) outbox.push_back(written(saying));
  return {{"number", laptop.number()},
          {"key", key_pem},
          {"certificate", laptop.chain.front().pem()},
          {"pseudonym_key", crypto::base64url_encode(laptop.pseudonym_key)},
          {"next_seq", series.next_seq},
          {"report_seq", series.report_seq},
          {"report_hash", crypto::base64url_encode(series.report_hash)},
          {"heartbeat", series.heartbeat},
          {"gaps", std::move(gaps)},
          {"outbox", std::move(outbox)}};
}

SeriesState series_of(const json::object& line) {
  SeriesState state;
  state.next_seq = line.at("next_seq").to_number<std::uint64_t>();
  state.report_seq = line.at("report_seq").to_number<std::uint64_t>();
  state.report_hash = crypto::base64url_decode_digest(text_of(line.at("report_hash"))).value();
  state.heartbeat = text_of(line.at("heartbeat"));
  for (const json::value& each : line.at("gaps").as_array()) {
    const json::object& gap = each.as_object();
    state.gaps.push_back({gap.at("from").to_number<std::uint64_t>(),
                          gap.at("to").to_number<std::uint64_t>(), text_of(gap.at("code"))});
  }
  return state;
}

Result<Laptop> laptop_of(const json::object& line, const Fleet& fleet) {
  Result<crypto::PrivateKey> key = crypto::PrivateKey::from_pem(text_of(line.at("key")));
  if (!key) return key.error();
  Result<crypto::Certificate> certificate =
      crypto::Certificate::from_pem(text_of(line.at("certificate")));
  if (!certificate) return certificate.error();
  Laptop laptop{person_of(fleet.seed, line.at("number").to_number<std::uint32_t>()),
                std::move(*key),
                chain_of(*certificate, fleet.issuers),
                certificate->device_id().value_or(""),
                crypto::base64url_decode_digest(text_of(line.at("pseudonym_key"))).value(),
                Series(series_of(line)),
                {}};
  for (const json::value& each : line.at("outbox").as_array()) {
    const json::object& saying = each.as_object();
    laptop.outbox.push_back({saying.at("seq").to_number<std::uint64_t>(), false,
                             text_of(saying.at("closing")), text_of(saying.at("jws"))});
  }
  return laptop;
}

Result<Fleet> fleet_of(std::string_view text) {
  const json::value document = json::parse({text.data(), text.size()});
  const json::object& head = document.as_object();
  Fleet fleet;
  fleet.collector = text_of(head.at("collector"));
  fleet.seed = head.at("seed").to_number<std::uint64_t>();
  auto roots = crypto::Certificate::chain_from_pem(text_of(head.at("roots")));
  if (!roots) return roots.error();
  fleet.roots = std::move(*roots);
  if (const std::string pem = text_of(head.at("issuers")); !pem.empty()) {
    auto issuers = crypto::Certificate::chain_from_pem(pem);
    if (!issuers) return issuers.error();
    fleet.issuers = std::move(*issuers);
  }
  return fleet;
}

}  // namespace

std::vector<crypto::Certificate> chain_of(const crypto::Certificate& own,
                                          const std::vector<crypto::Certificate>& issuers) {
  std::vector<crypto::Certificate> chain{own};
  std::ranges::copy_if(issuers, std::back_inserter(chain), [&](const auto& each) {
    return each.subject_common_name() == own.issuer_common_name();
  });
  return chain;
}

std::string Laptop::pseudonym() const { return report::pseudonym(pseudonym_key, login_of(person)); }

std::uint32_t Laptop::source(const Target& target) const {
  return target.loopback() ? source_of(number()) : 0;
}

std::uint32_t source_of(std::uint32_t number) {
  return (127U << 24U) + ((16U + number / 62'500U) << 16U) + ((number / 250U % 250U) << 8U) + 1U +
         number % 250U;
}

Result<FleetFolder> FleetFolder::open(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  const int lock = ::open((folder / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0) {
    return Error{ErrorCode::kIo, (folder / "lock").string() + ": cannot be made or opened"};
  }
  if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
    ::close(lock);
    return Error{ErrorCode::kConflict, folder.string() + ": another fleet runs with this folder"};
  }
  return FleetFolder(folder, lock);
}

FleetFolder::FleetFolder(FleetFolder&& other) noexcept
    : folder_(std::move(other.folder_)), lock_(std::exchange(other.lock_, -1)) {}

FleetFolder::~FleetFolder() {
  if (lock_ >= 0) ::close(lock_);
}

Result<Fleet> FleetFolder::load(std::size_t most) const {
  const Result<std::string> head = read_secret_file(folder_ / "fleet.json", 1 << 20U);
  if (!head) return head.error();
  const Result<std::string> lines = read_secret_file(folder_ / "laptops.jsonl", kMostBytes);
  if (!lines) return lines.error();
  try {
    Result<Fleet> fleet = fleet_of(*head);
    if (!fleet) return fleet.error();
    std::istringstream in(*lines);
    for (std::string line; fleet->laptops.size() < most && std::getline(in, line);) {
      const json::value document = json::parse(line);
      Result<Laptop> laptop = laptop_of(document.as_object(), *fleet);
      if (!laptop) return laptop.error().with_prefix((folder_ / "laptops.jsonl").string());
      fleet->laptops.push_back(std::move(*laptop));
    }
    return fleet;
  } catch (const std::exception& exception) {
    return Error{ErrorCode::kCorrupt, folder_.string() + ": " + exception.what()};
  }
}

Result<void> FleetFolder::save(const Fleet& fleet) const {
  std::string lines;
  for (const Laptop& laptop : fleet.laptops) {
    const Result<std::string> pem = laptop.key.to_pem();
    if (!pem) return pem.error();
    lines += json::serialize(written(laptop, *pem)) + "\n";
  }
  const Result<std::string> before = read_secret_file(folder_ / "laptops.jsonl", kMostBytes);
  if (before) {
    std::istringstream in(*before);
    std::size_t number = 0;
    for (std::string line; std::getline(in, line); ++number) {
      if (number >= fleet.laptops.size()) lines += line + "\n";
    }
  }
  const json::object head{{"collector", fleet.collector},
                          {"seed", fleet.seed},
                          {"roots", pem_of(fleet.roots)},
                          {"issuers", pem_of(fleet.issuers)}};
  DISTANSKOLL_TRY(write_file_atomically(folder_ / "laptops.jsonl", lines, FileMode::kOwnerOnly));
  return write_file_atomically(folder_ / "fleet.json", json::serialize(head) + "\n",
                               FileMode::kOwnerOnly);
}

}  // namespace distanskoll::fleet
