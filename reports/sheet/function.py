"""The function check on paper: the four parts then and now, the total small beside them (CLINICAL 9.1, rule 2)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from clinical.period import Period
from clinical.report import Check
from clinical.trends import RATERS
from clinical.vocabulary import SUBSCORES
from reports.figures.context import Context
from reports.figures.function_given import NOTHING_FOLLOWS, newest_alone
from reports.figures.function_trend import shown_slopes, trend_words
from reports.figures.words import (
    NOT_COMPLETE,
    SOURCES,
    STAGE_MEANING,
    capital,
    number,
    sentences,
    short_date,
    stage_words,
)
from reports.figures.words import SUBSCORES as NAMES
from reports.sheet.trend import Trend, check_trend
from reports.summary import Summary

NOISE = 5  # points between two checks that can be measurement noise (CLINICAL 3.4)


@dataclass(frozen=True)
class Comparison:
    """A row for each of none to two checks, a column for each part and the total; ``notes`` follow as sentences.
    ``trends``: of each column, from checks that were answered as the latest one was."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    trends: tuple[Trend | None, ...] = ()

    @property
    def has_trends(self) -> bool:
        return any(self.trends)


def comparison(summary: Summary, period: Period, context: Context) -> Comparison | None:
    """The last check up to the beginning of the period, and the latest one; None where there was none, nor a total."""
    checks = sorted(summary.report.function, key=lambda check: check.date)
    given = newest_alone(summary.report.totals_given, checks[-1].date if checks else None)
    if not checks:
        return Comparison((), (), (given, str(NOTHING_FOLLOWS))) if given else None
    before = [check for check in checks[:-1] if check.date <= period.start][-1:] or checks[:-1][:1]
    shown = [*before, checks[-1]]
    return Comparison(
        columns=(
            *(_("%(part)s (of 12)") % {"part": capital(NAMES[part])} for part in SUBSCORES),
            _("Total (of 48)"),
        ),
        rows=tuple(
            (
                f"{short_date(check.date)} ({SOURCES[check.source]})",
                *(number(check.score(part), NOT_COMPLETE) for part in (*SUBSCORES, "total")),
            )
            for check in shown
        ),
        notes=tuple(
            filter(None, (_compared(shown), _slope(summary, shown[-1], context), _stage(shown[-1], context), given))
        ),
        trends=tuple(_trend(checks, part, period) for part in (*SUBSCORES, "total")),
    )


def _trend(checks: list[Check], part: str, period: Period) -> Trend | None:
    how = (checks[-1].source, checks[-1].mode)
    alike = [(check.date, check.score(part)) for check in checks if (check.source, check.mode) == how]
    return check_trend(alike, period, 48 if part == "total" else 12)


def _compared(shown: list[Check]) -> str:
    """What a difference between the two does not show: chance, and how it was answered (CLINICAL 1.2, 3.4)."""
    if len(shown) < 2:
        return ""
    before, now = shown
    told = []
    if before.total is not None and now.total is not None and abs(before.total - now.total) <= NOISE:
        told.append(_("The totals are within what can vary from one check to the next."))
    if (before.source, before.mode) != (now.source, now.mode):
        told.append(_("Not answered in the same way, which alone can move a score."))
    return sentences(*told)


def _slope(summary: Summary, check: Check, context: Context) -> str:
    """Of the rater and mode of the latest check, where it is usable and was asked for; never without its range."""
    rater = next(rater for rater, sources in RATERS.items() if check.source in sources)
    for trend in summary.report.trends:
        if (trend.measure, trend.source, trend.mode) == ("function.total", rater, check.mode):
            told = _("Total: %(trend)s") % {"trend": trend_words(trend, "total", context)}
            return told if shown_slopes(trend, context) else ""
    return ""


def _stage(check: Check, context: Context) -> str:
    if not context.show_stage or check.kings is None:
        return ""
    told = _("Estimated: King's stage %(kings)s.")
    if check.mitos is not None:
        told = _("Estimated: King's stage %(kings)s, MiToS %(mitos)s.")
    return sentences(told % {"kings": stage_words(check), "mitos": check.mitos}, STAGE_MEANING)
