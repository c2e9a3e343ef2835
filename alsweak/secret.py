"""What is given to the site from outside, also in files, and the secret of a site that was given none."""

import secrets
import ssl
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

import environ
from environ.fileaware_mapping import FileAwareMapping


class _WithoutNewline(FileAwareMapping):
    def __getitem__(self, key: str) -> str:
        return str(super().__getitem__(key)).strip()  # an editor ends a file with a newline


class Env(environ.FileAwareEnv):
    """``NAME_FILE`` names a file that holds the value of ``NAME``, and comes before it."""

    ENVIRON = _WithoutNewline()


def of_this_machine(folder: Path) -> str:
    """A laptop's own secret, made once; production brings its own (check E001)."""
    file = folder / "secret_key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(50))
    return file.read_text()


def in_address(address: str, password: str) -> str:
    """An address such as ``redis://redis:6379/0`` with a password in it, where it has none of its own."""
    parts = urlsplit(address)
    if not address or not password or parts.password:
        return address
    host = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=f"{parts.username or ''}:{quote(password, safe='')}@{host}").geturl()


def by_tls(address: str) -> tuple[str, dict[str, Any]]:
    """What Celery is told of ``rediss://host:6379/0?ssl_ca_certs=FILE``: the address, and that the server's certificate
    is looked at in any case; without a file it is signed by one that this machine knows."""
    address, _, query = address.partition("?")
    files = {name: value for name, value in parse_qsl(query) if name == "ssl_ca_certs"}
    return address, {"ssl_cert_reqs": ssl.CERT_REQUIRED} | files
