// SPDX-License-Identifier: EUPL-1.2
#include "agent/diagnose/clean.h"

#include "agent/diagnose/addresses.h"
#include "shared/ascii.h"

#include <algorithm>
#include <tuple>

namespace distanskoll::agent {
namespace {

constexpr std::size_t kShortestName = 2;
/// They are the same on every computer and in every manual.
constexpr std::string_view kNobody[] = {"root", "localhost", "system", "nobody"};

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool is_code_letter(char c) {
  return (is_letter(c) && static_cast<unsigned char>(c) < 0x80) || c == '-';
}
bool starts_word(std::string_view text, std::size_t at) {
  return at == 0 || !is_letter(text[at - 1]);
}
bool ends_word(std::string_view text, std::size_t at) {
  return at >= text.size() || !is_letter(text[at]);
}

std::size_t name_at(std::string_view lowered, std::size_t at,
                    const std::vector<std::string>& names) {
  if (!starts_word(lowered, at)) return 0;
  for (const std::string& name : names) {
    if (lowered.substr(at).starts_with(name) && ends_word(lowered, at + name.size())) {
      return name.size();
    }
  }
  return 0;
}

/// "-----BEGIN …" to the end of its last line, or to the end of the text.
std::size_t pem_at(std::string_view rest) {
  if (!rest.starts_with("-----BEGIN ")) return 0;
  const std::size_t end = rest.find("-----END ");
  if (end == std::string_view::npos) return rest.size();
  const std::size_t close = rest.find("-----", end + 9);
  return close == std::string_view::npos ? rest.size() : close + 5;
}

/// "dk1-ID-SECRET-FINGERPRINT", whatever of it is there.
std::size_t code_at(std::string_view lowered, std::size_t at) {
  if (!starts_word(lowered, at) || !lowered.substr(at).starts_with("dk1-")) return 0;
  std::size_t end = at + 4;
  while (end < lowered.size() && is_code_letter(lowered[end])) ++end;
  return end - at;
}

/// A SID of an account of a computer, a domain or Entra ID.
std::size_t sid_at(std::string_view lowered, std::size_t at) {
  if (!starts_word(lowered, at)) return 0;
  const std::string_view rest = lowered.substr(at);
  if (!rest.starts_with("s-1-5-21-") && !rest.starts_with("s-1-12-1-")) return 0;
  return std::min(rest.find_first_not_of("0123456789-", 2), rest.size());
}

/// "/home/NAME" or "\\Users\\NAME": how long the part before the name is and the name, which ends
/// with the next separator or line. JSON writes each backslash twice.
struct UserFolder {
  std::size_t before = 0;
  std::size_t name = 0;
};

UserFolder user_folder_at(std::string_view lowered, std::size_t at) {
  constexpr std::string_view kSeparators = "/\\";
  const auto behind_separators = [&](std::size_t from) {
    return std::min(lowered.find_first_not_of(kSeparators, from), lowered.size());
  };
  const std::size_t first = behind_separators(at);
  if (first == at) return {};
  for (const std::string_view folder : {"home", "users"}) {
    if (!lowered.substr(first).starts_with(folder)) continue;
    const std::size_t name = behind_separators(first + folder.size());
    if (name == first + folder.size()) continue;
    const std::size_t end = std::min(lowered.find_first_of("/\\:\"'<>|\r\n", name), lowered.size());
    return {name - at, end - name};
  }
  return {};
}

/// "USER:PASSWORD@" of an address, behind its "://".
std::size_t credentials_at(std::string_view text, std::size_t at) {
  if (at < 3 || text.substr(at - 3, 3) != "://") return 0;
  const std::size_t end = std::min(text.find_first_of("/\"'<> \t\r\n", at), text.size());
  const std::size_t sign = text.substr(at, end - at).rfind('@');
  return sign == std::string_view::npos ? 0 : sign + 1;
}

}  // namespace

Cleaner::Cleaner(const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    std::string lowered = ascii_lowered(name);
    if (lowered.size() < kShortestName || std::ranges::count(kNobody, lowered) > 0 ||
        std::ranges::count(names_, lowered) > 0) {
      continue;
    }
    names_.push_back(std::move(lowered));
  }
  std::ranges::sort(names_, std::ranges::greater{}, &std::string::size);
}

bool Cleaner::names_in(std::string_view text) const {
  const std::string lowered = ascii_lowered(text);
  for (std::size_t at = 0; at < lowered.size(); ++at) {
    if (name_at(lowered, at, names_) > 0) return true;
  }
  return false;
}

std::string Cleaner::clean(std::string_view text) const {
  const std::string whole = ascii_lowered(text);
  std::string_view lowered = whole;
  std::string out;
  out.reserve(text.size());
  std::size_t at = 0;
  // What follows something taken out begins anew: a name may hang on an address.
  const auto take = [&](std::size_t length, std::string_view instead) {
    if (length == 0) return false;
    out += instead;
    text.remove_prefix(at + length);
    lowered.remove_prefix(at + length);
    at = 0;
    return true;
  };
  while (at < text.size()) {
    if (take(pem_at(text.substr(at)), "(key or certificate)") ||
        take(credentials_at(text, at), "(password)@") || take(code_at(lowered, at), "(code)") ||
        take(sid_at(lowered, at), "(account)") || take(mail_at(lowered, at), "(address)") ||
        take(name_at(lowered, at, names_), "(name)") ||
        take(network_address_at(lowered, at), "(address)")) {
      continue;
    }
    if (const UserFolder folder = user_folder_at(lowered, at); folder.name > 0) {
      out += text.substr(at, folder.before);
      std::ignore = take(folder.before + folder.name, "(name)");
      continue;
    }
    out += text[at++];
  }
  return out;
}

}  // namespace distanskoll::agent
