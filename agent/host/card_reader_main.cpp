// SPDX-License-Identifier: EUPL-1.2
// distanskoll-card-reader MODULE…: prints token labels and public certificates of the cards that
// the given PKCS#11 modules see, as lines "token BASE64" and "cert BASE64", and ends. It asks for
// no PIN, signs nothing and opens read-only sessions. Started by the agent (card_reading.h), so
// that a module that hangs, leaks or crashes takes nothing with it. Exit codes: 0, 2 wrong usage.
#include "shared/crypto/encoding.h"
#include "shared/limits.h"

#include <csignal>
#include <cstdio>
#include <string_view>
#include <tuple>
#include <vector>

#include <dlfcn.h>
#include <p11-kit/pkcs11.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace {

using distanskoll::Bytes;
namespace limits = distanskoll::limits;

void print_line(std::string_view word, distanskoll::ByteView value) {
  const std::string text = distanskoll::crypto::base64_encode(value);
  std::printf("%.*s %s\n", static_cast<int>(word.size()), word.data(), text.c_str());
}

/// The value of a certificate object; empty when it cannot be had or is too long.
Bytes certificate_value(CK_FUNCTION_LIST* module, CK_SESSION_HANDLE session,
                        CK_OBJECT_HANDLE object) {
  CK_ATTRIBUTE value{CKA_VALUE, nullptr, 0};
  if (module->C_GetAttributeValue(session, object, &value, 1) != CKR_OK) return {};
  if (value.ulValueLen == 0 || value.ulValueLen > limits::kCardBytes / 4) return {};
  Bytes der(value.ulValueLen);
  value.pValue = der.data();
  if (module->C_GetAttributeValue(session, object, &value, 1) != CKR_OK) return {};
  der.resize(value.ulValueLen);
  return der;
}

void print_certificates(CK_FUNCTION_LIST* module, CK_SLOT_ID slot) {
  CK_SESSION_HANDLE session = 0;
  if (module->C_OpenSession(slot, CKF_SERIAL_SESSION, nullptr, nullptr, &session) != CKR_OK) return;
  CK_OBJECT_CLASS wanted = CKO_CERTIFICATE;
  CK_CERTIFICATE_TYPE x509 = CKC_X_509;
  CK_ATTRIBUTE pattern[] = {{CKA_CLASS, &wanted, sizeof(wanted)},
                            {CKA_CERTIFICATE_TYPE, &x509, sizeof(x509)}};
  if (module->C_FindObjectsInit(session, pattern, 2) == CKR_OK) {
    CK_OBJECT_HANDLE objects[limits::kCardCertificates];
    CK_ULONG found = 0;
    if (module->C_FindObjects(session, objects, limits::kCardCertificates, &found) == CKR_OK) {
      for (CK_ULONG i = 0; i < found; ++i) {
        const Bytes der = certificate_value(module, session, objects[i]);
        if (!der.empty()) print_line("cert", der);
      }
    }
    module->C_FindObjectsFinal(session);
  }
  module->C_CloseSession(session);
}

void print_tokens(CK_FUNCTION_LIST* module) {
  CK_SLOT_ID slots[limits::kCardCertificates];
  CK_ULONG count = limits::kCardCertificates;
  if (module->C_GetSlotList(CK_TRUE, slots, &count) != CKR_OK) return;
  for (CK_ULONG i = 0; i < count; ++i) {
    CK_TOKEN_INFO info{};
    if (module->C_GetTokenInfo(slots[i], &info) != CKR_OK) continue;
    std::string_view label(reinterpret_cast<const char*>(info.label), sizeof(info.label));
    label = label.substr(0, label.find_last_not_of(' ') + 1);  // padded with blanks
    print_line("token", distanskoll::as_bytes(label));
    print_certificates(module, slots[i]);
  }
}

void read_module(const char* path) {
  void* library = ::dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return;
  const auto get_list =
      reinterpret_cast<CK_C_GetFunctionList>(::dlsym(library, "C_GetFunctionList"));
  CK_FUNCTION_LIST* module = nullptr;
  if (get_list == nullptr || get_list(&module) != CKR_OK || module == nullptr) return;
  if (module->C_Initialize(nullptr) != CKR_OK) return;
  print_tokens(module);
  module->C_Finalize(nullptr);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2 || argv[1][0] != '/') {
    std::ignore = std::fputs("usage: distanskoll-card-reader /PATH/TO/PKCS11-MODULE…\n", stderr);
    return 2;
  }
  // Ends with the agent, writes no core file, and cannot run away.
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::prctl(PR_SET_DUMPABLE, 0);
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  const rlimit processor{limits::kCardReading.count(), limits::kCardReading.count()};
  ::setrlimit(RLIMIT_CPU, &processor);
  for (int i = 1; i < argc; ++i) read_module(argv[i]);
  const bool told = std::fflush(stdout) == 0;
  ::_exit(told ? 0 : 1);  // modules' own destructors are not waited for
}
