#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# A request for erasure (GDPR art. 17) through the real program: it says what is kept about somebody,
# why and how long; of somebody who has left it erases by a decision, and then nothing of them is in
# the files; the ledger still verifies. And `compact`. Usage: erase_test.sh COLLECTOR
# shellcheck disable=SC2034 # collector_common.sh runs it
COLLECTOR=$1
# shellcheck source=/dev/null
source "$(dirname "$0")/collector_common.sh"
# shellcheck disable=SC2119 # no more options of init are wanted
init_collector

left=$(date -d '10 days ago' +%F)
began=$(date -d '2 years ago' +%F)
printf 'Enhetskod;Enhetsnamn\nVARD;Vården\n' >"$WORK/units.csv"
printf 'Anställningsnummer;Förnamn;Efternamn;Enhetskod;Anställd från;Anställd till\n%s\n%s\n' \
  "1;Stina;Stannarkvar;VARD;$began;" "2;Sluta;Unikefternamn;VARD;$began;$left" >"$WORK/people.csv"
collector import units "$WORK/units.csv" --apply >"$WORK/out"
collector import employees "$WORK/people.csv" --apply >"$WORK/out"
in_files() { grep -qa Unikefternamn "$DATA"/collector.db* && echo there || echo gone; }

said=$(collector erase-person 1 --lang sv)
expect_in "somebody who works here: what is kept and why" "personen arbetar här" "$said"
expect_in "nothing is erased without a decision" "Ingenting får raderas nu" "$said"
status=0
collector erase-person 1 --apply --body KS --date 2026-11-01 --dnr 2026/1 >"$WORK/out" 2>&1 || status=$?
expect "nor with one" 1 "$status"
expect_in "and the reason is said" "may be erased now" "$(cat "$WORK/out")"

expect_in "of somebody who has left: how it is done" "--body, --date, --dnr" "$(collector erase-person 2 --lang sv)"
expect "records go" erased \
  "$(collector erase-person 2 --json | json '[k["fate"] for k in d["kinds"] if k["kind"] == "people"][0]')"
status=0
collector erase-person 2 --apply --body KS --date 2026-11-01 >"$WORK/out" 2>&1 || status=$?
expect "not without the whole decision" 2 "$status"
expect_in "what is missing is named" "--dnr" "$(cat "$WORK/out")"
expect "and nothing went" there "$(in_files)"

start_collector
expect "the serving collector erases by the decision" true \
  "$(collector erase-person 2 --apply --body KS --date 2026-11-01 --dnr 2026/1 --json | json 'str(d["erased"]).lower()')"
stop_collector
expect "nothing of the person is in the files" gone "$(in_files)"
status=0
collector erase-person 2 >"$WORK/out" 2>&1 || status=$?
expect "nobody is there to ask about" 1 "$status"
expect_in "the decision stands in the ledger" '2026/1' "$(collector export | grep erasure)"

before=$(stat -c %s "$DATA/collector.db")
collector compact --json >"$WORK/compact.json"
expect "compact says what it gave back" "$before" "$(json 'd["bytes_before"]' <"$WORK/compact.json")"
expect "the file is no larger" true \
  "$(json 'str(d["bytes_after"] <= d["bytes_before"]).lower()' <"$WORK/compact.json")"
start_collector
status=0
collector compact >"$WORK/out" 2>&1 || status=$?
stop_collector
expect "not while a collector serves" 1 "$status"
status=0
collector fsck >"$WORK/fsck.out" || status=$?
expect "the ledger is in order" 0 "$status"
finish
