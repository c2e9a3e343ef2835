"""Warning signs, breathing, swallowing and weight: what most needs action stands first (CLINICAL 9.1)."""

import datetime as dt
from itertools import groupby
from statistics import median

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from reports.figures.data import date_of
from reports.figures.language import decimal
from reports.figures.words import NAMES, SOURCES, clauses
from reports.period import Period
from reports.sheet.lines import NONE_RECORDED, Json, Line, amount, answered, day_words, fitting
from reports.signs import PRIVATE, STATES, Sign, signs_of
from reports.spans import named
from reports.summary import Summary

SIGNS_SHOWN = 4
NO_SIGN = gettext_lazy(
    "No sign other than those left out here (mood, laughing or crying, strain) was logged in the latest answers."
)
BREATHING = (
    ("breathless_lying_flat", gettext_lazy("hard to breathe lying flat"), gettext_lazy("of 7 days")),
    ("morning_headache", gettext_lazy("morning headache"), gettext_lazy("of 7 mornings")),
    ("unrefreshing_sleep", gettext_lazy("unrefreshing sleep"), gettext_lazy("of 7 nights")),
    ("daytime_sleepiness", gettext_lazy("sleepy in the daytime"), gettext_lazy("of 10")),
    ("cannot_clear_phlegm", gettext_lazy("can't clear phlegm"), gettext_lazy("of 7 days")),
)
EATING = (
    ("long_meals", gettext_lazy("meals over 30 minutes"), gettext_lazy("of 7 days")),
    ("coughing_with_food", gettext_lazy("coughing with food or drink"), gettext_lazy("of 7 days")),
    ("choking_needed_help", gettext_lazy("choking that needed help"), gettext_lazy("of 7 days")),
    ("saliva_trouble", gettext_lazy("saliva"), gettext_lazy("of 7 days")),
)
TESTS = {
    "fvc_percent": ("FVC", "%"),
    "svc_percent": ("SVC", "%"),
    "snip": ("SNIP", "cmH2O"),
    "mip": ("MIP", "cmH2O"),
    "peak_cough_flow": (gettext_lazy("cough flow"), "L/min"),
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
        lines.append(Line(_("And, on the screen"), ", ".join(sign.rule for sign in signs[SIGNS_SHOWN:])))
    return tuple(lines) or (Line("", str(NO_SIGN)),)


def _told(sign: Sign, count: int | None, period: Period) -> str:
    days = {"first": day_words(sign.since, period), "last": day_words(sign.last, period)}
    parts = [_("first %(first)s, last %(last)s") % days]
    if count is not None:
        parts.append(ngettext("once", "%(number)d times", count) % {"number": count})
    parts.append(sign.when)
    return clauses(parts if sign.open else [*parts, STATES[sign.state]])


def breathing_lines(summary: Summary, period: Period) -> tuple[Line, ...]:
    hours = [value for day, value, _by in _readings(summary.series, "niv_hours") if period.start <= day <= period.end]
    machine = _("no hours logged")
    if hours:
        told = ngettext(
            "%(hours)s hours a day (median of %(days)d days)",
            "%(hours)s hours a day (median of %(days)d days)",
            len(hours),
        )
        machine = told % {"hours": amount(median(hours)), "days": len(hours)}
    return (
        *answered(period, BREATHING),
        Line(_("Breathing machine"), machine),
        Line(_("Last tests"), _tests(summary.series, period) or str(NONE_RECORDED)),
    )


def _tests(series: Json, period: Period) -> str:
    """The last of each test, together where they were made together: ``9 Oct (clinic): FVC 69 %, SNIP 51 cmH2O``."""
    last = [
        ((day, source), f"{name} {amount(value, unit)}")
        for measure, (name, unit) in TESTS.items()
        for day, value, source in _readings(series, measure)[-1:]
    ]
    last.sort(key=lambda test: test[0], reverse=True)
    return clauses(
        [
            f"{day_words(day, period)} ({SOURCES[source]}): {', '.join(words for _at, words in tests)}"
            for (day, source), tests in groupby(last, key=lambda test: test[0])
        ]
    )


def eating_lines(summary: Summary, period: Period) -> tuple[Line, ...]:
    aids = [
        _("%(aid)s since %(day)s") % {"aid": span.label, "day": day_words(span.start, period)}
        for span in named(summary.series["treatments"])
        if span.kind in ("gastrostomy", "aac") and not span.end
    ]
    grades = {entry["cell"]: entry for entry in summary.report["involvement"]}
    said = [
        _("%(part)s %(grade)d of 4 (%(day)s)")
        % {"part": NAMES[cell], "grade": entry["grade_now"], "day": day_words(date_of(entry["grade_on"]), period)}
        for cell in ("swallowing", "speech")
        if (entry := grades[cell])["grade_now"] is not None
    ]
    return (
        Line(_("Weight"), _weight(summary, period)),
        *answered(period, EATING),
        Line(_("Grades"), clauses(said) or _("no answer about swallowing or speech")),
        Line(_("Tube, speech device"), fitting(aids) or str(NONE_RECORDED)),
    )


def _weight(summary: Summary, period: Period) -> str:
    """Baseline, at the start of the period, now; each with what it is (CLINICAL 7.1)."""
    readings = _readings(summary.series, "weight")
    if not readings:
        return _("not recorded")
    usual, (first, first_day, last_day) = (
        summary.patient.usual_weight,
        (readings[0][1], readings[0][0], readings[-1][0]),
    )
    if usual:
        base, named = float(usual), _("%(weight)s (usual)")
    else:
        base, named = first, _("%(weight)s (first entry, %(day)s)")
    now, then = _settled(readings, last_day) or readings[-1][1], _settled(readings, period.start)
    told = [named % {"weight": amount(base, "kg"), "day": day_words(first_day, period)}]
    if then is not None and period.start < last_day:
        by = {"weight": amount(then, "kg"), "day": day_words(period.start, period)}
        told.append(_("%(weight)s by %(day)s") % by)
    told.append(_("now %(weight)s (%(day)s)") % {"weight": amount(now, "kg"), "day": day_words(last_day, period)})
    change = decimal(f"{(now - base) / base * 100:+.1f} %").replace("-", "−")
    height = summary.patient.height
    bmi = ", " + _("BMI %(number)s") % {"number": decimal(f"{now / (height / 100) ** 2:.1f}")} if height else ""
    return f"{', '.join(told)}: {change}{bmi}"


def _settled(readings: list[tuple[dt.date, float, str]], day: dt.date) -> float | None:
    """The median of the seven days up to the last reading on or before ``day``."""
    last = max((on for on, *_rest in readings if on <= day), default=None)
    if last is None:
        return None
    return median(value for on, value, _by in readings if last - HOME_WEEK < on <= last)


def _readings(series: Json, measure: str) -> list[tuple[dt.date, float, str]]:
    return [(date_of(day), value, source) for day, value, source in series["readings"].get(measure, ())]
