#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# Plays the requests that Microsoft documents for Entra ID's provisioning ("Develop and plan
# provisioning for a SCIM endpoint") against a real collector over its real listener: find nobody,
# create, read, change, disable, enable, delete. Usage: scim_test.sh COLLECTOR
export COLLECTOR=$1
# shellcheck source=/dev/null
source "$(dirname "$0")/collector_common.sh"

# shellcheck disable=SC2119 # no more options of init are wanted
init_collector
printf 'Enhetskod;Enhetsnamn\nSKOLA;Skolan\nVARD;Vården\n' >"$WORK/units.csv"
collector import units "$WORK/units.csv" --apply >"$WORK/units.out"
start_collector
SCIM_TOKEN=$(collector tokens create entra --role scim --json | json 'd["token"]')

scim() { # scim METHOD PATH [BODY]: status; body in scim.body
  local data=()
  if [[ $# -ge 3 ]]; then
    data=(-H 'Content-Type: application/scim+json; charset=utf-8' --data-binary "$3")
  fi
  curl -s -o "$WORK/scim.body" -D "$WORK/scim.headers" -w '%{http_code}' -X "$1" \
    -H "Authorization: Bearer $SCIM_TOKEN" -H 'Accept: application/scim+json' "${data[@]}" \
    "http://127.0.0.1:$WEB/scim/v2/$2"
}
said() { json "$1" <"$WORK/scim.body"; }

ENTERPRISE=urn:ietf:params:scim:schemas:extension:enterprise:2.0:User
PATCH='"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"]'
user() { # user NUMBER LOGIN UNIT
  cat <<BODY
{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","$ENTERPRISE"],
 "externalId":"0a21f0f2-8d2a-4f8e-bf98-7363c4aed$1","userName":"$2","active":true,
 "displayName":"Anna Öberg","emails":[{"primary":true,"type":"work","value":"$2"}],
 "meta":{"resourceType":"User"},
 "name":{"formatted":"Anna Öberg","familyName":"Öberg","givenName":"Anna"},
 "roles":[],"$ENTERPRISE":{"employeeNumber":"$1","department":"$3"}}
BODY
}

expect "the test of the connection finds nobody" 200 \
  "$(scim GET 'Users?filter=userName+eq+%22non-existent+user%22')"
expect "and says so in a list" "0 []" "$(said 'str(d["totalResults"])+" "+str(d["Resources"])')"

expect "a user is created" 201 "$(scim POST Users "$(user 101 Anna.Oberg@vaggeryd.se SKOLA)")"
ID=$(said 'd["id"]')
expect "and is told where it is" "/scim/v2/Users/$ID" \
  "$(sed -n 's/^Location: \(.*\)\r$/\1/p' "$WORK/scim.headers")"
expect_in "in SCIM's own content type" "application/scim+json" "$(cat "$WORK/scim.headers")"
expect "a manager is created" 201 "$(scim POST Users "$(user 102 chef@vaggeryd.se SKOLA)")"
MANAGER=$(said 'd["id"]')
expect "nobody is created twice" 409 \
  "$(scim POST Users "$(user 101 Anna.Oberg@vaggeryd.se SKOLA)")"

expect "the user is read" 200 "$(scim GET "Users/$ID")"
expect "with its name" "Öberg" "$(said 'd["name"]["familyName"]')"
scim GET 'Users?filter=userName+eq+%22anna.oberg%40vaggeryd.se%22' >"$WORK/status"
expect "found by userName" "$ID" "$(said 'd["Resources"][0]["id"]')"
scim GET 'Users?filter=externalId+eq+%220a21f0f2-8d2a-4f8e-bf98-7363c4aed101%22' >"$WORK/status"
expect "and by externalId" "$ID" "$(said 'd["Resources"][0]["id"]')"

expect "several attributes are changed" 204 "$(scim PATCH "Users/$ID" "{$PATCH,\"Operations\":[
  {\"op\":\"Replace\",\"path\":\"emails[type eq \\\"work\\\"].value\",\"value\":\"anna@vaggeryd.se\"},
  {\"op\":\"Replace\",\"path\":\"name.familyName\",\"value\":\"Ek\"},
  {\"op\":\"Replace\",\"path\":\"$ENTERPRISE:department\",\"value\":\"VARD\"}]}")"
expect "the userName is changed" 204 "$(scim PATCH "Users/$ID" "{$PATCH,\"Operations\":[
  {\"op\":\"Replace\",\"path\":\"userName\",\"value\":\"anna.ek@vaggeryd.se\"}]}")"
expect "the manager is set" 204 "$(scim PATCH "Users/$ID" "{$PATCH,\"Operations\":[
  {\"op\":\"Add\",\"path\":\"$ENTERPRISE:manager\",\"value\":\"$MANAGER\"}]}")"
scim GET "Users/$ID" >"$WORK/status"
expect "it is all there" "Ek VARD anna.ek@vaggeryd.se anna@vaggeryd.se $MANAGER" \
  "$(said "' '.join([d['name']['familyName'],d['$ENTERPRISE']['department'],d['userName'],
    d['emails'][0]['value'],d['$ENTERPRISE']['manager']['value']])" | tr -s ' ')"

expect "the user is disabled" 204 "$(scim PATCH "Users/$ID" "{$PATCH,\"Operations\":[
  {\"op\":\"Replace\",\"path\":\"active\",\"value\":\"False\"}]}")"
scim GET "Users/$ID" >"$WORK/status"
expect "and is not active" False "$(said 'd["active"]')"
expect "the user is enabled again" 204 "$(scim PATCH "Users/$ID" "{$PATCH,\"Operations\":[
  {\"op\":\"Replace\",\"value\":{\"active\":true}}]}")"
scim GET "Users/$ID" >"$WORK/status"
expect "and is active" True "$(said 'd["active"]')"

expect "what is not kept is not done" 501 "$(scim PATCH "Users/$ID" "{$PATCH,\"Operations\":[
  {\"op\":\"Add\",\"path\":\"title\",\"value\":\"Lärare\"}]}")"
expect_in "and the reason is said" "attribute mapping" "$(said 'd["detail"]')"
expect "groups are not done" 501 "$(scim GET Groups)"
expect "nor a PATCH of nobody" 404 "$(scim PATCH Users/nobody "{$PATCH,\"Operations\":[
  {\"op\":\"Replace\",\"path\":\"active\",\"value\":false}]}")"

printf 'Anställningsnummer;Förnamn;Efternamn;Enhetskod\n101;Anna;Annan;SKOLA\n' >"$WORK/people.csv"
status=0
collector import employees "$WORK/people.csv" --apply --lang sv >"$WORK/import.out" || status=$?
expect "what SCIM keeps is read-only for other systems' files" 1 "$status"
expect_in "and the file's owner is told whose it is" "scim" "$(cat "$WORK/import.out")"

expect "the user is deleted" 204 "$(scim DELETE "Users/$ID")"
expect "and is not found any more" 404 "$(scim GET "Users/$ID")"
expect "the same person comes back" 201 "$(scim POST Users "$(user 101 anna.ek@vaggeryd.se VARD)")"
expect "as the same person" "$ID" "$(said 'd["id"]')"

expect "the service describes itself" 200 "$(scim GET ServiceProviderConfig)"
expect "other tokens stay outside" 403 \
  "$(curl -s -o "$WORK/scim.body" -w '%{http_code}' -H "Authorization: Bearer $TOKEN" \
    "http://127.0.0.1:$WEB/scim/v2/Users")"
stop_collector
collector fsck >"$WORK/fsck.out"
expect "and the ledger is in order" 0 $?
finish
