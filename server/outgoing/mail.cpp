// SPDX-License-Identifier: EUPL-1.2
#include "server/outgoing/mail.h"

#include "server/outgoing/curl_call.h"
#include "server/outgoing/header_words.h"
#include "server/outgoing/secret.h"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace distanskoll::server::outgoing {
namespace {

namespace json = boost::json;

std::string_view code_of(Language language) {
  switch (language) {
    case Language::kSwedish:
      return "sv";
    case Language::kEnglish:
      return "en";
  }
  return "sv";
}

/// SMTP and MIME end lines with CRLF.
std::string with_crlf(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 32);
  for (const char c : text) {
    if (c == '\r') continue;
    if (c == '\n') out += '\r';
    out += c;
  }
  return out;
}

Result<ListOwner> headers_of(const MailServer& server, const Message& message, const Mail& mail,
                             WallTime now) {
  const auto subject = header_text(mail.subject);
  if (!subject) return subject.error();
  const auto name = header_phrase(server.from_name);
  if (!name) return name.error();
  ListOwner headers;
  append(headers, fmt::format("Date: {}", header_date(now)));
  append(headers, fmt::format("From: {} <{}>", *name, server.from.text()));
  append(headers, fmt::format("To: <{}>", message.recipient));
  append(headers, fmt::format("Subject: {}", *subject));
  append(headers, fmt::format("Message-ID: <{}@{}>", message.id, server.from.domain()));
  append(headers, "Auto-Submitted: auto-generated");
  append(headers, fmt::format("Content-Language: {}", code_of(mail.language)));
  append(headers, "Content-Type: multipart/alternative");
  return headers;
}

bool add_part(curl_mime* mime, std::string_view contents, const char* type) {
  curl_mimepart* part = curl_mime_addpart(mime);
  const std::string lines = with_crlf(contents);
  return part != nullptr && curl_mime_data(part, lines.data(), lines.size()) == CURLE_OK &&
         curl_mime_type(part, type) == CURLE_OK &&
         curl_mime_encoder(part, "quoted-printable") == CURLE_OK;
}

/// The reply code says whose fault it was; libcurl's own code says when.
Error judged(const CurlCall& call, const Error& error, const std::string& peer) {
  const long reply = call.response_code();
  if (error.code != ErrorCode::kUnavailable || reply < 500 || reply > 599) return error;
  if (reply == 530 || reply == 534 || reply == 535 || reply == 538) {
    return {ErrorCode::kPermissionDenied,
            fmt::format("{}: it does not accept user name and password (reply {})", peer, reply)};
  }
  // RFC 5321 section 4.2.3: what is wrong with this mailbox or this mail. Any other 5xx is trouble
  // of the server's or of the configuration's, which somebody may mend.
  if (reply < 550 || reply > 556 || reply == 554 || reply == 555) return error;
  return {
      ErrorCode::kInvalidArgument,
      fmt::format("{}: it refuses this mail or its recipient for good (reply {})", peer, reply)};
}

}  // namespace

std::string write_mail(const Mail& mail) {
  return json::serialize(json::object{{"subject", mail.subject},
                                      {"text", mail.text},
                                      {"html", mail.html},
                                      {"language", code_of(mail.language)}});
}

Result<Mail> read_mail(std::string_view body) {
  boost::system::error_code bad;
  const auto value = json::parse(body, bad);
  const Error corrupt{ErrorCode::kCorrupt, "what lies in the outbox is not a mail"};
  if (bad || !value.is_object() || value.as_object().size() != 4) return corrupt;
  const auto text = [&](const char* name) -> const json::string* {
    const auto* member = value.as_object().if_contains(name);
    return member == nullptr ? nullptr : member->if_string();
  };
  const auto* subject = text("subject");
  const auto* plain = text("text");
  const auto* html = text("html");
  const auto* language = text("language");
  if (subject == nullptr || plain == nullptr || html == nullptr || language == nullptr)
    return corrupt;
  for (const auto each : {Language::kSwedish, Language::kEnglish}) {
    if (*language == code_of(each))
      return Mail{std::string(*subject), std::string(*plain), std::string(*html), each};
  }
  return corrupt;
}

Result<std::unique_ptr<MailSender>> MailSender::make(const MailServer& server,
                                                     std::vector<net::Network> local_targets,
                                                     const Clock& clock) {
  if (server.password_file) {
    const auto password = read_secret(*server.password_file);
    if (!password) return password.error().with_prefix("mail.password_file");
  }
  return std::unique_ptr<MailSender>(new MailSender(server, std::move(local_targets), clock));
}

Result<void> MailSender::send(const Message& message) {
  const auto mail = read_mail(message.body);
  if (!mail) return mail.error();
  const auto recipient = EmailAddress::parse(message.recipient);
  if (!recipient) {
    return Error{ErrorCode::kInvalidArgument, "the recipient " + recipient.error().message};
  }
  if (mail->text.size() + mail->html.size() > limits::kMailBytes)
    return Error{ErrorCode::kTooLarge, "a mail is larger than it may be"};
  auto headers = headers_of(server_, message, *mail, clock_.wall());
  if (!headers) return headers.error();

  CallRules rules;
  rules.protocols = server_.tls == MailTls::kImplicit ? "smtps" : "smtp";
  // The path is what EHLO says.
  rules.url =
      fmt::format("{}://{}/{}", rules.protocols, server_.server.text(), server_.from.domain());
  rules.peer = server_.server.text();
  rules.ca_file = server_.ca_file;
  rules.local_targets = local_targets_;
  rules.cancelled = &cancelled_;
  rules.deadline = limits::kOutgoingDeadline;
  CurlCall call(rules);
  call.set(CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
  std::string password;
  if (server_.password_file) {
    auto read = read_secret(*server_.password_file);
    if (!read) return read.error();
    password = std::move(*read);
    call.set(CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN");
    call.set(CURLOPT_USERNAME, server_.user.c_str());
    call.set(CURLOPT_PASSWORD, password.c_str());
  }
  ListOwner recipients;
  append(recipients, fmt::format("<{}>", recipient->text()));
  const std::string from = fmt::format("<{}>", server_.from.text());
  const MimeOwner mime(curl_mime_init(call.handle()));
  if (!mime || !add_part(mime.get(), mail->text, "text/plain; charset=utf-8") ||
      !add_part(mime.get(), mail->html, "text/html; charset=utf-8")) {
    return Error{ErrorCode::kInternal, "libcurl cannot put the mail together"};
  }
  call.set(CURLOPT_MAIL_FROM, from.c_str());
  call.set(CURLOPT_MAIL_RCPT, recipients.get());
  call.set(CURLOPT_HTTPHEADER, headers->get());
  call.set(CURLOPT_MIMEPOST, mime.get());
  const auto sent = call.perform();
  if (!sent) return judged(call, sent.error(), rules.peer);
  return {};
}

}  // namespace distanskoll::server::outgoing
