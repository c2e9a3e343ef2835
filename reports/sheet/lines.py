"""The lines of a printed block, and the few ways in which numbers become one."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clinical.period import Period, Usual, usual
from clinical.report import Series, Weekly
from reports.figures.language import Text, month_day
from reports.figures.words import capital, clauses, listed, number, short_date
from reports.sheet.trend import Trend

NO_ANSWER = gettext_lazy("no answer in this period")
NONE_RECORDED = gettext_lazy("none recorded")
A_YEAR = 360
ROOM = 130  # letters: about a line and a half of print


@dataclass(frozen=True)
class Line:
    label: str
    text: str
    trend: Trend | None = None


def answered(
    period: Period, wanted: Iterable[tuple[str, Text, Text]], trends: Mapping[str, Trend | None]
) -> tuple[Line, ...]:
    """A line for each sign that was answered, given as name, label (as within a
    sentence) and unit (``of 7 days``); one for all others. ``trends``: by name, of those that have one."""
    lines, unanswered = [], []
    for name, label, unit in wanted:
        answers = period.signs.get(name)
        if answers is None:
            unanswered.append(str(label))
        else:
            told = f"{answers.latest} {unit} ({day_words(answers.on, period)})"
            most = [_("highest %(number)d") % {"number": answers.highest}] if answers.highest > answers.latest else []
            lines.append(Line(capital(label), clauses([told, *most]), trends.get(name)))
    if unanswered:
        lines.append(Line(_("No answer"), f"{capital(listed(unanswered))}."))
    return tuple(lines)


def day_words(day: dt.date, period: Period) -> str:
    """``3 Mar``, with its year where the heading of the sheet leaves that open."""
    return month_day(day) if period.holds(day) and period.days < A_YEAR else short_date(day)


def week_words(monday: dt.date, period: Period) -> str:
    """``week of 2 Mar``: for what is told of a week, by its Monday."""
    return _("week of %(day)s") % {"day": day_words(monday, period)}


def four_weeks_words(day: dt.date, period: Period) -> str:
    """``four weeks to 2 Mar``: for what is told of all answers of these weeks."""
    return _("four weeks to %(day)s") % {"day": day_words(day, period)}


def fitting(items: Sequence[str], room: int = ROOM) -> str:
    """``a; b; and 3 more on the screen``: as many as fit in about ``room`` letters, the first one always."""
    shown = [item for item, length in zip(items, accumulate(map(len, items)), strict=True) if length <= room]
    shown = shown or list(items[:1])
    left = len(items) - len(shown)
    return clauses([*shown, *([more_words(left)] if left else [])])


def more_words(left: int) -> str:
    """For what doesn't fit."""
    return ngettext("and %(number)d more on the screen", "and %(number)d more on the screen", left) % {"number": left}


def weekly(series: Series, period: Period, values: Weekly) -> Usual | None:
    """The usual and the highest of the weekly values of the weeks that begin in the period."""
    weeks = zip(series.mondays, values, strict=True)
    return usual(value for week, value in weeks if value is not None and period.holds(week))


def amount(value: float, unit: str = "") -> str:
    """A number and its unit, which stay on one line."""
    return f"{number(round(value, 1))}\u00a0{unit}".strip()
