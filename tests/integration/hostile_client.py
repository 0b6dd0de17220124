# SPDX-License-Identifier: EUPL-1.2
"""What no honest client sends, against a running collector. Arguments: device port, web port, CA file,
client certificate, client key, API token, working folder. Prints one line per check; exit 1 if any
failed. Run by collector_test.sh."""

import base64
import hashlib
import json
import os
import re
import socket
import ssl
import sys
import threading
import time
import urllib.request

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils

PORT, WEB, ROOTS, CERT, KEY, TOKEN, WORK = (
    int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:8])
failures = 0


def expect(what, wanted, got):
    global failures
    if wanted == got:
        print("ok:", what)
    else:
        failures += 1
        print(f"FAILED: {what}: wanted {wanted!r}, got {got!r}")


def tls(with_certificate=True):
    context = ssl.create_default_context(cafile=ROOTS)
    if with_certificate:
        context.load_cert_chain(CERT, KEY)
    raw = socket.create_connection(("127.0.0.1", PORT), timeout=15)
    return context.wrap_socket(raw, server_hostname="localhost")


def read_all(connection):
    data = b""
    try:
        while chunk := connection.recv(65536):
            data += chunk
    except OSError:
        pass
    return data


def statuses(data):
    return [int(each) for each in re.findall(rb"HTTP/1\.1 ([0-9]{3}) ", data)]


def exchange(request, with_certificate=True):
    with tls(with_certificate) as connection:
        connection.sendall(request)
        return read_all(connection)


# --- Every HTTP oddity of the contract: one 400 and the end of the connection.
GET = b"GET /checkpoint HTTP/1.1\r\n"
END = b"Connection: close\r\n\r\n"
POST = b"POST /v1/reports HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/jose\r\n"
ODDITIES = {
    "no Host": GET + END,
    "two Hosts": GET + b"Host: a\r\nHost: a\r\n" + END,
    "a folded header": GET + b"Host: localhost\r\nX-A: b\r\n c\r\n" + END,
    "a bare line feed": b"GET /checkpoint HTTP/1.1\nHost: localhost\r\n" + END,
    "gzip as transfer coding": POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    "chunked twice": POST + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "length and chunked": POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunked and length": POST + b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
    "two lengths": POST + b"Content-Length: 1\r\nContent-Length: 1\r\n\r\na",
    "a negative length": POST + b"Content-Length: -1\r\n\r\n",
    "compression": POST + b"Content-Encoding: gzip\r\nContent-Length: 1\r\n\r\na",
    "absolute form": b"GET https://localhost/checkpoint HTTP/1.1\r\nHost: localhost\r\n" + END,
    "asterisk form": b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\n" + END,
    "CONNECT": b"CONNECT localhost:1 HTTP/1.1\r\nHost: localhost\r\n" + END,
    "a target over 2 KiB": b"GET /" + b"a" * 2048 + b" HTTP/1.1\r\nHost: localhost\r\n" + END,
    "dot segments": b"GET /a/../checkpoint HTTP/1.1\r\nHost: localhost\r\n" + END,
    "a trailer": POST + b"Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nX-T: 1\r\n\r\n",
    "a blank before the colon": GET + b"Host : localhost\r\n" + END,
    "HTTP/0.9": b"GET /checkpoint\r\n\r\n",
    "HTTP/2 preface": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "bytes that are no HTTP": b"\x00\x01\x02\x03\r\n\r\n",
}
for name, request in ODDITIES.items():
    expect(name, [400], statuses(exchange(request)))
expect("a head over 8 KiB", [431],
       statuses(exchange(GET + b"Host: localhost\r\nX-Long: " + b"a" * 9000 + b"\r\n" + END)))
expect("a body over 1 MiB", [413],
       statuses(exchange(POST + b"Content-Length: 1048577\r\n\r\n" + b"a" * 4096)))
expect("what follows an oddity is not read as a request", [400],
       statuses(exchange(GET + b"\r\n" + GET + b"Host: localhost\r\n" + END)))
