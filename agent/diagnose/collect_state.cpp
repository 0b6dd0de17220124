// SPDX-License-Identifier: EUPL-1.2
#include "agent/diagnose/collect.h"
#include "shared/file_access.h"
#include "shared/files.h"
#include "shared/policy/yaml_tree.h"

#include <algorithm>
#include <span>
#include <system_error>

namespace distanskoll::agent {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostFiles = 500;
constexpr std::string_view kKeys[] = {"collector",  "state", "socket",
                                      "catalogues", "proxy", "network_location",
                                      "smart_card", "spool", "heartbeat_seconds",
                                      "key",        "page",  "notify",
                                      "log"};

/// Which of them the file has.
std::vector<std::string> keys_in(const std::string& file) {
  std::vector<std::string> found;
  const auto yaml = read_file(file, limits::kYamlBytes);
  if (!yaml) return found;
  auto document = policy::YamlDocument::parse(*yaml, file);
  if (!document) return found;
  const policy::YamlMapping root = document->root();
  for (const std::string_view key : kKeys) {
    if (root.optional(key)) found.emplace_back(key);
  }
  return found;
}

FileFact fact_of(const fs::directory_entry& entry, const fs::path& folder) {
  std::error_code code;
  FileFact fact;
  fact.name = entry.path().lexically_relative(folder).generic_string();
  fact.folder = entry.is_directory(code);
  const auto size = fact.folder ? 0 : entry.file_size(code);
  fact.size = code ? 0 : size;
  fact.open = is_open_to_others(entry.path());
  return fact;
}

}  // namespace

Config collect_config(const std::string& file, Facts& facts) {
  facts.config_file = file;
  facts.config = load_config(file);
  if (!facts.config) {
    const std::string place = policy_place();
    facts.policy_is_wrong = !place.empty() && facts.config.error().message.starts_with(place);
    return {};
  }
  const auto in_file = keys_in(file);
  for (const std::string_view key : kKeys) {
    SettingFact setting{std::string(key), SettingSource::kDefault};
    if (std::ranges::count(in_file, key) > 0) setting.source = SettingSource::kFile;
    if (std::ranges::count(facts.config->by_policy, key) > 0) {
      setting.source = SettingSource::kPolicy;
    }
    facts.settings.push_back(std::move(setting));
  }
  return *facts.config;
}

SharedIdentity collect_identity(const Config& config, Facts& facts) {
  auto identity = IdentityStore(config.state / "identity").load();
  if (!identity) {
    facts.certificate = identity.error();
    return nullptr;
  }
  const Identity& who = **identity;
  const crypto::Certificate& leaf = who.certificate();
  facts.certificate =
      CertificateFacts{who.device_id,
                       leaf.not_before(),
                       leaf.not_after(),
                       who.key.in_tpm(),
                       leaf.issuer_common_name(),
                       crypto::verify_chain(leaf, std::span(who.chain).subspan(1), who.roots,
                                            crypto::Purpose::kTlsClient, facts.now)};
  return *identity;
}

void collect_files(const Config& config, Facts& facts) {
  std::error_code code;
  if (const auto space = fs::space(config.state, code); !code) facts.free_bytes = space.available;
  fs::recursive_directory_iterator at(config.state, code);
  if (code) {
    const bool denied = code == std::errc::permission_denied;
    const bool absent = code == std::errc::no_such_file_or_directory;
    facts.files = Error{denied   ? ErrorCode::kPermissionDenied
                        : absent ? ErrorCode::kNotFound
                                 : ErrorCode::kIo,
                        config.state.string() + ": " + code.message()};
    return;
  }
  std::vector<FileFact> files;
  FileFact itself;
  itself.name = ".";
  itself.folder = true;
  itself.open = is_open_to_others(config.state);
  files.push_back(std::move(itself));
  while (!code && at != fs::recursive_directory_iterator() && files.size() < kMostFiles) {
    files.push_back(fact_of(*at, config.state));
    at.increment(code);
  }
  std::ranges::sort(files, {}, &FileFact::name);
  facts.files = std::move(files);
}

}  // namespace distanskoll::agent
