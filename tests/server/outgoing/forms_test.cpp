// SPDX-License-Identifier: EUPL-1.2
#include "server/outgoing/addresses.h"
#include "server/outgoing/guard.h"
#include "server/outgoing/header_words.h"
#include "server/outgoing/mail.h"
#include "server/outgoing/syslog_line.h"
#include "server/outgoing/webhook.h"
#include "shared/crypto/encoding.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"

#include <array>

namespace distanskoll::server::outgoing {
namespace {

using ::testing::HasSubstr;

TEST(EmailAddresses, AreMailboxesInAscii) {
  for (const char* good : {"a@b", "anna.larsson@vaggeryd.se", "a+b_c'd@x-y.example.org"}) {
    EXPECT_THAT(EmailAddress::parse(good), IsOk()) << good;
  }
  const std::string long_one = std::string(250, 'a') + "@b.se";
  for (const char* bad :
       {"", "@", "a@", "@b", "a b@c", ".a@b", "a.@b", "a..b@c", "å@b.se", "a@bö.se", "a@b..c",
        "a@-b", "a@b-", "<a@b>", "a@b\r\nc", "\"a\"@b", "a@[127.0.0.1]", long_one.c_str()}) {
    EXPECT_THAT(EmailAddress::parse(bad), IsError(ErrorCode::kMalformed)) << bad;
  }
  EXPECT_EQ(EmailAddress::parse("a@x.se")->domain(), "x.se");
}

TEST(HostPorts, AreAHostAndAPort) {
  for (const char* good : {"smtp.kommunen.se:587", "192.0.2.1:25", "[2001:db8::1]:6514", "x:1"}) {
    EXPECT_THAT(HostPort::parse(good), IsOk()) << good;
    EXPECT_EQ(HostPort::parse(good)->text(), good);
  }
  for (const char* bad : {"", "smtp", ":25", "x:", "x:0", "x:65536", "2001:db8::1:25", "[x]:25",
                          "a b:25", "user@x:25", "x/y:25", "x:025"}) {
    EXPECT_THAT(HostPort::parse(bad), IsError(ErrorCode::kMalformed)) << bad;
  }
}

TEST(HttpsUrls, AreHttpsAndHideTheirPath) {
  const auto url = HttpsUrl::parse("https://siem.kommunen.se:8443/hooks/secret?x=1");
  ASSERT_THAT(url, IsOk());
  EXPECT_EQ(url->origin(), "https://siem.kommunen.se:8443");
  for (const char* bad :
       {"", "http://x/", "https://", "https:///x", "https://u:p@x/", "https://x/#y", "https://x:0/",
        "ftp://x", "x", "https://x/å", "https://x/ y"}) {
    EXPECT_THAT(HttpsUrl::parse(bad), IsError(ErrorCode::kMalformed)) << bad;
  }
}

TEST(Guard, RefusesThisMachineItsLinkAndCrowds) {
  const auto refuses = [](const char* text, std::vector<net::Network> listed = {}) {
    return why_not(net::Address::parse(text).value(), listed).has_value();
  };
  for (const char* bad :
       {"127.0.0.1", "127.255.255.254", "::1", "::ffff:127.0.0.1", "0.0.0.0", "::", "::127.0.0.1",
        "169.254.169.254", "fe80::1", "febf::1", "224.0.0.1", "ff02::1", "255.255.255.255"}) {
    EXPECT_TRUE(refuses(bad)) << bad;
  }
  for (const char* good : {"192.0.2.1", "10.0.0.1", "172.16.0.1", "2001:db8::1", "fd00::1",
                           "128.0.0.1", "169.253.0.1", "fec0::1"}) {
    EXPECT_FALSE(refuses(good)) << good;
  }
  EXPECT_FALSE(refuses("127.0.0.1", {net::Network::parse("127.0.0.1").value()}));
  EXPECT_TRUE(refuses("127.0.0.2", {net::Network::parse("127.0.0.1").value()}));
  EXPECT_FALSE(refuses("fe80::1", {net::Network::parse("fe80::/10").value()}));
}

TEST(HeaderText, StaysPlainOrBecomesEncodedWords) {
  EXPECT_THAT(header_text("Two agreements end"), IsOkAnd("Two agreements end"));
  EXPECT_THAT(header_text("Å"), IsOkAnd("=?UTF-8?B?w4U=?="));
  EXPECT_THAT(header_text("=?UTF-8?B?w4U=?="), IsOkAnd("=?UTF-8?B?PT9VVEYtOD9CP3c0VT0/PQ==?="));
  EXPECT_THAT(header_phrase("Distanskoll"), IsOkAnd("\"Distanskoll\""));
  EXPECT_THAT(header_phrase("a\"b"), IsOkAnd("=?UTF-8?B?YSJi?="));
  for (const char* bad : {"", "a\nb", "a\r\nBcc: x@y", "a\tb", "\xff"}) {
    EXPECT_THAT(header_text(bad), IsError(ErrorCode::kInvalidArgument)) << bad;
  }
  EXPECT_THAT(header_text(std::string(256, 'a')), IsError(ErrorCode::kInvalidArgument));
}

TEST(HeaderText, NeverCutsACharacterInTwo) {
  std::string text = "x";
  while (text.size() < 250) text += "å€😀";
  text.resize(1 + (250 / 9) * 9);
  const auto encoded = header_text(text);
  ASSERT_THAT(encoded, IsOk());
  std::string all;
  for (std::size_t at = 0; at != std::string::npos;) {
    const auto end = encoded->find("\r\n ", at);
    const auto word = encoded->substr(at, end == std::string::npos ? end : end - at);
    EXPECT_LE(word.size(), 75U);
    const auto bytes = crypto::base64_decode(word.substr(10, word.size() - 12));
    ASSERT_THAT(bytes, IsOk());
    const std::string part(as_text(*bytes));
    EXPECT_THAT(header_text(part), IsOk()) << "each word is UTF-8 in itself";
    all += part;
    at = end == std::string::npos ? end : end + 3;
  }
  EXPECT_EQ(all, text);
}

TEST(Mails, LieInTheOutboxAsTheyWereWritten) {
  const Mail mail{"Ämne", "rad\nrad\n", "<p>å</p>", Language::kEnglish};
  const auto back = read_mail(write_mail(mail));
  ASSERT_THAT(back, IsOk());
  EXPECT_EQ(back->subject, mail.subject);
  EXPECT_EQ(back->text, mail.text);
  EXPECT_EQ(back->html, mail.html);
  EXPECT_EQ(back->language, mail.language);
  for (const char* bad : {"", "{}", "[]", R"({"subject":1,"text":"","html":"","language":"sv"})",
                          R"({"subject":"","text":"","html":"","language":"no"})"}) {
    EXPECT_THAT(read_mail(bad), IsError(ErrorCode::kCorrupt)) << bad;
  }
}

// The example of the specification (standard-webhooks/spec, "Symmetric").
TEST(WebhookSignature, IsTheOneOfThePublishedExample) {
  const auto secret = crypto::base64_decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").value();
  EXPECT_EQ(
      webhook_signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        WallTime(std::chrono::seconds(1614265330)), R"({"test": 2432232314})"),
      "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST(SyslogLine, IsRfc5424) {
  const SyslogEvent event{SyslogSeverity::kError,
                          FakeClock().wall(),
                          "finding.opened",
                          {{"computer", "d1"}, {"b=]\" d", "x\"y]z\\"}},
                          "Ny brist\nåä"};
  EXPECT_EQ(syslog_line({SyslogFacility::kAuthPriv, 32473, "sam lare"}, event),
            "<83>1 2026-03-02T07:00:00Z sam?lare distanskoll - finding.opened "
            "[distanskoll@32473 computer=\"d1\" b????d=\"x\\\"y\\]z\\\\\"] "
            "\xEF\xBB\xBFNy brist?????");
  EXPECT_EQ(syslog_frame("abc"), "3 abc");
  EXPECT_THAT(syslog_line({}, {}), HasSubstr("<85>1 1970-01-01T00:00:00Z - distanskoll - - "));
}

}  // namespace
}  // namespace distanskoll::server::outgoing
