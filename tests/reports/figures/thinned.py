"""The made-up person with any part of the record missing or standing otherwise: what figures must draw all the same."""

import datetime as dt
from random import Random
from typing import Any

from reports.figures.context import Context
from tests.reports.figures import sample

STATUSES = ("involved", "possible", "not_involved", "no_data")
PAIR_STATES = (None, "none", "unilateral", "bilateral", "both_at_first_log")
TREND_STATES = ("none", "very_early", "early", "usable", "ceiling", "floor")
WEEKS = 12  # fewer weeks than the sample: thinning is about shape, not length


def thinned(chance: Random, share: float) -> tuple[dict[str, Any], dict[str, Any], Context]:
    """A report and its series with about ``share`` of all values missing, and a context of any kind."""
    report, series = sample.report(), _shortened(sample.series())

    def missing() -> bool:
        return chance.random() < share

    def without(entry: dict[str, Any], *names: str) -> dict[str, Any]:
        return {name: None if name in names and missing() else value for name, value in entry.items()}

    def weekly(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: weekly(entry) for name, entry in value.items()}
        return [None if missing() else entry for entry in value]

    for name in ("weakness", "twitches", "cramps", "fatigue", "asymmetry"):
        series[name] = weekly(series[name])
    for measured in ("readings", "phone"):
        series[measured] = {
            name: [entry for entry in entries if not missing()]
            for name, entries in series[measured].items()
            if not missing()
        }
    series["weight"] = sample.weighed(series["readings"].get("weight", []), chance.choice([None, 78.5]))
    for name in ("treatments", "events", "marks"):
        series[name] = [without(entry, "end", "on") for entry in series[name] if not missing()]
    report["involvement"] = [
        without(entry, "onset", "onset_low", "onset_high", "grade_now", "grade_on")
        | {"status": chance.choice(STATUSES)}
        for entry in report["involvement"]
    ]
    report["spread"]["first"] = [cell for cell in report["spread"]["first"] if not missing()]
    report["spread"]["pairs"] = {
        pair: without(entry, "first_side", "bilateral_on", "days", "began", "both")
        | {"state": chance.choice(PAIR_STATES)}
        for pair, entry in report["spread"]["pairs"].items()
    }
    report["function"] = [
        without(check, "bulbar", "fine_motor", "gross_motor", "respiratory", "total", "kings")
        for check in report["function"]
        if not missing()
    ]
    report["trends"] = [
        without(trend, "slope", "low", "high") | {"state": chance.choice(TREND_STATES)}
        for trend in report["trends"]
        if not missing()
    ]
    return report, series, _context(chance)


def _shortened(series: dict[str, Any]) -> dict[str, Any]:
    def first(value: Any) -> Any:
        return {name: first(entry) for name, entry in value.items()} if isinstance(value, dict) else value[:WEEKS]

    weekly = {name: first(series[name]) for name in ("weakness", "twitches", "cramps", "fatigue", "asymmetry")}
    return series | weekly | {"weeks": WEEKS}


def _context(chance: Random) -> Context:
    def day() -> dt.date | None:
        return chance.choice([None, sample.FIRST + dt.timedelta(days=chance.randrange(-100, 1000))])

    return Context(
        since=day(),
        earlier=day(),
        show_stage=chance.choice([True, False]),
        show_slope=chance.choice([True, False]),
        audience=chance.choice(["patient", "clinician"]),
    )
