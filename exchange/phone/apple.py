"""Apple Health's ``export.xml``: read as a stream, so that its size does not matter to memory.

Its own description of itself (the DTD) is skipped, for some versions of the phone write one that is no XML; so no
entity can be defined, and one that is used is refused. Characters that XML has no place for are skipped too.
"""

import datetime as dt
import math
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import IO
from xml.parsers.expat import ExpatError, ParserCreate

from django.utils.translation import gettext as _

from clinical.phone import Gathered
from exchange.phone.limits import BLOCK, check_kept, check_size
from exchange.tables.amounts import UNITS
from exchange.tables.table import refused

ROOT = b"<HealthData"
HEAD = 500_000  # bytes within which the description ends; it has some 10,000
_DOCTYPE = re.compile(rb"<!DOCTYPE\s+HealthData\s*(\[.*?\]\s*)?>", re.DOTALL)
_NO_TEXT = bytes({*range(32)} - {9, 10, 13})
_TYPE = "HKQuantityTypeIdentifier"


def is_apple(head: bytes) -> bool:
    """Whether the first bytes of a file are those of such an export."""
    return head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") and (ROOT in head or b"<!DOCTYPE HealthData" in head)


def read_apple(file: IO[bytes], into: Gathered) -> None:
    """Raises ``CsvRefused`` for one that is broken, too large, or defines entities."""
    takes: dict[str, Callable[[dict[str, str]], None]] = {
        f"{_TYPE}BodyMass": lambda said: into.weigh(_day(said), _instant(said["startDate"]), _kg(said)),
        f"{_TYPE}StepCount": lambda said: into.walk(_day(said), said.get("sourceName", ""), _number(said)),
        f"{_TYPE}WalkingAsymmetryPercentage": lambda said: into.limp(_day(said), _number(said) * 100),
    }

    def begin(name: str, said: dict[str, str]) -> None:
        if name != "Record" or (take := takes.get(said.get("type", ""))) is None:
            return
        try:
            take(said)
        except (KeyError, ValueError):
            into.left_out += 1

    parser = ParserCreate("UTF-8")
    parser.StartElementHandler = begin
    parser.StartDoctypeDeclHandler = _refuse_definitions
    parser.EntityDeclHandler = _refuse_definitions
    try:
        for block in _blocks(file):
            parser.Parse(block, False)
            check_kept(into)
        parser.Parse(b"", True)
    except ExpatError as error:
        told = _("The export of the phone is broken: it may have been cut off. Export it again.")
        raise refused(told, error.lineno) from error


def _blocks(file: IO[bytes]) -> Iterator[bytes]:
    head = file.read(HEAD)
    found = _DOCTYPE.search(head)
    if found:
        if b"<!ENTITY" in found[0]:
            _refuse_definitions()
        head = head[: found.start()] + b"\n" * found[0].count(b"\n") + head[found.end() :]
    block, size = head, len(head)
    while block:
        yield block.translate(None, _NO_TEXT)
        block = file.read(BLOCK)
        size += len(block)
        check_size(size)


def _refuse_definitions(*what: object) -> None:
    raise refused(_("The export of the phone holds definitions that it does not need. It is not opened."))


def _day(said: dict[str, str]) -> dt.date:
    """As the clock of the phone said it."""
    return _date(said["startDate"][:10])


@lru_cache(maxsize=64)
def _date(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _instant(text: str) -> dt.datetime:
    return dt.datetime.strptime(text, "%Y-%m-%d %H:%M:%S %z")


def _number(said: dict[str, str]) -> float:
    found = float(said["value"])
    if not math.isfinite(found):
        raise ValueError(found)
    return found


def _kg(said: dict[str, str]) -> float:
    return _number(said) * UNITS["kg"][said["unit"]]
