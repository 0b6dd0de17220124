// SPDX-License-Identifier: EUPL-1.2
#include "agent/session/toast_xml.h"

#include <gmock/gmock.h>

namespace distanskoll::agent {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(ToastXml, IsWhatWindowsWants) {
  EXPECT_EQ(toast_xml({"Inte uppfyllt: Krypterad disk", "Ring IT-stöd.", "Visa min sida"}),
            R"(<toast activationType="protocol" launch="distanskoll:page"><visual>)"
            R"(<binding template="ToastGeneric"><text>Inte uppfyllt: Krypterad disk</text>)"
            R"(<text>Ring IT-stöd.</text></binding></visual><actions>)"
            R"(<action activationType="protocol" arguments="distanskoll:page" )"
            R"(content="Visa min sida"/></actions></toast>)");
  EXPECT_THAT(toast_xml({"a", "", ""}), HasSubstr("<text>a</text></binding></visual></toast>"));
}

TEST(ToastXml, EscapesWhatAPolicyMayHold) {
  const std::string xml = toast_xml({"<b>&\"'", std::string("a\x01\nb\x7F", 5), "]]>"});
  EXPECT_THAT(xml, HasSubstr("<text>&lt;b&gt;&amp;&quot;&#39;</text>"));
  EXPECT_THAT(xml, HasSubstr("<text>a b</text>"));
  EXPECT_THAT(xml, HasSubstr("content=\"]]&gt;\""));
  EXPECT_THAT(xml, Not(HasSubstr("<b>")));
}

}  // namespace
}  // namespace distanskoll::agent
