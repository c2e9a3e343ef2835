"""The entries of a bundle as they came: what is wrong with one is told with its number and the path in it."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Never

from django.utils.translation import gettext as _

from exchange.fhir import codes
from exchange.rows import SHOWN, CsvRefused, FileInDoubt, Problem

NO_TEXT = re.compile("[\0\ud800-\udfff]")
PLACE = re.compile(r"[^.\[\]]+")


class Wrong(Exception):
    """What is wrong at a ``path`` of an entry."""

    def __init__(self, path: str, sentence: str) -> None:
        self.path, self.sentence = path, sentence
        super().__init__(sentence)


class LeftOut(Exception):
    """An entry that is no part of what is brought in, and why, in a few words."""


@dataclass(frozen=True)
class Entry:
    """``number`` counts from 1, as the entries of the bundle do."""

    number: int
    url: str
    resource: dict[str, Any]

    @property
    def kind(self) -> str:
        return str(self.resource.get("resourceType", ""))

    def get(self, path: str, of: type = str) -> Any:
        """What stands at a path such as ``component[0].valueInteger``, None where nothing does. Raises ``Wrong`` for
        another type than ``of``."""
        found: Any = self.resource
        for step in PLACE.findall(path):
            if isinstance(found, list) and step.isdecimal():
                found = found[int(step)] if int(step) < len(found) else None
            elif isinstance(found, dict):
                found = found.get(step)
            elif found is not None:
                self.refuse(path, found)
        fits = isinstance(found, of) and (of is bool or not isinstance(found, bool))
        if found is not None and not fits:
            self.refuse(path, found)
        if isinstance(found, str) and NO_TEXT.search(found):
            raise Wrong(path, _("It holds a character that no text can hold."))
        return found

    def need(self, path: str, of: type = str) -> Any:
        found = self.get(path, of)
        if found is None:
            raise Wrong(path, _("Nothing was found, and it is needed."))
        return found

    def refuse(self, path: str, found: object, allowed: object = None) -> Never:
        told = _("“%(cell)s” was found") % {"cell": str(found)[:40]}
        what = allowed or _("something of another kind")
        raise Wrong(path, _("%(found)s, %(allowed)s is allowed.") % {"found": told, "allowed": what})

    def each(self, path: str) -> Iterator[str]:
        """The paths of what a list holds."""
        for place in range(len(self.get(path, list) or [])):
            yield f"{path}[{place}]"

    def codes(self, path: str, system: str = codes.LOCAL) -> list[str]:
        """The codes of a system in a concept."""
        found = [
            self.get(f"{each}.code") for each in self.each(f"{path}.coding") if self.get(f"{each}.system") == system
        ]
        return [code for code in found if code]


@dataclass
class Entries:
    """All that a bundle holds, found by how it is referred to; ``problems`` and what was left out are collected."""

    entries: tuple[Entry, ...]
    problems: list[Problem] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._known = {each.url: each for each in self.entries if each.url}
        self._known |= {f"{each.kind}/{each.resource.get('id')}": each for each in self.entries}

    def referred(self, entry: Entry, path: str) -> Entry | None:
        return self._known.get(entry.get(f"{path}.reference") or "")

    def kind_referred(self, entry: Entry, path: str) -> str:
        """The type of what is referred to, also of what is not in the bundle; blank where nothing says it."""
        found = self.referred(entry, path)
        if found:
            return found.kind
        return (entry.get(f"{path}.reference") or "").rpartition("/")[0].rpartition("/")[2]

    def of(self, *kinds: str) -> Iterator[Entry]:
        return (entry for entry in self.entries if entry.kind in kinds)

    def wrong(self, entry: Entry, path: str, sentence: str) -> None:
        self.problems.append(EntryProblem(sentence, entry.number, path))

    def refuse_if_any(self) -> None:
        """Raises ``CsvRefused`` with what was collected."""
        if self.problems:
            further = len(self.problems) - SHOWN
            more = _("And %(count)d more.") % {"count": further} if further > 0 else ""
            raise CsvRefused(self.problems[:SHOWN], more)

    def notes(self) -> tuple[str, ...]:
        which = ", ".join(f"{name} ({count})" for name, count in sorted(self.left_out.items()))
        return (_("Left out: %(which)s.") % {"which": which},) if which else ()


class EntryProblem(Problem):
    """``line`` is the number of the entry, ``column`` the path in it."""

    def __str__(self) -> str:
        if self.line is None:
            return self.sentence
        where = _("Entry %(number)d, %(path)s") if self.column else _("Entry %(number)d")
        return f"{where % {'number': self.line, 'path': self.column}}: {self.sentence}"


def in_entries(refused: CsvRefused | FileInDoubt) -> CsvRefused | FileInDoubt:
    """The same, told by entries: what writes rows counts lines."""
    if isinstance(refused, FileInDoubt):
        return FileInDoubt(tuple(map(_by_entry, refused.questions)), refused.days)
    return refused_in_entries(refused)


def refused_in_entries(refused: CsvRefused) -> CsvRefused:
    return CsvRefused([_by_entry(problem) for problem in refused.problems], refused.more)


def _by_entry(problem: Problem) -> Problem:
    return EntryProblem(problem.sentence, problem.line or None, problem.column)


def read_entries(data: bytes) -> Entries:
    """Raises ``CsvRefused`` for what is no bundle."""
    try:
        said = json.loads(data.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise CsvRefused([Problem(_("This is not JSON. It may have been cut off."))]) from error
    if not isinstance(said, dict) or said.get("resourceType") != "Bundle" or not isinstance(said.get("entry"), list):
        raise CsvRefused([Problem(_("There is no Bundle of FHIR with entries in it."))])
    found: list[Entry] = []
    problems: list[Problem] = []
    for number, each in enumerate(said["entry"], start=1):
        resource = each.get("resource") if isinstance(each, dict) else None
        if isinstance(resource, dict):
            found.append(Entry(number, str(each.get("fullUrl") or ""), resource))
        else:
            problems.append(EntryProblem(_("There is no resource in it."), number))
    if problems:
        raise CsvRefused(problems[:SHOWN])
    return Entries(tuple(found))


def _no_number(name: str) -> Never:
    raise ValueError(name)
