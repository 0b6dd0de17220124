// SPDX-License-Identifier: EUPL-1.2
// The people's listener against browsers, over memory: whom is asked for a certificate, in which
// version.
#include "shared/crypto/card_host.h"

#include "tests/shared/crypto/pki.h"
#include "tests/shared/crypto/tls_pair.h"
#include "tests/support/matchers.h"

#include <string>
#include <vector>

namespace distanskoll::crypto {
namespace {

using std::chrono::days;

constexpr const char* kPeople = "distanskoll.exempel.se";
constexpr const char* kCards = "siths.exempel.se";

class CardHost : public ::testing::Test {
 protected:
  const Pki pki_ = Pki::make(today() - days{1});
  PrivateKey server_key_ = *PrivateKey::generate(KeyKind::kP256);
  PrivateKey card_key_ = *PrivateKey::generate(KeyKind::kP256);
  std::vector<std::string> names_{kPeople, kCards};
  Certificate certificate_ =
      *issue_server_certificate(pki_.server, names_, server_key_.public_key(), today());
  TlsContextOwner server_ = make_server();
  TlsContextOwner browser_ = make_browser();

  TlsContextOwner make_server() {
    const ServerTlsConfig config{
        {certificate_, pki_.server.certificate}, &server_key_, {pki_.devices.certificate}};
    auto made = *make_people_tls(config);
    EXPECT_THAT(add_card_host(made.get(), kCards, config), IsOk());
    return made;
  }
  /// One with a card, which it shows to whoever asks.
  TlsContextOwner make_browser() {
    const Certificate card =
        *issue_device_certificate(pki_.devices, kDevice, card_key_.public_key(), today());
    return *make_client_tls(
        {{pki_.root.certificate}, {card, pki_.devices.certificate}, &card_key_});
  }
  /// What a browser that can do no more than TLS 1.2 says; `suites` are its own.
  static void only_tls12(SSL* browser, const char* suites, const char* signatures) {
    ASSERT_EQ(SSL_set_min_proto_version(browser, TLS1_2_VERSION), 1);
    ASSERT_EQ(SSL_set_max_proto_version(browser, TLS1_2_VERSION), 1);
    ASSERT_EQ(SSL_set_cipher_list(browser, suites), 1);
    ASSERT_EQ(SSL_set1_sigalgs_list(browser, signatures), 1);
  }
  static bool has_shown(const Pair& pair) {
    return SSL_get0_peer_certificate(pair.server.get()) != nullptr;
  }
};

TEST_F(CardHost, IsTheOnlyNameThatAsksForACertificate) {
  Pair people(server_.get(), browser_.get());
  ASSERT_THAT(expect_host(people.client.get(), kPeople), IsOk());
  ASSERT_TRUE(people.shake_hands()) << people.client_error;
  EXPECT_FALSE(has_shown(people));
  EXPECT_FALSE(is_for_cards(people.server.get()));

  Pair cards(server_.get(), browser_.get());
  ASSERT_THAT(expect_host(cards.client.get(), kCards), IsOk());
  ASSERT_TRUE(cards.shake_hands()) << cards.client_error;
  EXPECT_TRUE(has_shown(cards));
  EXPECT_TRUE(is_for_cards(cards.server.get()));
  EXPECT_EQ(SSL_version(cards.server.get()), TLS1_3_VERSION);
}

TEST_F(CardHost, IsKnownInAnyCaseAndNotByAPartOfItsName) {
  const std::vector<std::pair<std::string, bool>> names{
      {"SITHS.exempel.SE", true}, {"siths.exempel", false}, {"x.siths.exempel.se", false}};
  for (auto [name, asked] : names) {
    Pair pair(server_.get(), browser_.get());
    ASSERT_EQ(SSL_ctrl(pair.client.get(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
                       name.data()),
              1);
    ASSERT_TRUE(pair.shake_hands()) << pair.client_error;
    EXPECT_EQ(is_for_cards(pair.server.get()), asked) << name;
    EXPECT_EQ(has_shown(pair), asked) << name;
  }
}

TEST_F(CardHost, WithoutANameIsNobodys) {
  Pair pair(server_.get(), browser_.get());
  ASSERT_TRUE(pair.shake_hands()) << pair.client_error;
  EXPECT_FALSE(is_for_cards(pair.server.get()));
  EXPECT_FALSE(has_shown(pair));
}

TEST_F(CardHost, LetsWhoHasNoCardThrough) {
  const auto without = make_client_tls({{pki_.root.certificate}, {}, nullptr});
  Pair pair(server_.get(), without->get());
  ASSERT_THAT(expect_host(pair.client.get(), kCards), IsOk());
  ASSERT_TRUE(pair.shake_hands()) << pair.client_error;
  EXPECT_TRUE(is_for_cards(pair.server.get()));
  EXPECT_FALSE(has_shown(pair));
}

TEST_F(CardHost, AloneSpeaksTls12WithForwardSecrecyAndAead) {
  Pair cards(server_.get(), browser_.get());
  ASSERT_THAT(expect_host(cards.client.get(), kCards), IsOk());
  only_tls12(cards.client.get(), "ECDHE-ECDSA-AES128-GCM-SHA256", "ECDSA+SHA256:RSA+SHA256");
  ASSERT_TRUE(cards.shake_hands()) << cards.client_error;
  EXPECT_EQ(SSL_version(cards.server.get()), TLS1_2_VERSION);
  EXPECT_TRUE(has_shown(cards));

  Pair people(server_.get(), browser_.get());
  ASSERT_THAT(expect_host(people.client.get(), kPeople), IsOk());
  only_tls12(people.client.get(), "ECDHE-ECDSA-AES128-GCM-SHA256", "ECDSA+SHA256:RSA+SHA256");
  EXPECT_FALSE(people.shake_hands());

  for (const char* weak : {"ECDHE-ECDSA-AES128-SHA256", "ECDHE-ECDSA-AES128-SHA"}) {
    Pair pair(server_.get(), browser_.get());
    ASSERT_THAT(expect_host(pair.client.get(), kCards), IsOk());
    only_tls12(pair.client.get(), weak, "ECDSA+SHA256");
    EXPECT_FALSE(pair.shake_hands()) << weak;
  }
}

TEST_F(CardHost, AsksTheCardEachTime) {
  for (const bool old : {false, true}) {
    Pair first(server_.get(), browser_.get());
    ASSERT_THAT(expect_host(first.client.get(), kCards), IsOk());
    if (old) only_tls12(first.client.get(), "ECDHE-ECDSA-AES128-GCM-SHA256", "ECDSA+SHA256");
    ASSERT_TRUE(first.shake_hands()) << first.client_error;
    EXPECT_EQ(keep_session(first.client.get()), nullptr);
  }
}

TEST_F(CardHost, TakesNoTicketOfAnotherName) {
  Pair people(server_.get(), browser_.get());
  ASSERT_THAT(expect_host(people.client.get(), kPeople), IsOk());
  ASSERT_TRUE(people.shake_hands()) << people.client_error;
  const auto session = keep_session(people.client.get());
  ASSERT_NE(session, nullptr);
  Pair cards(server_.get(), browser_.get());
  ASSERT_THAT(expect_host(cards.client.get(), kCards), IsOk());
  offer_session(cards.client.get(), session.get());
  ASSERT_TRUE(cards.shake_hands()) << cards.client_error;
  EXPECT_EQ(SSL_session_reused(cards.server.get()), 0);
  EXPECT_TRUE(has_shown(cards));
}

}  // namespace
}  // namespace distanskoll::crypto
