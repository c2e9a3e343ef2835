"""What several lines say of one patient, day and source is one row."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from clinical.vocabulary import CHECK_IN_SECTIONS, MEASURES
from exchange.rows import CONFIRMED, SAME, Problems, Row, Rows, spans
from exchange.tables.questions import Asker
from exchange.tables.said import Said

FIRST, LAST = "first", "last"
SHOWN = 5
_Key = tuple[str, dt.date, str]
_How = tuple[str | None, frozenset[str], frozenset[str]]


@dataclass(slots=True)
class _Kept:
    """What was said of one key, in as few bytes as may be, for there may be many: ``names`` and ``how`` are shared."""

    line: int
    names: tuple[str, ...]
    values: tuple[float, ...]
    how: _How
    places: dict[str, tuple[int, str]] | None

    @property
    def said(self) -> dict[str, float]:
        return dict(zip(self.names, self.values, strict=True))


class Together:
    """Takes what was said line by line. Lines that differ about the same are asked about: the first counts, or the
    last."""

    def __init__(self, asker: Asker, problems: Problems) -> None:
        self.asker, self.problems = asker, problems
        self.kept: dict[_Key, _Kept] = {}
        self._names: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._hows: dict[_How, _How] = {}
        self.repeated: list[int] = []
        self.differ: list[tuple[int, int]] = []
        self.measures: set[str] = set()
        self.last = asker.given("twice") == LAST

    def add(self, said: Said, mode: str | None, same: frozenset[str], confirmed: frozenset[str]) -> None:
        self._check(said, same, confirmed)
        self.measures |= said.values.keys()
        key = (said.patient, said.day, said.source)
        first = self.kept.get(key)
        if first is None:
            self.kept[key] = _Kept(
                said.line,
                *self._shared(said.values),
                self._how(mode, same, confirmed),
                said.places or None,
            )
            return
        before, stood = first.how, first.said
        first.how = self._how(before[0] or mode, before[1] | same, before[2] | confirmed)
        if said.values.items() <= stood.items():
            self.repeated += [said.line] if said.line != first.line and said.values else []
            return
        if any(stood.get(name, value) != value for name, value in said.values.items()):
            self.differ.append((first.line, said.line))
        fresh = {name for name in said.values if self.last or name not in stood}
        first.places = (first.places or {}) | {name: said.places.get(name, (said.line, "")) for name in fresh}
        together = {**stood, **said.values} if self.last else {**said.values, **stood}
        first.names, first.values = self._shared(together)

    def _shared(self, values: dict[str, float]) -> tuple[tuple[str, ...], tuple[float, ...]]:
        names = tuple(values)
        return self._names.setdefault(names, names), tuple(values.values())

    def _how(self, *how: Any) -> _How:
        return self._hows.setdefault(how, how)

    def _check(self, said: Said, same: frozenset[str], confirmed: frozenset[str]) -> None:
        for name in sorted(confirmed & MEASURES.keys() - said.values.keys()):
            sentence = _("“%(name)s” was confirmed, but its value was not sent.") % {"name": name}
            self.problems.add(sentence, said.line, CONFIRMED)
        answered = {MEASURES[name].section for name in said.values}
        for section in sorted(same & set(CHECK_IN_SECTIONS) - answered):
            sentence = _("“%(name)s” was confirmed, but none of its answers was sent.") % {"name": section}
            self.problems.add(sentence, said.line, SAME)

    @property
    def places(self) -> dict[tuple[int, dt.date, str], tuple[int, str]]:
        return {
            (kept.line, day, name): place
            for (_patient, day, _source), kept in self.kept.items()
            for name, place in (kept.places or {}).items()
        }

    def rows(
        self, measures: tuple[str, ...], *, with_facts: Collection[str], silent: Collection[int], notes: tuple[str, ...]
    ) -> Rows:
        """All of it, which is given away. ``with_facts``: references of people whose rows stay where they record
        nothing but facts; ``silent``: the lines that record nothing."""
        if self.differ:
            pairs = ", ".join(f"{first}/{other}" for first, other in self.differ[:SHOWN])
            sentence = _(
                "Lines say different things of the same patient, date and source (%(lines)s). Which counts, the first"
                " or the last?"
            )
            self.asker.ask("twice", sentence % {"lines": pairs}, (FIRST, LAST))
        found = []
        order = {name: place for place, name in enumerate(measures)}
        for key in list(self.kept):
            kept, (patient, day, source) = self.kept.pop(key), key
            if not kept.names and patient not in with_facts:
                continue
            values: list[float | None] = [None] * len(measures)
            for name, value in zip(kept.names, kept.values, strict=True):
                values[order[name]] = value
            found.append(Row(kept.line, patient, day, source, tuple(values), *kept.how))
        if silent:
            notes += (_("Nothing is recorded in line %(lines)s: left out.") % {"lines": spans(silent)},)
        if self.repeated:
            notes += (_("Nothing new is said in line %(lines)s: kept once.") % {"lines": spans(self.repeated)},)
        return Rows(measures, tuple(found), len(self.repeated), notes)
