// SPDX-License-Identifier: EUPL-1.2
#pragma once
// One use of libcurl with what holds for every call of ours: one deadline over all of it, TLS 1.2
// or later with the certificate verified against one CA file, no proxy (also not the
// environment's), no redirect, no address that guard.h refuses, and an answer that is bounded and
// thrown away. There is no switch that loosens any of it. Used by the senders only; a call belongs
// to one thread.

#include "server/outgoing/addresses.h"

#include <atomic>
#include <chrono>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <curl/curl.h>

namespace distanskoll::server::outgoing {

template <auto Free>
struct CurlDeleter {
  template <class T>
  void operator()(T* pointer) const {
    Free(pointer);
  }
};
using EasyOwner = std::unique_ptr<CURL, CurlDeleter<curl_easy_cleanup>>;
using ListOwner = std::unique_ptr<curl_slist, CurlDeleter<curl_slist_free_all>>;
using MimeOwner = std::unique_ptr<curl_mime, CurlDeleter<curl_mime_free>>;

/// Appends a copy of `line`.
void append(ListOwner& list, const std::string& line);

struct CallRules {
  const char* protocols = "https";  ///< the only ones, as CURLOPT_PROTOCOLS_STR has them
  std::string url;
  std::string peer;  ///< what errors call it: a host or an origin, never a path
  std::filesystem::path ca_file;
  std::span<const net::Network> local_targets;
  const std::atomic<bool>* cancelled = nullptr;  ///< must outlive the call
  std::chrono::milliseconds deadline{};
};

class CurlCall {
 public:
  explicit CurlCall(const CallRules& rules);
  CurlCall(const CurlCall&) = delete;
  CurlCall& operator=(const CurlCall&) = delete;

  template <class T>
  void set(CURLoption option, T value) {
    if (setting_ == CURLE_OK) setting_ = curl_easy_setopt(handle_.get(), option, value);
  }
  [[nodiscard]] CURL* handle() { return handle_.get(); }
  /// kPermissionDenied: an address that is not allowed, or a sign-in that was refused. kUntrusted:
  /// no TLS, or a certificate that does not verify. kTimedOut, kUnavailable: another time.
  [[nodiscard]] Result<void> perform();
  /// The last answer's number: HTTP's status, SMTP's reply code. 0: there was none.
  [[nodiscard]] long response_code() const;
  [[nodiscard]] Error error_of(CURLcode code) const;

 private:
  static curl_socket_t open_socket(void* self, curlsocktype purpose, curl_sockaddr* address);
  static std::size_t discard(char* bytes, std::size_t size, std::size_t count, void* self);
  static int progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t);

  const CallRules& rules_;  // of the caller, who outlives the call
  std::size_t answered_ = 0;
  std::string refused_;  ///< the address that guard.h refused, and why
  CURLcode setting_ = CURLE_OK;
  char message_[CURL_ERROR_SIZE] = {};
  EasyOwner handle_;  // last: it goes first, and its callbacks use the others
};

}  // namespace distanskoll::server::outgoing
