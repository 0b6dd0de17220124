// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/temp_dir.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>
#include <system_error>
#include <tuple>

namespace distanskoll {
namespace {

[[noreturn]] void give_up(const std::filesystem::path& path, std::string_view what) {
  std::ignore = std::fprintf(stderr, "TempDir: cannot %.*s %s\n", static_cast<int>(what.size()),
                             what.data(), path.string().c_str());
  std::abort();
}

}  // namespace

TempDir::TempDir() {
  std::random_device random;
  for (int attempt = 0; attempt < 16; ++attempt) {
    path_ = std::filesystem::temp_directory_path() /
            ("distanskoll-test-" + std::to_string(random()) + std::to_string(random()));
    std::error_code error;
    if (std::filesystem::create_directory(path_, error)) return;
  }
  give_up(path_, "make");
}

TempDir::~TempDir() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path TempDir::write(std::string_view name, std::string_view contents) const {
  std::filesystem::path file = path_ / name;
  std::filesystem::create_directories(file.parent_path());
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out.write(contents.data(), static_cast<std::streamsize>(contents.size()));
  out.close();
  if (!out) give_up(file, "write");
  return file;
}

std::string TempDir::read(std::string_view name) const {
  const std::filesystem::path file = path_ / name;
  std::ifstream in(file, std::ios::binary);
  if (!in) give_up(file, "read");
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::size_t TempDir::entries() const {
  using std::filesystem::directory_iterator;
  return static_cast<std::size_t>(std::distance(directory_iterator(path_), directory_iterator()));
}

}  // namespace distanskoll
