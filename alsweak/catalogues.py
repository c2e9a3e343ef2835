"""The catalogues that Django reads (``.mo``), made from their texts (``.po``) when a process of the site starts.

They are not kept in the repository, and neither a bare machine nor the image has gettext's ``msgfmt``.
"""

import logging
import os
from contextlib import suppress
from pathlib import Path

import polib
from django.conf import settings

log = logging.getLogger(__name__)


def outdated() -> list[Path]:
    """The texts whose catalogue is missing or older than they are."""
    texts = [text for folder in settings.LOCALE_PATHS for text in sorted(Path(folder).glob("*/LC_MESSAGES/*.po"))]
    return [text for text in texts if not _is_current(catalogue_of(text), text)]


def build() -> None:
    """Make what is outdated; where a folder cannot be written to, say so and go on with what is there.

    Raises ``OSError`` with the line where a text is not a ``.po``. Two processes that start together do no harm.
    """
    for text in outdated():
        _write(catalogue_of(text), polib.pofile(str(text)).to_binary())


def catalogue_of(text: Path) -> Path:
    return text.with_suffix(".mo")


def _is_current(catalogue: Path, text: Path) -> bool:
    return catalogue.exists() and catalogue.stat().st_mtime >= text.stat().st_mtime


def _write(catalogue: Path, content: bytes) -> None:
    beside = catalogue.with_name(f"{os.getpid()}.mo")  # so that nobody reads half of one
    try:
        beside.write_bytes(content)
        beside.replace(catalogue)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        log.warning("%s was not written: %s", catalogue, error)
