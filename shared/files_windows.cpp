// SPDX-License-Identifier: EUPL-1.2
// Paths are UTF-16 towards the system. A reader opens with every kind of sharing, so that the file
// under it can be replaced; who replaces waits a moment for those that do not (virus scanners).
#include "shared/bytes.h"
#include "shared/file_access.h"
#include "shared/files.h"

#include <windows.h>

#include <algorithm>
#include <array>
#include <cwchar>
#include <memory>
#include <random>
#include <system_error>
#include <utility>
// after windows.h
#include <aclapi.h>
#include <sddl.h>

namespace distanskoll {
namespace {

namespace fs = std::filesystem;

constexpr DWORD kShareAll = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
constexpr int kReplaceAttempts = 20;
constexpr DWORD kReplacePause = 25;  // milliseconds
// Protected against what the folder would hand down: SYSTEM, administrators, who made it.
constexpr wchar_t kOwnerOnlyFile[] = L"D:P(A;;FA;;;SY)(A;;FA;;;BA)(A;;FA;;;OW)";
constexpr wchar_t kOwnerOnlyFolder[] = L"D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;OW)";

/// An open file, closed once.
class File {
 public:
  explicit File(HANDLE handle) : handle_(handle) {}
  ~File() { close(); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  [[nodiscard]] HANDLE get() const { return handle_; }
  [[nodiscard]] bool is_open() const { return handle_ != INVALID_HANDLE_VALUE; }
  void close() {
    if (is_open()) ::CloseHandle(std::exchange(handle_, INVALID_HANDLE_VALUE));
  }

 private:
  HANDLE handle_;
};

struct LocalFreed {
  void operator()(void* memory) const { ::LocalFree(memory); }
};
using Descriptor = std::unique_ptr<void, LocalFreed>;

ErrorCode code_of(DWORD number) {
  switch (number) {
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
    case ERROR_INVALID_NAME:
    case ERROR_BAD_NETPATH:
      return ErrorCode::kNotFound;
    case ERROR_ACCESS_DENIED:
    case ERROR_PRIVILEGE_NOT_HELD:
    case ERROR_WRITE_PROTECT:
      return ErrorCode::kPermissionDenied;
    case ERROR_DISK_FULL:
    case ERROR_HANDLE_DISK_FULL:
      return ErrorCode::kNoSpace;
    default:
      return ErrorCode::kIo;
  }
}

Error system_error(std::string_view doing, const fs::path& file, DWORD number) {
  return {code_of(number), "cannot " + std::string(doing) + " " + file.string() + ": " +
                               std::system_category().message(static_cast<int>(number))};
}

bool is_folder(const fs::path& path) {
  const DWORD about = ::GetFileAttributesW(path.c_str());
  return about != INVALID_FILE_ATTRIBUTES && (about & FILE_ATTRIBUTE_DIRECTORY) != 0;
}

Descriptor descriptor_of(const wchar_t* words) {
  PSECURITY_DESCRIPTOR made = nullptr;
  if (::ConvertStringSecurityDescriptorToSecurityDescriptorW(words, SDDL_REVISION_1, &made,
                                                             nullptr) == 0) {
    return nullptr;
  }
  return Descriptor(made);
}

/// Without its access list a secret is not made at all.
HANDLE create(const fs::path& file, FileMode mode, DWORD disposition) {
  Descriptor owner_only;
  if (mode == FileMode::kOwnerOnly) {
    owner_only = descriptor_of(kOwnerOnlyFile);
    if (owner_only == nullptr) return INVALID_HANDLE_VALUE;
  }
  SECURITY_ATTRIBUTES security{sizeof(SECURITY_ATTRIBUTES), owner_only.get(), FALSE};
  return ::CreateFileW(file.c_str(), GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_DELETE, &security,
                       disposition, FILE_ATTRIBUTE_NORMAL, nullptr);
}

bool write_all(HANDLE file, std::string_view contents) {
  while (!contents.empty()) {
    const auto part = static_cast<DWORD>(std::min<std::size_t>(contents.size(), 1U << 20U));
    DWORD written = 0;
    if (::WriteFile(file, contents.data(), part, &written, nullptr) == 0) return false;
    contents.remove_prefix(written);
  }
  return true;
}

/// A file under a temporary name; unless released it is removed again.
class Unfinished {
 public:
  explicit Unfinished(fs::path name) : name_(std::move(name)) {}
  ~Unfinished() {
    if (!name_.empty()) ::DeleteFileW(name_.c_str());
  }
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;
  void release() { name_.clear(); }

