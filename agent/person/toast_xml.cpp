// SPDX-License-Identifier: EUPL-1.2
#include "agent/person/toast_xml.h"

#include "agent/person/markup.h"
#include "agent/person/page_words.h"

#include <fmt/format.h>

namespace distanskoll::agent {
namespace {

std::string text_element(std::string_view text) {
  return text.empty() ? std::string() : fmt::format("<text>{}</text>", escaped(text));
}

std::string actions(std::string_view button) {
  if (button.empty()) return {};
  return fmt::format(
      R"(<actions><action activationType="protocol" arguments="{}" content="{}"/></actions>)",
      kToastLaunch, escaped(button));
}

}  // namespace

ToastText toast_text(const Notice& notice, Language language) {
  ToastText toast{fmt::format("{}: {}", word(language, PageWord::kNotMet), notice.heading),
                  notice.why, std::string(word(language, PageWord::kShowMyPage))};
  if (notice.remedy.empty()) return toast;
  if (!toast.text.empty()) toast.text += ' ';
  toast.text += fmt::format("{}: {}", word(language, PageWord::kDoThis), notice.remedy);
  return toast;
}

std::string toast_xml(const ToastText& toast) {
  return fmt::format(R"(<toast activationType="protocol" launch="{}"><visual>)"
                     R"(<binding template="ToastGeneric">{}{}</binding></visual>{}</toast>)",
                     kToastLaunch, text_element(toast.title), text_element(toast.text),
                     actions(toast.button));
}

}  // namespace distanskoll::agent
