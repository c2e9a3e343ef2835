"""The secret of a site that was given none."""

import secrets
from pathlib import Path


def of_this_machine(folder: Path) -> str:
    """A laptop's own secret, made once; production brings its own (check E001)."""
    file = folder / "secret_key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(50))
    return file.read_text()
