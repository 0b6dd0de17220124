#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""A proxy and the server of its automatic configuration script, for tests. Usage:
connect_proxy.py TARGET_PORT FOLDER

Relays every CONNECT to TARGET_PORT of this machine, whatever is asked for, and writes what was asked
into FOLDER/asked, a line each. GET /NAME is answered with FOLDER/NAME as a script; GET /silent never.
Its own port is written to FOLDER/port. Runs until it is ended."""
import pathlib
import socket
import sys
import threading

TARGET, FOLDER = int(sys.argv[1]), pathlib.Path(sys.argv[2])
MOST_HEADER = 16 * 1024
asked_lock = threading.Lock()


def note(line):
    with asked_lock, open(FOLDER / "asked", "a", encoding="utf-8") as file:
        file.write(line + "\n")


def pump(source, sink):
    try:
        while data := source.recv(65536):
            sink.sendall(data)
    except OSError:
        pass
    for end in (source, sink):
        try:
            end.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


def serve(client):
    header = b""
    while b"\r\n\r\n" not in header and len(header) < MOST_HEADER:
        data = client.recv(4096)
        if not data:
            return client.close()
        header += data
    method, target, _ = header.split(b"\r\n")[0].decode("latin-1").split(" ")
    note(f"{method} {target}")
    if method == "CONNECT":
        server = socket.create_connection(("127.0.0.1", TARGET))
        client.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        threading.Thread(target=pump, args=(server, client), daemon=True).start()
        return pump(client, server)
    if target == "/silent":
        return client.recv(1)  # until the other side has had enough
    body = (FOLDER / target.lstrip("/")).read_bytes()
    client.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/x-ns-proxy-autoconfig\r\n"
                   b"Connection: close\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
    return client.close()


listener = socket.create_server(("127.0.0.1", 0))
(FOLDER / "port.new").write_text(str(listener.getsockname()[1]))
(FOLDER / "port.new").rename(FOLDER / "port")
while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
