// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Overwrites what held a secret when its scope ends, so that it does not lie about in freed memory.
// For those who have a private key's text in hand for a moment: key files and their sealing.

#include <openssl/crypto.h>

namespace distanskoll::crypto {

/// `Text` is a std::string or Bytes; it MUST outlive this and not grow meanwhile.
template <class Text>
class Cleanse {
 public:
  explicit Cleanse(Text& text) : text_(text) {}
  ~Cleanse() { OPENSSL_cleanse(text_.data(), text_.size()); }
  Cleanse(const Cleanse&) = delete;
  Cleanse& operator=(const Cleanse&) = delete;

 private:
  Text& text_;
};

}  // namespace distanskoll::crypto
