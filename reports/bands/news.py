"""What was logged since the last visit, in at most three sentences, and the signs that stand."""

import datetime as dt
from dataclasses import dataclass
from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clinical.changes import Change, Moved, Topic, changes
from clinical.life import Stand
from clinical.period import Period
from clinical.rules import PRIVATE_ON_PAPER
from reports.figures.language import Words
from reports.figures.small.days import near
from reports.figures.words import KINDS, SUBSCORES, clauses, number, short_date
from reports.figures.words import NAMES as PARTS
from reports.sheet.vital import TESTS
from reports.signs import NAMES, ShownSign
from reports.summary import Summary

TOPICS = Words(
    {
        Topic.BREATHING: gettext_lazy("Breathing: %(told)s."),
        Topic.EATING: gettext_lazy("Swallowing and weight: %(told)s."),
        Topic.PARTS: gettext_lazy("New parts: %(told)s."),
        Topic.FUNCTION: gettext_lazy("Function: %(told)s."),
        Topic.FALLS: gettext_lazy("Falls: %(told)s."),
    }
)
TOLD = 2  # clauses of a sentence
ROWS, LETTERS = 4, 56  # of the signs that stand: lines, and letters of a line


@dataclass(frozen=True)
class Row:
    """A sign in a line: its level as a word and as a shape, what it is, since when. ``private``: not on paper, for the
    person did not agree to that (CLINICAL 13)."""

    level: str
    shape: str
    text: str
    private: bool


@dataclass(frozen=True)
class News:
    since: str
    sentences: tuple[str, ...]
    waiting: str
    rows: tuple[Row, ...]
    more: str


def news(summary: Summary, period: Period, signs: list[ShownSign], since: dt.date) -> News:
    told = _("Since %(day)s") if summary.last_visit else _("No visit on record; since %(day)s")
    if since == summary.last_visit:
        told = _("Since the last visit, %(day)s")
    found = changes(summary.report, summary.series, since, period)
    standing = [sign for sign in signs if sign.stand in (Stand.WAITING, Stand.ANSWERED)]
    rows = _rows(standing)
    return News(
        since=told % {"day": short_date(since)},
        sentences=tuple(TOPICS[change.topic] % {"told": _clauses(change)} for change in found)
        or (_("Nothing listed was logged."),),
        waiting=_waiting(signs),
        rows=rows,
        more=_more(len(signs) - len(rows), any_row=bool(rows)),
    )


def _clauses(change: Change) -> str:
    told = [f"{PARTS[cell.name]} ({short_date(day)})" for cell, day in change.parts]
    told += [
        _("%(sign)s since %(day)s") % {"sign": NAMES[flag.rule], "day": short_date(flag.since)} for flag in change.signs
    ]
    told += list(map(_moved, change.moved))
    told += [_("%(what)s since %(day)s") % {"what": KINDS[kind], "day": short_date(day)} for kind, day in change.begun]
    if change.checks:
        then, now = change.checks.then, change.checks.now
        fell = [
            f"{SUBSCORES[name]} {number(then.score(name))} → {number(now.score(name))}"
            for name in SUBSCORES
            if then.score(name) != now.score(name)
        ]
        told.append(_("more than two checks can differ by: %(parts)s") % {"parts": ", ".join(fell)})
    if change.falls:
        told.append(ngettext("%(number)d fall", "%(number)d falls", change.falls) % {"number": change.falls})
    left = len(told) - TOLD
    more = [ngettext("%(number)d more", "%(number)d more", left) % {"number": left}] if left > 0 else []
    return clauses([*told[:TOLD], *more])


def _moved(moved: Moved) -> str:
    name, unit = TESTS[moved.measure]
    said = {"test": name, "was": number(moved.was), "value": number(moved.value), "unit": unit}
    return _("%(test)s %(was)s → %(value)s %(unit)s") % said


def _rows(standing: list[ShownSign]) -> tuple[Row, ...]:
    """As many as fit in the lines that there are; the rest is counted."""
    found: list[Row] = []
    used = 0
    for n, sign in enumerate(standing):
        told = _("%(sign)s, since %(day)s") % {"sign": sign.name, "day": near(sign.since, sign.today)}
        if sign.stand is Stand.ANSWERED:
            told = _("%(told)s (seen)") % {"told": told}
        row = Row(sign.level_name, sign.shape, told, sign.rule in PRIVATE_ON_PAPER)
        lines = ceil((len(row.level) + len(told) + 4) / LETTERS)
        spare = 0 if n + 1 == len(standing) else 1  # for how many there are more
        if used + lines > ROWS - spare:
            break
        found.append(row)
        used += lines
    return tuple(found)


def _more(left: int, *, any_row: bool) -> str:
    """What is known, or was not heard of again, stands below too."""
    if not left:
        return ""
    told = ngettext("and %(number)d more below", "and %(number)d more below", left)
    if not any_row:
        told = ngettext("%(number)d known or not heard of", "%(number)d known or not heard of", left)
    return told % {"number": left}


def _waiting(signs: list[ShownSign]) -> str:
    waiting = [sign for sign in signs if sign.stand is Stand.WAITING]
    if not waiting:
        return _("Signs: none waits for an answer")
    told = ngettext("Signs: %(number)d waits for an answer", "Signs: %(number)d wait for an answer", len(waiting))
    return told % {"number": len(waiting)}
