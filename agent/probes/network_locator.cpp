// SPDX-License-Identifier: EUPL-1.2
#include "agent/probes/network_locator.h"

#include "agent/probes/location_judge.h"
#include "shared/crypto/encoding.h"
#include "shared/text.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace distanskoll::agent {
namespace {

/// How long a round of probes waits for the first answer on a new network.
constexpr auto kFirstAnswer = std::chrono::milliseconds(200);

}  // namespace

class NetworkLocator::Worker {
 public:
  Worker(LocatorConfig config, AskInternal ask, std::unique_ptr<Host> host, const Clock& clock,
         std::function<void()> on_change, KnownNetwork known)
      : config_(std::move(config)),
        ask_(std::move(ask)),
        clock_(clock),
        on_change_(std::move(on_change)),
        host_(std::move(host)),
        known_(std::move(known)),
        judge_(config_.retry_after),
        thread_([this] { run(); }) {}

  ~Worker() {
    {
      const std::scoped_lock lock(mutex_);
      stop_ = true;
    }
    work_.notify_all();
    thread_.join();
  }

  report::Observation observe(const std::optional<WayOut>& way_out) {
    std::unique_lock lock(mutex_);
    const bool changed = way_out != way_out_;
    if (changed) {
      way_out_ = way_out;
      ++generation_;
      judge_.network_changed();
    }
    if (!way_out_) return report::Observation::value("offline");
    const bool old = !asked_at_ || clock_.boot() - *asked_at_ >= config_.refresh;
    if (changed || old) {
      wanted_ = true;
      work_.notify_all();
    }
    if (changed) {
      progress_.wait_for(lock, kFirstAnswer, [this] { return judge_.settled() || stop_; });
    }
    told_ = judge_.conclusion();
    return told_;
  }

  void doubt() {
    const std::scoped_lock lock(mutex_);
    asked_at_.reset();
  }

  void settle(std::chrono::milliseconds most) {
    std::unique_lock lock(mutex_);
    progress_.wait_for(lock, most, [this] { return !way_out_ || judge_.settled() || stop_; });
  }

 private:
  void run() {
    std::unique_lock lock(mutex_);
    while (!stop_) {
      if (!due()) {
        sleep(lock);
        continue;
      }
      wanted_ = false;
      const WayOut way_out = *way_out_;
      const std::uint64_t generation = generation_;
      lock.unlock();
      const InternalAnswer answer = ask_(config_.addresses, way_out, config_.handshake, stop_);
      const Bytes hardware = gateway_hardware(way_out);
      lock.lock();
      if (stop_ || generation != generation_) continue;  // about a network that is gone
      conclude(answer, way_out, hardware);
      progress_.notify_all();
      if (judge_.conclusion() != told_) {
        lock.unlock();
        on_change_();
        lock.lock();
      }
    }
  }

  /// With mutex_ held, as the next three.
  bool due() const {
    if (!way_out_) return false;
    const auto again = judge_.ask_again_at();
    return wanted_ || (again && clock_.boot() >= *again);
  }

  void sleep(std::unique_lock<std::mutex>& lock) {
    const auto again = way_out_ ? judge_.ask_again_at() : std::nullopt;
    if (!again) {
      work_.wait(lock);
      return;
    }
    work_.wait_for(lock, std::max(*again - clock_.boot(), BootTime(std::chrono::milliseconds(1))));
  }

  void conclude(InternalAnswer answer, const WayOut& way_out, const Bytes& hardware) {
    asked_at_ = clock_.boot();
    switch (answer) {
      case InternalAnswer::kAnswered:
        judge_.answered();
        // A state folder that cannot be written makes the next silence `remote` at worst here,
        // where the same process still remembers.
        (void)known_.remember(way_out, hardware);
        return;
      case InternalAnswer::kSilent:
        judge_.silent(*asked_at_, known_.is(way_out, hardware));
        return;
      case InternalAnswer::kDenied:
        judge_.denied();
        return;
    }
  }

  Bytes gateway_hardware(const WayOut& way_out) {
    const auto rows = host_->neighbours(SystemClock().boot() + limits::kBusCall);
    if (!rows) return {};
    for (const Neighbour& row : *rows) {
      if (row.link == way_out.link && row.address == way_out.gateway) return row.hardware_address;
    }
    return {};
  }

  // Constant after construction.
  const LocatorConfig config_;
  const AskInternal ask_;
  const Clock& clock_;
  const std::function<void()> on_change_;
  // Of the thread alone.
  const std::unique_ptr<Host> host_;
  KnownNetwork known_;

  std::mutex mutex_;
  // Guarded by mutex_ (stop_ is also read without it).
  std::condition_variable work_;
  std::condition_variable progress_;
  std::atomic<bool> stop_ = false;
  bool wanted_ = false;
  std::optional<WayOut> way_out_;
  std::uint64_t generation_ = 0;
  LocationJudge judge_;
  std::optional<BootTime> asked_at_;
  report::Observation told_;

  std::thread thread_;  // last: starts when everything else is there
};

Result<InternalAddress> parse_internal_address(std::string_view address, std::string_view pin) {
  const Error malformed{ErrorCode::kInvalidArgument,
                        "internal address \"" + std::string(address) +
                            "\": write HOST:PORT or [IPv6]:PORT, and its key as 43 characters of "
                            "base64url SHA-256"};
  const std::size_t colon = address.rfind(':');
  if (colon == std::string_view::npos) return malformed;
  std::string_view host = address.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
  } else if (host.find(':') != std::string_view::npos) {
    return malformed;
  }
  const auto port = parse_unsigned(address.substr(colon + 1));
  const auto digest = crypto::base64url_decode_digest(pin);
  if (host.empty() || host.size() > 253 || !port || *port == 0 || *port > 65535 || !digest) {
    return malformed;
  }
  return InternalAddress{std::string(host), static_cast<std::uint16_t>(*port), *digest};
}

NetworkLocator::NetworkLocator(std::unique_ptr<Worker> worker) : worker_(std::move(worker)) {}
NetworkLocator::~NetworkLocator() = default;

Result<std::unique_ptr<NetworkLocator>> NetworkLocator::start(LocatorConfig config, AskInternal ask,
                                                              std::unique_ptr<Host> host,
                                                              const Clock& clock,
                                                              std::function<void()> on_change) {
  if (config.addresses.size() < 2) {
    return Error{ErrorCode::kInvalidArgument,
                 "network location needs two internal addresses or more, so that one server's "
                 "maintenance does not look like remote work"};
  }
  auto known = KnownNetwork::open(config.state_folder);
  if (!known) return known.error();
  return std::unique_ptr<NetworkLocator>(new NetworkLocator(
      std::make_unique<Worker>(std::move(config), std::move(ask), std::move(host), clock,
                               std::move(on_change), std::move(*known))));
}

report::Observation NetworkLocator::observe(const std::optional<WayOut>& way_out) {
  return worker_->observe(way_out);
}
void NetworkLocator::doubt() { worker_->doubt(); }
void NetworkLocator::settle(std::chrono::milliseconds most) { worker_->settle(most); }

}  // namespace distanskoll::agent
