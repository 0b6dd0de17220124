// SPDX-License-Identifier: EUPL-1.2
// Keys in a TPM 2.0: a simulated one (swtpm) of our own, reached through OpenSSL's tpm2 provider.
// Where either is not installed these tests are skipped and say so.
#include "shared/crypto/jws.h"
#include "shared/crypto/request.h"
#include "shared/crypto/tls.h"
#include "tests/shared/crypto/pki.h"
#include "tests/shared/crypto/tls_pair.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

#include <csignal>
#include <cstdlib>
#include <random>
#include <thread>

namespace distanskoll::crypto {
namespace {

using ::testing::StartsWith;

/// A running swtpm with a state of its own; ended when destroyed.
class SimulatedTpm {
 public:
  bool start() {
    std::random_device random;
    for (int attempt = 0; attempt < 5; ++attempt) {
      const unsigned port = 20'000 + random() % 10'000 * 2;
      const std::string line =
          "swtpm socket --tpm2 --daemon --flags not-need-init,startup-clear"
          " --tpmstate dir='" +
          dir_.path().string() + "'" + " --pid file='" + (dir_ / "pid").string() + "'" +
          " --server type=tcp,port=" + std::to_string(port) +
          " --ctrl type=tcp,port=" + std::to_string(port + 1) + " >/dev/null 2>&1";
      if (std::system(line.c_str()) != 0) continue;  // NOLINT(cert-env33-c): our own words
      const std::string tcti = "swtpm:host=127.0.0.1,port=" + std::to_string(port);
      return setenv("TPM2OPENSSL_TCTI", tcti.c_str(), 1) == 0;
    }
    return false;
  }
  ~SimulatedTpm() {
    if (std::filesystem::exists(dir_ / "pid")) {
      kill(static_cast<pid_t>(std::stol(dir_.read("pid"))), SIGTERM);
    }
  }
  SimulatedTpm() = default;
  SimulatedTpm(const SimulatedTpm&) = delete;
  SimulatedTpm& operator=(const SimulatedTpm&) = delete;

