// SPDX-License-Identifier: EUPL-1.2
#include "agent/session/toast_xml.h"

#include "agent/session/markup.h"

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

std::string toast_xml(const SessionNotice& notice) {
  return fmt::format(R"(<toast activationType="protocol" launch="{}"><visual>)"
                     R"(<binding template="ToastGeneric">{}{}</binding></visual>{}</toast>)",
                     kToastLaunch, text_element(notice.title), text_element(notice.text),
                     actions(notice.button));
}

}  // namespace distanskoll::agent
