#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Who may be what: enterprise certificates, roles of the two CAs, group codes, revocation on open and
# resumed connections, and the collector's own certificates while it serves. Foreign tools only.
export COLLECTOR=$1
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=/dev/null
source "$here/collector_common.sh"
MINT=$here/mint.py
cd "$WORK" || exit 1

detail_of() { json "d['detail']" <"$WORK/$1.body"; }
# send CERTIFICATE KEY: status of a report that is none, from whoever has this certificate
send() {
  curl -s -o "$WORK/send.body" -w '%{http_code}' --cacert "$WORK/roots.pem" --cert "$1" --key "$2" \
    -H 'Content-Type: application/jose' --data-binary 'x' "https://localhost:$PORT/v1/reports"
}

# A municipality's own CA, and what goes wrong with its certificates.
mint() { "$MINT" "$@"; }
mint cert ent.pem ent.key self - cn=Kommunens-CA ca=any to=900
mint cert strange.pem strange.key self - cn=Kommunens-CA ca=any to=900
mint cert pc7.pem pc7.key ent.pem ent.key cn=pc7 dns=PC7.kommunen.example
mint cert wrong.pem pc7.key strange.pem strange.key cn=pc7 dns=pc7.kommunen.example
mint cert old.pem pc7.key ent.pem ent.key cn=pc7 dns=pc7.kommunen.example from=-30 to=-1
mint cert web.pem pc7.key ent.pem ent.key cn=pc7 dns=pc7.kommunen.example eku=server
mint cert gone.pem pc7.key ent.pem ent.key cn=pc7 dns=pc7.kommunen.example
mint crl ent.crl ent.pem ent.key gone.pem

init_collector
printf 'enrolment:\n  enterprise_ca: "%s"\n  enterprise_crl: "%s"\n' "$WORK/ent.pem" "$WORK/ent.crl" \
  >>"$DATA/collector.yaml"
start_collector
fetch_roots

new_request e1
hardware=$(printf '%043d' 0 | tr 0 A)
enterprise() { # enterprise NAME CERTIFICATE [curl options]
  local name=$1 certificate=$2
  shift 2
  est "$name" simpleenroll --cert "$certificate" --key pc7.key "$@"
}
expect "an enterprise certificate enrols without a code" 200 \
  "$(enterprise e1 pc7.pem -H "Distanskoll-Hardware-Hash: $hardware" -H 'Distanskoll-Host-Name: other')"
take_certificate e1
first=$(device_of e1)
expect "under the name its CA vouches for" PC7.kommunen.example \
  "$(api "/api/v1/devices/$first" | json "d['host_name']")"
expect "and is good for nothing else: reports" 403 "$(send pc7.pem pc7.key)"
expect "renewal neither" 403 "$(est e1 simplereenroll --cert pc7.pem --key pc7.key)"
new_request e2
refused() { # refused WHAT CERTIFICATE WORDS
  expect "refused: $1" 403 "$(enterprise e2 "$2")"
  expect_in "and says so" "$3" "$(detail_of e2)"
}
refused "another CA of the same name" wrong.pem 'certificate "pc7"'
refused "an expired one" old.pem expired
refused "one made for servers" web.pem "not made for a TLS client"
refused "a revoked one" gone.pem "its issuer has revoked it"
mint crl ent.crl ent.pem ent.key from=-9 to=-2
refused "any, when the revocation list has ended" pc7.pem "no current revocation list"
mint crl ent.crl ent.pem ent.key gone.pem
expect "nothing came of it" 1 "$(api /api/v1/devices | json "len(d['devices'])")"

# Installed anew: by itself with a vouched name, else somebody approves.
mint cert pc7b.pem pc7.key ent.pem ent.key cn=pc7 dns=pc7.kommunen.example
expect "the laptop is installed anew" 200 \
  "$(enterprise e2 pc7b.pem -H "Distanskoll-Hardware-Hash: $hardware")"
take_certificate e2
second=$(device_of e2)
joined() { api "/api/v1/devices/$1" | json "str(d['predecessor'])+' '+d['computer']"; }
expect "and is joined to the device it was" "$first $first" "$(joined "$second")"
new_request e3
code=$(collector codes create)
expect "installed anew, with a code" 200 \
  "$(est e3 simpleenroll -u "$(basic_of "$code")" -H "Distanskoll-Hardware-Hash: $hardware")"
