// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Where the collector may send anything at all: one mail server, a few webhooks, one syslog server.
// They come from the configuration file alone (server/config.h), never from the web. Texts become
// types here that cannot be wrong; kMalformed says what the form is. Plain values, pure functions,
// thread-compatible. RFC 5321 4.1.2 (a mailbox, without the quoted form), RFC 3986 (a URL).

#include "server/net/address.h"
#include "shared/limits.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::server::outgoing {

/// `local@domain` in ASCII, at most 254 characters; what SMTP carries without extensions.
class EmailAddress {
 public:
  [[nodiscard]] static Result<EmailAddress> parse(std::string_view text);
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] std::string_view domain() const;
  bool operator==(const EmailAddress&) const = default;

 private:
  explicit EmailAddress(std::string_view text) : text_(text) {}
  std::string text_;
};

/// "smtp.kommunen.se:587", "192.0.2.1:25", "[2001:db8::1]:6514". The host is kept without brackets.
struct HostPort {
  std::string host;
  std::uint16_t port = 0;
  [[nodiscard]] static Result<HostPort> parse(std::string_view text);
  [[nodiscard]] std::string text() const;
};

/// https, a host, no user, no fragment, printable ASCII, at most limits::kTargetBytes.
class HttpsUrl {
 public:
  [[nodiscard]] static Result<HttpsUrl> parse(std::string_view text);
  [[nodiscard]] const std::string& text() const { return text_; }
  /// Scheme, host and port: what a log may say, because secrets hide in paths.
  [[nodiscard]] const std::string& origin() const { return origin_; }

 private:
  HttpsUrl(std::string_view text, std::string origin) : text_(text), origin_(std::move(origin)) {}
  std::string text_;
  std::string origin_;
};

enum class MailTls { kStartTls, kImplicit };
enum class Language { kSwedish, kEnglish };

struct MailServer {
  HostPort server;
  MailTls tls = MailTls::kStartTls;
  std::filesystem::path ca_file;
  std::string user;                                    ///< empty: no sign-in
  std::optional<std::filesystem::path> password_file;  ///< 0600; there when `user` is
  EmailAddress from;
  std::string from_name = "Distanskoll";
  Language language = Language::kSwedish;
};

struct Webhook {
  std::string name;  ///< an id of the configuration's own: in logs and in the outbox
  HttpsUrl url;
  std::filesystem::path secret_file;  ///< 0600; "whsec_" and base64 of 24 to 64 bytes
  std::filesystem::path ca_file;
};

/// RFC 5424 section 6.2.1; the numbers are the protocol's.
enum class SyslogFacility {
  kAuthPriv = 10,
  kAudit = 13,
  kLocal0 = 16,
  kLocal1 = 17,
  kLocal2 = 18,
  kLocal3 = 19,
  kLocal4 = 20,
  kLocal5 = 21,
  kLocal6 = 22,
  kLocal7 = 23,
};

struct SyslogServer {
  HostPort server;
  std::filesystem::path ca_file;
  std::optional<std::filesystem::path> certificate;  ///< the collector's own, with its key, when
  std::optional<std::filesystem::path> key;          ///< the server asks for one
  SyslogFacility facility = SyslogFacility::kAuthPriv;
  std::int64_t enterprise =
      32473;  ///< of the structured data's name; RFC 5612's number for examples
};

struct Addresses {
  /// Loopback and link-local addresses that may nevertheless be spoken to.
  std::vector<net::Network> local_targets;
  std::chrono::days keep_contents{limits::kOutboxKeepDaysDefault};
  std::string pages;  ///< the people's pages as a browser finds them; opens each link; no '/' last
  std::optional<MailServer> mail;
  std::vector<Webhook> webhooks;
  std::optional<SyslogServer> syslog;
};

/// Debian's bundle of public CAs.
inline constexpr std::string_view kSystemCaFile = "/etc/ssl/certs/ca-certificates.crt";

}  // namespace distanskoll::server::outgoing
