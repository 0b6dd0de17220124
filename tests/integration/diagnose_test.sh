#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Usage: diagnose_test.sh COLLECTOR AGENT
# The file for the service desk, of a real agent beside a real collector: running, stopped, not
# enrolled, misconfigured, as a plain user; and that nothing in it names anybody or opens anything.
export COLLECTOR=$1 AGENT=$2
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=/dev/null
source "$here/collector_common.sh"
# shellcheck source=/dev/null
source "$here/agent_common.sh"
# shellcheck source=/dev/null
source "$here/diagnose_common.sh"
export MINT=$here/mint.py
PATIENCE=30
code='' ids='' # diagnose() sets them

init_collector
start_collector
fetch_roots

# Before anything is set up.
diagnose none
expect "without a configuration" "0 config_missing" "$code $(grep -ox 'config_missing' <<<"$ids")"
expect "it says why there is no network part" "no collector is configured, so nothing was tried" \
  "$(part none network.json "d['why']")"

# Everything is in a folder that bears a person's name, as a home folder does.
mkdir -p "$WORK/home/anna.andersson"
new_agent home/anna.andersson/a
name=home/anna.andersson/a
diagnose $name
expect "not enrolled" "0 not_enrolled" "$code $(grep -x not_enrolled <<<"$ids")"
expect "the collector answers, unverified" "ok False" \
  "$(part $name network.json "d['collectors'][0]['steps']['answer'], d['collectors'][0]['certificate_verified']" | tr -d "(),'")"

code=$(collector codes create)
printf '%s' "$code" >"$WORK/enrolment-code"
agent $name enroll --json <<<"$code" >"$WORK/enrolled"
device=$(device_of_agent $name)
start_agent $name
expect "its first reports are acknowledged" "connected 0" "$(await $PATIENCE "connected 0" settled $name)"
diagnose $name
expect "the running agent is well" "0 " "$code $(grep -E 'cert|name|conn|clock|untrusted|state_open|config|identity' <<<"$ids" || true)"
expect "it runs" True "$(part $name agent.json "d['running']")"
expect "the collector is the enrolled one" True "$(part $name network.json "d['collectors'][0]['certificate_verified']")"
expect "and its clock is ours" True "$(part $name network.json "abs(d['collectors'][0]['clock_ahead_seconds']) < 3")"
expect "the certificate is good" "ok $device" "$(part $name certificate.json "d['chain']+' '+d['device']")"
expect "the spool is the running agent's" unavailable "$(part $name spool.json "d['error']")"
expect "each probe has a state or a reason" True \
  "$(part $name probes.json "all(('state' in o) != ('unobservable' in o) and o['milliseconds'] >= 0 for o in d['probes'].values())")"
expect "no posture of the person" "None" "$(part $name status.json "d['posture']")"
expect "the settings name their sources" "yes" "$(grep -q '^collector: .*  # file$' "$WORK/unpacked/config.yaml" && echo yes)"
nothing_named $name

stop_agent $name
diagnose $name
expect "stopped" False "$(part $name agent.json "d['running']")"
expect "now the spool is read" "0 0" "$(part $name spool.json "'%d %d' % (d['waiting'], d['refused'])")"
nothing_named $name
start_agent $name
expect "and the agent goes on with it" "connected 0" "$(await $PATIENCE "connected 0" settled $name)"
stop_agent $name

# What others may read is named.
chmod 755 "$WORK/$name/state"
diagnose $name
expect "an open folder" "state_open" "$(grep -x state_open <<<"$ids")"
chmod 700 "$WORK/$name/state"

# The collector is away.
stop_collector
diagnose $name
expect "no collector" "no_connection" "$(grep -x no_connection <<<"$ids")"
nothing_named $name
start_collector

# A certificate that has ended.
cp "$WORK/$name/agent.yaml" "$WORK/good.yaml"
redate $name -100 -5
diagnose $name
expect "an ended certificate" "certificate_ended" "$(grep -x certificate_ended <<<"$ids")"

# A password in the configuration and one in what its reader complains about.
sed -i 's|^proxy: none|proxy: "http://kalle:hemligt@127.0.0.1:1"|' "$WORK/$name/agent.yaml"
diagnose $name
expect "a proxy that is not there" "proxy_unreachable" "$(grep -x proxy_unreachable <<<"$ids")"
expect "no password" "" "$(grep -rl hemligt "$WORK/unpacked" || true)"
nothing_named $name
sed -i 's|^collector: .*|collector: "https://kalle:hemligt@localhost:1"|' "$WORK/$name/agent.yaml"
diagnose $name
expect "a configuration that cannot be used" "0 config_wrong" "$code $(grep -x config_wrong <<<"$ids")"
expect "no password in the complaint" "" "$(grep -rl hemligt "$WORK/unpacked" || true)"
cp "$WORK/good.yaml" "$WORK/$name/agent.yaml"

# Somebody who may not read the state folder.
if [[ $(id -u) -eq 0 ]]; then
  chmod 755 "$WORK" "$WORK/home" "$WORK/home/anna.andersson" "$WORK/$name"
  chmod 644 "$WORK/$name/agent.yaml"
  install -d -o nobody "$WORK/plain"
  install -m 755 "$AGENT" "$WORK/plain/agent"
  setpriv --reuid=nobody --clear-groups "$WORK/plain/agent" --config "$WORK/$name/agent.yaml" --lang en \
    diagnose --json --out "$WORK/plain/out.zip" >"$WORK/out" 2>"$WORK/err" && code=0 || code=$?
  expect "a plain user" "0 identity_unreadable" \
    "$code $(json "[f['id'] for f in d['findings'] if f['id'].startswith('identity')][0]" <"$WORK/out")"
  unpack "$WORK/plain/out.zip"
  expect_in "is told what was not read" "certificate.json: " "$(cat "$WORK/unpacked/README.txt")"
fi

# The file itself.
expect "not over another file" 2 "$(agent $name diagnose --out "$WORK/out.zip" >/dev/null 2>&1; echo $?)"
expect "needs a name" 2 "$(agent $name diagnose >/dev/null 2>&1; echo $?)"
expect "for its owner alone" 600 "$(stat -c %a "$WORK/out.zip")"
"$AGENT" --config "$WORK/$name/agent.yaml" --lang sv diagnose --force --out "$WORK/out.zip" >"$WORK/out" 2>"$WORK/err"
expect_in "in Swedish" "Datorns certifikat gick ut" "$(cat "$WORK/out")"
expect_in "says where it is" "$WORK/out.zip (" "$(cat "$WORK/out")"
finish
