#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# A real collector from init to stop: a report becomes a device record, everything a hostile client
# can say is refused, strangers keep nobody out, stopping loses nothing, commands work beside it.
export COLLECTOR=$1
here=$(dirname "$0")
# shellcheck source=/dev/null
source "$here/collector_common.sh"

init_collector
expect "init does not make it twice" 1 "$(collector init --name x >/dev/null 2>&1; echo $?)"
expect "keys are their owner's alone" "600" "$(stat -c %a "$DATA/keys/devices-ca.key")"
expect "the database is its owner's alone" "600" "$(stat -c %a "$DATA/collector.db")"
expect "the root key is apart, to be moved away" "600" "$(stat -c %a "$DATA/root-offline/root.key")"
openssl pkey -in <(sed -n '/BEGIN/,/END/p' "$WORK/init.out") -noout && say "ok: the recovery key is a key"
expect "an unknown key in the configuration: exit 2" 2 \
  "$(cp "$DATA/collector.yaml" "$WORK/bad.yaml"; echo 'devises: 1' >>"$WORK/bad.yaml"
    "$COLLECTOR" --config "$WORK/bad.yaml" serve 2>"$WORK/err"; echo $?)"
expect_in "with line and column" "bad.yaml:" "$(cat "$WORK/err")"
sed 's/listen: "127.0.0.1:'"$WEB"'"/listen: "0.0.0.0:'"$WEB"'"/' "$DATA/collector.yaml" >"$WORK/open.yaml"
expect "plain HTTP beyond loopback does not start" 2 \
  "$("$COLLECTOR" --config "$WORK/open.yaml" serve 2>/dev/null; echo $?)"

code=$(collector codes create) # nobody serves: the command opens the directory itself
start_collector
fetch_roots
new_request laptop
expect "a code made before the start enrols" 200 "$(est laptop simpleenroll -u "$(basic_of "$code")")"
take_certificate laptop
expect "a second collector on the same directory is refused" 1 \
  "$("$COLLECTOR" --data "$DATA" serve 2>"$WORK/err"; echo $?)"
expect "policy check: a good file" 0 "$(collector policy check "$here/../../policies/grundkrav.yaml" >/dev/null; echo $?)"
checked=$(collector policy check "$here/../../policies/grundkrav.yaml")
for missing in decision co_determination dpia; do
  expect_in "and warns that it names no $missing" "($missing)" "$checked"
done
{
  cat "$here/../../policies/grundkrav.yaml"
  printf 'decision: {body: Kommunstyrelsen, date: 2026-09-01, dnr: "KS 2026/17"}\n'
  printf 'co_determination: {forum: CESAM, date: 2026-08-20, reference: "protokoll 4"}\n'
  printf 'dpia: {date: 2026-08-01}\n'
} >"$WORK/decided.yaml"
expect "one with decision and samverkan warns of the rest alone" "1 True" \
  "$(collector --json policy check "$WORK/decided.yaml" | json "len(d['warnings']), 'dpia.reference' in d['warnings'][0]" | tr -d '(,)')"
sed 's/2026-09-01/&, review_by: 2026-10-01/' "$WORK/decided.yaml" >"$WORK/due.yaml"
expect_in "and of a review that is due" "decision.review_by" "$(collector policy check "$WORK/due.yaml")"
changed=$(collector policy diff --lang sv "$here/../../policies/grundkrav.yaml" "$here/../../policies/vaggeryd.yaml")
expect_in "policy diff: what is new" "dagar i veckan (days_per_week): nytt, för alla" "$changed"
expect_in "and in the locale's language" "days per week (days_per_week): new, for everybody" \
  "$(LC_ALL=C.UTF-8 collector policy diff "$here/../../policies/grundkrav.yaml" "$here/../../policies/vaggeryd.yaml")"
expect "policy diff: the same file" "0 0" "$(collector --json policy diff "$WORK/due.yaml" "$WORK/due.yaml" | json "len(d['changes'])") $?"
printf 'id: x\nid: y\n' >"$WORK/bad-policy.yaml"
expect "policy check: a bad file" 1 "$(collector policy check "$WORK/bad-policy.yaml" >/dev/null; echo $?)"
expect "policy diff: a bad file" 2 "$(collector policy diff "$WORK/due.yaml" "$WORK/bad-policy.yaml" >/dev/null 2>&1; echo $?)"
expect "unknown subcommand: exit 2" 2 "$(collector dance >/dev/null 2>&1; echo $?)"

if python3 "$here/hostile_client.py" "$PORT" "$WEB" "$WORK/roots.pem" "$WORK/laptop.pem" \
  "$WORK/laptop.key" "$TOKEN" "$WORK" >&2; then say "ok: hostile client"; else failures=$((failures + 1)); fi

size=$(api /checkpoint | sed -n 2p)
kill -TERM "$SERVER_PID"
begin=$(date +%s)
wait "$SERVER_PID" && status=0 || status=$?
SERVER_PID=
expect "stops with 0" 0 "$status"
expect "within ten seconds" yes "$([[ $(($(date +%s) - begin)) -le 10 ]] && echo yes)"
start_collector
expect "what was admitted is there after a restart" "$size" "$(api /checkpoint | sed -n 2p)"
expect "and the device record" current "$(api /api/v1/devices | json "d['devices'][0]['presence']")"
kill -9 "$SERVER_PID"
wait "$SERVER_PID" 2>/dev/null || true
SERVER_PID=
start_collector
expect "also after kill -9" "$size" "$(api /checkpoint | sed -n 2p)"
expect_in "metrics count" "distanskoll_ledger_size $size" "$(curl -s "http://127.0.0.1:$WEB/metrics")"
finish
