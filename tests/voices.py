"""Which sentences speak to their reader, and which of them have a form for someone who helps, read from the source."""

import ast
import re
from functools import cache

from tests import locales

SPEAKS = re.compile(r"\b(?:you|your|yours|yourself)\b", re.I)
NAMED = re.compile(r"%\((?:name|Name|to_name)\)s")
# Pages about the reader's own account, access and clinic, and files that a clinic brings in: whoever reads is meant.
OF_THE_READER = (
    *("people/", "alsweak/", "exchange/", "symptoms/api/", "templates/account/", "templates/mfa/", "templates/people/"),
    *("templates/exchange/", "templates/api_docs.html", "templates/held.html", "templates/_", "templates/4"),
    *("templates/5", "care/visits/", "templates/care/visit", "templates/care/reply", "reports/worklist"),
)


@cache
def pairs() -> dict[str, str]:
    """Of each ``Said`` in the code what the person reads and what who helps reads, as the code has it, in English."""
    found = {}
    for room in locales.ROOMS:
        for file in (locales.ROOT / room).rglob("*.py"):
            for call in ast.walk(ast.parse(file.read_text())):
                if isinstance(call, ast.Call) and ast.unparse(call.func) == "Said" and _marked(call.args):
                    person, helper = (ast.literal_eval(each.args[0]) for each in call.args)  # type: ignore[attr-defined]
                    found[person] = helper
    return found


def _marked(args: list[ast.expr]) -> bool:
    return len(args) == 2 and all(isinstance(each, ast.Call) for each in args)


@cache
def speaking() -> dict[str, set[str]]:
    """Each message of the code that says "you", with the files that hold it, but those about the reader's own."""
    found: dict[str, set[str]] = {}
    for file, messages in locales.marked_in_files().items():
        for message in messages:
            if any(SPEAKS.search(text) for text in message) and not file.startswith(OF_THE_READER):
                found.setdefault(message[0], set()).add(file)
    return found
