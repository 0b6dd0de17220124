# SPDX-License-Identifier: EUPL-1.2
# Sourced after collector_common.sh by tests that run real agents: each has a name, a folder
# $WORK/NAME with configuration and state, and is ended by its process id. AGENT is the program.
declare -A AGENTS=()

cleanup_agents() {
  local name
  for name in "${!AGENTS[@]}"; do stop_agent "$name"; done
  cleanup
}
trap cleanup_agents EXIT

new_agent() { # new_agent NAME [true|false: key in the TPM] [collector's port]
  mkdir -p "$WORK/$1"
  cat >"$WORK/$1/agent.yaml" <<YAML
collector: "https://localhost:${3:-$PORT}"
state: $WORK/$1/state
catalogues: $(dirname "${BASH_SOURCE[0]}")/../../policies
proxy: none
key:
  tpm: ${2:-false}
YAML
}
agent() { # agent NAME COMMAND…
  local name=$1
  shift
  "$AGENT" --config "$WORK/$name/agent.yaml" --lang en "$@"
}
start_agent() {
  "$AGENT" --config "$WORK/$1/agent.yaml" run 2>>"$WORK/$1/log" &
  AGENTS[$1]=$!
}
stop_agent() {
  [[ -n "${AGENTS[$1]:-}" ]] || return 0
  kill "${AGENTS[$1]}" 2>/dev/null || true
  wait "${AGENTS[$1]}" 2>/dev/null || true
  unset "AGENTS[$1]"
}
agent_is() { agent "$1" status --json 2>/dev/null | json "$2" 2>/dev/null || true; }
await() { # await SECONDS WANTED COMMAND…: prints what it came to
  local until=$((SECONDS + $1)) wanted=$2 got=
  shift 2
  while got=$("$@") && [[ "$got" != "$wanted" && $SECONDS -lt $until ]]; do sleep 0.2; done
  printf '%s' "$got"
}
service_state() { # under Wine: 1 stopped, 4 running; nothing when there is none
  wine sc query distanskoll-agent 2>/dev/null | tr -d '\r' | sed -nE 's/.*STATE *: *([0-9]).*/\1/p'
}
settled() { # settled NAME: "connected 0" when everything was acknowledged
  agent_is "$1" "d['uplink']['state']+' '+str(d['waiting'])"
}
identity_file() { # identity_file NAME FILE: its path in the generation in force
  printf '%s/%s/state/identity/%s/%s' "$WORK" "$1" "$(cat "$WORK/$1/state/identity/current")" "$2"
}
device_of_agent() { openssl x509 -in "$(identity_file "$1" chain.pem)" -noout -subject | sed 's/.*CN *= *//'; }
redate() { # redate NAME FROM TO: its certificate as if issued at another time; its key is not needed
  local id chain
  id=$(device_of_agent "$1")
  chain=$(identity_file "$1" chain.pem)
  "$MINT" cert "$chain.leaf" "$chain" "$DATA/keys/devices-ca.pem" \
    "$DATA/keys/devices-ca.key" "cn=$id" "uri=urn:distanskoll:device:$id" "from=$2" "to=$3"
  cat "$chain.leaf" "$DATA/keys/devices-ca.pem" >"$chain"
  rm "$chain.leaf"
}
enroll_agent() { # enroll_agent NAME: with a new code, from a file
  collector codes create >"$WORK/$1/code"
  agent "$1" enroll --code-file "$WORK/$1/code" --json
}
