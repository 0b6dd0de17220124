// SPDX-License-Identifier: EUPL-1.2
#include "agent/session/toast_xml.h"

#include "agent/session/markup.h"
#include "agent/session/page_words.h"

#include <fmt/format.h>

namespace distanskoll::agent {
namespace {

std::string text_element(std::string_view text) {
  return text.empty() ? std::string() : fmt::format("<text>{}</text>", escaped(text));
}

}  // namespace

std::string toast_xml(const Notice& notice, Language language) {
  std::string remedy;
  if (!notice.remedy.empty()) {
    remedy = fmt::format("{}: {}", word(language, PageWord::kDoThis), notice.remedy);
  }
  return fmt::format(
      R"(<toast activationType="protocol" launch="{0}"><visual lang="{1}">)"
      R"(<binding template="ToastGeneric">{2}{3}{4}</binding></visual><actions>)"
      R"(<action activationType="protocol" arguments="{0}" content="{5}"/></actions></toast>)",
      kToastLaunch, language == Language::kSwedish ? "sv-SE" : "en-GB",
      text_element(fmt::format("{}: {}", word(language, PageWord::kNotMet), notice.heading)),
      text_element(notice.why), text_element(remedy),
      escaped(word(language, PageWord::kShowMyPage)));
}

}  // namespace distanskoll::agent
