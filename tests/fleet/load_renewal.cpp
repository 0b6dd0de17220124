// SPDX-License-Identifier: EUPL-1.2
// A laptop's certificate is renewed over its own connection before it ends, with a new key, as the
// agent does; the reports it has signed already keep their old signature.
#include "tests/fleet/enrol.h"
#include "tests/fleet/load.h"

#include <fmt/format.h>

namespace distanskoll::fleet {

void Load::ask_for_renewal(Link& link) {
  Result<crypto::PrivateKey> key = crypto::PrivateKey::generate(crypto::KeyKind::kP256);
  Result<std::string> request =
      key ? est_request(target_, "simplereenroll", link.laptop->person, *key, {})
          : Result<std::string>(key.error());
  link.must_renew = false;
  if (!request) {
    ++figures_.statuses["renewal: " + request.error().message];
    return;
  }
  link.next_key.emplace(std::move(*key));
  link.wire->send(std::move(*request));
}

void Load::renewed(Link& link, const HttpAnswer& answer) {
  crypto::PrivateKey key = std::move(*link.next_key);
  link.next_key.reset();
  Result<crypto::Certificate> own = answer.status == 200
                                        ? own_certificate(answer)
                                        : Error{ErrorCode::kPermissionDenied, answer.body};
  if (own) {
    ++figures_.renewals;
    link.laptop->key = std::move(key);
    link.laptop->chain = chain_of(*own, fleet_.issuers);
  } else if (++figures_.statuses[fmt::format("renewal {}", answer.status)] == 1) {
    fmt::print(stderr, "laptop {}: renewal: {}\n", link.laptop->number(), own.error().message);
  }
  // The next connection shows the new certificate; a resumed one would show the old.
  release_wire(link);
  link.session.reset();
  kick(link);
}

}  // namespace distanskoll::fleet
