// SPDX-License-Identifier: EUPL-1.2
// `page`: what the person at the computer may know about it, as a page of their own.
#include "agent/commands.h"
#include "agent/host/open_page.h"
#include "agent/person/local_page.h"
#include "agent/reporting/answers.h"
#include "shared/files.h"

#include <filesystem>
#include <optional>

namespace distanskoll::agent {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kWebPatience{2};

/// Where the page goes: --out, else a folder of the person's own, which is made.
Result<fs::path> place_of(const PageOptions& options) {
  if (!options.out.empty()) return fs::absolute(fs::u8path(options.out));
  const fs::path cache = fs::u8path(options.cache);
  if (options.cache.empty() || !cache.is_absolute()) {
    return Error{ErrorCode::kInvalidArgument, "there is no folder for the page: use --out FILE"};
  }
  const fs::path folder = cache / "distanskoll";
  DISTANSKOLL_TRY(make_private_folder(folder));
  return folder / "page.html";
}

/// What the agent says; nothing when none answers and its files may not be read.
std::optional<PostureView> ask(const Config& config) {
  const auto answer = posture_answer_here(config);
  if (!answer) return std::nullopt;
  auto view = parse_posture_answer(*answer);
  if (!view) return std::nullopt;
  return std::move(*view);
}

/// The page on the web when there is one that can be reached now.
std::optional<std::string> web_page(const Config& config, const std::optional<PostureView>& view,
                                    const Clock& clock) {
  auto address = config.page;
  if (view && !view->page.empty()) {
    if (auto named = parse_web_address(view->page)) address = std::move(*named);
  }
  if (!address || !answers(address->endpoint, kWebPatience, clock)) return std::nullopt;
  return address->url;
}

/// Shows it, or says where it is when this system starts no browser.
int show(const std::string& page) {
  const auto opened = open_page(page);
  if (opened) return 0;
  if (opened.error().code != ErrorCode::kUnsupported) return complain(opened.error(), 3);
  return print(page + "\n", 0);
}

}  // namespace

int page_command(const CommonOptions& common, const PageOptions& options) {
  const auto config = config_for_questions(common);
  if (!config) return complain(config.error(), 2);
  const SystemClock clock;
  const auto view = ask(*config);
  if (options.open) {
    if (const auto address = web_page(*config, view, clock)) return show(*address);
  }
  const auto place = place_of(options);
  if (!place) return complain(place.error(), 2);
  const std::string page = local_page(view ? &*view : nullptr, clock.wall(), common.language);
  if (const auto written = write_file_atomically(*place, page, FileMode::kOwnerOnly); !written) {
    return complain(written.error(), 3);
  }
  return options.open ? show(place->string()) : print(place->string() + "\n", 0);
}

}  // namespace distanskoll::agent