 private:
  fs::path name_;
};

fs::path temporary_name(const fs::path& file) {
  std::random_device random;
  fs::path name = file;
  name.replace_filename(fs::path("." + file.filename().string() + "." + std::to_string(random())));
  return name;
}

bool replace(const fs::path& from, const fs::path& to) {
  for (int attempt = 0;; ++attempt) {
    if (::MoveFileExW(from.c_str(), to.c_str(),
                      MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH) != 0) {
      return true;
    }
    const DWORD why = ::GetLastError();
    const bool may_pass = (why == ERROR_ACCESS_DENIED && !is_folder(to)) ||
                          why == ERROR_SHARING_VIOLATION || why == ERROR_LOCK_VIOLATION;
    if (!may_pass || attempt == kReplaceAttempts) {
      ::SetLastError(why);
      return false;
    }
    ::Sleep(kReplacePause);
  }
}

enum class Secrecy { kAnybody, kOwnerOnly };

bool is_trusted(PSID who, PSID owner) {
  return ::IsWellKnownSid(who, WinLocalSystemSid) != 0 ||
         ::IsWellKnownSid(who, WinBuiltinAdministratorsSid) != 0 ||
         ::IsWellKnownSid(who, WinCreatorOwnerRightsSid) != 0 || ::EqualSid(who, owner) != 0;
}

/// Whether the access list lets anybody in but SYSTEM, administrators and the owner. Unreadable or
/// absent lists count as open.
bool is_open_to_others(HANDLE file) {
  PSID owner = nullptr;
  PACL list = nullptr;
  PSECURITY_DESCRIPTOR all = nullptr;
  if (::GetSecurityInfo(file, SE_FILE_OBJECT,
                        OWNER_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION, &owner, nullptr,
                        &list, nullptr, &all) != ERROR_SUCCESS) {
    return true;
  }
  const Descriptor keep(all);
  if (list == nullptr || owner == nullptr) return true;
  for (DWORD i = 0; i < list->AceCount; ++i) {
    void* entry = nullptr;
    if (::GetAce(list, i, &entry) == 0) return true;
    const auto* const header = static_cast<ACE_HEADER*>(entry);
    if ((header->AceFlags & INHERIT_ONLY_ACE) != 0) continue;
    if (header->AceType == ACCESS_DENIED_ACE_TYPE) continue;
    if (header->AceType != ACCESS_ALLOWED_ACE_TYPE) return true;
    auto* const allowed = static_cast<ACCESS_ALLOWED_ACE*>(entry);
    if (allowed->Mask != 0 && !is_trusted(&allowed->SidStart, owner)) return true;
  }
  return false;
}

/// The account that this process runs as; empty when Windows does not say.
Bytes own_sid() {
  Bytes user(sizeof(TOKEN_USER) + SECURITY_MAX_SID_SIZE);
  DWORD size = 0;
  if (::GetTokenInformation(::GetCurrentProcessToken(), TokenUser, user.data(),
                            static_cast<DWORD>(user.size()), &size) == 0) {
    return {};
  }
  const auto* const sid =
      static_cast<const std::uint8_t*>(reinterpret_cast<const TOKEN_USER*>(user.data())->User.Sid);
  return {sid, sid + ::GetLengthSid(const_cast<std::uint8_t*>(sid))};
}

/// Whether SYSTEM, administrators or we ourselves own it. Anybody may make a folder in ProgramData,
/// and its owner could open it again however it was narrowed.
bool is_owned_by_us(const fs::path& folder) {
  PSID owner = nullptr;
  PSECURITY_DESCRIPTOR all = nullptr;
  if (::GetNamedSecurityInfoW(folder.c_str(), SE_FILE_OBJECT, OWNER_SECURITY_INFORMATION, &owner,
                              nullptr, nullptr, nullptr, &all) != ERROR_SUCCESS) {
    return false;
  }
  const Descriptor keep(all);
  if (owner == nullptr) return false;
  Bytes own = own_sid();
  return ::IsWellKnownSid(owner, WinLocalSystemSid) != 0 ||
         ::IsWellKnownSid(owner, WinBuiltinAdministratorsSid) != 0 ||
         (!own.empty() && ::EqualSid(owner, own.data()) != 0);
}

Result<std::string> read_open_file(HANDLE in, const fs::path& file, std::size_t most) {
  std::string contents;
  std::array<char, 16 * 1024> part{};
  for (;;) {
    DWORD count = 0;
    if (::ReadFile(in, part.data(), static_cast<DWORD>(part.size()), &count, nullptr) == 0) {
      return system_error("read", file, ::GetLastError());
    }
    if (count == 0) return contents;
    contents.append(part.data(), count);
    if (contents.size() > most) {
      return Error{ErrorCode::kTooLarge,
                   file.string() + " is larger than " + std::to_string(most) + " bytes"};
    }
  }
}

Result<std::string> open_and_read(const fs::path& file, std::size_t most, Secrecy secrecy) {
  const File in(::CreateFileW(file.c_str(), GENERIC_READ, kShareAll, nullptr, OPEN_EXISTING,
                              FILE_ATTRIBUTE_NORMAL, nullptr));
  if (!in.is_open()) {
    const DWORD why = ::GetLastError();
    if (is_folder(file)) {
      return Error{ErrorCode::kIo, "cannot read " + file.string() + ": it is a folder"};
    }
    return system_error("open", file, why);
  }
  // Asked of the open file, so that it cannot be exchanged between the question and the read.
  if (secrecy == Secrecy::kOwnerOnly && is_open_to_others(in.get())) {
    return Error{ErrorCode::kPermissionDenied,
                 file.string() +
                     " holds a secret and is open to others than its owner, SYSTEM and the "
                     "administrators; mend it with: icacls \"" +
                     file.string() + "\" /inheritance:r /grant:r *S-1-5-18:F *S-1-5-32-544:F"};
  }
  return read_open_file(in.get(), file, most);
}

}  // namespace

Result<void> write_file_atomically(const fs::path& file, std::string_view contents, FileMode mode) {
  const fs::path temporary = temporary_name(file);
  File out(create(temporary, mode, CREATE_NEW));
  if (!out.is_open()) return system_error("create a file beside", file, ::GetLastError());
  Unfinished unfinished(temporary);
  if (!write_all(out.get(), contents)) return system_error("write", file, ::GetLastError());
  if (::FlushFileBuffers(out.get()) == 0) return system_error("sync", file, ::GetLastError());
  out.close();
  if (!replace(temporary, file)) {
    const DWORD why = ::GetLastError();
    if (is_folder(file)) {
      return Error{ErrorCode::kIo, "cannot put in place " + file.string() + ": it is a folder"};
    }
    return system_error("put in place", file, why);
  }
  unfinished.release();
  return {};
}

Result<std::string> read_file(const fs::path& file, std::size_t most) {
  return open_and_read(file, most, Secrecy::kAnybody);
}

Result<std::string> read_secret_file(const fs::path& file, std::size_t most) {
  return open_and_read(file, most, Secrecy::kOwnerOnly);
}

Result<void> make_private_folder(const fs::path& folder) {
  std::error_code code;
  if (folder.has_parent_path()) fs::create_directories(folder.parent_path(), code);
  const Descriptor owner_only = descriptor_of(kOwnerOnlyFolder);
  if (owner_only == nullptr) return system_error("guard", folder, ::GetLastError());
  SECURITY_ATTRIBUTES security{sizeof(SECURITY_ATTRIBUTES), owner_only.get(), FALSE};
  if (::CreateDirectoryW(folder.c_str(), &security) != 0) return {};
  const DWORD why = ::GetLastError();
  if (why != ERROR_ALREADY_EXISTS || !is_folder(folder)) return system_error("make", folder, why);
  if (!is_owned_by_us(folder)) {
    return Error{
        ErrorCode::kPermissionDenied,
        folder.string() +
            " belongs to somebody who is no administrator; look at what is in it and remove it"};
  }
  if (::SetFileSecurityW(folder.c_str(), DACL_SECURITY_INFORMATION, owner_only.get()) == 0) {
    return system_error("narrow", folder, ::GetLastError());
  }
  return {};
}

Result<bool> is_open_to_others(const fs::path& path) {
  // BACKUP_SEMANTICS opens folders too; nothing but the access list is asked for.
  const File in(::CreateFileW(path.c_str(), READ_CONTROL, kShareAll, nullptr, OPEN_EXISTING,
                              FILE_FLAG_BACKUP_SEMANTICS, nullptr));
  if (!in.is_open()) return system_error("examine", path, ::GetLastError());
  return is_open_to_others(in.get());
}

void make_secret_file(const fs::path& file) {
  const File made(create(file, FileMode::kOwnerOnly, CREATE_NEW));
}

}  // namespace distanskoll
