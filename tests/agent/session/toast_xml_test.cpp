// SPDX-License-Identifier: EUPL-1.2
#include "agent/session/toast_xml.h"

#include <gmock/gmock.h>

namespace distanskoll::agent {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(ToastXml, SaysWhatWhyAndWhatToDo) {
  EXPECT_EQ(
      toast_xml({"disk", "Krypterad disk", "En dator kan tappas bort.", "Ring IT-stöd."},
                Language::kSwedish),
      R"(<toast activationType="protocol" launch="distanskoll:page"><visual lang="sv-SE">)"
      R"(<binding template="ToastGeneric"><text>Inte uppfyllt: Krypterad disk</text>)"
      R"(<text>En dator kan tappas bort.</text><text>Gör så här: Ring IT-stöd.</text></binding>)"
      R"(</visual><actions><action activationType="protocol" arguments="distanskoll:page" )"
      R"(content="Visa min sida"/></actions></toast>)");
}

TEST(ToastXml, LeavesOutWhatThePolicyDoesNotSay) {
  const std::string xml = toast_xml({"disk", "Encrypted disk", "", ""}, Language::kEnglish);
  EXPECT_THAT(xml, HasSubstr("<text>Not met: Encrypted disk</text></binding>"));
}

TEST(ToastXml, EscapesWhatAPolicyMayHold) {
  const std::string xml =
      toast_xml({"x", "<b>&\"'", std::string("a\x01\nb\x7F", 5), "]]>"}, Language::kEnglish);
  EXPECT_THAT(xml, HasSubstr("<text>Not met: &lt;b&gt;&amp;&quot;&#39;</text>"));
  EXPECT_THAT(xml, HasSubstr("<text>a b</text>"));
  EXPECT_THAT(xml, HasSubstr("Do this: ]]&gt;"));
}

}  // namespace
}  // namespace distanskoll::agent
