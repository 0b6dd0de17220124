// SPDX-License-Identifier: EUPL-1.2
#include "server/admission/answer.h"

#include "shared/crypto/encoding.h"
#include "shared/limits.h"

#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>

namespace distanskoll::server::admission {
namespace {

std::string json_text(std::string_view text) {
  return boost::json::serialize(boost::json::string_view(text.data(), text.size()));
}

/// Appends the members of one of the three lists.
class ListWriter {
 public:
  void add(std::string_view item) {
    if (!text_.empty()) text_ += ',';
    text_ += item;
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

struct Lists {
  ListWriter receipts;
  ListWriter retry;
  ListWriter refused;
  std::uint64_t epoch = 0;

  void add(const Line& line, std::size_t index) {
    const std::string number = R"({"seq":)" + std::to_string(line.seq);
    if (!line.outcome) return;
    if (const auto* receipt = std::get_if<Outcome::Receipt>(&line.outcome->what)) {
      receipts.add(number + R"(,"leaf":)" + std::to_string(receipt->leaf) + R"(,"salt":")" +
                   crypto::base64url_encode(receipt->salt) + '"' +
                   (receipt->epoch != epoch ? R"(,"epoch":)" + std::to_string(receipt->epoch)
                                            : std::string()) +
                   '}');
    } else if (std::holds_alternative<Outcome::Taken>(line.outcome->what)) {
      receipts.add(number + '}');
    } else if (const auto* later = std::get_if<Outcome::Retry>(&line.outcome->what)) {
      retry.add(number + R"(,"seconds":)" + std::to_string(later->wait.count()) + '}');
    } else if (const auto* never = std::get_if<Outcome::Refused>(&line.outcome->what)) {
      refused.add(number + R"(,"line":)" + std::to_string(index) + R"(,"code":")" +
                  std::string(to_string(never->code)) + R"(","detail":)" +
                  json_text(never->detail) + '}');
    }
  }
};

std::string write_settings(const Settings& settings) {
  std::string text = R"({"heartbeat_seconds":)" + std::to_string(settings.heartbeat_seconds) +
                     R"(,"policy":")" + settings.policy_sha256_hex + R"(","report_versions":[)" +
                     std::to_string(limits::kReportVersion) + R"(],"epoch":)" +
                     std::to_string(settings.epoch) + R"(,"highest_seq":)" +
                     std::to_string(settings.highest_seq);
  if (settings.resend_from) {
    text += R"(,"resend_from":)" + std::to_string(*settings.resend_from);
  }
  return text + '}';
}

}  // namespace

std::string write_answer(const std::vector<Line>& lines, const std::string& checkpoint,
                         const std::string& posture, const Settings& settings) {
  Lists lists;
  lists.epoch = settings.epoch;
  for (std::size_t i = 0; i < lines.size(); ++i) lists.add(lines[i], i);
  std::string text = R"({"receipts":[)" + lists.receipts.text() + R"(],"retry":[)" +
                     lists.retry.text() + R"(],"refused":[)" + lists.refused.text() + ']';
  if (!checkpoint.empty()) text += R"(,"checkpoint":)" + json_text(checkpoint);
  if (!posture.empty()) text += R"(,"posture":)" + posture;
  return text + R"(,"settings":)" + write_settings(settings) + '}';
}

std::string write_posture(const compliance::Posture& posture) {
  std::string text = R"({"presence":")" + std::string(to_string(posture.presence)) +
                     R"(","overall":")" + std::string(to_string(posture.overall())) +
                     R"(","lines":[)";
  for (const compliance::PostureLine& line : posture.lines) {
    if (text.back() == '}') text += ',';
    text += R"({"requirement":")" + line.requirement + R"(","severity":")" +
            std::string(policy::to_string(line.severity)) + R"(","result":")" +
            std::string(to_string(line.result)) + R"(","reasons":[)";
    for (const std::string& reason : line.reasons) {
      if (text.back() == '"') text += ',';
      text += json_text(reason);
    }
    text += "]}";
  }
  return text + "]}";
}

Answer put_off_all(std::string_view body, std::chrono::seconds wait) {
  ListWriter retry;
  for (const std::string_view line : split_lines(body)) {
    retry.add(R"({"seq":)" + std::to_string(claimed_number(line)) + R"(,"seconds":)" +
              std::to_string(wait.count()) + '}');
  }
  return {503, "application/json",
          R"({"receipts":[],"retry":[)" + retry.text() + R"(],"refused":[]})",
          static_cast<int>(wait.count())};
}

}  // namespace distanskoll::server::admission
