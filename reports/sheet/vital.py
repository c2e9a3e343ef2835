"""Warning signs, breathing, swallowing and weight: what most needs action stands first (CLINICAL 9.1)."""

import datetime as dt
from itertools import groupby
from statistics import median

from reports.figures.data import date_of
from reports.figures.words import SOURCES
from reports.period import Period
from reports.sheet.lines import Json, Line, amount, answered, day_words, fitting
from reports.signs import PRIVATE, Sign, signs_of
from reports.spans import named
from reports.summary import Summary

SIGNS_SHOWN = 4
NO_SIGN = "No sign other than those left out here (mood, laughing or crying, strain) was logged in the latest answers."
BREATHING = (
    ("breathless_lying_flat", "Hard to breathe lying flat", "of 7 days"),
    ("morning_headache", "Morning headache", "of 7 mornings"),
    ("unrefreshing_sleep", "Unrefreshing sleep", "of 7 nights"),
    ("daytime_sleepiness", "Sleepy in the daytime", "of 10"),
    ("cannot_clear_phlegm", "Can't clear phlegm", "of 7 days"),
)
EATING = (
    ("long_meals", "Meals over 30 minutes", "of 7 days"),
    ("coughing_with_food", "Coughing with food or drink", "of 7 days"),
    ("choking_needed_help", "Choking that needed help", "of 7 days"),
    ("saliva_trouble", "Saliva", "of 7 days"),
)
TESTS = {
    "fvc_percent": ("FVC", "%"),
    "svc_percent": ("SVC", "%"),
    "snip": ("SNIP", "cmH2O"),
    "mip": ("MIP", "cmH2O"),
    "peak_cough_flow": ("cough flow", "L/min"),
    "spo2": ("SpO2", "%"),
}
HOME_WEEK = dt.timedelta(days=7)  # home weights by their median of seven days (CLINICAL 7.1)


def sign_lines(summary: Summary, period: Period) -> tuple[Line, ...]:
    """The signs that stand by the latest answers, the highest level first."""
    signs = [sign for sign in signs_of(summary.report) if sign.rule not in PRIVATE]
    counts = {(flag["rule"], date_of(flag["since"])): flag["count"] for flag in summary.series.get("flags", ())}
    lines = [
        Line(f"{sign.name} ({sign.rule})", _told(sign, counts.get((sign.rule, sign.since)), period))
        for sign in signs[:SIGNS_SHOWN]
    ]
    if len(signs) > SIGNS_SHOWN:
        lines.append(Line("And, on the screen", ", ".join(sign.rule for sign in signs[SIGNS_SHOWN:])))
    return tuple(lines) or (Line("", NO_SIGN),)


def _told(sign: Sign, count: int | None, period: Period) -> str:
    parts = [f"first {day_words(sign.since, period)}, last {day_words(sign.last, period)}"]
    if count is not None:
        parts.append("once" if count == 1 else f"{count} times")
    parts.append(sign.when)
    return "; ".join(parts if sign.open else [*parts, sign.state])


def breathing_lines(summary: Summary, period: Period) -> tuple[Line, ...]:
    hours = [value for day, value, _ in _readings(summary.series, "niv_hours") if period.start <= day <= period.end]
    machine = f"{amount(median(hours))} hours a day (median of {len(hours)} days)" if hours else "no hours logged"
    return (
        *answered(period, BREATHING),
        Line("Breathing machine", machine),
        Line("Last tests", _tests(summary.series, period) or "none recorded"),
    )


def _tests(series: Json, period: Period) -> str:
    """The last of each test, together where they were made together: ``9 Oct (clinic): FVC 69 %, SNIP 51 cmH2O``."""
    last = [
        ((day, source), f"{name} {amount(value, unit)}")
        for measure, (name, unit) in TESTS.items()
        for day, value, source in _readings(series, measure)[-1:]
    ]
    last.sort(key=lambda test: test[0], reverse=True)
    return "; ".join(
        f"{day_words(day, period)} ({SOURCES[source]}): {', '.join(words for _, words in tests)}"
        for (day, source), tests in groupby(last, key=lambda test: test[0])
    )


def eating_lines(summary: Summary, period: Period) -> tuple[Line, ...]:
    aids = [
        f"{span.label} since {day_words(span.start, period)}"
        for span in named(summary.series["treatments"])
        if span.kind in ("gastrostomy", "aac") and not span.end
    ]
    grades = {entry["cell"]: entry for entry in summary.report["involvement"]}
    said = [
        f"{cell} {entry['grade_now']} of 4 ({day_words(date_of(entry['grade_on']), period)})"
        for cell in ("swallowing", "speech")
        if (entry := grades[cell])["grade_now"] is not None
    ]
    return (
        Line("Weight", _weight(summary, period)),
        *answered(period, EATING),
        Line("Grades", "; ".join(said) or "no answer about swallowing or speech"),
        Line("Tube, speech device", fitting(aids) or "none recorded"),
    )


def _weight(summary: Summary, period: Period) -> str:
    """Baseline, at the start of the period, now; each with what it is (CLINICAL 7.1)."""
    readings = _readings(summary.series, "weight")
    if not readings:
        return "not recorded"
    usual, (first, first_day, last_day) = (
        summary.patient.usual_weight,
        (readings[0][1], readings[0][0], readings[-1][0]),
    )
    base, named = (float(usual), "usual") if usual else (first, f"first entry, {day_words(first_day, period)}")
    now, then = _settled(readings, last_day) or readings[-1][1], _settled(readings, period.start)
    told = [f"{amount(base, 'kg')} ({named})"]
    if then is not None and period.start < last_day:
        told.append(f"{amount(then, 'kg')} by {day_words(period.start, period)}")
    told.append(f"now {amount(now, 'kg')} ({day_words(last_day, period)})")
    change = f"{(now - base) / base * 100:+.1f} %".replace("-", "−")
    height = summary.patient.height
    bmi = f", BMI {now / (height / 100) ** 2:.1f}" if height else ""
    return f"{', '.join(told)}: {change}{bmi}"


def _settled(readings: list[tuple[dt.date, float, str]], day: dt.date) -> float | None:
    """The median of the seven days up to the last reading on or before ``day``."""
    last = max((on for on, _, _ in readings if on <= day), default=None)
    if last is None:
        return None
    return median(value for on, value, _ in readings if last - HOME_WEEK < on <= last)


def _readings(series: Json, measure: str) -> list[tuple[dt.date, float, str]]:
    return [(date_of(day), value, source) for day, value, source in series["readings"].get(measure, ())]
