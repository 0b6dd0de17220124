// SPDX-License-Identifier: EUPL-1.2
#include "server/outgoing/curl_call.h"

#include "server/outgoing/guard.h"

#include <cstring>

#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace distanskoll::server::outgoing {
namespace {

/// libcurl counts how often it is initialised; from 7.84 on that is thread-safe.
CURLcode initialise_library() {
  static const CURLcode outcome = curl_global_init(CURL_GLOBAL_DEFAULT);
  return outcome;
}

std::optional<net::Address> address_of(const sockaddr& from, std::size_t length) {
  net::Address address;
  if (from.sa_family == AF_INET6 && length >= sizeof(sockaddr_in6)) {
    sockaddr_in6 v6{};
    std::memcpy(&v6, &from, sizeof v6);
    std::memcpy(address.bytes.data(), &v6.sin6_addr, 16);
    return address;
  }
  if (from.sa_family == AF_INET && length >= sizeof(sockaddr_in)) {
    sockaddr_in v4{};
    std::memcpy(&v4, &from, sizeof v4);
    address.bytes[10] = address.bytes[11] = 0xff;
    std::memcpy(address.bytes.data() + 12, &v4.sin_addr, 4);
    return address;
  }
  return std::nullopt;
}

}  // namespace

void append(ListOwner& list, const std::string& line) {
  // On error (no memory) libcurl returns null and leaves the list as it was.
  curl_slist* longer = curl_slist_append(list.get(), line.c_str());
  if (longer == nullptr) return;
  static_cast<void>(list.release());
  list.reset(longer);
}

CurlCall::CurlCall(const CallRules& rules)
    : rules_(rules),
      setting_(initialise_library()),
      handle_(setting_ == CURLE_OK ? curl_easy_init() : nullptr) {
  if (!handle_) {
    setting_ = CURLE_FAILED_INIT;
    return;
  }
  set(CURLOPT_ERRORBUFFER, message_);
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_PROTOCOLS_STR, rules_.protocols);
  set(CURLOPT_URL, rules_.url.c_str());
  set(CURLOPT_PROXY, "");
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  set(CURLOPT_CAINFO, rules_.ca_file.c_str());
  set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));  // else Debian's folder is believed too
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits::kOutgoingConnect.count()));
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(rules_.deadline.count()));
  set(CURLOPT_OPENSOCKETFUNCTION, &CurlCall::open_socket);
  set(CURLOPT_OPENSOCKETDATA, static_cast<void*>(this));
  set(CURLOPT_WRITEFUNCTION, &CurlCall::discard);
  set(CURLOPT_WRITEDATA, static_cast<void*>(this));
  set(CURLOPT_HEADERFUNCTION, &CurlCall::discard);
  set(CURLOPT_HEADERDATA, static_cast<void*>(this));
  set(CURLOPT_XFERINFOFUNCTION, &CurlCall::progress);
  set(CURLOPT_XFERINFODATA, static_cast<void*>(this));
  set(CURLOPT_NOPROGRESS, 0L);
}

curl_socket_t CurlCall::open_socket(void* self, curlsocktype purpose, curl_sockaddr* address) {
  auto& call = *static_cast<CurlCall*>(self);
  const auto peer = address_of(address->addr, address->addrlen);
  const auto fault = peer ? why_not(*peer, call.rules_.local_targets)
                          : std::optional<std::string_view>("no Internet address");
  if (purpose != CURLSOCKTYPE_IPCXN || fault) {
    call.refused_ =
        fmt::format("{} is {}", peer ? peer->text() : "it", fault.value_or("not asked for"));
    return CURL_SOCKET_BAD;
  }
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

std::size_t CurlCall::discard(char*, std::size_t size, std::size_t count, void* self) {
  auto& call = *static_cast<CurlCall*>(self);
  call.answered_ += size * count;
  return call.answered_ <= limits::kOutgoingAnswerBytes ? size * count : 0;
}

int CurlCall::progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  const auto* cancelled = static_cast<CurlCall*>(self)->rules_.cancelled;
  return cancelled != nullptr && *cancelled ? 1 : 0;
}

Result<void> CurlCall::perform() {
  if (setting_ != CURLE_OK) {
    return Error{ErrorCode::kInternal,
                 fmt::format("libcurl cannot be set up: {}", curl_easy_strerror(setting_))};
  }
  const CURLcode code = curl_easy_perform(handle_.get());
  if (code != CURLE_OK) return error_of(code);
  return {};
}

long CurlCall::response_code() const {
  long code = 0;
  curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &code);
  return code;
}

Error CurlCall::error_of(CURLcode code) const {
  // libcurl's own words for it: it puts no line that a peer sent into them.
  const std::string why = message_[0] != '\0' ? message_ : curl_easy_strerror(code);
  const auto error = [&](ErrorCode ours, std::string_view what) {
    return Error{ours, fmt::format("{}: {} ({})", rules_.peer, what, why)};
  };
  if (code == CURLE_ABORTED_BY_CALLBACK) return error(ErrorCode::kUnavailable, "stopping");
  if (code == CURLE_COULDNT_CONNECT && !refused_.empty()) {
    return Error{
        ErrorCode::kPermissionDenied,
        fmt::format("{}: {} and not listed under outgoing.local_targets", rules_.peer, refused_)};
  }
  if (code == CURLE_OPERATION_TIMEDOUT) return error(ErrorCode::kTimedOut, "no answer in time");
  if (code == CURLE_PEER_FAILED_VERIFICATION)
    return error(ErrorCode::kUntrusted, "its certificate does not verify");
  if (code == CURLE_USE_SSL_FAILED) return error(ErrorCode::kUntrusted, "it offers no STARTTLS");
  if (code == CURLE_SSL_CONNECT_ERROR)
    return error(ErrorCode::kUnavailable, "TLS is not agreed on");
  if (code == CURLE_SSL_CACERT_BADFILE)
    return error(ErrorCode::kPermissionDenied, "the file of its CAs cannot be read");
  if (code == CURLE_SSL_CERTPROBLEM)
    return error(ErrorCode::kPermissionDenied, "our own certificate or key cannot be used");
  if (code == CURLE_LOGIN_DENIED)
    return error(ErrorCode::kPermissionDenied, "it does not accept user name and password");
  if (code == CURLE_WRITE_ERROR) return error(ErrorCode::kUnavailable, "its answer is too long");
  return error(ErrorCode::kUnavailable, "not reached");
}

}  // namespace distanskoll::server::outgoing
