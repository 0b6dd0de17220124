#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# SITHS sign-in at a real collector, with curl as the browser and a test CA shaped as SITHS: one card opens
# a session, every other one is told in words what to do, and the host name for cards has nothing else.
export COLLECTOR=$1
here=$(dirname "$0")
# shellcheck source=/dev/null
source "$here/collector_common.sh"
texts=$here/../../server/web/src/texts
cards=$WORK/cards
mkdir "$cards"
python3 "$here/siths_mint.py" "$cards"

people=distanskoll.exempel.se siths=siths.exempel.se
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$WORK/web.key" -out "$WORK/web.pem" \
  -days 2 -subj "/CN=$people" -addext "subjectAltName=DNS:$people,DNS:$siths" 2>/dev/null
chmod 600 "$WORK/web.key"

init_collector
python3 - "$DATA/collector.yaml" "$WORK" "$WEB" "$here/../../policies/siths-issuers.yaml" <<'PY'
import os, sys
file, work, port, catalogue = sys.argv[1:]
text = open(file, encoding="utf-8").read()
head, rest = text.split("web:\n", 1)
lines = [line for line in rest.split("\n") if not line.startswith("  hosts:")]
siths = f"""  hosts: ["distanskoll.exempel.se:{port}"]
  certificate: {work}/web.pem
  key: {work}/web.key
  siths:
    address: https://siths.exempel.se:{port}
    roots: {work}/cards/roots.pem
    crl: {work}/cards/crl.pem
    catalogue: {os.path.realpath(catalogue)}
outgoing:
  pages: https://distanskoll.exempel.se:{port}
"""
open(file, "w", encoding="utf-8").write(head + "web:\n" + lines[0] + "\n" + siths + "\n".join(lines[1:]))
PY

