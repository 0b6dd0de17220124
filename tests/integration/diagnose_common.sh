# SPDX-License-Identifier: EUPL-1.2
# Sourced after agent_common.sh by tests of `diagnose`: writes the file, lets foreign programs open
# it, and looks for everything in it that must not be there.

diagnose() { # diagnose NAME: sets code and ids (one a line), and unpacks into $WORK/unpacked
  agent "$1" diagnose --force --json --out "$WORK/out.zip" >"$WORK/out" 2>"$WORK/err" && code=0 || code=$?
  ids=$(json "'\n'.join(f['id'] for f in d['findings'])" <"$WORK/out" | tr -d '\r')
  unpack "$WORK/out.zip"
}
unpack() { # unpack FILE: by Python and, where there is one, unzip
  rm -rf "$WORK/unpacked"
  python3 -c 'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; z.extractall(sys.argv[2])' \
    "$1" "$WORK/unpacked"
  if command -v unzip >/dev/null; then unzip -tqq "$1" || say "FAILED: unzip -t $1"; fi
}
part() { # part NAME FILE EXPRESSION: of the file that was unpacked last
  json "$3" <"$WORK/unpacked/$2"
}
nothing_named() { # nothing_named NAME: no login, name, address, secret or key in any file
  local words=$WORK/forbidden state=$WORK/$1/state generation
  generation=$state/identity/$(cat "$state/identity/current")
  {
    hostname
    hostname -s
    printf 'anna.andersson\n'
    [[ $(id -un) == root ]] || id -un
    cat /sys/class/dmi/id/product_serial /sys/class/dmi/id/product_uuid 2>/dev/null | grep -v '^$' || true
    tr '-' '\n' <"$WORK/enrolment-code" | awk 'length > 8'
    cat "$generation/pseudonym.key"
    grep -hv -- '-----' "$generation/key.pem" "$generation/chain.pem"
    grep -oE '[A-Za-z0-9+/=]{20,}' "$generation/log.keys"
    api "/api/v1/devices/$(device_of_agent "$1")" 2>/dev/null | json "(d.get('report') or {}).get('user') or ''" 2>/dev/null || true
  } | awk 'length > 1 && $0 != "localhost"' | sort -u >"$words"
  [[ $(wc -l <"$words") -gt 5 ]] || say "FAILED: nothing to look for"
  expect "no name, secret or key in it" "" "$(grep -rniwF -f "$words" "$WORK/unpacked" || true)"
  expect "no address in it" "" \
    "$(grep -rnE '\b[0-9]{1,3}(\.[0-9]{1,3}){3}\b|\b([0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}\b|\bfe80:' --exclude=recording.json "$WORK/unpacked" || true)"
  expect "no path of a person in it" "" "$(grep -rnE '/home/[a-z]|Users.+anna' "$WORK/unpacked" || true)"
}
