#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# A policy's life on a real collector whose clock is told (a demonstration): announced, listed, shown in
# the API, withdrawn, in force when its day comes without a restart, never backwards, simulated first.
export COLLECTOR=$1
here=$(dirname "$0")
# shellcheck source=/dev/null
source "$here/collector_common.sh"
packs=$here/../../policies
states() { json "' '.join(p['id'] + ':' + p['state'] for p in d['policies'])"; }
code_of() { "$@" >"$WORK/out" 2>"$WORK/err" && echo 0 || echo $?; }

init_collector --demo --begin 2026-03-02
start_collector
expect "init puts the basic policy in force" "grundkrav:in_force" "$(api /api/v1/policies | states)"
expect_in "nobody has decided it" "None" "$(api /api/v1/policies | json "d['policies'][0]['decision']")"

expect "today has begun" 2 "$(code_of collector policy put "$packs/vaggeryd.yaml" --from 2026-03-02)"
expect_in "and it is said which day is the first" "2026-03-03" "$(cat "$WORK/err")"
expect "yesterday too" 2 "$(code_of collector policy put "$packs/vaggeryd.yaml" --from 2026-03-01)"
expect "a day and at once are two things" 2 "$(code_of collector policy put "$packs/vaggeryd.yaml" --from 2026-03-09 --now)"
expect_in "a policy is announced" "gäller från 2026-03-16" "$(LC_ALL=sv_SE.UTF-8 collector policy put "$packs/vaggeryd.yaml")"
expect "put again it is the same" "True" "$(collector --json policy put "$packs/vaggeryd.yaml" | json "d['unchanged']")"
{ cat "$packs/vaggeryd.yaml"; echo '# corrected'; } >"$WORK/other.yaml"
expect "the same version with other contents is refused" 1 "$(code_of collector policy put "$WORK/other.yaml" --from 2026-04-01)"
expect "two from one day are refused" 1 "$(code_of collector policy put "$packs/socialtjanst.yaml" --from 2026-03-16)"
expect "the list and the API say what comes" "grundkrav:in_force vaggeryd:announced" "$(api /api/v1/policies | states)"
expect "and when the one before ends" "2026-03-15T23:00:00Z" "$(api /api/v1/policies | json "d['policies'][0]['in_force_until']")"

version=$(sed -n 's/^version: *//p' "$packs/vaggeryd.yaml")
expect "what is announced is withdrawn" withdrawn "$(collector --json policy withdraw vaggeryd "$version" | json "d['state']")"
expect "once" 1 "$(code_of collector policy withdraw vaggeryd "$version")"
expect "and not what is in force" 1 "$(code_of collector policy withdraw grundkrav 1)"
expect "the very same may be announced again" announced \
  "$(collector --json policy put "$packs/vaggeryd.yaml" --from 2026-03-03 | json "d['state']")"

collector demo-clock --to 2026-03-02T22:59:59Z >/dev/null
expect "a second before midnight" "grundkrav" "$(api /api/v1/policies | json "[p['id'] for p in d['policies'] if p['in_force']][0]")"
collector demo-clock --to 2026-03-02T23:00:00Z >/dev/null
expect "at midnight" "vaggeryd" "$(api /api/v1/policies | json "[p['id'] for p in d['policies'] if p['in_force']][0]")"
wanted=$(sha256sum "$packs/vaggeryd.yaml" | cut -d' ' -f1)
expect "devices are judged by it" "$wanted" "$(api /api/v1/devices | json "d['policy']")"
stop_collector
expect "also when nobody serves" "grundkrav:past vaggeryd:in_force vaggeryd:withdrawn" "$(collector --json policy list | states)"
start_collector

page=$(collector policy simulate "$packs/socialtjanst.yaml" --from 2026-03-01 --to 2026-03-31 --lang sv)
expect_in "a simulation says that nothing is changed" "Inget är ändrat" "$page"
expect_in "and how many days there are" "Sparade dagar: 0" "$page"
expect "and has no days to name" "[]" \
  "$(collector --json policy simulate "$packs/socialtjanst.yaml" --from 2026-03-01 --to 2026-03-31 --day-ids | json "d['changed_days']")"
expect "unless told it names none" "False" \
  "$(collector --json policy simulate "$packs/socialtjanst.yaml" --from 2026-03-01 --to 2026-03-31 | json "'changed_days' in d")"
expect "a range that ends before it begins" 2 "$(code_of collector policy simulate "$packs/socialtjanst.yaml" --from 2026-03-31 --to 2026-03-01)"
expect "no copy stays" "" "$(find "$DATA" -name 'simulation-copy*')"
expect "the ledger is whole" 0 "$(code_of collector fsck)"
finish
