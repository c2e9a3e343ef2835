"""A clinic's own site as its operator runs it: production settings, PostgreSQL, Redis, worker, TLS and a mail server.

Everything is real and of its own: an empty database, processes of their own, e-mails caught by an SMTP server here.
"""

import base64
import datetime as dt
import email
import email.policy
import hashlib
import os
import re
import secrets
import signal
import socket
import ssl
import subprocess
import sys
import time
from contextlib import closing
from http.client import HTTPSConnection
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests import servers

ROOT = Path(__file__).parent.parent
PATIENCE = 60  # seconds for anything to happen
HOST = "als.example.org"  # to the browser: 127.0.0.1 (``Clinic.browser``)


class Letters:
    """A mail server: what it was given, newest last."""

    def __init__(self) -> None:
        self.received: list[email.message.EmailMessage] = []
        self._controller = Controller(self, hostname="127.0.0.1", port=_free_port())
        self._controller.start()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self._controller.port}"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  aiosmtpd's name
        self.received.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 OK"

    def link_to(self, address: str, part: str) -> str:
        """The address in the newest letter to someone that has ``part`` in it; waits for it."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            for letter in reversed(self.received):
                if address in str(letter["to"]):
                    found = re.findall(rf"https://\S*{part}\S*", letter.get_content())
                    if found:
                        return str(found[0])
            time.sleep(0.2)
        raise AssertionError(f"No letter to {address} has a link with {part}.")

    def stop(self) -> None:
        self._controller.stop()


class Clinic:
    """The site, from ``start`` to ``stop``. ``browser``: the arguments with which one finds and trusts it."""

    def __init__(self, folder: Path, letters: Letters) -> None:
        self.folder, port = folder, _free_port()
        self.url = f"https://{HOST}:{port}"
        self.browser = [
            f"--host-resolver-rules=MAP {HOST} 127.0.0.1",
            f"--ignore-certificate-errors-spki-list={_certificate(folder)}",
        ]
        self._bind = f"127.0.0.1:{port}"
        self._env = os.environ | {
            "DJANGO_SETTINGS_MODULE": "alsweak.settings",
            "ALSWEAK_PRODUCTION": "1",
            "ALSWEAK_VAR": str(folder / "var"),
            "SECRET_KEY": secrets.token_urlsafe(50),
            "ALLOWED_HOSTS": HOST,
            "CSRF_TRUSTED_ORIGINS": self.url,
            "DATABASE_URL": servers.start_postgres(),
            "REDIS_URL": servers.start_redis(),
            "EMAIL_URL": letters.url,
            "DEFAULT_FROM_EMAIL": "North Clinic <als@example.org>",
            "STATIC_ROOT": str(folder / "static"),
            "TRUSTED_PROXIES": "0",
            "WEB_CONCURRENCY": "1",
        }
        self._processes: list[subprocess.Popen[bytes]] = []

    def manage(self, *command: str) -> str:
        """What a command of ``manage.py`` prints."""
        called = [sys.executable, "manage.py", *command]
        done = subprocess.run(called, cwd=ROOT, env=self._env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self) -> None:
        self.manage("migrate", "--verbosity", "0")
        self.manage("collectstatic", "--noinput", "--verbosity", "0")
        tls = ["--certfile", str(self.folder / "cert.pem"), "--keyfile", str(self.folder / "key.pem")]
        # No proxy stands in front: each connection that a browser opens in advance keeps a thread.
        many = ["--threads", "40"]
        web = ["gunicorn", "-c", "python:alsweak.gunicorn", "--bind", self._bind, *tls, *many, "alsweak.wsgi"]
        for command in (web, ["celery", "-A", "alsweak.celery", "worker", "--concurrency", "1"]):
            called = [sys.executable, "-m", *command]
            servers.watch(self.folder / f"{command[0]}.log")
            log = open(self.folder / f"{command[0]}.log", "wb")  # noqa: SIM115  the process writes to it
            self._processes.append(
                subprocess.Popen(called, cwd=ROOT, env=self._env, stdout=log, stderr=log, start_new_session=True)
            )
        self._wait_until_it_answers()

    def stop(self) -> None:
        for process in self._processes:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def _wait_until_it_answers(self) -> None:
        trusting = ssl.create_default_context(cafile=self.folder / "cert.pem")
        trusting.check_hostname = False  # it is asked by its number here
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                with closing(HTTPSConnection(self._bind, timeout=5, context=trusting)) as asked:
                    asked.request("GET", "/healthz", headers={"Host": self.url.removeprefix("https://")})
                    if asked.getresponse().status == 200:
                        return
            except OSError:
                time.sleep(0.2)
        raise RuntimeError((self.folder / "gunicorn.log").read_text())


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _certificate(folder: Path) -> str:
    """A certificate for the host in a folder, and the hash of its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = dt.datetime.now(dt.UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
    made = made.not_valid_before(now - dt.timedelta(days=1)).not_valid_after(now + dt.timedelta(days=2))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
    pem = serialization.Encoding.PEM
    (folder / "cert.pem").write_bytes(made.sign(key, hashes.SHA256()).public_bytes(pem))
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(private)
    public = key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(hashlib.sha256(public).digest()).decode()
