"""The list of what was erased, beside the backups: one that was made before would bring it back."""

import os
from pathlib import Path

from exchange.erase import again

NAME = "erased.jsonl"


def keep(folder: Path) -> None:
    """Write it anew, where anything was erased; the one of before stands until it is whole."""
    lines = list(again.listed())
    if not lines:
        return
    part = folder / f".{NAME}"
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
        file.flush()
        os.fsync(file.fileno())
    part.replace(folder / NAME)
