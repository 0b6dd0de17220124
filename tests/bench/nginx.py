# SPDX-License-Identifier: EUPL-1.2
"""nginx as the yardstick: the same TLS 1.3 with client certificates, one worker, every POST read and
thrown away. Its own folder, port and process; the system's nginx service is not touched."""

import shutil
import subprocess
import time
from pathlib import Path

from lab import LabError, free_port

CONF = """\
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
worker_rlimit_nofile 65536;
events {{ worker_connections 20000; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  keepalive_requests 1000000000;
  keepalive_timeout 600s;
  server {{
    listen 127.0.0.1:{port} ssl backlog=4096;
    ssl_certificate {folder}/server.pem;
    ssl_certificate_key {folder}/server.key;
    ssl_protocols TLSv1.3;
    ssl_ecdh_curve X25519:prime256v1;
    ssl_client_certificate {folder}/clients.pem;
    ssl_verify_client on;
    ssl_verify_depth 3;
    ssl_session_tickets on;
    client_max_body_size 2m;
    location / {{ return 204; }}
  }}
}}
"""


class Nginx:
    def __init__(self, folder, client_cas_pem):
        self.program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/sbin:/bin")
        if self.program is None:
            raise LabError("nginx is not installed (packaging/install-dependencies bench)")
        self.folder = Path(folder) / "nginx"
        self.folder.mkdir()
        self.folder.chmod(0o755)
        self.port = free_port()
        (self.folder / "clients.pem").write_text(client_cas_pem)
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                        "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=bench",
                        "-addext", "subjectAltName=IP:127.0.0.1", "-keyout",
                        self.folder / "server.key", "-out", self.folder / "server.pem"],
                       check=True, capture_output=True)
        (self.folder / "nginx.conf").write_text(CONF.format(folder=self.folder, port=self.port))
        self.process = None

    @property
    def address(self):
        return f"127.0.0.1:{self.port}"

    @property
    def trust(self):
        return str(self.folder / "server.pem")

    def start(self):
        self.process = subprocess.Popen([self.program, "-p", str(self.folder), "-c",
                                         str(self.folder / "nginx.conf")],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        for _ in range(100):
            time.sleep(0.05)
            if self.process.poll() is not None:
                raise LabError("nginx ended: " + (self.folder / "error.log").read_text()[-300:])
            if workers := children.read_text().split():
                self.worker = int(workers[0])
                return self
        raise LabError("nginx has no worker")

    def stop(self):
        if self.process is not None:
            self.process.terminate()
            self.process.wait(10)
            self.process = None
