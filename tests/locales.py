"""The messages of the site and their texts in each language, read without gettext (docs/translating.md).

``uv run python -m tests.locales`` tidies the header of each ``.po``.
"""

import io
import re
from collections.abc import Iterable
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).parent.parent
ROOMS = ("alsweak", "people", "symptoms", "care", "reports", "exchange")
LANGUAGES = ("de", "es")
KEYWORDS = DEFAULT_KEYWORDS | {f"{name}_lazy": spec for name, spec in DEFAULT_KEYWORDS.items() if "gettext" in name}
CHANGING = re.compile(r'^"(POT-Creation-Date|Report-Msgid-Bugs-To): .*\n', re.M)  # what makemessages adds to a header

Forms = tuple[str, ...]  # one, or the singular and the plurals


def file_of(language: str, kind: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / f"django.{kind}"


def read(language: str) -> Catalog:
    return read_po(io.BytesIO(file_of(language, "po").read_bytes()), locale=language)


def translations(catalog: Catalog) -> dict[Forms, Forms]:
    """Every message with what it is in the language of the catalogue; the header left out. Of several contexts the
    last."""

    def context(message: Message) -> str:
        found: str | bytes = message.context or ""  # of a compiled catalogue bytes, in some versions of Babel
        return found if isinstance(found, str) else found.decode()

    messages = sorted(catalog, key=context)
    return {forms(message.id): forms(message.string) for message in messages if message.id}


def marked() -> set[Forms]:
    """Every message that code and templates mark."""
    return set().union(*marked_in_files().values())


def marked_in_files() -> dict[str, set[Forms]]:
    """The same by file, named from the root."""
    code = {file: file.read_text() for room in ROOMS for file in (ROOT / room).rglob("*.py")}
    files = (file for kind in ("html", "txt") for file in (ROOT / "templates").rglob(f"*.{kind}"))
    pages = {file: templatize(file.read_text()) for file in files}
    lines = {  # to Python, an indent is a block
        file: "\n".join(line.strip() for line in page.splitlines()) for file, page in pages.items()
    }
    texts = (code | lines).items()
    return {file.relative_to(ROOT).as_posix(): {forms(found) for found in _calls(text)} for file, text in texts}


def forms(message: str | Iterable[str]) -> Forms:
    return (message,) if isinstance(message, str) else tuple(message)


def _calls(text: str) -> list[str | Forms]:
    found = extract("python", io.BytesIO(text.encode()), KEYWORDS, options={"encoding": "utf-8"})
    return [message for _, message, _, _ in found]


def main() -> None:
    for language in LANGUAGES:
        po = file_of(language, "po")
        po.write_text(CHANGING.sub("", po.read_text()))


if __name__ == "__main__":
    main()
