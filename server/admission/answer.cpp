// SPDX-License-Identifier: EUPL-1.2
#include "server/admission/answer.h"

#include "shared/crypto/encoding.h"
#include "shared/limits.h"

#include <charconv>

#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>

namespace distanskoll::server::admission {
namespace {

constexpr std::size_t kUsualAnswerBytes = 768;
constexpr std::size_t kUsualPostureBytes = 1024;

std::string json_text(std::string_view text) {
  return boost::json::serialize(boost::json::string_view(text.data(), text.size()));
}

/// Appends text after text: an answer is composed for every report.
class Text {
 public:
  explicit Text(std::size_t usual) { out_.reserve(usual); }
  Text& operator<<(std::string_view text) {
    out_ += text;
    return *this;
  }
  Text& operator<<(std::uint64_t number) { return digits(number); }
  Text& operator<<(std::int64_t number) { return digits(number); }
  /// After the last member of a list.
  void drop_comma() {
    if (out_.back() == ',') out_.pop_back();
  }
  [[nodiscard]] std::string take() && { return std::move(out_); }

 private:
  Text& digits(auto number) {
    char digits[24];
    const auto [end, error] = std::to_chars(std::begin(digits), std::end(digits), number);
    out_.append(digits, end);
    return *this;
  }
  std::string out_;
};

/// A list of what `add(line, i)` makes of the lines it knows; it says whether it did.
template <class Add>
void write_list(Text& out, const std::vector<Line>& lines, const Add& add) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].outcome && add(lines[i], i)) out << "},";
  }
  out.drop_comma();
}

void begin_line(Text& out, const Line& line) { out << R"({"seq":)" << line.seq; }

void write_receipts(Text& out, const std::vector<Line>& lines, std::uint64_t epoch) {
  write_list(out, lines, [&](const Line& line, std::size_t) {
    const auto* receipt = std::get_if<Outcome::Receipt>(&line.outcome->what);
    if (receipt == nullptr && !std::holds_alternative<Outcome::Taken>(line.outcome->what)) {
      return false;
    }
    begin_line(out, line);
    if (receipt == nullptr) return true;
    out << R"(,"leaf":)" << receipt->leaf << R"(,"salt":")"
        << crypto::base64url_encode(receipt->salt) << "\"";
    if (receipt->epoch != epoch) out << R"(,"epoch":)" << receipt->epoch;
    return true;
  });
}

void write_retries(Text& out, const std::vector<Line>& lines) {
  write_list(out, lines, [&](const Line& line, std::size_t) {
    const auto* later = std::get_if<Outcome::Retry>(&line.outcome->what);
    if (later == nullptr) return false;
    begin_line(out, line);
    out << R"(,"seconds":)" << std::int64_t{later->wait.count()};
    return true;
  });
}

void write_refusals(Text& out, const std::vector<Line>& lines) {
  write_list(out, lines, [&](const Line& line, std::size_t i) {
    const auto* never = std::get_if<Outcome::Refused>(&line.outcome->what);
    if (never == nullptr) return false;
    begin_line(out, line);
    out << R"(,"line":)" << std::uint64_t{i} << R"(,"code":")" << to_string(never->code)
        << R"(","detail":)" << json_text(never->detail);
    return true;
  });
}

void write_settings(Text& out, const Settings& settings) {
  out << R"({"heartbeat_seconds":)" << settings.heartbeat_seconds << R"(,"policy":")"
      << settings.policy_sha256_hex << R"(","report_versions":[)"
      << std::int64_t{limits::kReportVersion} << R"(],"epoch":)" << settings.epoch
      << R"(,"highest_seq":)" << settings.highest_seq;
  if (settings.resend_from) out << R"(,"resend_from":)" << *settings.resend_from;
  out << "}";
}

}  // namespace

std::string write_answer(const std::vector<Line>& lines, const std::string& checkpoint,
                         const std::string& posture, const Settings& settings) {
  Text out(kUsualAnswerBytes + posture.size() + 96 * lines.size());
  out << R"({"receipts":[)";
  write_receipts(out, lines, settings.epoch);
  out << R"(],"retry":[)";
  write_retries(out, lines);
  out << R"(],"refused":[)";
  write_refusals(out, lines);
  out << "]";
  if (!checkpoint.empty()) out << R"(,"checkpoint":)" << json_text(checkpoint);
  if (!posture.empty()) out << R"(,"posture":)" << posture;
  out << R"(,"settings":)";
  write_settings(out, settings);
  out << "}";
  return std::move(out).take();
}

std::string write_posture(const compliance::Posture& posture) {
  Text out(kUsualPostureBytes);
  out << R"({"presence":")" << to_string(posture.presence) << R"(","overall":")"
      << to_string(posture.overall()) << R"(","lines":[)";
  for (const compliance::PostureLine& line : posture.lines) {
    out << R"({"requirement":")" << line.requirement << R"(","severity":")"
        << policy::to_string(line.severity) << R"(","result":")" << to_string(line.result)
        << R"(","reasons":[)";
    for (const std::string& reason : line.reasons) out << json_text(reason) << ",";
    out.drop_comma();
    out << "]},";
  }
  out.drop_comma();
  out << "]}";
  return std::move(out).take();
}

Answer put_off_all(std::string_view body, std::chrono::seconds wait) {
  const std::vector<std::string_view> lines = split_lines(body);
  Text out(64 + 40 * lines.size());
  out << R"({"receipts":[],"retry":[)";
  for (const std::string_view line : lines) {
    out << R"({"seq":)" << claimed_number(line) << R"(,"seconds":)" << std::int64_t{wait.count()}
        << "},";
  }
  out.drop_comma();
  out << R"(],"refused":[]})";
  return {503, "application/json", std::move(out).take(), static_cast<int>(wait.count())};
}

}  // namespace distanskoll::server::admission
