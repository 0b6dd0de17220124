# SPDX-License-Identifier: EUPL-1.2
# Sourced by the collector's integration tests: starts a real collector on free ports in a temporary
# folder and ends it, by its process id, when the test ends. COLLECTOR is the program.
set -euo pipefail

WORK=$(mktemp -d)
DATA=$WORK/data
SERVER_PID=
failures=0

cleanup() {
  stop_collector
  rm -rf "$WORK"
}
trap cleanup EXIT

say() { printf '%s\n' "$*" >&2; }
expect() { # expect WHAT WANTED GOT
  if [[ "$2" == "$3" ]]; then
    say "ok: $1"
  else
    say "FAILED: $1: wanted '$2', got '$3'"
    failures=$((failures + 1))
  fi
}
expect_in() { # expect_in WHAT PART WHOLE
  if [[ "$3" == *"$2"* ]]; then say "ok: $1"; else
    say "FAILED: $1: '$2' is not in '$3'"
    failures=$((failures + 1))
  fi
}
finish() {
  [[ $failures -eq 0 ]] || { say "$failures checks failed"; exit 1; }
}

free_port() {
  python3 -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])'
}

init_collector() { # init_collector [more options of init]
  PORT=$(free_port)
  WEB=$(free_port)
  "$COLLECTOR" --data "$DATA" init --listen "127.0.0.1:$PORT" --web-listen "127.0.0.1:$WEB" \
    --name localhost "$@" >"$WORK/init.out"
  # The tests open many connections from one address.
  sed -i 's/^  threads: .*/&\n  handshakes_per_minute: 100000/' "$DATA/collector.yaml"
  TOKEN=$(cat "$DATA/api-token")
}
start_collector() {
  "$COLLECTOR" --data "$DATA" serve 2>>"$WORK/serve.log" &
  SERVER_PID=$!
  for _ in $(seq 100); do
    if curl -sf -o "$WORK/health" "http://127.0.0.1:$WEB/healthz"; then return 0; fi
    kill -0 "$SERVER_PID" 2>/dev/null || break
    sleep 0.1
  done
  say "the collector did not start:"
  cat "$WORK/serve.log" >&2
  exit 1
}
stop_collector() {
  if [[ -n "$SERVER_PID" ]]; then
    kill "$SERVER_PID" 2>/dev/null || true
    wait "$SERVER_PID" 2>/dev/null || true
    SERVER_PID=
  fi
}
collector() { "$COLLECTOR" --data "$DATA" "$@"; }
api() { # api PATH: body
  curl -s -H "Authorization: Bearer $TOKEN" "http://127.0.0.1:$WEB$1"
}
json() { # json EXPRESSION <<< DOCUMENT, with the document as d
  python3 -c 'import json,sys; d=json.load(sys.stdin); print(eval(sys.argv[1]))' "$1"
}
fetch_roots() {
  curl -sk "https://localhost:$PORT/.well-known/est/cacerts" | base64 -d |
    openssl pkcs7 -inform DER -print_certs -out "$WORK/roots.pem"
}
new_request() { # new_request NAME: NAME.key and NAME.csr (base64 DER)
  openssl ecparam -name prime256v1 -genkey -noout -out "$WORK/$1.key"
  openssl req -new -key "$WORK/$1.key" -subj "/CN=ignored" -outform DER | base64 >"$WORK/$1.csr"
}
est() { # est NAME PATH [curl options]: status; body in NAME.body, headers in NAME.headers
  local name=$1 path=$2
  shift 2
  curl -s -o "$WORK/$name.body" -D "$WORK/$name.headers" -w '%{http_code}' --cacert "$WORK/roots.pem" \
    -H 'Content-Type: application/pkcs10' -H 'Content-Transfer-Encoding: base64' \
    --data-binary "@$WORK/$name.csr" "$@" "https://localhost:$PORT/.well-known/est/$path"
}
take_certificate() { # take_certificate NAME: NAME.pem from NAME.body
  base64 -d "$WORK/$1.body" | openssl pkcs7 -inform DER -print_certs -out "$WORK/$1.pem"
}
device_of() { openssl x509 -in "$WORK/$1.pem" -noout -subject | sed 's/.*CN *= *//'; }
basic_of() { # dk1-ID-SECRET-FINGERPRINT -> ID:SECRET
  IFS=- read -r _ id secret _ <<<"$1"
  printf '%s:%s' "$id" "$secret"
}