take_certificate e3
third=$(device_of e3)
expect "it is only proposed" "None $third" "$(joined "$third")"
expect "which one it may replace" "$second" "$(collector --json devices list |
  json "[x['may_replace'] for x in d['devices'] if x['id']=='$third'][0]")"
collector devices approve "$third" >/dev/null
expect "somebody approves" "$second $first" "$(joined "$third")"

# A server cannot report, a device's certificate has one shape, and no CA of ours makes CAs.
device="cn=$first uri=urn:distanskoll:device:$first"
# shellcheck disable=SC2086
{
  mint cert role1.pem e1.key "$DATA/keys/server-ca.pem" "$DATA/keys/server-ca.key" $device
  mint cert role2.pem e1.key "$DATA/keys/devices-ca.pem" "$DATA/keys/devices-ca.key" $device eku=server
  mint cert role3.pem e1.key "$DATA/keys/devices-ca.pem" "$DATA/keys/devices-ca.key" $device eku=none
  mint cert role4.pem e1.key "$DATA/keys/devices-ca.pem" "$DATA/keys/devices-ca.key" "cn=$second" \
    "uri=urn:distanskoll:device:$second"
  mint cert sub.pem sub.key "$DATA/keys/devices-ca.pem" "$DATA/keys/devices-ca.key" cn=sub ca=0
  mint cert role5.leaf e1.key sub.pem sub.key $device
}
cat role5.leaf sub.pem >role5.pem
expect "the device itself gets through to its line" 200 "$(send e1.pem e1.key)"
expect "the collector's own certificate does not report" 403 "$(send "$DATA/keys/server.pem" "$DATA/keys/server.key")"
expect "nor one of the server CA that says client" 403 "$(send role1.pem e1.key)"
expect "nor one of the devices CA that says server" 403 "$(send role2.pem e1.key)"
expect "nor one that says nothing" 403 "$(send role3.pem e1.key)"
expect "nor one in another device's name" 403 "$(send role4.pem e1.key)"
expect "nor one of a CA below the devices CA (path length 0)" 403 "$(send role5.pem e1.key)"

# A group code: denied is denied, used up is used up, secrets are hashes, each use is an entry.
printf 'SN-1\nSN-2\nSN-3\n' >inventory.csv
collector inventory put inventory.csv >/dev/null
group=$(collector codes create --group --max-uses 2 --network 127.0.0.0/8)
basic=$(basic_of "$group")
try() { # try NAME SERIAL
  [[ -f $1.csr ]] || new_request "$1"
  est "$1" simpleenroll -u "$basic" -H "Distanskoll-Serial-Number: $2"
}
expect "a number that nobody knows waits" 202 "$(try g1 SN-9)"
request=$(collector --json devices list | json "d['waiting'][0]['request']")
collector devices approve "$request" --deny >/dev/null
expect "denied" 403 "$(try g1 SN-9)"
expect "first use" 200 "$(try g2 SN-1)"
expect "second use" 200 "$(try g3 SN-2)"
expect "used up, also for a number in the inventory" 403 "$(try g4 SN-3)"
id=${basic%%:*}
kept=$(python3 - "$DATA/collector.db" "$id" "${basic#*:}" <<'P'
import hashlib, sqlite3, sys
row = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True).execute(
    "SELECT secret_hash FROM enrolment_code WHERE id=?", (sys.argv[2],)).fetchone()
