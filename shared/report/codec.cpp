// SPDX-License-Identifier: EUPL-1.2
// The writing half of codec.h; decode.cpp reads.
#include "shared/report/codec.h"

#include "shared/crypto/encoding.h"
#include "shared/limits.h"

#include <charconv>

namespace distanskoll::report {
namespace {

constexpr std::size_t kUsualReportBytes = 1024;
constexpr std::size_t kUsualHeartbeatBytes = 160;

/// Appends JSON to a string. Text holds no control characters (schema.h, text.h), so that only the
/// quotation mark and the backslash need an escape.
class Writer {
 public:
  explicit Writer(std::size_t usual) { out_.reserve(usual); }

  void raw(std::string_view json) { out_ += json; }

  void number(auto value) {
    char digits[24];
    const auto [end, error] = std::to_chars(std::begin(digits), std::end(digits), value);
    out_.append(digits, end);
  }

  void text(std::string_view value) {
    out_ += '"';
    std::size_t start = 0;
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (value[i] != '"' && value[i] != '\\') continue;
      out_.append(value, start, i - start);
      out_ += '\\';
      start = i;
    }
    out_.append(value, start);
    out_ += '"';
  }

  /// Of a probe or a detail: a token, which needs no escape.
  void name(std::string_view value) {
    out_ += '"';
    out_ += value;
    out_ += "\":";
  }

  void digest(const Digest& value) { text(crypto::base64url_encode(value)); }

  void detail(const DetailValue& value) {
    if (const auto* flag = std::get_if<bool>(&value)) {
      raw(*flag ? "true" : "false");
    } else if (const auto* integer = std::get_if<std::int64_t>(&value)) {
      number(*integer);
    } else {
      text(std::get<std::string>(value));
    }
  }

  void observation(const Observation& value) {
    raw(value.observable() ? R"({"state":)" : R"({"unobservable":)");
    text(value.observable() ? value.state : value.unobservable);
    for (const auto& [detail_name, detail_value] : value.details) {
      raw(",");
      name(detail_name);
      detail(detail_value);
    }
    if (value.source == Source::kSession) raw(R"(,"source":"session")");
    raw("}");
  }

  void observations(const Observations& all) {
    raw("{");
    for (const NamedObservation& each : all) {
      if (&each != &all.front()) raw(",");
      name(each.name);
      observation(each.observation);
    }
    raw("}");
  }

  [[nodiscard]] std::string take() && { return std::move(out_); }

 private:
  std::string out_;
};

static_assert(limits::kReportVersion == 1, "a new version needs its own encoder and golden bytes");
constexpr std::string_view kOpening = R"({"v":1,"seq":)";

}  // namespace

std::string encode(const Report& report) {
  Writer out(kUsualReportBytes);
  out.raw(kOpening);
  out.number(report.seq);
  out.raw(R"(,"at":)");
  out.text(format_time(report.at));
  out.raw(R"(,"user":)");
  if (report.user) {
    out.text(*report.user);
  } else {
    out.raw("null");
  }
  out.raw(R"(,"trigger":)");
  out.text(to_string(report.trigger));
  if (report.prev) {
    out.raw(R"(,"prev":)");
    out.digest(*report.prev);
  }
  if (report.gap) {
    out.raw(R"(,"gap":{"from":)");
    out.number(report.gap->from);
    out.raw(R"(,"to":)");
    out.number(report.gap->to);
    out.raw(R"(,"code":)");
    out.text(report.gap->code);
    out.raw("}");
  }
  if (report.seen) {
    out.raw(R"(,"seen":{"size":)");
    out.number(report.seen->size);
    out.raw(R"(,"root":)");
    out.digest(report.seen->root);
    out.raw("}");
  }
  if (report.flapping != 0) {
    out.raw(R"(,"flapping":)");
    out.number(report.flapping);
  }
  out.raw(R"(,"observations":)");
  out.observations(report.observations);
  out.raw("}");
  return std::move(out).take();
}

std::string encode(const Heartbeat& heartbeat) {
  Writer out(kUsualHeartbeatBytes);
  out.raw(kOpening);
  out.number(heartbeat.seq);
  out.raw(R"(,"at":)");
  out.text(format_time(heartbeat.at));
  out.raw(R"(,"unchanged_since":)");
  out.number(heartbeat.unchanged_since);
  out.raw(R"(,"prev":)");
  out.digest(heartbeat.prev);
  out.raw("}");
  return std::move(out).take();
}

std::string encode(const Observations& observations) {
  Writer out(kUsualReportBytes);
  out.observations(observations);
  return std::move(out).take();
}

}  // namespace distanskoll::report