browse() { # browse [curl options] ADDRESS: status and Location; one jar of cookies
  curl -s -o "$WORK/page" -w '%{http_code} %{redirect_url}' --cacert "$WORK/web.pem" -b "$WORK/jar" -c "$WORK/jar" \
    --resolve "$people:$WEB:127.0.0.1" --resolve "$siths:$WEB:127.0.0.1" "$@"
}
serve() {
  "$COLLECTOR" --data "$DATA" serve 2>>"$WORK/serve.log" &
  SERVER_PID=$!
  local i
  for i in $(seq 100); do
    [ "$(browse "https://$people:$WEB/healthz")" != '000 ' ] && return 0
    kill -0 "$SERVER_PID" 2>/dev/null || break
    sleep 0.1
  done
  say "the collector did not start ($i):"
  cat "$WORK/serve.log" >&2
  exit 1
}
serve
printf '[{"id": "kim", "name": "Kim", "logins": ["se2120000472-k1m"], "grants": [{"role": "it_security"}], "given_by": "test"}]' >"$WORK/kim.json"
collector accounts put "$WORK/kim.json" >/dev/null

begin="https://$people:$WEB/api/v1/sign-in/siths"
ask_card() { # ask_card [curl options]: what the host name for cards answers to one who has begun
  local asked
  rm -f "$WORK/jar"
  asked=$(browse "$begin?till=/laget-nu")
  browse "$@" "${asked#303 }"
}
card() { ask_card --cert "$cards/$1.pem" --key "$cards/$1.key" "${@:2}"; }

expect_in "the sign-in page is offered the way" '"siths"' "$(browse "https://$people:$WEB/api/v1/sign-in" >/dev/null; cat "$WORK/page")"
expect_in "it begins at the people's host name and leads to the one for cards" "303 https://$siths:$WEB/siths?state=" "$(browse "$begin")"

# --- A good card.
answer=$(card good)
expect_in "a good card leads back with a code" "303 $begin/done?code=" "$answer"
done_at=${answer#303 }
expect "which makes a session and leads to the page that was wanted" "303 https://$people:$WEB/laget-nu" "$(browse "$done_at")"
expect "of the person whose HSA-id the card has" "200 " "$(browse "https://$people:$WEB/api/v1/session")"
expect_in "by SITHS" '"method":"siths"' "$(cat "$WORK/page")"
expect_in "with that person's roles" '"it_security"' "$(cat "$WORK/page")"
expect_in "its cookie is for this host alone, over TLS, away from scripts" '__Host-distanskoll' "$(grep HttpOnly "$WORK/jar")"
expect_in "the code is good once" "fel=expired" "$(browse "$done_at")"
answer=$(card good)
rm -f "$WORK/jar"
expect_in "and in the browser that began alone" "fel=expired" "$(browse "${answer#303 }")"
expect_in "TLS 1.2, with RSA as cards sign in it" "303 $begin/done?code=" "$(card good --tls-max 1.2)"
expect "old suites are not spoken" "000 " "$(card good --tls-max 1.2 --ciphers ECDHE-ECDSA-AES128-SHA256)"

stop_collector # each address has five refusals a minute, which a restart forgets
serve

# --- Everything else is refused, with a text in both languages.
refused() { # refused CARD FAULT
  expect_in "a card that is $1: $2" "303 https://$people:$WEB/logga-in?fel=siths_$2&till=" "$(card "$1")"
  for language in sv en; do
    expect "its text ($language)" true "$(jq --arg key "sign_in.fault.siths_$2" '.[$key] | length > 40' "$texts/$language.json")"
  done
}
refused expired expired
refused revoked revoked
refused reserve level
refused unmapped unknown
stop_collector
serve
refused test test
refused personnummer wrong_one
refused signing wrong_one
refused foreign foreign
stop_collector
serve
expect_in "no card at all" "fel=siths_no_card" "$(ask_card)"
mv "$cards/crl.pem" "$cards/crl.away"
expect_in "a good card without a revocation list opens nothing" "fel=siths_not_sure" "$(card good)"
mv "$cards/crl.away" "$cards/crl.pem"
expect_in "and opens again when the list is back" "303 $begin/done?code=" "$(card good)"
for i in 1 2 3; do card unmapped >/dev/null; done
expect_in "who is refused often waits" "fel=often" "$(card good)"
expect "the log names nobody whose card was refused" 0 "$(grep -c 'Kim P\|191212' "$WORK/serve.log")"
expect "nor their HSA-id" 0 "$(grep -c '0K2ND' "$WORK/serve.log")"

# --- The two host names.
for path in / /api/v1/session /api/v1/sign-in /healthz /api/v1/sign-in/siths /checkpoint /assets/x.js; do
  expect "the host name for cards has no $path" "404 " "$(browse "https://$siths:$WEB$path")"
done
expect "nothing can be sent there" "405 " "$(browse -X POST "https://$siths:$WEB/siths")"
expect "the people's host name has no /siths" "404 " "$(browse "https://$people:$WEB/siths?state=x")"
expect "its name under the other's certificate request is refused" "421 " \
  "$(browse -H "Host: $people:$WEB" "https://$siths:$WEB/siths")"
expect "and the other way round" "421 " "$(browse -H "Host: $siths:$WEB" "https://$people:$WEB/siths")"
request() { openssl s_client -connect "127.0.0.1:$WEB" -servername "$1" </dev/null 2>/dev/null; }
expect_in "a certificate is asked for at one" "SITHS e-id Root CA v2" "$(request $siths)"
expect_in "and not at the other" "No client certificate CA names sent" "$(request $people)"
expect "who comes without having begun begins" "303 $begin" "$(browse "https://$siths:$WEB/siths")"

# --- A test installation says so itself.
stop_collector
sed -i "s|roots: $cards/roots.pem|roots: $cards/test-roots.pem|" "$DATA/collector.yaml"
expect "test roots alone do not start" 2 "$("$COLLECTOR" --data "$DATA" serve 2>"$WORK/err"; echo $?)"
expect_in "and say why" "test hierarchy" "$(cat "$WORK/err")"
cp "$here/../../policies/siths-issuers.yaml" "$WORK/issuers.yaml"
sed -i '/^issuers:/a\  - {name: TEST SITHS e-id Person HSA-id 3 CA v1, root: TEST SITHS e-id Root CA v2, kind: hsa_id, card: siths, assurance_level: 3, spki_sha256: []}' "$WORK/issuers.yaml"
sed -i "s|^    catalogue: .*|    catalogue: $WORK/issuers.yaml\n    test_cards: true|" "$DATA/collector.yaml"
serve
expect_in "test cards open a test installation" "303 $begin/done?code=" "$(card test)"
expect_in "which says so in its log" "test hierarchies count" "$(cat "$WORK/serve.log")"
finish