expect("two good requests in one write", [200, 200],
       statuses(exchange(GET + b"Host: localhost\r\n\r\n" + GET + b"Host: localhost\r\n" + END)))
expect("unknown address", [404],
       statuses(exchange(b"GET /nowhere HTTP/1.1\r\nHost: localhost\r\n" + END)))
expect("wrong method", [405],
       statuses(exchange(b"DELETE /checkpoint HTTP/1.1\r\nHost: localhost\r\n" + END)))
expect("reports without certificate", [403],
       statuses(exchange(POST + b"Content-Length: 0\r\n" + END, with_certificate=False)))
expect("the people's API is not on this listener", [404],
       statuses(exchange(b"GET /api/v1/devices HTTP/1.1\r\nHost: localhost\r\n" + END)))


# --- The people's listener.
def web(path, host="localhost:%d" % WEB, token=TOKEN):
    with socket.create_connection(("127.0.0.1", WEB), timeout=10) as connection:
        connection.sendall(
            f"GET {path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\n"
            "Connection: close\r\n\r\n".encode())
        return read_all(connection)


expect("another Host: 421", [421], statuses(web("/healthz", host="evil.example")))
expect("no token: 401", [401], statuses(web("/api/v1/devices", token="x")))
expect("unknown parameter: 400", [400], statuses(web("/api/v1/devices?unti=a")))
expect("a page too long: 400", [400], statuses(web("/api/v1/devices?limit=201")))
expect("no such device: 404", [404], statuses(web("/api/v1/devices/none")))
for path in ("/api/v1/devices", "/api/v1/findings", "/api/v1/policies", "/healthz", "/metrics"):
    expect(path, [200], statuses(web(path)))
expect("checkpoints are the same on both listeners",
       web("/checkpoint").split(b"\r\n\r\n")[1],
       exchange(GET + b"Host: localhost\r\n" + END).split(b"\r\n\r\n")[1])


# --- A real report, and what is refused.
def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


device_key = serialization.load_pem_private_key(open(KEY, "rb").read(), None)
SPKI = device_key.public_key().public_bytes(serialization.Encoding.DER,
                                            serialization.PublicFormat.SubjectPublicKeyInfo)


def jws(payload, key=device_key, kind="report"):
    header = ('{"alg":"ES256","typ":"distanskoll-%s+jws","kid":"%s"}'
              % (kind, b64(hashlib.sha256(SPKI).digest())))
    text = b64(header.encode()) + "." + b64(payload.encode())
    r, s = utils.decode_dss_signature(key.sign(text.encode(), ec.ECDSA(hashes.SHA256())))
    return text + "." + b64(r.to_bytes(32, "big") + s.to_bytes(32, "big"))


def report(seq, prev=None, vpn="disconnected"):
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    silent = '{"unobservable":"no_backend"}'
    link = f',"prev":"{prev}"' if prev else ""
    return ('{"v":1,"seq":%d,"at":"%s","user":null,"trigger":"%s"%s,"observations":{'
            '"network_location":%s,"vpn":{"state":"%s"},"directaccess":%s,'
            '"siths_login":%s,"disk_encryption":%s,"screen_lock":%s,"session":%s}}'
            % (seq, now, "change" if prev else "start", link, '{"unobservable":"not_configured"}', vpn,
               silent, silent, silent, silent, silent))


def post(body, connection=None):
    data = body.encode()
    request = POST + b"Content-Length: %d\r\n\r\n" % len(data) + data
    if connection is None:
        with tls() as one:
            return post(body, one)
    connection.sendall(request)
    answer = b""
    while b"\r\n\r\n" not in answer:
        answer += connection.recv(65536)
    head, _, rest = answer.partition(b"\r\n\r\n")
    length = [int(l.split(b":")[1]) for l in head.split(b"\r\n") if l.lower().startswith(b"content-length")]
    while length and len(rest) < length[0]:
        rest += connection.recv(65536)
    return int(head.split()[1]), (json.loads(rest) if rest else {})


