"""What is given to the site from outside, also in files, and the secret of a site that was given none."""

import secrets
from pathlib import Path
from urllib.parse import quote, urlsplit

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
