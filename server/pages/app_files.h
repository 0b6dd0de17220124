// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The built web app in memory: read once at start from a folder, whole or not at all, within the
// bounds below. What is asked for is looked up among the names found then; no address from a
// request ever becomes a path. Immutable afterwards, so any thread may read it.

#include "shared/result.h"

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::server::pages {

inline constexpr std::size_t kAppFiles = 1024;              ///< forms of files counted
inline constexpr std::size_t kAppBytes = 32 * 1024 * 1024;  ///< all of them together
inline constexpr std::size_t kTermsBytes = 64 * 1024;       ///< a municipality's own words

/// One file in the forms that the build made of it.
struct AppFile {
  std::string content_type;
  std::string plain;
  std::string gzip;     ///< empty: not worth it
  std::string brotli;   ///< empty: not worth it
  std::string tag;      ///< of the contents; what an ETag is made from
  bool hashed = false;  ///< its name changes with its contents: may be kept for ever
};

class AppFiles {
 public:
  /// `own_terms`, when it is there, takes the place of the app's terms.json. kNotFound: no app in
  /// that folder. kTooLarge, kMalformed and kUnsupported name the file.
  [[nodiscard]] static Result<AppFiles> load(const std::filesystem::path& folder,
                                             const std::optional<std::string>& own_terms);

  /// The file of that address ("/assets/…", "/icon.svg"); null when there is none.
  [[nodiscard]] const AppFile* find(std::string_view address) const;
  [[nodiscard]] const AppFile& index() const { return index_; }
  /// Whether the app has a page at that address, or one that tells what is below it itself.
  [[nodiscard]] bool has_page(std::string_view address) const;

 private:
  AppFile index_;
  std::map<std::string, AppFile, std::less<>> files_;  ///< by address
  std::vector<std::string> pages_;
};

/// What stands where the installation puts the app: ../share/distanskoll/web from the program.
[[nodiscard]] std::filesystem::path app_beside_this_program();

/// A municipality's own words: one JSON object, or why it is none.
[[nodiscard]] Result<void> check_terms(std::string_view text);

}  // namespace distanskoll::server::pages
