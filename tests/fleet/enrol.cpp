// SPDX-License-Identifier: EUPL-1.2
#include "tests/fleet/enrol.h"

#include "shared/crypto/encoding.h"
#include "shared/crypto/request.h"

#include <algorithm>

#include <fmt/format.h>

namespace distanskoll::fleet {
namespace {

using std::chrono::steady_clock;

Result<std::vector<crypto::Certificate>> certificates_of(const HttpAnswer& answer) {
  const Result<Bytes> der = crypto::base64_decode(answer.body, true);
  if (!der) return der.error().with_prefix("EST answer");
  return crypto::decode_certs_only(*der);
}

/// Asks once and waits.
class OneQuestion final : public WireUser {
 public:
  explicit OneQuestion(std::string request) : request_(std::move(request)) {}
  void on_open(Wire& wire) override { wire.send(request_); }
  void on_answer(Wire&, HttpAnswer answer) override { answer_ = std::move(answer); }
  void on_lost(Wire&, const Error& error) override { answer_ = error; }

  Result<HttpAnswer> ask(const Target& target, SSL_CTX* context) {
    Poller poller;
    Wire wire(poller, target, context, *this, 0);
    DISTANSKOLL_TRY(wire.open(nullptr, nullptr, target.loopback() ? source_of(0) : 0));
    const auto until = steady_clock::now() + std::chrono::seconds(10);
    while (!answer_ && steady_clock::now() < until) poller.wait(std::chrono::milliseconds(100));
    if (!answer_) return Error{ErrorCode::kTimedOut, target.authority() + ": no answer in 10 s"};
    return std::move(*answer_);
  }

 private:
  std::string request_;
  std::optional<Result<HttpAnswer>> answer_;
};

/// Several laptops at once, each wire one laptop after the other.
class Enrolment final : public WireUser {
 public:
  Enrolment(Fleet& fleet, const Target& target, const agent::EnrolmentCode& code, SSL_CTX* context,
            Figures& figures)
      : fleet_(fleet), target_(target), code_(code), context_(context), figures_(figures) {}

  Result<void> run(const EnrolPlan& plan, const std::atomic<bool>& stop) {
    first_ = fleet_.laptops.size();
    next_ = first_;
    until_ = plan.laptops;
    done_.resize(until_ > first_ ? until_ - first_ : 0);
    const std::size_t lanes = std::min(plan.connections, done_.size());
    lanes_.resize(lanes);
    for (std::size_t i = 0; i < lanes; ++i) {
      wires_.push_back(std::make_unique<Wire>(poller_, target_, context_, *this, i));
      begin(*wires_.back());
    }
    const auto began = steady_clock::now();
    auto told = began;
    while (running_ > 0) {
      poller_.wait(std::chrono::milliseconds(50));
      if (stop.load()) until_ = next_;
      if (steady_clock::now() - told > std::chrono::seconds(2)) {
        told = steady_clock::now();
        fmt::print(
            stderr, "enrolled {} of {}, {:.0f} a second\n", first_ + enrolled_, plan.laptops,
            static_cast<double>(enrolled_) / std::chrono::duration<double>(told - began).count());
      }
    }
    // Without holes: what is behind a laptop that failed is left to the next run.
    for (auto& laptop : done_) {
      if (!laptop) break;
      fleet_.laptops.push_back(std::move(*laptop));
    }
    if (failure_) return *failure_;
    return {};
  }

  void on_open(Wire& wire) override {
    ++figures_.full_handshakes;
    Lane& lane = lanes_[wire.tag];
    Result<crypto::PrivateKey> key = crypto::PrivateKey::generate(crypto::KeyKind::kP256);
    const std::string secret = crypto::base64_encode(as_bytes(code_.id + ":" + code_.secret));
    Result<std::string> request = key ? est_request(target_, "simpleenroll", lane.person, *key,
                                                    "Authorization: Basic " + secret + "\r\n")
                                      : Result<std::string>(key.error());
    if (!request) {
      fail(wire, request.error());
      return;
    }
    lane.key.emplace(std::move(*key));
    wire.send(std::move(*request));
  }

  void on_answer(Wire& wire, HttpAnswer answer) override {
    Lane& lane = lanes_[wire.tag];
    if (answer.status != 200) {
      ++figures_.statuses[std::to_string(answer.status)];
      fail(wire,
           Error{answer.status == 202 ? ErrorCode::kUnavailable : ErrorCode::kPermissionDenied,
                 fmt::format("laptop {}: enrolment answered {}: {}", lane.person.number,
                             answer.status, answer.body)});
      return;
    }
    Result<Laptop> laptop = take(lane, answer);
    if (!laptop) {
      fail(wire, laptop.error());
      return;
    }
    figures_.report_latency.add(steady_clock::now() - lane.began);
    done_[lane.person.number - first_] = std::move(*laptop);
    ++enrolled_;
    wire.close();
    --running_;
    begin(wire);
  }

  void on_lost(Wire& wire, const Error& error) override {
    ++figures_.losses[error.message];
    fail(wire, error);
  }

