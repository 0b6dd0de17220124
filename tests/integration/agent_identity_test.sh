#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Real agents and a real collector: codes, the lock on the state folder, renewal on time, too late and
# after a lost answer, a copied disk, revocation, a key in a TPM, an impostor, and a ledger whose
# epoch changes.
export COLLECTOR=$1 AGENT=$2
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=/dev/null
source "$here/collector_common.sh"
# shellcheck source=/dev/null
source "$here/agent_common.sh"
MINT=$here/mint.py
PATIENCE=30 # seconds, on a machine that does much else

init_collector
start_collector
fetch_roots
keys_of() { api "/api/v1/devices/$1" | json "len(d['keys'])"; }
kid_of() { openssl pkey -in "$(identity_file "$1" key.pem)" -pubout -outform DER | sha256sum; }

# Codes come from a file or from standard input, and nowhere else.
new_agent a
code=$(collector codes create)
expect "a code as an argument is no usage" 2 "$(agent a enroll "$code" </dev/null >/dev/null 2>&1; echo $?)"
expect "from standard input" file "$(agent a enroll --json <<<"$code" | json "d['key']")"
device=$(device_of_agent a)
expect "secrets are their owner's alone" "" \
  "$(find "$WORK/a/state" \( -name '*.key' -o -name key.pem -o -name log.keys \) ! -perm 600)"
expect "the log's key came with it" "1 $(api /checkpoint | head -1)" \
  "$(sed 's/+.*//' "$(identity_file a log.keys)")"
new_agent used
printf '%s\n' "$code" >"$WORK/code"
agent used enroll --code-file "$WORK/code" 2>"$WORK/err" >/dev/null && code=0 || code=$?
expect "a used code" 3 "$code"
expect_in "and the collector's own words" "not accepted; ask for a new one" "$(cat "$WORK/err")"

start_agent a
expect "its first reports are acknowledged" "connected 0" "$(await $PATIENCE "connected 0" settled a)"

# One process at a time on a state folder.
expect "enroll beside the running agent" 2 "$(agent a enroll </dev/null >/dev/null 2>"$WORK/err"; echo $?)"
expect_in "says how to go on" "systemctl stop distanskoll-agent" "$(cat "$WORK/err")"
"$AGENT" --config "$WORK/a/agent.yaml" --lang sv enroll </dev/null 2>"$WORK/err" || true
expect_in "in Swedish too" "agenten är igång" "$(cat "$WORK/err")"
agent a run 2>"$WORK/err" && code=0 || code=$?
expect "a second agent" 3 "$code"
expect_in "says why" "another distanskoll-agent uses" "$(cat "$WORK/err")"
stop_agent a

# Renewal by the running agent: from day 60, and also when it slept through that.
redate a -61 29
before=$(kid_of a)
start_agent a
expect "renewed before it ends" 2 "$(await $PATIENCE 2 keys_of "$device")"
expect "and goes on" "connected 0" "$(await $PATIENCE "connected 0" settled a)"
stop_agent a
expect "a new key, the same device" "yes $device" \
  "$([[ "$(kid_of a)" != "$before" ]] && echo yes) $(device_of_agent a)"
redate a -90 -0.002 # three minutes ago: an expired certificate is judged as of its last moment
start_agent a
expect "renewed after it ended" 3 "$(await $PATIENCE 3 keys_of "$device")"
expect "and goes on again" "connected 0" "$(await $PATIENCE "connected 0" settled a)"
stop_agent a

# The answer to a renewal is lost: the collector has issued what the agent never saw.
redate a -61 29
pending=$WORK/a/state/identity/pending
new_request lost
cp "$(identity_file a chain.pem)" "$WORK/a.pem"
expect "the collector issues" 200 \
  "$(est lost simplereenroll --cert "$WORK/a.pem" --key "$(identity_file a key.pem)")"
(umask 077; mkdir -p "$pending"; openssl pkey -in "$WORK/lost.key" -out "$pending/key.pem")
start_agent a
expect "the agent asks again with the same key" "connected 0" "$(await $PATIENCE "connected 0" settled a)"
stop_agent a
expect "and has its certificate" "$(openssl pkey -in "$WORK/lost.key" -pubout -outform DER | sha256sum)" "$(kid_of a)"
expect "which is one key more, not two" 4 "$(keys_of "$device")"

# A copied disk: two laptops, one key, one number series.
new_agent copy
cp -a "$WORK/a/state" "$WORK/copy/"
start_agent a
expect "the original goes on" "connected 0" "$(await $PATIENCE "connected 0" settled a)"
stop_agent a
start_agent copy
successor() { device_of_agent copy 2>/dev/null || true; }
until=$((SECONDS + PATIENCE))
while [[ "$(successor)" =~ ^($device|)$ && $SECONDS -lt $until ]]; do sleep 0.2; done
expect "the copy has become another device" "connected 0" "$(await $PATIENCE "connected 0" settled copy)"
expect "that follows the first" "$device" "$(api "/api/v1/devices/$(successor)" | json "d['predecessor']")"
expect "a finding says that the key is in two places" True \
  "$(api /api/v1/findings | json "any(f['kind']=='cloned_key' and f['device']=='$device' for f in d['findings'])")"

# Revoked while it runs.
collector devices revoke "$(successor)" --reason stulen >/dev/null
stop_agent copy
start_agent copy
expect "revoked" rejected "$(await $PATIENCE rejected agent_is copy "d['uplink']['state']")"
stop_agent copy

