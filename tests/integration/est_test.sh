#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Foreign EST clients (curl with openssl) enrol, renew, are refused, wait for approval and are revoked,
# against a real collector over real TLS.
export COLLECTOR=$1
# shellcheck source=/dev/null
source "$(dirname "$0")/collector_common.sh"

init_collector
start_collector
fetch_roots
fingerprint=$(sed -n 's/.*fingerprint *//p' "$WORK/init.out")
root_spki=$(openssl x509 -in "$WORK/roots.pem" -noout -pubkey | openssl pkey -pubin -outform DER |
  sha256sum | cut -d' ' -f1)
expect "init names the key of the root that cacerts serves first" "$fingerprint" "$root_spki"

# A one-time code enrols one computer at once, and only one.
code=$(collector codes create --unit skolan)
expect "the code carries the fingerprint" "$fingerprint" "${code##*-}"
basic=$(basic_of "$code")
new_request first
expect "no credentials: 401" 401 "$(est first simpleenroll)"
expect "wrong secret: 403" 403 "$(est first simpleenroll -u "${basic%%:*}:0000")"
expect "right code: 200" 200 "$(est first simpleenroll -u "$basic" -H 'Distanskoll-Host-Name: laptop-1')"
expect_in "the pseudonym key is handed out" "istanskoll-Pseudonym-Key: " "$(cat "$WORK/first.headers")"
take_certificate first
device=$(device_of first)
expect "the id has 128 bits" 32 "${#device}"
openssl verify -CAfile "$WORK/roots.pem" -purpose sslclient "$WORK/first.pem" >/dev/null &&
  say "ok: openssl verifies the certificate as a client's"
expect "the same key again gets its answer again" 200 "$(est first simpleenroll -u "$basic")"
new_request second
expect "the code is used up for another key" 403 "$(est second simpleenroll -u "$basic")"
expect "the API shows the device" "laptop-1 never" \
  "$(api /api/v1/devices | json "d['devices'][0]['host_name']+' '+d['devices'][0]['presence']")"

# Renewal: new key, same device. Then the certificate opens the device's own addresses.
new_request renewed
expect "renewal with the old certificate" 200 \
  "$(est renewed simplereenroll --cert "$WORK/first.pem" --key "$WORK/first.key")"
take_certificate renewed
expect "the device stays the same" "$device" "$(device_of renewed)"
expect "renewal without certificate: 403" 403 "$(est second simplereenroll)"
expect "two keys are known" 2 "$(api "/api/v1/devices/$device" | json "len(d['keys'])")"

# A successor: another device, the same computer.
new_request next
expect "a successor is another device" 200 \
  "$(est next 'simplereenroll?successor=1' --cert "$WORK/renewed.pem" --key "$WORK/renewed.key")"
take_certificate next
expect "its predecessor is known" "$device" \
  "$(api "/api/v1/devices/$(device_of next)" | json "d['predecessor']")"

# A group code: at once only from its networks for a number in the inventory without a live device.
printf 'SN-1;skolan\nSN-2\n' >"$WORK/inventory.csv"
collector inventory put "$WORK/inventory.csv" >/dev/null
group=$(collector codes create --group --max-uses 5 --network 127.0.0.0/8)
basic=$(basic_of "$group")
new_request g1
expect "number in the inventory: at once" 200 \
  "$(est g1 simpleenroll -u "$basic" -H 'Distanskoll-Serial-Number: SN-1')"
new_request g2
expect "number with a live device: wait" 202 \
  "$(est g2 simpleenroll -u "$basic" -H 'Distanskoll-Serial-Number: SN-1')"
expect_in "and says when to ask again" "Retry-After: " "$(cat "$WORK/g2.headers")"
new_request g3
expect "no number: wait" 202 "$(est g3 simpleenroll -u "$basic")"
far=$(collector codes create --group --max-uses 5 --network 10.0.0.0/8)
new_request g4
expect "another network: wait" 202 \
  "$(est g4 simpleenroll -u "$(basic_of "$far")" -H 'Distanskoll-Serial-Number: SN-2')"
request=$(collector --json devices list | json "[w['request'] for w in d['waiting'] if w['serial_number']=='SN-2'][0]")
collector devices approve "$request" >/dev/null
expect "approved: 200" 200 \
  "$(est g4 simpleenroll -u "$(basic_of "$far")" -H 'Distanskoll-Serial-Number: SN-2')"

# Revocation holds at the very next request, also on a connection that stays open.
take_certificate g1
revoked=$(device_of g1)
policy=$(collector --json policy list | json "d['policies'][0]['sha256']")
get_policy() {
  curl -s -o /dev/null -w '%{http_code}' --cacert "$WORK/roots.pem" --cert "$WORK/g1.pem" \
    --key "$WORK/g1.key" "https://localhost:$PORT/v1/policies/$policy"
}
expect "before: the policy is served" 200 "$(get_policy)"
{
  printf 'GET /v1/policies/%s HTTP/1.1\r\nHost: localhost\r\n\r\n' "$policy"
  sleep 1
  collector devices revoke "$revoked" --reason stulen >/dev/null
  printf 'GET /v1/policies/%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' "$policy"
  sleep 1
} | openssl s_client -quiet -connect "localhost:$PORT" -CAfile "$WORK/roots.pem" \
  -cert "$WORK/g1.pem" -key "$WORK/g1.key" >"$WORK/kept" 2>/dev/null || true
expect "on one connection: served, then revoked" "200 403" \
  "$(tr -d '\r' <"$WORK/kept" | sed -n 's/^HTTP\/1.1 \([0-9]*\).*/\1/p' | xargs)"
expect "after: 403" 403 "$(get_policy)"
expect "a revoked device cannot renew" 403 \
  "$(est g3 simplereenroll --cert "$WORK/g1.pem" --key "$WORK/g1.key")"

# Five wrong secrets a minute from one address, then 429 even for the right one.
for _ in 1 2 3 4 5; do est second simpleenroll -u "${basic%%:*}:0000" >/dev/null; done
expect "after five failures: 429" 429 "$(est second simpleenroll -u "$basic")"

# Refused forms.
printf 'bm90IGEgY3Ny' >"$WORK/second.csr"
expect "no request in the body: 400" 400 \
  "$(est second simplereenroll --cert "$WORK/renewed.pem" --key "$WORK/renewed.key")"
finish
