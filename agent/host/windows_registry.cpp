// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/windows_registry.h"

#include "agent/host/windows_error.h"
#include "agent/host/windows_strings.h"
#include "shared/limits.h"

#include <cstring>

namespace distanskoll::agent::windows {
namespace {

class Key {
 public:
  explicit Key(const RegistryPlace& place) {
    const HKEY root = place.hive == Hive::kMachine ? HKEY_LOCAL_MACHINE : HKEY_USERS;
    status_ = ::RegOpenKeyExW(root, to_utf16(place.key).c_str(), 0,
                              KEY_QUERY_VALUE | KEY_WOW64_64KEY, &key_);
  }
  Key(const Key&) = delete;
  Key& operator=(const Key&) = delete;
  ~Key() {
    if (status_ == ERROR_SUCCESS) ::RegCloseKey(key_);
  }
  [[nodiscard]] LSTATUS status() const { return status_; }
  [[nodiscard]] HKEY get() const { return key_; }

 private:
  HKEY key_ = nullptr;
  LSTATUS status_ = ERROR_SUCCESS;
};

struct Raw {
  LSTATUS status = ERROR_SUCCESS;  ///< ERROR_MORE_DATA: longer than was allowed
  DWORD type = REG_NONE;
  Bytes data;
};

Raw read_raw(const RegistryPlace& place, const char* name, std::size_t most) {
  Raw raw;
  const Key key(place);
  raw.status = key.status();
  if (raw.status != ERROR_SUCCESS) return raw;
  raw.data.resize(most);
  auto size = static_cast<DWORD>(most);
  raw.status = ::RegQueryValueExW(key.get(), to_utf16(name).c_str(), nullptr, &raw.type,
                                  raw.data.data(), &size);
  raw.data.resize(raw.status == ERROR_SUCCESS ? size : 0);
  return raw;
}

bool is_absent(LSTATUS status) {
  return status == ERROR_FILE_NOT_FOUND || status == ERROR_PATH_NOT_FOUND;
}

/// The registry keeps bytes: whether they end in a zero is up to who wrote them.
std::wstring text_in(const Bytes& data) {
  std::wstring text(data.size() / sizeof(wchar_t), L'\0');
  std::memcpy(text.data(), data.data(), text.size() * sizeof(wchar_t));
  return text;
}

Result<Bytes> read_of_type(const RegistryPlace& place, const char* name, DWORD type,
                           std::size_t most) {
  Raw raw = read_raw(place, name, most);
  if (raw.status == ERROR_MORE_DATA) return Error{ErrorCode::kTooLarge, name};
  if (raw.status != ERROR_SUCCESS) return windows_error(name, static_cast<DWORD>(raw.status));
  if (raw.type != type) {
    return Error{ErrorCode::kMalformed, std::string(name) + " is of another type"};
  }
  return std::move(raw.data);
}

}  // namespace

RegistryValue read_value(const RegistryPlace& place, const char* name) {
  using Kind = RegistryValue::Kind;
  const Raw raw =
      read_raw(place, name, (limits::kRegistryTextBytes + 1) * sizeof(wchar_t));  // and its zero
  if (raw.status == ERROR_MORE_DATA) return {Kind::kOther, 0, {}};
  if (is_absent(raw.status)) return {};
  if (raw.status != ERROR_SUCCESS) return {Kind::kRefused, 0, {}};
  if (raw.type == REG_DWORD && raw.data.size() == sizeof(std::uint32_t)) {
    RegistryValue value{Kind::kNumber, 0, {}};
    std::memcpy(&value.number, raw.data.data(), sizeof(value.number));
    return value;
  }
  if (raw.type != REG_SZ && raw.type != REG_EXPAND_SZ) return {Kind::kOther, 0, {}};
  const std::wstring wide = text_in(raw.data);
  std::string text = to_utf8(std::wstring_view(wide).substr(0, wide.find(L'\0')));
  if (text.size() > limits::kRegistryTextBytes) return {Kind::kOther, 0, {}};
  return {Kind::kText, 0, std::move(text)};
}

Result<std::vector<std::string>> read_texts(const RegistryPlace& place, const char* name) {
  const auto data = read_of_type(place, name, REG_MULTI_SZ, limits::kRegistryListBytes);
  if (!data) return data.error();
  const std::wstring all = text_in(*data);
  std::vector<std::string> texts;
  for (std::size_t at = 0; at < all.size();) {
    const std::size_t end = std::min(all.find(L'\0', at), all.size());
    if (end > at) texts.push_back(to_utf8(std::wstring_view(all).substr(at, end - at)));
    at = end + 1;
  }
  return texts;
}

Result<Bytes> read_bytes(const RegistryPlace& place, const char* name) {
  return read_of_type(place, name, REG_BINARY, limits::kRegistryTextBytes);
}

}  // namespace distanskoll::agent::windows