 private:
  struct Lane {
    Person person;
    std::optional<crypto::PrivateKey> key;
    TimePoint began{};
  };

  void begin(Wire& wire) {
    if (next_ >= until_ || failure_) return;
    Lane& lane = lanes_[wire.tag];
    lane.person = person_of(fleet_.seed, static_cast<std::uint32_t>(next_++));
    lane.began = steady_clock::now();
    ++running_;
    const std::uint32_t source = target_.loopback() ? source_of(lane.person.number) : 0;
    if (Result<void> opened = wire.open(nullptr, nullptr, source); !opened) {
      fail(wire, opened.error());
    }
  }

  Result<Laptop> take(Lane& lane, const HttpAnswer& answer) {
    const Result<crypto::Certificate> own = own_certificate(answer);
    if (!own) return own.error();
    const Result<Digest> pseudonym_key = crypto::base64url_decode_digest(answer.pseudonym_key);
    if (!pseudonym_key) return pseudonym_key.error().with_prefix("Distanskoll-Pseudonym-Key");
    return Laptop{lane.person,
                  std::move(*lane.key),
                  chain_of(*own, fleet_.issuers),
                  *own->device_id(),
                  *pseudonym_key,
                  Series{},
                  {}};
  }

  void fail(Wire& wire, const Error& error) {
    if (!failure_) failure_ = error;
    wire.close();
    --running_;
  }

  Fleet& fleet_;
  const Target& target_;
  const agent::EnrolmentCode& code_;
  SSL_CTX* context_;
  Figures& figures_;
  Poller poller_;
  std::vector<std::unique_ptr<Wire>> wires_;
  std::vector<Lane> lanes_;
  std::vector<std::optional<Laptop>> done_;
  std::size_t first_ = 0;
  std::size_t next_ = 0;
  std::size_t until_ = 0;
  std::size_t running_ = 0;
  std::size_t enrolled_ = 0;
  std::optional<Error> failure_;
};

}  // namespace

Result<std::string> est_request(const Target& target, std::string_view path, const Person& person,
                                const crypto::PrivateKey& key, std::string_view authorization) {
  const Result<Bytes> der = crypto::make_request(key, host_name_of(person));
  if (!der) return der.error();
  const std::string body = crypto::base64_encode(*der);
  return fmt::format(
      "POST /.well-known/est/{} HTTP/1.1\r\nHost: {}\r\n{}Content-Type: application/pkcs10\r\n"
      "Content-Transfer-Encoding: base64\r\nDistanskoll-Host-Name: {}\r\n"
      "Distanskoll-Serial-Number: {}\r\nContent-Length: {}\r\n\r\n{}",
      path, target.authority(), authorization, host_name_of(person), serial_number_of(person),
      body.size(), body);
}

Result<crypto::Certificate> own_certificate(const HttpAnswer& answer) {
  const Result<std::vector<crypto::Certificate>> certificates = certificates_of(answer);
  if (!certificates) return certificates.error();
  for (const crypto::Certificate& each : *certificates) {
    if (each.device_id()) return each;
  }
  return Error{ErrorCode::kMalformed, "the EST answer holds no device certificate"};
}

Result<Trust> fetch_trust(const Target& target, const Digest& fingerprint) {
  Result<crypto::TlsContextOwner> anybody = make_context({});
  if (!anybody) return anybody.error();
  OneQuestion question("GET /.well-known/est/cacerts HTTP/1.1\r\nHost: " + target.authority() +
                       "\r\n\r\n");
  const Result<HttpAnswer> answer = question.ask(target, anybody->get());
  if (!answer) return answer.error();
  if (answer->status != 200) {
    return Error{ErrorCode::kUnavailable,
                 fmt::format("{}: cacerts answered {}", target.authority(), answer->status)};
  }
  const Result<std::vector<crypto::Certificate>> published = certificates_of(*answer);
  if (!published) return published.error();
  Trust trust;
  for (const crypto::Certificate& certificate : *published) {
    const bool named = certificate.is_ca() && certificate.spki_digest() == fingerprint;
    (named ? trust.roots : trust.issuers).push_back(certificate);
  }
  if (trust.roots.empty()) {
    return Error{ErrorCode::kUntrusted,
                 target.authority() + ": no CA certificate has the code's fingerprint"};
  }
  return trust;
}

Result<void> enrol(Fleet& fleet, const Target& target, const agent::EnrolmentCode& code,
                   const EnrolPlan& plan, const std::atomic<bool>& stop, Figures& figures) {
  Result<crypto::TlsContextOwner> context = make_context(fleet.roots);
  if (!context) return context.error();
  if (plan.now) judge_certificates_at(context->get(), *plan.now);
  const TimePoint began = steady_clock::now();
  Enrolment enrolment(fleet, target, code, context->get(), figures);
  Result<void> done = enrolment.run(plan, stop);
  figures.seconds = std::chrono::duration<double>(steady_clock::now() - began).count();
  return done;
}

}  // namespace distanskoll::fleet
