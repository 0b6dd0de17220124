#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""A real receiver for the tests of server/outgoing, on a free port of 127.0.0.1.

peer.py certificates DIR              makes two CAs and server certificates in DIR, and ends
peer.py smtp DIR CERT starttls|implicit|plain
peer.py https DIR CERT
peer.py rsyslog DIR CERT anybody|certificates
peer.py silent                        takes connections and says nothing

Prints its port as the first line. Each line on stdin is answered by one line of JSON: all that was
received so far (rsyslog: waits until there is something). Ends when stdin does.
"""
import asyncio
import base64
import datetime
import email
import email.policy
import hashlib
import hmac
import http.server
import ipaddress
import json
import logging
import os
import pathlib
import socket
import ssl
import subprocess
import sys
import threading
import time
import warnings

RECEIVED = []


def make_certificates(folder):
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
    now = datetime.datetime.utcnow()
    day = datetime.timedelta(days=1)

    def write(name, key, chain):
        (folder / f"{name}.pem").write_bytes(b"".join(c.public_bytes(serialization.Encoding.PEM) for c in chain))
        path = folder / f"{name}.key"
        path.touch(0o600)
        path.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                                           serialization.NoEncryption()))

    def issue(name, issuer=None, issuer_key=None, hosts=(), until=now + 30 * day):
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        builder = (x509.CertificateBuilder().subject_name(subject).public_key(key.public_key())
                   .issuer_name(issuer.subject if issuer else subject).serial_number(x509.random_serial_number())
                   .not_valid_before(now - 60 * day).not_valid_after(until)
                   .add_extension(x509.BasicConstraints(issuer is None, None), True))
        if hosts:
            names = [x509.IPAddress(ipaddress.ip_address(h)) if h[0].isdigit() else x509.DNSName(h) for h in hosts]
            usages = [ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]
            builder = builder.add_extension(x509.SubjectAlternativeName(names), False)
            builder = builder.add_extension(x509.ExtendedKeyUsage(usages), False)
        certificate = builder.sign(issuer_key or key, hashes.SHA256())
        write(name, key, [certificate])
        return certificate, key

    ca, ca_key = issue("ca")
    issue("other-ca")
    issue("good", ca, ca_key, ("localhost", "127.0.0.1"))
    issue("other-name", ca, ca_key, ("mail.example.org",))
    issue("ended", ca, ca_key, ("localhost", "127.0.0.1"), now - day)


def tls(folder, certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / f"{certificate}.pem", folder / f"{certificate}.key")
    return context


def serve_smtp(folder, certificate, how):
    from aiosmtpd.smtp import SMTP, AuthResult
    logging.disable()  # of handshakes that the tests make fail
    warnings.simplefilter("ignore")

    class Handler:
        async def handle_RCPT(self, server, session, envelope, address, options):
            if address.startswith("nobody@"):
                return "550 5.1.1 <" + address + "> is not known here"
            if address.startswith("later@"):
                return "451 4.3.0 <" + address + "> is busy"
            envelope.rcpt_tos.append(address)
            return "250 OK"

        async def handle_DATA(self, server, session, envelope):
            mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
            defects = [str(d) for part in mail.walk() for d in part.defects]
            RECEIVED.append({
                "from": envelope.mail_from, "to": envelope.rcpt_tos, "tls": server.transport.get_extra_info("ssl_object") is not None,
                "login": session.auth_data.login.decode() if session.authenticated else None, "ehlo": session.host_name,
                "headers": {k: str(v) for k, v in mail.items()}, "content_type": mail.get_content_type(),
                "types": [p.get_content_type() for p in mail.iter_parts()], "defects": defects,
                "text": mail.get_body(("plain",)).get_content().replace("\r\n", "\n"), "html": mail.get_body(("html",)).get_content(),
                "longest_line": max(len(line) for line in envelope.content.split(b"\r\n")),
                "ascii": envelope.content.isascii()})
            return "250 2.0.0 taken"

    def authenticate(server, session, envelope, mechanism, data):
        right = (data.login, data.password) == (b"distanskoll", "lösen ord".encode())
        return AuthResult(success=right, handled=right, auth_data=data)

    def session():
        return SMTP(Handler(), hostname="peer", tls_context=tls(folder, certificate) if how == "starttls" else None,
                    require_starttls=how == "starttls", authenticator=authenticate,
                    auth_required=how != "plain", auth_require_tls=how == "starttls")

    loop = asyncio.new_event_loop()
    context = tls(folder, certificate) if how == "implicit" else None
    server = loop.run_until_complete(loop.create_server(session, "127.0.0.1", 0, ssl=context))
    threading.Thread(target=loop.run_forever, daemon=True).start()
    return server.sockets[0].getsockname()[1]


class Hook(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        RECEIVED.append({"path": self.path, "method": "GET"})
        self.send_error(404)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/hang":
            return self.rfile.read(1)
        signed = f"{self.headers['webhook-id']}.{self.headers['webhook-timestamp']}.".encode() + body
        key = base64.b64decode((self.server.folder / "secret").read_text().strip().removeprefix("whsec_"))
        signature = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
        RECEIVED.append({"path": self.path, "body": body.decode(), "method": "POST",
                         "headers": {k.lower(): v for k, v in self.headers.items()},
                         "signed": hmac.compare_digest(signature, self.headers["webhook-signature"])})
        answer = b"x" * (200_000 if self.path == "/long" else 2)
        status = {"/redirect": 307, "/gone": 410, "/forbidden": 403, "/broken": 500}.get(self.path, 200)
        self.send_response(status)
        if status == 307:
            self.send_header("Location", f"https://localhost:{self.server.server_port}/elsewhere")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *args):
        pass


def serve_https(folder, certificate):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    server.folder, server.daemon_threads = folder, True
    server.socket = tls(folder, certificate).wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_port


def serve_rsyslog(folder, certificate, who):
    """rsyslogd with TLS, as this user; what it understood of each message, as JSON."""
    work = folder / f"rsyslog-{os.getpid()}"
    work.mkdir()
    mode = "x509/certvalid" if who == "certificates" else "anon"
    (work / "conf").write_text(f"""