# Somebody in between: serves the right CA certificates, but has only a device's certificate.
impostor=$(free_port)
"$MINT" cert "$WORK/fake.pem" "$WORK/fake.key" "$DATA/keys/devices-ca.pem" "$DATA/keys/devices-ca.key" \
  cn=localhost dns=localhost eku=server
mkdir -p "$WORK/www/.well-known/est"
curl -sk "https://localhost:$PORT/.well-known/est/cacerts" >"$WORK/www/.well-known/est/cacerts"
(cd "$WORK/www" && exec openssl s_server -WWW -quiet -port "$impostor" -tls1_3 -cert "$WORK/fake.pem" \
  -key "$WORK/fake.key" -cert_chain "$DATA/keys/devices-ca.pem") >"$WORK/impostor.log" 2>&1 &
impostor_pid=$!
new_agent fooled false "$impostor"
collector codes create >"$WORK/fooled/code"
sleep 0.5
agent fooled enroll --code-file "$WORK/fooled/code" 2>"$WORK/err" && code=0 || code=$?
expect "a device's certificate does not serve" 3 "$code"
expect_in "the agent says so" "certificate" "$(cat "$WORK/err")"
kill "$impostor_pid"
wait "$impostor_pid" 2>/dev/null || true

# The key in a TPM 2.0.
if command -v swtpm >/dev/null && [[ -e $(openssl version -m | sed 's/.*"\(.*\)"/\1/')/tpm2.so ]]; then
  mkdir "$WORK/tpm"
  tpm=$(free_port) # and the one after it, where the TCTI expects the control channel
  swtpm socket --tpm2 --flags not-need-init,startup-clear --tpmstate "dir=$WORK/tpm" \
    --server "type=tcp,port=$tpm" --ctrl "type=tcp,port=$((tpm + 1))" >/dev/null 2>&1 &
  tpm_pid=$!
  export TPM2OPENSSL_TCTI="swtpm:host=127.0.0.1,port=$tpm"
  sleep 0.5
  new_agent t true
  expect "enrolled with a key in the TPM" tpm "$(enroll_agent t | json "d['key']")"
  expect "only its wrapping is on disk" "-----BEGIN TSS2 PRIVATE KEY-----" "$(head -1 "$(identity_file t key.pem)")"
  start_agent t
  expect "it signs and speaks TLS" "connected 0" "$(await $PATIENCE "connected 0" settled t)"
  stop_agent t
  kill "$tpm_pid"
  wait "$tpm_pid" 2>/dev/null || true
  unset TPM2OPENSSL_TCTI
  agent t run 2>"$WORK/err" && code=0 || code=$?
  expect "without that TPM the identity is nobody's" yes "$([[ $code -ne 0 ]] && echo yes)"
else
  say "skipped: no swtpm or tpm2 provider"
fi

# A restored collector begins a new epoch: the agent learns its key, and sends what it kept.
new_agent e
enroll_agent e >/dev/null
start_agent e
expect "reports before the backup" "connected 0" "$(await $PATIENCE "connected 0" settled e)"
stop_agent e
collector backup "$WORK/backup" >/dev/null
start_agent e
await $PATIENCE "connected 0" settled e >/dev/null
stop_agent e
sed -n '/BEGIN/,/END/p' "$WORK/init.out" >"$WORK/recovery.key"
chmod 600 "$WORK/recovery.key"
stop_collector
mv "$DATA" "$WORK/lost-data"
"$COLLECTOR" --data "$DATA" restore "$WORK/backup" --recovery-key "$WORK/recovery.key" \
  --tombstones "$WORK/lost-data/tombstones" >/dev/null
start_collector
start_agent e
seen() { curl -s "http://127.0.0.1:$WEB/readyz" | json "any(r['code']=='recovery' for r in d['reasons'])"; }
expect "the restored collector waits" True "$(seen)"
expect "and so does the agent" waiting "$(await $PATIENCE waiting agent_is e "d['uplink']['state']")"
stop_agent e
stop_collector
collector end-recovery >/dev/null
start_collector
TOKEN=$(cat "$DATA/api-token" 2>/dev/null || echo "$TOKEN")
start_agent e
expect "the new epoch's log is believed" "connected 0" "$(await $PATIENCE "connected 0" settled e)"
stop_agent e
expect "because its key was learned beside the old one" "1 2" \
  "$(cut -d' ' -f1 "$(identity_file e log.keys)" | xargs)"
expect "each receipt knows its tree" True "$(python3 - "$WORK/e/state/spool.db" <<'P'
import sqlite3, sys
rows = sqlite3.connect(sys.argv[1]).execute(
    "SELECT epoch, leaf FROM report WHERE state = 1").fetchall()
print({row[0] for row in rows} == {1, 2} and all(row[1] is not None for row in rows))
P
)"
expect "the ledger is whole" 0 "$(collector fsck >/dev/null; echo $?)"

# A log that signs with another key in the same epoch: nothing is acknowledged.
file=$(identity_file e log.keys)
sed -i "s/^2 .*/$(sed -n 's/^1 /2 /p' "$file" | sed 's/[\/&]/\\&/g')/; /^1 /d" "$file"
start_agent e
expect "a checkpoint of another key proves nothing" unproved \
  "$(await $PATIENCE unproved agent_is e "d['uplink']['state']")"
expect "and nothing is acknowledged" True "$(agent_is e "d['waiting']>0")"
stop_agent e
finish