events = []


def listen():
    request = urllib.request.Request(f"http://127.0.0.1:{WEB}/api/v1/events",
                                     headers={"Authorization": "Bearer " + TOKEN})
    with urllib.request.urlopen(request, timeout=20) as stream:
        for line in stream:
            if line.startswith(b"data:"):
                events.append((time.monotonic(), line.decode()))
                return


listener = threading.Thread(target=listen, daemon=True)
listener.start()
time.sleep(0.5)
first = jws(report(1))
started = time.monotonic()
status, answer = post(first)
expect("a report is taken", (200, 1), (status, len(answer.get("receipts", []))))
if status != 200 or not answer.get("receipts"):
    print(status, answer)
listener.join(timeout=5)
expect("the event stream says so within a second", True,
       bool(events) and events[0][0] - started < 1.0)
again = post(first)[1]
expect("the same bytes get the same receipt", answer.get("receipts"), again.get("receipts"))
device = json.loads(web("/api/v1/devices").split(b"\r\n\r\n", 1)[1])["devices"]
mine = [d for d in device if d["presence"] == "current"]
expect("the API shows it as current", 1, len(mine))
record = json.loads(web("/api/v1/devices/" + mine[0]["id"]).split(b"\r\n\r\n", 1)[1])
expect("with its state", "disconnected", record["observations"]["vpn"].get("state"))
expect("and the reason where it could not tell", "no_backend",
       record["observations"]["disk_encryption"].get("unobservable"))
expect("and how to make remote days computable", [True],
       ["network_location" in note["sv"] and "network_location" in note["en"]
        for note in record["notes"]])
expect("and the receipt", answer["receipts"][0]["leaf"], record["receipt"]["leaf"])
stranger = ec.generate_private_key(ec.SECP256R1())
for what, line in {
    "wrongly signed": jws(report(2, b64(hashlib.sha256(first.encode()).digest())), stranger),
    "not JWS": "abc",
    "another text with a number that is taken": jws(report(1, vpn="connected")),
}.items():
    body = post(line)[1]
    expect(what + ": refused with a code", (0, 1),
           (len(body.get("receipts", [])), len(body.get("refused", []))))

# --- Strangers keep nobody out: garbage, half-open and slow connections, then a laptop comes.
garbage = socket.create_connection(("127.0.0.1", PORT), timeout=5)
garbage.sendall(os.urandom(512))
expect("garbage on the TLS port is closed", True, len(read_all(garbage)) < 512)
half_open = [socket.create_connection(("127.0.0.1", PORT)) for _ in range(60)]
opened = time.monotonic()
slow = tls(with_certificate=False)
slow.sendall(b"GET /checkpoint HTTP/1.1\r\n")
begin = time.monotonic()
expect("a laptop is served beside them", [200], statuses(exchange(GET + b"Host: localhost\r\n" + END)))
expect("at once", True, time.monotonic() - begin < 2)


def drips_until_closed(connection, seconds):
    """One byte of a header each 0.2 s, until the other side hangs up or the time is over."""
    connection.settimeout(0.2)
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            connection.sendall(b"t")
            if not connection.recv(65536):
                return True
        except TimeoutError:
            continue
        except OSError:
            return True
    return False


def is_closed(connection, seconds):
    connection.settimeout(seconds)
    try:
        while connection.recv(65536):
            pass
        return True
    except TimeoutError:
        return False
    except OSError:
        return True


# The deadline is 5 s. It never begins before the connection did; how late it ends on a busy machine
# is not for a test to say, only that it ends.
slow.sendall(b"Host: localhost")
closed = drips_until_closed(slow, 40)
took = time.monotonic() - opened
expect(f"a header that drips is cut off ({took:.1f} s)", True, closed)
expect("but not before its deadline", True, took > 4)
expect("a half-open connection is closed after its deadline", True, is_closed(half_open[0], 60))
sys.exit(1 if failures else 0)
