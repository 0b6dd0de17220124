// SPDX-License-Identifier: EUPL-1.2
#include "shared/file_access.h"
#include "shared/files.h"
#include "shared/system_codes.h"

#include <cerrno>
#include <cstdlib>
#include <optional>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace distanskoll {
namespace {

/// An open file descriptor, closed once.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  [[nodiscard]] int get() const { return number_; }
  [[nodiscard]] bool is_open() const { return number_ >= 0; }
  /// False when the delayed part of a write failed.
  [[nodiscard]] bool close() { return ::close(std::exchange(number_, -1)) == 0; }

 private:
  int number_;
};

ErrorCode code_of(int number) {
  if (number == ENOENT || number == ENOTDIR) return ErrorCode::kNotFound;
  return code_of_errno(number);
}

/// From errno as it stands.
Error system_error(std::string_view doing, const std::filesystem::path& file) {
  const int number = errno;
  return {code_of(number), "cannot " + std::string(doing) + " " + file.string() + ": " +
                               std::system_category().message(number)};
}

bool write_all(int descriptor, std::string_view contents) {
  while (!contents.empty()) {
    const ssize_t written = ::write(descriptor, contents.data(), contents.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    contents.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

/// A file under a temporary name; unless released it is removed again.
class Unfinished {
 public:
  explicit Unfinished(std::string name) : name_(std::move(name)) {}
  ~Unfinished() {
    if (!name_.empty()) ::unlink(name_.c_str());
  }
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;
  void release() { name_.clear(); }

 private:
  std::string name_;
};

Result<std::string> read_open_file(const Descriptor& in, const std::filesystem::path& file,
                                   std::size_t most) {
  std::string contents;
  char buffer[16 * 1024];
  for (;;) {
    const ssize_t count = ::read(in.get(), buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return system_error("read", file);
    if (count == 0) return contents;
    contents.append(buffer, static_cast<std::size_t>(count));
    if (contents.size() > most) {
      return Error{ErrorCode::kTooLarge,
                   file.string() + " is larger than " + std::to_string(most) + " bytes"};
    }
  }
}

enum class Secrecy { kAnybody, kOwnerOnly };

bool is_open_to_others(const struct stat& about) {
  // A credential that systemd hands to a service is root's, and the service's user reads it through
  // an ACL, which shows as a group that may read. Root's own group gains nothing by it.
  const bool is_credential =
      about.st_uid == 0 && about.st_gid == 0 && (about.st_mode & 07777U) == 0440;
  return !is_credential && (about.st_mode & (S_IRWXG | S_IRWXO)) != 0;
}

Result<std::string> open_and_read(const std::filesystem::path& file, std::size_t most,
                                  Secrecy secrecy) {
  const Descriptor in(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
  if (!in.is_open()) return system_error("open", file);
  struct stat about {};
  if (::fstat(in.get(), &about) != 0) return system_error("examine", file);
  if (S_ISDIR(about.st_mode)) {
    return Error{ErrorCode::kIo, "cannot read " + file.string() + ": it is a folder"};
  }
  // Asked of the open file, so that it cannot be exchanged between the question and the read.
  if (secrecy == Secrecy::kOwnerOnly && is_open_to_others(about)) {
    return Error{ErrorCode::kPermissionDenied, file.string() +
                                                   " holds a secret and is open to others than its "
                                                   "owner; mend it with: chmod 600 " +
                                                   file.string()};
  }
  return read_open_file(in, file, most);
}

}  // namespace

Result<void> write_file_atomically(const std::filesystem::path& file, std::string_view contents,
                                   FileMode mode) {
  const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
  std::string temporary = (folder / ("." + file.filename().string() + ".XXXXXX")).string();
  Descriptor out(::mkostemp(temporary.data(), O_CLOEXEC));  // made with mode 0600
  if (!out.is_open()) return system_error("create a file beside", file);
  Unfinished unfinished(temporary);

  const mode_t bits = mode == FileMode::kOwnerOnly ? 0600 : 0644;
  if (::fchmod(out.get(), bits) != 0) return system_error("set the mode of", file);
  if (!write_all(out.get(), contents)) return system_error("write", file);
  if (::fsync(out.get()) != 0) return system_error("sync", file);
  if (!out.close()) return system_error("close", file);
  if (::rename(temporary.c_str(), file.c_str()) != 0) return system_error("put in place", file);
  unfinished.release();

  const Descriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory.is_open() || ::fsync(directory.get()) != 0) return system_error("sync", folder);
  return {};
}

Result<std::string> read_file(const std::filesystem::path& file, std::size_t most) {
  return open_and_read(file, most, Secrecy::kAnybody);
}

Result<std::string> read_secret_file(const std::filesystem::path& file, std::size_t most) {
  return open_and_read(file, most, Secrecy::kOwnerOnly);
}

Result<void> make_private_folder(const std::filesystem::path& folder) {
  std::error_code code;
  std::filesystem::create_directories(folder, code);
  if (!code) {
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, code);
  }
  if (!code) return {};
  return Error{code_of_errno(code.value()), folder.string() + ": " + code.message()};
}

Result<bool> is_open_to_others(const std::filesystem::path& path) {
  struct stat about {};
  if (::lstat(path.c_str(), &about) != 0) return system_error("examine", path);
  return is_open_to_others(about);
}

void make_secret_file(const std::filesystem::path& file) {
  const Descriptor made(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
}

}  // namespace distanskoll
