#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# Signs people in through npm's oidc-provider, a real provider of OpenID Connect, over real TLS: with
# each algorithm, and everything that must not end in a session. Skipped (77) only where there is no npm.
# Usage: oidc_test.sh COLLECTOR
export COLLECTOR=$1
HERE=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=/dev/null
source "$HERE/collector_common.sh"
if ! command -v npm >/dev/null || ! command -v node >/dev/null; then
  say "skipped: no npm"
  exit 77
fi

cp "$HERE"/oidc/{package.json,package-lock.json,.npmrc,provider.mjs} "$WORK/"
(cd "$WORK" && npm ci --ignore-scripts >npm.log 2>&1) || { cat "$WORK/npm.log" >&2; exit 1; }

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost \
  -addext subjectAltName=DNS:localhost -keyout "$WORK/tls.key" -out "$WORK/tls.pem" 2>/dev/null
PROVIDER=$(free_port)
# shellcheck disable=SC2119 # no more options of init are wanted
init_collector
PAGES=http://127.0.0.1:$WEB

PROVIDER_PID=
start_provider() {
  node "$WORK/provider.mjs" "$PROVIDER" "$WORK/tls.pem" "$WORK/tls.key" "$WORK/person" \
    "$PAGES/api/v1/sign-in/oidc/callback" >"$WORK/provider.log" 2>&1 &
  PROVIDER_PID=$!
  for _ in $(seq 200); do
    grep -q listening "$WORK/provider.log" && return 0
    sleep 0.1
  done
  cat "$WORK/provider.log" >&2
  exit 1
}
stop_provider() {
  [[ -z "$PROVIDER_PID" ]] || { kill "$PROVIDER_PID" 2>/dev/null; wait "$PROVIDER_PID" 2>/dev/null || true; }
  PROVIDER_PID=
}
trap 'stop_provider || true; cleanup' EXIT

# The secret has what must be encoded in a Basic header.
(umask 077; printf 'a secret: of/the+test\n' >"$WORK/secret")
cat >>"$DATA/collector.yaml" <<YAML
outgoing:
  pages: "$PAGES"
  local_targets: ["127.0.0.1", "::1"]
YAML
cp "$DATA/collector.yaml" "$WORK/plain.yaml"
use_client() { # use_client CLIENT: the collector signs in through it
  stop_collector
  awk -v add="  oidc: {issuer: \"https://localhost:$PROVIDER\", client_id: $1, client_secret_file: $WORK/secret, ca_file: $WORK/tls.pem, name: Kommunens konto, roles: {claim: roles, values: [{value: Distanskoll.IT, role: it_security}]}}" \
    '{print} /^web:/ {print add}' "$WORK/plain.yaml" >"$DATA/collector.yaml"
  start_collector
}
printf '[{"id":"anna","name":"Anna A","employee":null,"logins":["anna@kommun.example"],"grants":[{"role":"hr"}],"given_by":"x"}]' >"$WORK/accounts.json"
collector accounts put "$WORK/accounts.json" >"$WORK/accounts.out"
go() { python3 "$HERE/oidc/browser.py" "$PAGES" "$WORK/tls.pem" "$@"; }
# Five refusals a minute of one address are the limit; a collector that starts anew has seen none.
anew() { stop_collector; start_collector; }

echo Anna@kommun.example >"$WORK/person"
start_provider
for algorithm in RS256 PS256 ES256; do
  use_client "distanskoll-$algorithm"
  expect "a token signed with $algorithm signs in, with the provider's role" \
    $'/laget-nu?a=b\noidc Anna A hr,it_security' "$(go 'till=/laget-nu?a=b')"
done
expect "the page is told of the button" "oidc Kommunens konto /api/v1/sign-in/oidc" \
  "$(curl -s "$PAGES/api/v1/sign-in" | json '" ".join(d["ways"][0][k] for k in ("method","name","address"))')"

expect_in "the same answer again is refused" "/logga-in?fel=expired" "$(go again)"
expect "an answer in a browser that did not begin is refused" "/logga-in?fel=expired&till=%2F" "$(go forget)"
expect_in "an answer with another state is refused" "fel=expired" "$(go back.state=other)"
expect "a code that is too old is refused" "/logga-in?fel=refused&till=%2Flaget-nu" \
  "$(go till=/laget-nu wait=3)"
anew
expect_in "a code that nobody gave is refused" "fel=refused" "$(go back.code=invented)"
expect_in "a code for another client is refused" "fel=refused" "$(go to_provider.client_id=other)"
expect_in "a token with another nonce is refused" "fel=untrusted" "$(go to_provider.nonce=other)"
expect_in "an answer of another issuer is refused" "fel=untrusted" "$(go back.iss=https://evil.example)"
anew
echo deny >"$WORK/person"
expect_in "who is refused there is not signed in here" "fel=refused" "$(go)"
echo stranger@kommun.example >"$WORK/person"
expect_in "whom nobody knows here is told so" "fel=unmapped" "$(go)"
expect_in "the log names the reason and no secret" "neither an account nor an employee" "$(cat "$WORK/serve.log")"
expect "no code is in the log" 0 "$(grep -c 'code=' "$WORK/serve.log" || true)"

echo Anna@kommun.example >"$WORK/person"
stop_provider
anew
expect "that the provider does not answer is said" "/logga-in?fel=outage&till=%2Flaget-nu" \
  "$(go till=/laget-nu)"
start_provider
anew
expect_in "and when it is there again people sign in" "oidc Anna A" "$(go | tail -1)"
finish
