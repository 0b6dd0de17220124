#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# Files of other systems through the real program: a dry run writes nothing, a file with a problem
# writes nothing and says where, and an import that is killed with SIGKILL at any moment leaves the
# old state or the new one. Usage: import_test.sh COLLECTOR
COLLECTOR=$1
# shellcheck source=/dev/null
source "$(dirname "$0")/collector_common.sh"

PEOPLE=400
ROUNDS=${DISTANSKOLL_KILLS:-8}
# Each round is a new process and the time it takes to be killed in: sixty see every moment.
[[ "$ROUNDS" -le 60 ]] || ROUNDS=60
# shellcheck disable=SC2119 # no more options of init are wanted
init_collector

printf 'Enhetskod;Enhetsnamn\nSKOLA;Skolan\nVARD;Vården\n' >"$WORK/units.csv"
expect "a dry run writes nothing" false \
  "$(collector import units "$WORK/units.csv" --json | json 'str(d["written"]).lower()')"
expect "units are added" 2 \
  "$(collector import units "$WORK/units.csv" --apply --json | json 'd["added"]')"
expect "and there the next time" 2 \
  "$(collector import units "$WORK/units.csv" --json | json 'd["unchanged"]')"

printf 'Anställningsnummer;Förnamn;Efternamn;Enhetskod\n1;Anna;Berg;SKOLA\n2;Bo;Ek;NIX\n' \
  >"$WORK/wrong.csv"
status=0
said=$(collector import employees "$WORK/wrong.csv" --apply --lang sv) || status=$?
expect "a file with a problem is a finding" 1 "$status"
expect_in "it says the row and the column" "3, Enhetskod, NIX" "$said"
expect_in "and that nothing was written" "Ingenting är skrivet" "$said"

people() { # people PER_CENT
  printf 'Anställningsnummer;Förnamn;Efternamn;Enhetskod;Inloggning;Sysselsättningsgrad\n'
  for number in $(seq "$PEOPLE"); do
    printf 'n%s;Anna;Berg;SKOLA;login%s;%s\n' "$number" "$number" "$1"
  done
}
people 100 >"$WORK/people.csv"
whole=0
for round in $(seq "$ROUNDS"); do
  "$COLLECTOR" --data "$DATA" import employees "$WORK/people.csv" --apply >"$WORK/killed.out" 2>&1 &
  killed=$!
  # From before it has opened the directory to after it has ended.
  sleep "$(python3 -c "print($round * 0.6 / $ROUNDS)")"
  kill -9 "$killed" 2>/dev/null || true
  wait "$killed" 2>/dev/null || true
  collector import employees "$WORK/people.csv" --json >"$WORK/after.json"
  added=$(json 'd["added"]' <"$WORK/after.json")
  same=$(json 'd["unchanged"]' <"$WORK/after.json")
  if [[ "$added+$same" == "$PEOPLE+0" || "$added+$same" == "0+$PEOPLE" ]]; then
    whole=$((whole + 1))
  fi
done
expect "after every kill it is all or nothing" "$ROUNDS" "$whole"
collector import employees "$WORK/people.csv" --apply >"$WORK/last.out"
expect "the registers hold everybody in the end" "$PEOPLE" \
  "$(collector import employees "$WORK/people.csv" --json | json 'd["unchanged"]')"

head -2 "$WORK/people.csv" >"$WORK/one.csv"
status=0
said=$(collector import employees "$WORK/one.csv" --apply --full --lang sv) || status=$?
expect "a full file of one does not end everybody" 1 "$status"
expect_in "unless somebody says so" "--yes-many" "$said"

start_collector
people 75 >"$WORK/people75.csv"
expect "the serving collector imports too" "$PEOPLE" \
  "$(collector import employees "$WORK/people75.csv" --apply --json | json 'd["changed"]')"
stop_collector
collector fsck >"$WORK/fsck.out"
expect "and the ledger is in order" 0 $?
finish
