// SPDX-License-Identifier: EUPL-1.2
#include "server/pages/app_files.h"

#include "shared/crypto/hash.h"
#include "shared/files.h"

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>

#include <boost/json/parse.hpp>
#include <fmt/format.h>
#include <sys/auxv.h>

namespace distanskoll::server::pages {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

struct Kind {
  std::string_view ending;
  std::string_view content_type;
};
constexpr std::array kKinds{
    Kind{".html", "text/html; charset=utf-8"},
    Kind{".js", "text/javascript; charset=utf-8"},
    Kind{".css", "text/css; charset=utf-8"},
    Kind{".json", "application/json"},
    Kind{".svg", "image/svg+xml"},
    Kind{".png", "image/png"},
    Kind{".webp", "image/webp"},
    Kind{".woff2", "font/woff2"},
    Kind{".txt", "text/plain; charset=utf-8"},
};
constexpr std::size_t kTagBytes = 12;  // of a SHA-256: two contents never meet by chance

std::string_view content_type_of(std::string_view name) {
  for (const auto& kind : kKinds) {
    if (name.ends_with(kind.ending)) return kind.content_type;
  }
  return {};
}

bool is_plain_name(std::string_view name) {
  constexpr std::string_view kAllowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
  return !name.empty() && name.front() != '.' &&
         name.find_first_not_of(kAllowed) == std::string_view::npos;
}

std::string tag_of(std::string_view contents) {
  const auto digest = crypto::sha256(contents);
  std::string tag;
  for (std::size_t i = 0; i < kTagBytes; ++i) tag += fmt::format("{:02x}", digest[i]);
  return tag;
}

/// What is read so far, so that a folder which is no app cannot fill the memory.
struct Budget {
  std::size_t files = 0;
  std::size_t bytes = 0;

  Result<std::string> read(const fs::path& file) {
    if (++files > kAppFiles) {
      return Error{ErrorCode::kTooLarge,
                   fmt::format("more than {} files in the web app's folder", kAppFiles)};
    }
    auto contents = read_file(file, kAppBytes - bytes);
    if (contents) bytes += contents->size();
    return contents;
  }
};

Result<std::string> read_form(Budget& budget, const fs::path& file, const char* ending) {
  fs::path form = file;
  form += ending;
  std::error_code missing;
  if (!fs::is_regular_file(form, missing)) return std::string();
  return budget.read(form);
}

/// kUnsupported: a kind of file that the app has no use for.
Result<AppFile> read_app_file(Budget& budget, const fs::path& file, bool hashed) {
  AppFile made;
  made.content_type = content_type_of(file.filename().string());
  if (made.content_type.empty()) {
    return Error{ErrorCode::kUnsupported,
                 file.string() + ": not a kind of file that a web app has"};
  }
  auto plain = budget.read(file);
  if (!plain) return plain.error();
  auto gzip = read_form(budget, file, ".gz");
  if (!gzip) return gzip.error();
  auto brotli = read_form(budget, file, ".br");
  if (!brotli) return brotli.error();
  made.plain = std::move(*plain);
  made.gzip = std::move(*gzip);
  made.brotli = std::move(*brotli);
  made.tag = tag_of(made.plain);
  made.hashed = hashed;
  return made;
}

/// Names of the regular files right in the folder, without hidden ones and compressed forms.
Result<std::vector<std::string>> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    auto name = at->path().filename().string();
    std::error_code unknown;
    if (!is_plain_name(name) || !at->is_regular_file(unknown)) continue;
    if (name.ends_with(".gz") || name.ends_with(".br")) continue;
    if (names.size() >= kAppFiles) {
      return Error{ErrorCode::kTooLarge, folder.string() + ": too many files for a web app"};
    }
    names.push_back(std::move(name));
  }
  if (error) return Error{ErrorCode::kNotFound, folder.string() + ": " + error.message()};
  std::sort(names.begin(), names.end());
  return names;
}

/// {"pages":["/",…]}: what the build found in the app's own list.
Result<std::vector<std::string>> read_pages(Budget& budget, const fs::path& file) {
  const auto bad = [&] {
    return Error{ErrorCode::kMalformed,
                 file.string() + R"(: not {"pages":["/…"]}; build the web app anew)"};
  };
  auto text = budget.read(file);
  if (!text) return text.error();
  boost::system::error_code error;
  const json::value value = json::parse(*text, error);
  if (error || !value.is_object()) return bad();
  const auto* list = value.get_object().if_contains("pages");
  if (list == nullptr || !list->is_array()) return bad();
  std::vector<std::string> pages;
  for (const auto& each : list->get_array()) {
    if (!each.is_string() || !each.get_string().starts_with('/')) return bad();
    pages.emplace_back(each.get_string());
  }
  return pages;
}

constexpr std::string_view kPagesFile = "pages.json";

}  // namespace

Result<AppFiles> AppFiles::load(const fs::path& folder,
                                const std::optional<std::string>& own_terms) {
  std::error_code missing;
  if (!fs::is_regular_file(folder / "index.html", missing)) {
    return Error{ErrorCode::kNotFound, folder.string() + " has no index.html"};
  }
  AppFiles app;
  Budget budget;
  auto pages = read_pages(budget, folder / kPagesFile);
  if (!pages) return pages.error();
  app.pages_ = std::move(*pages);
  for (const bool hashed : {false, true}) {
    const fs::path from = hashed ? folder / "assets" : folder;
    const auto names = names_in(from);
    if (!names) return names.error();
    for (const auto& name : *names) {
      if (name == kPagesFile) continue;
      auto file = read_app_file(budget, from / name, hashed);
      if (!file) return file.error();
      if (!hashed && name == "index.html") {
        app.index_ = std::move(*file);
      } else {
        app.files_.emplace((hashed ? "/assets/" : "/") + name, std::move(*file));
      }
    }
  }
  if (own_terms) {
    DISTANSKOLL_TRY(check_terms(*own_terms));
    AppFile terms;
    terms.content_type = "application/json";
    terms.plain = *own_terms;
    terms.tag = tag_of(*own_terms);
    app.files_.insert_or_assign("/terms.json", std::move(terms));
  }
  return app;
}

const AppFile* AppFiles::find(std::string_view address) const {
  const auto found = files_.find(address);
  return found == files_.end() ? nullptr : &found->second;
}

bool AppFiles::has_page(std::string_view address) const {
  return std::any_of(pages_.begin(), pages_.end(), [&](std::string_view page) {
    if (address == page) return true;
    return page != "/" && address.starts_with(page) && address[page.size()] == '/';
  });
}

std::filesystem::path app_beside_this_program() {
  // NOLINTNEXTLINE(performance-no-int-to-ptr): the kernel hands out addresses as numbers here
  const auto* started = reinterpret_cast<const char*>(::getauxval(AT_EXECFN));
  if (started == nullptr) return {};
  std::error_code error;
  const auto program = fs::canonical(started, error);
  if (error) return {};
  return program.parent_path().parent_path() / "share" / "distanskoll" / "web";
}

Result<void> check_terms(std::string_view text) {
  boost::system::error_code error;
  const json::value value = json::parse(json::string_view(text.data(), text.size()), error);
  if (error) return Error{ErrorCode::kMalformed, "terms.json is no JSON: " + error.message()};
  if (!value.is_object()) return Error{ErrorCode::kMalformed, "terms.json is no JSON object"};
  return {};
}

}  // namespace distanskoll::server::pages
