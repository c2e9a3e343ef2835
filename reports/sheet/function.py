"""The function check on paper: the four parts then and now, the total small beside them (CLINICAL 9.1, rule 2)."""

from dataclasses import dataclass

from clinical.trends import RATERS
from clinical.vocabulary import SUBSCORES
from reports.figures.context import Context
from reports.figures.data import date_of
from reports.figures.function_trend import Trend, trend_words
from reports.figures.words import SOURCES, STAGE_MEANING, number, short_date, stage_words
from reports.figures.words import SUBSCORES as NAMES
from reports.period import Period
from reports.sheet.lines import Json
from reports.summary import Summary

NOISE = 5  # points between two checks that can be measurement noise (CLINICAL 3.4)


@dataclass(frozen=True)
class Comparison:
    """A row for each of one or two checks, a column for each part and the total; ``notes`` follow as sentences."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]


def comparison(summary: Summary, period: Period, context: Context) -> Comparison | None:
    """The last check up to the beginning of the period, and the latest one; None where there was none."""
    checks = sorted(summary.report["function"], key=lambda check: check["date"])
    if not checks:
        return None
    before = [check for check in checks[:-1] if date_of(check["date"]) <= period.start][-1:] or checks[:-1][:1]
    shown = [*before, checks[-1]]
    return Comparison(
        columns=(*(f"{NAMES[part]} (of 12)" for part in SUBSCORES), "Total (of 48)"),
        rows=tuple(
            (
                f"{short_date(date_of(check['date']))} ({SOURCES[check['source']]})",
                *(number(check[part], "not complete") for part in (*SUBSCORES, "total")),
            )
            for check in shown
        ),
        notes=tuple(filter(None, (_compared(shown), _slope(summary, shown[-1], context), _stage(shown[-1], context)))),
    )


def _compared(shown: list[Json]) -> str:
    """What a difference between the two does not show: chance, and how it was answered (CLINICAL 1.2, 3.4)."""
    totals = [check["total"] for check in shown]
    if len(shown) < 2:
        return ""
    told = []
    if None not in totals and abs(totals[0] - totals[1]) <= NOISE:
        told.append("The totals are within what can vary from one check to the next.")
    if any(shown[0][how] != shown[1][how] for how in ("source", "mode")):
        told.append("Not answered in the same way, which alone can move a score.")
    return " ".join(told)


def _slope(summary: Summary, check: Json, context: Context) -> str:
    """Of the rater and mode of the latest check, where it is usable and was asked for; never without its range."""
    rater = next(rater for rater, sources in RATERS.items() if check["source"] in sources)
    for entry in summary.report["trends"]:
        if (entry["measure"], entry["source"], entry["mode"]) == ("function.total", rater, check["mode"]):
            trend = Trend.from_report(entry)
            return f"Total: {trend_words(trend, 'total', context)}" if trend.shown(context) else ""
    return ""


def _stage(check: Json, context: Context) -> str:
    if not context.show_stage or check["kings"] is None:
        return ""
    mitos = "" if check["mitos"] is None else f", MiToS {check['mitos']}"
    return f"Estimated: King's stage {stage_words(check)}{mitos}. {STAGE_MEANING}"
