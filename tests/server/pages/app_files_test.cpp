// SPDX-License-Identifier: EUPL-1.2
#include "server/pages/app_files.h"

#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

#include <filesystem>
#include <string>

namespace distanskoll::server::pages {
namespace {

class AppFolder : public ::testing::Test {
 protected:
  void SetUp() override {
    built_.write("index.html", "<!doctype html>");
    built_.write("pages.json", R"({"pages":["/","/logga-in","/datorer"]})");
    built_.write("terms.json", R"({"sv":{"devices":"datorer"}})");
    built_.write("icon.svg", "<svg/>");
    built_.write("assets/main-abc123.js", "let a = 1;");
    built_.write("assets/main-abc123.js.gz", "zipped");
    built_.write("assets/main-abc123.js.br", "brotli");
  }
  Result<AppFiles> load(const std::optional<std::string>& terms = std::nullopt) {
    return AppFiles::load(built_.path(), terms);
  }
  TempDir built_;
};

TEST_F(AppFolder, IsReadWithEachFormOfAFile) {
  const auto app = load();
  ASSERT_THAT(app, IsOk());
  EXPECT_EQ(app->index().plain, "<!doctype html>");
  EXPECT_EQ(app->index().content_type, "text/html; charset=utf-8");
  const auto* script = app->find("/assets/main-abc123.js");
  ASSERT_NE(script, nullptr);
  EXPECT_TRUE(script->hashed);
  EXPECT_EQ(script->gzip, "zipped");
  EXPECT_EQ(script->brotli, "brotli");
  const auto* icon = app->find("/icon.svg");
  ASSERT_NE(icon, nullptr);
  EXPECT_FALSE(icon->hashed);
  EXPECT_EQ(icon->gzip, "");
}

TEST_F(AppFolder, HasNoAddressButThoseOfItsFiles) {
  const auto app = load();
  ASSERT_THAT(app, IsOk());
  for (const auto* address : {"/index.html", "/pages.json", "/assets/", "/assets/main-abc123.js.gz",
                              "/assets/../index.html", "/.vite/manifest.json", "", "/"}) {
    EXPECT_EQ(app->find(address), nullptr) << address;
  }
}

TEST_F(AppFolder, KnowsItsPagesAndWhatLiesBelowThem) {
  const auto app = load();
  ASSERT_THAT(app, IsOk());
  EXPECT_TRUE(app->has_page("/"));
  EXPECT_TRUE(app->has_page("/datorer"));
  EXPECT_TRUE(app->has_page("/datorer/7"));
  EXPECT_FALSE(app->has_page("/datorerna"));
  EXPECT_FALSE(app->has_page("/annat"));
}

TEST_F(AppFolder, TakesHiddenFilesAndLinksOutOfItForNothing) {
  built_.write(".vite/manifest.json", "{}");
  const TempDir elsewhere;
  elsewhere.write("folder/secret.js", "secret");
  std::filesystem::create_directory_symlink(elsewhere / "folder", built_ / "more");
  const auto app = load();
  ASSERT_THAT(app, IsOk());
  EXPECT_EQ(app->find("/more/secret.js"), nullptr);
  EXPECT_EQ(app->find("/.vite/manifest.json"), nullptr);
}

TEST_F(AppFolder, WithoutIndexIsNoApp) {
  const TempDir empty;
  EXPECT_THAT(AppFiles::load(empty.path(), std::nullopt), IsError(ErrorCode::kNotFound));
  EXPECT_THAT(AppFiles::load("", std::nullopt), IsError(ErrorCode::kNotFound));
}

TEST_F(AppFolder, OfAnotherBuildIsRefusedWithWhatIsWrong) {
  for (const auto* list : {"", "{}", R"({"pages":["datorer"]})", R"({"pages":[1]})", "[]"}) {
    built_.write("pages.json", list);
    EXPECT_THAT(load(), IsError(ErrorCode::kMalformed)) << list;
  }
  built_.write("pages.json", R"({"pages":["/"]})");
  built_.write("assets/program.exe", "x");
  EXPECT_THAT(load(), IsError(ErrorCode::kUnsupported));
}

TEST_F(AppFolder, ThatIsTooLargeIsRefused) {
  built_.write("assets/large.js", std::string(kAppBytes, 'x'));
  EXPECT_THAT(load(), IsError(ErrorCode::kTooLarge));
}

TEST_F(AppFolder, HasTheMunicipalitysOwnWordsInsteadOfTheApps) {
  const auto app = load(R"({"sv":{"devices":"laptoppar"}})");
  ASSERT_THAT(app, IsOk());
  EXPECT_EQ(app->find("/terms.json")->plain, R"({"sv":{"devices":"laptoppar"}})");
  EXPECT_THAT(load("laptoppar"), IsError(ErrorCode::kMalformed));
  EXPECT_THAT(load("[]"), IsError(ErrorCode::kMalformed));
}

TEST_F(AppFolder, IsSoughtBesideTheProgram) {
  EXPECT_EQ(app_beside_this_program().filename(), "web");
  EXPECT_TRUE(app_beside_this_program().is_absolute());
}

}  // namespace
}  // namespace distanskoll::server::pages