print(bytes(row[0]) == hashlib.sha256(sys.argv[3].encode()).digest())
P
)
expect "the secret is kept as its SHA-256" True "$kept"
expect "and is in no file of the collector" 0 "$(grep -rlF "${basic#*:}" "$DATA" | wc -l)"

# Revocation reaches an open connection and a resumed session at their next request.
policy=$(collector --json policy list | json "d['policies'][0]['sha256']")
ask() { printf 'GET /v1/policies/%s HTTP/1.1\r\nHost: localhost\r\n%s\r\n' "$policy" "${1:-}"; }
tls() { openssl s_client -connect "localhost:$PORT" -CAfile roots.pem -cert e3.pem -key e3.key "$@" 2>&1; }
statuses() { grep -ao 'HTTP/1\.1 [0-9]*' | cut -d' ' -f2 | xargs; }
{ ask; sleep 0.5; ask $'Connection: close\r\n'; sleep 0.5; } | tls -ign_eof -sess_out session >before || true
expect "before: served twice" "200 200" "$(statuses <before)"
mkfifo pipe
tls -quiet <pipe >open & opened=$!
exec 7>pipe
ask >&7
sleep 0.5
collector devices revoke "$third" --reason stulen >/dev/null
ask $'Connection: close\r\n' >&7
exec 7>&-
wait $opened || true
expect "an open connection: served, then refused" "200 403" "$(statuses <open)"
{ ask $'Connection: close\r\n'; sleep 0.5; } | tls -ign_eof -sess_in session >resumed || true
expect_in "the session is resumed" "Reused, TLSv1.3" "$(cat resumed)"
expect "and refused" 403 "$(statuses <resumed)"

# The collector's own certificate: one that ends soon is renewed while connections go on.
serial_shown() {
  openssl s_client -connect "localhost:$PORT" </dev/null 2>/dev/null | openssl x509 -noout -serial
}
days_left() { curl -s "http://127.0.0.1:$WEB/metrics" |
  sed -n "s/^distanskoll_certificate_days_left{name=\"$1\"} //p"; }
mkfifo pipe2
openssl s_client -quiet -connect "localhost:$PORT" -CAfile roots.pem -cert e1.pem -key e1.key \
  <pipe2 >lasting 2>/dev/null & lasting=$!
exec 8>pipe2
ask >&8
sleep 0.5
before=$(serial_shown)
mint cert soon.pem soon.key "$DATA/keys/server-ca.pem" "$DATA/keys/server-ca.key" cn=localhost \
  dns=localhost eku=server to=20
install -m 600 soon.key "$DATA/keys/server.key"
cat soon.pem "$DATA/keys/server-ca.pem" "$DATA/keys/root.pem" >"$DATA/keys/server.pem"
kill -HUP "$SERVER_PID"
for _ in $(seq 25); do
  after=$(serial_shown)
  [[ "$after" == "$before" ]] || break
  sleep 0.2
done
soon=$(openssl x509 -in soon.pem -noout -serial)
expect "a new certificate is served, neither the first nor the one that ends in 20 days" yes \
  "$([[ -n "$after" && "$after" != "$before" && "$after" != "$soon" ]] && echo yes)"
expect "/metrics says so" 89 "$(days_left server)"
expect "/readyz too" 89 "$(curl -s "http://127.0.0.1:$WEB/readyz" | json "d['certificate_days_left']['server']")"
ask $'Connection: close\r\n' >&8
exec 8>&-
wait $lasting || true
expect "the connection from before goes on" "200 200" "$(statuses <lasting)"
expect "keys are their owner's alone" "" "$(find "$DATA/keys" "$DATA/root-offline" -name '*.key' ! -perm 600)"

# Both CAs are replaced with the root's key: old devices stay, new certificates are the new CA's.
stop_collector
expect "the root's key and no other" 1 \
  "$(collector replace-ca devices --root-key strange.key >/dev/null 2>&1; echo $?)"
collector replace-ca devices --root-key "$DATA/root-offline/root.key" >/dev/null
collector replace-ca server --root-key "$DATA/root-offline/root.key" >/dev/null
start_collector
cp roots.pem before.pem
fetch_roots
expect "cacerts has root, old and new CAs" "3 5" \
  "$(grep -c BEGIN before.pem) $(grep -c BEGIN roots.pem)"
openssl x509 -in before.pem -out root.pem
cp root.pem roots.pem
expect "who knows the root alone still comes in with an old certificate" 200 "$(send e1.pem e1.key)"
new_request renewed
expect "and renews" 200 "$(est renewed simplereenroll --cert e1.pem --key e1.key)"
take_certificate renewed
openssl verify -partial_chain -CAfile "$DATA/keys/devices-ca.pem" renewed.pem >/dev/null &&
  say "ok: under the new CA"
expect "which is admitted" 200 "$(send renewed.pem renewed.key)"
expect "the ledger is whole" 0 "$(collector fsck >/dev/null; echo $?)"
stop_collector
collector export >export.jsonl
entries() { grep -F '"kind\":\"code\"' export.jsonl | grep -cF "\\\"action\\\":\\\"$1\\\",\\\"code\\\":\\\"$id\\\"" || true; }
expect "each use of the group code is an entry" 2 "$(entries used)"
finish