 private:
  TempDir dir_;
};

// NOLINTNEXTLINE(cert-env33-c): a fixed command, asked once
bool has_swtpm() { return std::system("command -v swtpm >/dev/null") == 0; }

/// Whether the module is in OpenSSL's folder: 'MODULESDIR: "/usr/lib/…"'.
bool has_provider() {
  const std::string text = OpenSSL_version(OPENSSL_MODULES_DIR);
  const std::size_t begin = text.find('"') + 1;
  const std::filesystem::path folder = text.substr(begin, text.rfind('"') - begin);
  return std::filesystem::exists(folder / "tpm2.so");
}

class Tpm : public ::testing::Test {
 protected:
  void SetUp() override {
    // The provider keeps its connection for as long as the process lives, so the TPM must too.
    static SimulatedTpm tpm;
    static const bool installed = has_swtpm() && has_provider();
    if (!installed) GTEST_SKIP() << "swtpm or OpenSSL's tpm2 provider is not installed";
    static const bool running = tpm.start();
    ASSERT_TRUE(running) << "swtpm does not start";
  }
};

TEST_F(Tpm, MakesAKeyThatSigns) {
  const auto key = PrivateKey::generate_in_tpm();
  ASSERT_THAT(key, IsOk());
  EXPECT_TRUE(key->in_tpm());
  EXPECT_EQ(key->public_key().kind(), KeyKind::kP256);
  for (int i = 0; i < 20; ++i) {
    const std::string data = std::to_string(i);
    const auto signature = key->sign(as_bytes(data));
    ASSERT_THAT(signature, IsOk());
    EXPECT_EQ(signature->size(), 64U);
    EXPECT_TRUE(key->public_key().verify(as_bytes(data), *signature));
    EXPECT_FALSE(key->public_key().verify(as_bytes("other"), *signature));
  }
}

TEST_F(Tpm, KeyComesBackFromItsFile) {
  const TempDir dir;
  const auto key = PrivateKey::generate_in_tpm();
  ASSERT_THAT(key, IsOk());
  ASSERT_THAT(key->save(dir / "device.pem"), IsOk());
  EXPECT_THAT(dir.read("device.pem"), StartsWith("-----BEGIN TSS2 PRIVATE KEY-----\n"));
  const auto again = PrivateKey::load(dir / "device.pem");
  ASSERT_THAT(again, IsOk());
  EXPECT_TRUE(again->in_tpm());
  EXPECT_EQ(again->public_key().key_id(), key->public_key().key_id());
  const auto signature = again->sign(as_bytes("x"));
  ASSERT_THAT(signature, IsOk());
  EXPECT_TRUE(key->public_key().verify(as_bytes("x"), *signature));
}

// A TPM holds three loaded objects. A renewal has the old key and the new one in use, and the new
// one read back from its file twice: before it is taken into use, and after.
TEST_F(Tpm, AKeyReadAgainTakesNoSecondPlace) {
  const auto old_key = PrivateKey::generate_in_tpm();
  const auto new_key = PrivateKey::generate_in_tpm();
  ASSERT_THAT(old_key, IsOk());
  ASSERT_THAT(new_key, IsOk());
  std::vector<PrivateKey> read;
  for (int i = 0; i < 3; ++i) {
    for (const auto* key : {&*old_key, &*new_key}) {
      auto again = PrivateKey::from_pem(*key->to_pem());
      ASSERT_THAT(again, IsOk());
      read.push_back(std::move(*again));
    }
  }
  for (const PrivateKey& key : read) EXPECT_THAT(key.sign(as_bytes("x")), IsOk());
}

TEST_F(Tpm, AKeyLetGoOfComesBackFromItsText) {
  std::string pem;
  {
    const auto key = PrivateKey::generate_in_tpm();
    ASSERT_THAT(key, IsOk());
    pem = *key->to_pem();
  }
  for (int i = 0; i < 5; ++i) {  // five at once would not fit
    const auto key = PrivateKey::from_pem(pem);
    ASSERT_THAT(key, IsOk());
    EXPECT_THAT(key->sign(as_bytes("x")), IsOk());
  }
}

TEST_F(Tpm, DamagedKeyIsMalformed) {
  const std::string pem = *PrivateKey::generate_in_tpm()->to_pem();
  EXPECT_THAT(PrivateKey::from_pem(pem.substr(0, 100)), IsError(ErrorCode::kMalformed));
}

TEST_F(Tpm, KeySignsReports) {
  const auto key = PrivateKey::generate_in_tpm();
  ASSERT_THAT(key, IsOk());
  const auto compact = sign_jws(JwsType::kReport, R"({"v":1})", *key);
  ASSERT_THAT(compact, IsOk());
  EXPECT_TRUE(verify_jws(*split_jws(*compact), key->public_key()));
}

TEST_F(Tpm, KeyIsEnrolledAndShownInTls) {
  const WallTime today = SystemClock().wall();
  const Pki live = Pki::make(today);
  const auto key = PrivateKey::generate_in_tpm();
  ASSERT_THAT(key, IsOk());
  const auto request = make_request(*key, kDevice);
  ASSERT_THAT(request, IsOk());
  const auto requested = key_of_request(*request);
  ASSERT_THAT(requested, IsOk());
  const auto certificate = issue_device_certificate(live.devices, kDevice, *requested, today);
  ASSERT_THAT(certificate, IsOk());

  const PrivateKey server_key = *PrivateKey::generate(KeyKind::kP256);
  const std::vector<std::string> names{"insamling.exempel.se"};
  const auto server_certificate =
      issue_server_certificate(live.server, names, server_key.public_key(), today);
  const auto server =
      make_server_tls({{*server_certificate, live.server.certificate}, &server_key, {}});
  const auto client = make_client_tls({{live.root.certificate}, {*certificate}, &*key});
  ASSERT_THAT(client, IsOk());
  Pair pair(server->get(), client->get());
  ASSERT_THAT(expect_host(pair.client.get(), "insamling.exempel.se"), IsOk());
  ASSERT_TRUE(pair.shake_hands()) << pair.client_error;
  const auto shown = Certificate::share(SSL_get0_peer_certificate(pair.server.get()));
  ASSERT_THAT(shown, IsOk());
  EXPECT_EQ(shown->device_id(), kDevice);
}

TEST_F(Tpm, SignsFromSeveralThreads) {
  const auto key = PrivateKey::generate_in_tpm();
  ASSERT_THAT(key, IsOk());
  std::array<int, 4> right{};
  std::vector<std::jthread> threads;
  threads.reserve(right.size());
  for (int& mine : right) {
    threads.emplace_back([&] {
      for (int i = 0; i < 20; ++i) {
        const auto signature = key->sign(as_bytes("x"));
        if (signature && key->public_key().verify(as_bytes("x"), *signature)) ++mine;
      }
    });
  }
  threads.clear();
  EXPECT_THAT(right, ::testing::Each(20));
}

TEST(WithoutTpmDeathTest, AKeyInOneIsUnsupported) {
  if (std::filesystem::exists("/dev/tpmrm0")) GTEST_SKIP() << "this machine has a TPM";
  // In a process of its own: a provider once loaded stays.
  EXPECT_EXIT(
      {
        setenv("TPM2OPENSSL_TCTI", "swtpm:host=127.0.0.1,port=1", 1);
        setenv("TSS2_LOG", "all+NONE", 1);
        const auto key = PrivateKey::generate_in_tpm();
        // Not exit: OpenSSL loses 500 bytes when a provider cannot be loaded.
        std::_Exit(!key && key.error().code == ErrorCode::kUnsupported ? 0 : 1);
      },
      ::testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace distanskoll::crypto
