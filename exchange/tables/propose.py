"""What a table likely means, by the names of its columns and by what stands in them, and what only a person can say."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.utils.translation import gettext as _

from clinical.vocabulary import MEASURES
from exchange.tables.days import SINCE, serials
from exchange.tables.detail import detailed, maybe_missing, missing_marks
from exchange.tables.kinds import Kind, column_kind, kind
from exchange.tables.layouts import Layout, layout_of
from exchange.tables.mapping import (
    CUTTING_WITH,
    CUTTING_WITHOUT,
    DAY,
    FACTS,
    HALF_POINTS,
    MEANINGS,
    NAME,
    OUT,
    PATIENT,
    SOURCE,
    TOTAL,
    VALUE,
    Column,
    Mapping,
)
from exchange.tables.names import NOTES, meaning_of, plain
from exchange.tables.questions import Asker
from exchange.tables.table import Table, refused
from exchange.tables.visits import in_visits, values_named
from symptoms.models.base import Source

SAYING = (*MEASURES, VALUE, TOTAL, CUTTING_WITHOUT, CUTTING_WITH, *FACTS)


@dataclass(frozen=True)
class Proposal:
    """``notes``: sentences on what was taken for granted."""

    table: Table
    mapping: Mapping
    notes: tuple[str, ...] = ()


class _Meant(NamedTuple):
    columns: dict[str, Column]
    layout: Layout | None


def propose(tables: tuple[Table, ...], asker: Asker) -> Proposal:
    """The table of a file that fits best, with its mapping; what is not clear is asked. Raises ``CsvRefused`` where no
    column can hold a day."""
    meant = [_meant(table, asker) for table in tables]
    best = max(range(len(tables)), key=lambda place: (_fit(tables[place], meant[place].columns), place))
    if len(tables) > 1:
        sentence = _("%(count)d tables were found. Which is meant?") % {"count": len(tables)}
        sentence += "".join(f" {number}: {', '.join(table.names[:6])}." for number, table in enumerate(tables, 1))
        numbers = [str(number) for number in range(1, len(tables) + 1)]
        best = int(asker.ask("table", sentence, numbers, str(best + 1)) or best + 1) - 1
    table, (columns, layout) = tables[best], meant[best]
    _refuse_without_day(table, columns)
    columns = _numbers_that_may_be_something(table, columns, asker)
    columns = values_named(columns, asker)
    if layout and layout.asked:
        asker.ask("items", str(layout.asked), ("yes",), "yes")
    columns = {name: detailed(table, name, column, columns, asker) for name, column in columns.items()}
    mapping = Mapping(layout.name if layout else _("Table"), columns)
    mapping = replace(mapping, missing=missing_marks(table, columns, asker))
    mapping = who_in(mapping, layout, asker)
    left = [name for name, column in columns.items() if column.means == OUT]
    notes = [_("Left out: %(names)s.") % {"names": ", ".join(left)}] if left else []
    notes += [told] if (told := _without_a_place(table, left)) else []
    return Proposal(table, mapping, (*table.notes, *notes))


def _meant(table: Table, asker: Asker) -> _Meant:
    """What each column means by the layout, its name, or an answer; each meaning once, where it fits best."""
    layout = layout_of(table.names)
    found = {}
    for name in table.names:
        by_layout = layout.columns.get(plain(name)) if layout else None
        found[name] = by_layout or Column(meaning_of(name))
    found = in_visits(found, asker)
    said = {name: answer for name in table.names if (answer := asker.given(f"means.{name}")) is not None}
    for name, answer in said.items():
        if answer not in MEANINGS:
            sentence = _("“%(found)s” is not something that a column can mean.") % {"found": answer[:40]}
            raise refused(sentence, column=name)
        found[name] = Column(answer)
    named = any(column.means == PATIENT for column in found.values())
    for name, column in found.items():
        if name not in said and column.means == NAME and not named:
            found[name] = Column()  # without whose record each line is of, it may be the name of anything
        if name not in said and column.means == DAY and column.order not in SINCE and not _days(table, name):
            found[name] = Column()
    if not any(column.means == DAY or column.visit for column in found.values()):
        days = [name for name in table.names if not found[name].means and column_kind(table.column(name)) is Kind.DAY]
        if len(days) == 1 and days[0] not in said:
            found[days[0]] = Column(DAY)
    days_of = {name: _days(table, name) for name in found}
    taken: set[tuple[str, str]] = set()
    for name in sorted(found, key=lambda name: (name not in said, -days_of[name], table.names.index(name))):
        column = found[name]
        key = (column.means, column.visit)
        again = key in taken and column.means != VALUE
        found[name] = Column(OUT) if not column.means or again else column
        taken.add(key)
    return _Meant({name: found[name] for name in table.names}, layout)


def _days(table: Table, name: str) -> int:
    cells = table.column(name)
    often = Counter(cells)
    return len(cells) if serials(often) else sum(times for cell, times in often.items() if kind(cell) is Kind.DAY)


def _fit(table: Table, columns: dict[str, Column]) -> tuple[bool, bool, int]:
    means = [column.means for column in columns.values()]
    return DAY in means, any(each in SAYING for each in means), sum(each != OUT for each in means)


def _refuse_without_day(table: Table, columns: dict[str, Column]) -> None:
    if any(column.means == DAY or "-" in column.visit for column in columns.values()):
        return
    sentence = _("No column holds a day, so that it is not known when this was. Add a column with the date.")
    codes = {str(cell): line.number for line in table.lines for cell in line.cells if maybe_missing(cell)}
    for code, line in codes.items():
        sentence += " " + _("“%(code)s” (line %(line)d) would be read as missing.") % {"code": code, "line": line}
    raise refused(sentence)


def _numbers_that_may_be_something(table: Table, columns: dict[str, Column], asker: Asker) -> dict[str, Column]:
    """Where nothing else is there to record, what the columns of numbers are is asked."""
    if any(column.means in SAYING for column in columns.values()):
        return columns
    found = dict(columns)
    for name, column in columns.items():
        if column.means == OUT and column_kind(table.column(name)) is Kind.NUMBER and not asker.given(f"means.{name}"):
            sentence = _("What is in the column “%(name)s”? One of the names of what is recorded, or “out”.")
            found[name] = Column(asker.ask(f"means.{name}", sentence % {"name": name}, (), OUT) or OUT)
    if not any(column.means in SAYING for column in found.values()) and not asker.questions:
        told = (_("There is no column with something to record."), _without_a_place(table, found))
        raise refused(" ".join(filter(None, told)))
    return found


def _without_a_place(table: Table, names: Iterable[str]) -> str:
    notes = [name for name in names if plain(name) in NOTES and any(cell != "" for cell in table.column(name))]
    told = _("A record has no place for the free notes of a day: %(names)s.")
    return told % {"names": ", ".join(notes)} if notes else ""


def who_in(mapping: Mapping, layout: Layout | None, asker: Asker) -> Mapping:
    """Whose record it is and who said it, where neither a column nor the mapping tells; and how half points are read,
    where that was answered."""
    if not mapping.named(PATIENT):
        patient = asker.given("patient") or mapping.patient
        patient = patient or asker.ask("patient", _("Whose record is it? Answer with the clinic's reference.")) or ""
        mapping = replace(mapping, patient=patient)
    if not mapping.named(SOURCE) and (not mapping.source or asker.given("source")):
        likely = str(layout.source) if layout and layout.source else None
        source = asker.ask("source", _("Who said or measured this?"), [str(each) for each in Source], likely)
        mapping = replace(mapping, source=source or "")
    given = asker.given("half_points")
    return replace(mapping, half_points=given) if given in HALF_POINTS else mapping
