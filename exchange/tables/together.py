"""What several lines say of one patient, day and source is one row."""

import datetime as dt
from collections.abc import Collection

from django.utils.translation import gettext as _

from clinical.vocabulary import CHECK_IN_SECTIONS, MEASURES
from exchange.rows import CONFIRMED, SAME, Problems, Row, Rows, spans
from exchange.tables.questions import Asker
from exchange.tables.said import Said

FIRST, LAST = "first", "last"
SHOWN = 5
_Key = tuple[str, dt.date, str]


class Together:
    """Takes what was said line by line. Lines that differ about the same are asked about: the first counts, or the
    last."""

    def __init__(self, asker: Asker, problems: Problems) -> None:
        self.asker, self.problems = asker, problems
        self.kept: dict[_Key, Said] = {}
        self.how: dict[_Key, tuple[str | None, frozenset[str], frozenset[str]]] = {}
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
            self.kept[key], self.how[key] = said, (mode, same, confirmed)
            return
        before = self.how[key]
        self.how[key] = (before[0] or mode, before[1] | same, before[2] | confirmed)
        if said.values.items() <= first.values.items():
            self.repeated += [said.line] if said.line != first.line and said.values else []
            return
        if any(first.values.get(name, value) != value for name, value in said.values.items()):
            self.differ.append((first.line, said.line))
        fresh = {name for name in said.values if self.last or name not in first.values}
        first.places |= {name: said.places.get(name, (said.line, "")) for name in fresh}
        first.values = {**first.values, **said.values} if self.last else {**said.values, **first.values}

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
            (said.line, said.day, name): place for said in self.kept.values() for name, place in said.places.items()
        }

    def rows(
        self, measures: tuple[str, ...], *, with_facts: Collection[str], silent: Collection[int], notes: tuple[str, ...]
    ) -> Rows:
        """``with_facts``: references of people whose rows stay where they record nothing but facts; ``silent``: the
        lines that record nothing."""
        if self.differ:
            pairs = ", ".join(f"{first}/{other}" for first, other in self.differ[:SHOWN])
            sentence = _(
                "Lines say different things of the same patient, date and source (%(lines)s). Which counts, the first"
                " or the last?"
            )
            self.asker.ask("twice", sentence % {"lines": pairs}, (FIRST, LAST))
        found = []
        for (patient, day, source), said in self.kept.items():
            mode, same, confirmed = self.how[patient, day, source]
            values = tuple(said.values.get(name) for name in measures)
            if not said.values and patient not in with_facts:
                continue
            found.append(Row(said.line, patient, day, source, values, mode, same, confirmed))
        if silent:
            notes += (_("Nothing is recorded in line %(lines)s: left out.") % {"lines": spans(silent)},)
        if self.repeated:
            notes += (_("Nothing new is said in line %(lines)s: kept once.") % {"lines": spans(self.repeated)},)
        return Rows(measures, tuple(found), len(self.repeated), notes)
