"""What was met on the way through a table: days said back in words, half points, totals without their items."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from exchange.tables.mapping import DOWN, HALF_POINTS, MISSING, OUT, Mapping
from exchange.tables.questions import Asker
from exchange.tables.said import Said, Total
from exchange.tables.table import Cell
from exchange.tables.words import in_words

SHOWN = 20
_Half = tuple[int, str, Cell]


class Seen:
    """``by_line``: the day of the first line is said back, so that it can be looked up in the file."""

    def __init__(self, asker: Asker, mapping: Mapping, *, by_line: bool) -> None:
        self.asker, self.mapping, self.by_line = asker, mapping, by_line
        self.first: Said | None = None
        self.days: tuple[dt.date, dt.date] | None = None

    def note_day(self, said: Said) -> None:
        self.first = self.first or said
        earliest, latest = self.days or (said.day, said.day)
        self.days = (min(earliest, said.day), max(latest, said.day))

    def ask(self, halves: Sequence[_Half], totals: Sequence[Total]) -> None:
        if halves and not self.mapping.half_points:
            sentence = _(
                "Only whole points are kept: %(cells)s. Is a half point read as not recorded (missing), or rounded down"
                " and marked (down)?"
            )
            self.asker.ask("half_points", sentence % {"cells": _cells(halves)}, HALF_POINTS, MISSING)
        if left := _lines([total for total in totals if _lost(total)]):
            sentence = _("A total without its items is kept only as a clinic gave it: %(lines)s. Is it left out?")
            self.asker.ask("totals", sentence % {"lines": left}, (OUT,))

    def notes(self, halves: Sequence[_Half], totals: Sequence[Total]) -> tuple[str, ...]:
        found = []
        if self.days and self.first:
            first, last = map(in_words, self.days)
            if self.by_line:
                first_line = {"line": self.first.line, "day": in_words(self.first.day)}
                found.append(_("Line %(line)d is of %(day)s.") % first_line)
            if first != last:
                found.append(_("The days go from %(first)s to %(last)s.") % {"first": first, "last": last})
        if halves:
            told = _("Half points, read as not recorded: %(cells)s.")
            if self.mapping.half_points == DOWN:
                told = _("Half points, rounded down and marked: %(cells)s.")
            found.append(told % {"cells": _cells(halves)})
        if left := _lines([total for total in totals if _lost(total)]):
            found.append(_("Totals without all of their items, left out: %(lines)s.") % {"lines": left})
        if alone := _lines([total for total in totals if total.kept and total.made is None]):
            told = _("Totals without all of their items, kept as the clinic gave them and never split: %(lines)s.")
            found.append(told % {"lines": alone})
        for total in [total for total in totals if total.made not in (None, total.given)][:SHOWN]:
            told = _("Line %(line)d: the total says %(given)g, its items come to %(made)g. The items count.")
            found.append(told % total._asdict())
        return tuple(found)


def _lost(total: Total) -> bool:
    return total.made is None and not total.kept


def _lines(alone: Sequence[Total]) -> str:
    told = [_("line %(line)d (%(given)g)") % total._asdict() for total in alone[:SHOWN]]
    if len(alone) > SHOWN:
        told.append(_("and %(count)d more") % {"count": len(alone) - SHOWN})
    return ", ".join(told)


def _cells(halves: Sequence[_Half]) -> str:
    told = [
        _("line %(line)d, column %(column)s (%(cell)s)") % {"line": line, "column": column, "cell": cell}
        for line, column, cell in halves[:SHOWN]
    ]
    if len(halves) > SHOWN:
        told.append(_("and %(count)d more") % {"count": len(halves) - SHOWN})
    return ", ".join(told)
