// SPDX-License-Identifier: EUPL-1.2
// Both ends of the agent's local socket: any bytes as a request of any account, and as an answer
// that `status`, the local page and the notification show to people.
#include "agent/person/local_page.h"
#include "agent/person/notice_words.h"
#include "agent/present.h"
#include "agent/reporting/local_answer.h"
#include "agent/session/toast_xml.h"

#include <cstdlib>

namespace {

using namespace distanskoll::agent;
using distanskoll::Language;

void show(const PostureView& view, Language language) {
  const auto now = view.posture_at.value_or(distanskoll::WallTime{});
  if (local_page(&view, now, language).find("<script") != std::string::npos) std::abort();
  const auto decision = decide_notice(view, {}, now, true, language);
  if (decision.notice && toast_xml(words_of(*decision.notice, language)).empty()) std::abort();
  if (!parse_notice_book(write_notice_book(decision.book))) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (parse_local_request(text) && size > kLocalRequestBytes) std::abort();
  const auto view = parse_posture_answer(text);
  for (const Language language : {Language::kSwedish, Language::kEnglish}) {
    const StatusPage page = present_status(text, language);
    if (page.text.empty() || page.exit_code < 0 || page.exit_code > 3) std::abort();
    if (view) show(*view, language);
  }
  return 0;
}
