// SPDX-License-Identifier: EUPL-1.2
// Server and client contexts against each other, over memory: every byte of the handshake is real.
#include "shared/crypto/tls.h"

#include "tests/shared/crypto/pki.h"
#include "tests/shared/crypto/tls_pair.h"
#include "tests/support/matchers.h"

#include <array>

#include <openssl/err.h>

namespace distanskoll::crypto {
namespace {

using std::chrono::days;
using ::testing::HasSubstr;

const Pki& live() {
  static const Pki made = Pki::make(today() - days{1});
  return made;
}

class Tls : public ::testing::Test {
 protected:
  PrivateKey server_key_ = *PrivateKey::generate(KeyKind::kP256);
  PrivateKey client_key_ = *PrivateKey::generate(KeyKind::kP256);
  std::vector<std::string> names_{"insamling.exempel.se", "192.0.2.7"};
  Certificate server_certificate_ =
      *issue_server_certificate(live().server, names_, server_key_.public_key(), today());
  TlsContextOwner server_ = make_server();
  TlsContextOwner client_ = make_client(today());

  TlsContextOwner make_server() {
    return *make_server_tls({{server_certificate_, live().server.certificate},
                             &server_key_,
                             {live().devices.certificate}});
  }
  TlsContextOwner make_client(WallTime issued) {
    const Certificate certificate =
        *issue_device_certificate(live().devices, kDevice, client_key_.public_key(), issued);
    return *make_client_tls(
        {{live().root.certificate}, {certificate, live().devices.certificate}, &client_key_});
  }
  static std::optional<Certificate> peer(const Pair& pair) {
    X509* const shown = SSL_get0_peer_certificate(pair.server.get());
    if (shown == nullptr) return std::nullopt;
    return *Certificate::share(shown);
  }
};

TEST_F(Tls, ShowsEachTheOthersCertificate) {
  Pair pair(server_.get(), client_.get());
  ASSERT_THAT(expect_host(pair.client.get(), "insamling.exempel.se"), IsOk());
  ASSERT_TRUE(pair.shake_hands()) << pair.client_error;
  EXPECT_EQ(SSL_version(pair.client.get()), TLS1_3_VERSION);
  EXPECT_EQ(peer(pair)->device_id(), kDevice);
  EXPECT_STREQ(SSL_get_servername(pair.server.get(), TLSEXT_NAMETYPE_host_name),
               "insamling.exempel.se");
}

TEST_F(Tls, KnowsAServerByItsAddressAndThenSendsNoName) {
  Pair pair(server_.get(), client_.get());
  ASSERT_THAT(expect_host(pair.client.get(), "192.0.2.7"), IsOk());
  ASSERT_TRUE(pair.shake_hands()) << pair.client_error;
  EXPECT_EQ(SSL_get_servername(pair.server.get(), TLSEXT_NAMETYPE_host_name), nullptr);
}

TEST_F(Tls, LetsAClientWithoutCertificateThrough) {
  const auto client = make_client_tls({{live().root.certificate}, {}, nullptr});
  Pair pair(server_.get(), client->get());
  ASSERT_THAT(expect_host(pair.client.get(), "insamling.exempel.se"), IsOk());
  ASSERT_TRUE(pair.shake_hands()) << pair.client_error;
  EXPECT_EQ(peer(pair), std::nullopt);
}

TEST_F(Tls, ExpiredClientCertificateReachesTheApplication) {
  const TlsContextOwner client = make_client(today() - days{200});
  Pair pair(server_.get(), client.get());
  ASSERT_TRUE(pair.shake_hands()) << pair.client_error;
  const auto shown = peer(pair);
  ASSERT_TRUE(shown);
  EXPECT_LT(shown->not_after(), today());
  EXPECT_THAT(
      verify_chain(*shown, {}, {&live().devices.certificate, 1}, Purpose::kTlsClient, today()),
      IsError(ErrorCode::kUntrusted, "expired"));
}

TEST_F(Tls, ClientRefusesAnotherHost) {
  for (const std::string& host :
       {std::string("annan.exempel.se"), std::string("192.0.2.8"), std::string("exempel.se"),
        std::string("x.insamling.exempel.se")}) {
    Pair pair(server_.get(), client_.get());
    ASSERT_THAT(expect_host(pair.client.get(), host), IsOk());
    EXPECT_FALSE(pair.shake_hands()) << host;
    EXPECT_EQ(pair.client_error, "certificate verify failed");
  }
}

TEST_F(Tls, ClientRefusesAForeignRoot) {
  const Pki foreign = Pki::make(today() - days{1});
  const auto client = make_client_tls({{foreign.root.certificate}, {}, nullptr});
  Pair pair(server_.get(), client->get());
  EXPECT_FALSE(pair.shake_hands());
  EXPECT_EQ(pair.client_error, "certificate verify failed");
}

TEST_F(Tls, ClientWithoutRootsTrustsNobody) {
  const auto client = make_client_tls({});
  Pair pair(server_.get(), client->get());
  EXPECT_FALSE(pair.shake_hands());
  EXPECT_EQ(pair.client_error, "certificate verify failed");
}

TEST_F(Tls, ClientRefusesAServerWithADevicesCertificate) {
  const Certificate device =
      *issue_device_certificate(live().devices, kDevice, server_key_.public_key(), today());
  const auto server = make_server_tls({{device, live().devices.certificate}, &server_key_, {}});
  Pair pair(server->get(), client_.get());
  EXPECT_FALSE(pair.shake_hands());
  EXPECT_EQ(pair.client_error, "certificate verify failed");
}

TEST_F(Tls, ClientRefusesAnExpiredServer) {
  server_certificate_ = *issue_server_certificate(live().server, names_, server_key_.public_key(),
                                                  today() - days{100});
  const TlsContextOwner server = make_server();
  Pair pair(server.get(), client_.get());
  EXPECT_FALSE(pair.shake_hands());
}

TEST_F(Tls, ServerRefusesTls12) {
  const TlsContextOwner old(SSL_CTX_new(TLS_client_method()));
  SSL_CTX_set_max_proto_version(old.get(), TLS1_2_VERSION);
  Pair pair(server_.get(), old.get());
  EXPECT_FALSE(pair.shake_hands());
  EXPECT_THAT(pair.client_error, HasSubstr("protocol version"));
}

TEST_F(Tls, ClientRefusesAServerOfTls12) {
  const TlsContextOwner old(SSL_CTX_new(TLS_server_method()));
  SSL_CTX_set_max_proto_version(old.get(), TLS1_2_VERSION);
  SSL_CTX_use_certificate(old.get(), server_certificate_.get());
  SSL_CTX_use_PrivateKey(old.get(), server_key_.get());
  Pair pair(old.get(), client_.get());
  EXPECT_FALSE(pair.shake_hands());
}

TEST_F(Tls, NamesItsClientsCa) {
  Pair pair(server_.get(), client_.get());
  ASSERT_TRUE(pair.shake_hands());
  const STACK_OF(X509_NAME)* const hints = SSL_get0_peer_CA_list(pair.client.get());
  ASSERT_EQ(sk_X509_NAME_num(hints), 1);
  EXPECT_EQ(X509_NAME_cmp(sk_X509_NAME_value(hints, 0),
                          X509_get_subject_name(live().devices.certificate.get())),
            0);
}

class Resumption : public Tls {
 protected:
  TlsSessionOwner first_session() {
    Pair pair(server_.get(), client_.get());
    EXPECT_THAT(expect_host(pair.client.get(), "insamling.exempel.se"), IsOk());
    EXPECT_TRUE(pair.shake_hands()) << pair.client_error;
    EXPECT_EQ(SSL_session_reused(pair.client.get()), 0);
    return keep_session(pair.client.get());
  }
  struct Second {
    bool connected, resumed;
    std::optional<std::string> device;
  };
  Second connect_with(SSL_SESSION* session) {
    Pair pair(server_.get(), client_.get());
    EXPECT_THAT(expect_host(pair.client.get(), "insamling.exempel.se"), IsOk());
    offer_session(pair.client.get(), session);
    const bool connected = pair.shake_hands();
    const auto shown = peer(pair);
    return {connected, SSL_session_reused(pair.server.get()) == 1,
            shown ? shown->device_id() : std::nullopt};
  }
};

TEST_F(Resumption, CarriesTheClientCertificate) {
  const TlsSessionOwner session = first_session();
  EXPECT_EQ(SSL_SESSION_get_ticket_lifetime_hint(session.get()), 24U * 3600U);
  const Second second = connect_with(session.get());
  EXPECT_TRUE(second.connected);
  EXPECT_TRUE(second.resumed);
  EXPECT_EQ(second.device, kDevice);
  EXPECT_TRUE(connect_with(session.get()).resumed);  // though both connections just broke off
}

TEST_F(Resumption, HasNothingToKeepBeforeTheTicket) {
  Pair pair(server_.get(), client_.get());
  EXPECT_EQ(keep_session(pair.client.get()), nullptr);
  offer_session(pair.client.get(), nullptr);
  EXPECT_TRUE(pair.shake_hands());
}

TEST_F(Resumption, OutlivesOneRotationOfTheKeysAndNotTwo) {
  const TlsSessionOwner session = first_session();
  rotate_ticket_keys(server_.get());
  EXPECT_TRUE(connect_with(session.get()).resumed);
  rotate_ticket_keys(server_.get());
  const Second second = connect_with(session.get());
  EXPECT_TRUE(second.connected);
  EXPECT_FALSE(second.resumed);
  EXPECT_EQ(second.device, kDevice);
}

TEST_F(Resumption, GivesAResumedConnectionATicketOfItsOwn) {
  const TlsSessionOwner first = first_session();
  Pair pair(server_.get(), client_.get());
  EXPECT_THAT(expect_host(pair.client.get(), "insamling.exempel.se"), IsOk());
  offer_session(pair.client.get(), first.get());
  ASSERT_TRUE(pair.shake_hands());
  ASSERT_EQ(SSL_session_reused(pair.client.get()), 1);
  const TlsSessionOwner second = keep_session(pair.client.get());
  const auto ticket = [](const SSL_SESSION* session) {
    const unsigned char* bytes = nullptr;
    std::size_t size = 0;
    SSL_SESSION_get0_ticket(session, &bytes, &size);
    return Bytes(bytes, bytes + size);
  };
  EXPECT_NE(ticket(first.get()), ticket(second.get()));
  EXPECT_TRUE(connect_with(second.get()).resumed);
}

TEST_F(Resumption, NeedsTheSameServer) {
  const TlsSessionOwner session = first_session();
  server_ = make_server();
  const Second second = connect_with(session.get());
  EXPECT_TRUE(second.connected);
  EXPECT_FALSE(second.resumed);
}

TEST_F(Tls, IdentityIsACertificateAndItsOwnKey) {
  EXPECT_THAT(make_server_tls({{server_certificate_}, &client_key_, {}}),
              IsError(ErrorCode::kInvalidArgument, "do not belong together"));
  EXPECT_THAT(make_server_tls({{}, &server_key_, {}}), IsError(ErrorCode::kInvalidArgument));
  EXPECT_THAT(make_server_tls({{server_certificate_}, nullptr, {}}),
              IsError(ErrorCode::kInvalidArgument));
  EXPECT_THAT(make_client_tls({{}, {}, &client_key_}), IsError(ErrorCode::kInvalidArgument));
}

TEST_F(Tls, HostIsANameOrAnAddress) {
  const ConnectionOwner connection(SSL_new(client_.get()));
  EXPECT_THAT(expect_host(connection.get(), ""), IsError(ErrorCode::kInvalidArgument));
  EXPECT_THAT(expect_host(connection.get(), std::string("a\0b", 3)),
              IsError(ErrorCode::kInvalidArgument));
  EXPECT_THAT(expect_host(connection.get(), std::string(300, 'a')),
              IsError(ErrorCode::kInvalidArgument));
}

}  // namespace
}  // namespace distanskoll::crypto