global(workDirectory="{work}" DefaultNetstreamDriver="ossl" DefaultNetstreamDriverCAFile="{folder}/ca.pem"
  DefaultNetstreamDriverCertFile="{folder}/{certificate}.pem" DefaultNetstreamDriverKeyFile="{folder}/{certificate}.key")
module(load="imtcp" StreamDriver.Name="ossl" StreamDriver.Mode="1" StreamDriver.AuthMode="{mode}")
module(load="mmpstrucdata")
template(name="all" type="list") {{
  constant(value="{{") property(name="pri" outname="pri" format="jsonf") constant(value=",")
  property(name="timereported" dateFormat="rfc3339" outname="at" format="jsonf") constant(value=",")
  property(name="hostname" outname="host" format="jsonf") constant(value=",")
  property(name="app-name" outname="app" format="jsonf") constant(value=",")
  property(name="msgid" outname="msgid" format="jsonf") constant(value=",")
  property(name="structured-data" outname="data" format="jsonf") constant(value=",")
  property(name="msg" outname="msg" format="jsonf") constant(value=",\\"fields\\":")
  property(name="$!rfc5424-sd") constant(value="}}\\n") }}
ruleset(name="in") {{
  action(type="mmpstrucdata")
  action(type="omfile" file="{work}/out" template="all") }}
input(type="imtcp" address="127.0.0.1" port="0" listenPortFileName="{work}/port" ruleset="in")
""")
    log = open(work / "log", "wb")
    process = subprocess.Popen(["/usr/sbin/rsyslogd", "-n", "-f", work / "conf", "-i", work / "pid"],
                               stdout=log, stderr=log, stdin=subprocess.DEVNULL)
    port = wait_for(work / "port")
    return int(port) if port else sys.exit((work / "log").read_text()), process, work / "out"


def wait_for(path, seconds=10):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if path.exists() and (text := path.read_text()).strip():
            return text
        time.sleep(0.02)
    return ""


def main(kind, *arguments):
    folder = pathlib.Path(arguments[0]) if arguments else None
    if kind == "certificates":
        return make_certificates(folder)
    process, lines = None, None
    if kind == "smtp":
        port = serve_smtp(folder, *arguments[1:])
    elif kind == "https":
        port = serve_https(folder, *arguments[1:])
    elif kind == "rsyslog":
        port, process, lines = serve_rsyslog(folder, *arguments[1:])
    else:
        listener = socket.create_server(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    print(port, flush=True)
    for command in sys.stdin:
        if lines is None:
            print(json.dumps(RECEIVED), flush=True)
        else:
            text = wait_for(lines) if command.strip() == "wait" else lines.read_text() if lines.exists() else ""
            print("[" + ",".join(text.split("\n")[:-1]) + "]", flush=True)
    if process:
        process.terminate()
        process.wait(10)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(*sys.argv[1:])
