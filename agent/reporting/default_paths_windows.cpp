// SPDX-License-Identifier: EUPL-1.2
// Data in ProgramData\Distanskoll, what is installed beside the program. The local socket is a
// named pipe; one of another state folder has a hash of that folder in its name.
#include "agent/host/windows_own_program.h"
#include "agent/reporting/default_paths.h"
#include "shared/crypto/encoding.h"
#include "shared/crypto/hash.h"

#include <windows.h>

#include <memory>
// after windows.h
#include <knownfolders.h>
#include <objbase.h>
#include <shlobj.h>

namespace distanskoll::agent::default_paths {

namespace fs = std::filesystem;

namespace {

fs::path program_data() {
  wchar_t* found = nullptr;
  const HRESULT done = ::SHGetKnownFolderPath(FOLDERID_ProgramData, 0, nullptr, &found);
  const std::unique_ptr<wchar_t, decltype(&::CoTaskMemFree)> keep(found, &::CoTaskMemFree);
  return fs::path(SUCCEEDED(done) ? keep.get() : L"C:\\ProgramData") / "Distanskoll";
}

fs::path program_folder() {
  const fs::path program = own_program();
  return program.empty() ? fs::path("C:\\Program Files\\Distanskoll") : program.parent_path();
}

}  // namespace

fs::path config() { return program_data() / "agent.yaml"; }
fs::path state() { return program_data() / "agent"; }
fs::path socket() { return "\\\\.\\pipe\\distanskoll-agent"; }
fs::path socket_of(const fs::path& state) {
  const Digest digest = crypto::sha256(as_bytes(state.string()));
  return "\\\\.\\pipe\\distanskoll-agent-" + crypto::hex_encode(digest).substr(0, 16);
}
fs::path catalogues() { return program_folder() / "policies"; }
fs::path card_reader() { return program_folder() / "distanskoll-card-reader.exe"; }
fs::path example() { return program_folder() / "agent.yaml"; }

}  // namespace distanskoll::agent::default_paths
