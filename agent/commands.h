// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The commands of distanskoll-agent, one function each; main.cpp reads the command line into these
// options. Results go to stdout, diagnostics to stderr. Exit codes (architecture.md, Contracts): 0
// ok, 1 a requirement is not met, 2 wrong usage or configuration, 3 could not be determined.

#include "agent/reporting/config.h"
#include "agent/reporting/endpoint.h"
#include "agent/texts.h"
#include "shared/result.h"

#include <string>
#include <string_view>

#include <spdlog/logger.h>

namespace distanskoll::agent {

struct CommonOptions {
  std::string config;         ///< path
  bool config_given = false;  ///< by --config
  bool json = false;
  Language language = Language::kEnglish;
  ProxyWords environment;  ///< HTTPS_PROXY and NO_PROXY
};

/// Probes now and judges by a policy file, or by the one the collector last named.
struct CheckOptions {
  std::string policy;
};
[[nodiscard]] int check_command(const CommonOptions& common, const CheckOptions& options);

/// The last posture as the collector saw it: from the running agent, else from its state folder.
[[nodiscard]] int status_command(const CommonOptions& common);

/// What the person at the computer may know about it, as a page: written to a file, whose name is
/// printed. With `open` shown: the page on the web if it can be reached, else that file.
struct PageOptions {
  std::string out;    ///< path; empty: in `cache`
  std::string cache;  ///< folder for the person's own files that may be lost; empty: none
  bool open = false;
};
[[nodiscard]] int page_command(const CommonOptions& common, const PageOptions& options);

/// Each probe with what it sees here, or why it cannot. At most one of the two is given.
struct ProbesOptions {
  std::string record;  ///< Windows: write what it answered there instead (windows_recording.h)
  std::string replay;  ///< what the probes see on the computer of this recording
};
[[nodiscard]] int probes_command(const CommonOptions& common, const ProbesOptions& options);

struct EnrollOptions {
  std::string code_file;    ///< empty: standard input
  std::string fingerprint;  ///< with an enterprise certificate: the collector's root CA key
  std::string client_cert;  ///< PEM chain of an enterprise CA
  std::string client_key;
  bool no_wait = false;
};
[[nodiscard]] int enroll_command(const CommonOptions& common, const EnrollOptions& options);

/// Writes a ZIP file for the service desk (agent/diagnose/README.md). 0: it is written, whatever it
/// says; 2: FILE is there and `force` is not given; 3: it cannot be written.
struct DiagnoseOptions {
  std::string out;
  bool force = false;
};
[[nodiscard]] int diagnose_command(const CommonOptions& common, const DiagnoseOptions& options);

/// The answer to standard output and the command's exit code; 3 when it could not be written, so
/// that a script never takes an answer that it did not get for a good one.
[[nodiscard]] int print(std::string_view text, int code);

/// `check` and `probes` need no configuration: without a file at the usual place all is default.
[[nodiscard]] Result<Config> config_or_default(const CommonOptions& common);

/// As config_or_default; who may not read the usual file asks the agent at its usual place.
[[nodiscard]] Result<Config> config_for_questions(const CommonOptions& common);
/// A posture answer of the running agent, else of what its state folder knows. kNotFound: not
/// enrolled; kPermissionDenied.
[[nodiscard]] Result<std::string> posture_answer_here(const Config& config);

/// Says the error on stderr; the exit code that is given comes back.
[[nodiscard]] int complain(const Error& error, int code);

/// The whole program. `log` is where diagnostics go.
[[nodiscard]] int agent_main(int argc, char** argv);

}  // namespace distanskoll::agent
