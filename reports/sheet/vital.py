"""Warning signs, breathing, swallowing and weight: what most needs action stands first (CLINICAL 9.1)."""

from collections.abc import Collection
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clinical.life import Stand
from clinical.period import Period
from clinical.report import Series
from clinical.rules import PRIVATE_ON_PAPER
from clinical.weights import Weight, WeightOf
from reports.figures.data import named
from reports.figures.language import decimal
from reports.figures.words import NAMES, SCALES, SOURCES, capital, clauses
from reports.sheet.lines import NONE_RECORDED, Line, amount, answered, day_words, fitting, week_words
from reports.sheet.trend import Trend, weekly_trend, weight_trend
from reports.signs import STATES, ShownSign, signs_of
from reports.summary import Summary
from symptoms.wording import rules

SIGNS_SHOWN = 4
ROOM_FOR_NAMES = 190  # letters, of the signs that have no line of their own
# The same for everybody, whatever is left out (CLINICAL 13): what is not shared leaves no trace.
NO_SIGN = gettext_lazy(
    "Of the signs that are printed here, none stands by the latest answers. "
    "Not asked about, so that none of these can stand here: %(names)s."
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
    "spo2_second": (gettext_lazy("SpO2, second reading"), "%"),
}


def sign_lines(summary: Summary, period: Period, left_out: Collection[str] = PRIVATE_ON_PAPER) -> tuple[Line, ...]:
    """The signs that stand by the latest answers, those to look at first in front; then states that are known, and what
    was not heard of again, in a line each. ``left_out``: the rules that are not told here (CLINICAL 13)."""
    signs = [sign for sign in signs_of(summary.report, summary.states) if sign.rule not in left_out]
    listed = [sign for sign in signs if sign.stand in (Stand.WAITING, Stand.ANSWERED)]
    lines = [Line(sign.name, _told(sign, period)) for sign in listed[:SIGNS_SHOWN]]
    if len(listed) > SIGNS_SHOWN:
        lines.append(Line(_("And also"), fitting([sign.name for sign in listed[SIGNS_SHOWN:]], ROOM_FOR_NAMES)))
    if not lines:
        lines.append(Line("", NO_SIGN % {"names": rules.not_asked()}))
    known = [sign.how for sign in signs if sign.stand is Stand.KNOWN]
    unheard = [f"{sign.name}: {sign.how}" for sign in signs if sign.stand is Stand.UNHEARD]
    return (*lines, *(Line("", capital(fitting(told))) for told in (known, unheard) if told))


def _told(sign: ShownSign, period: Period) -> str:
    days = {"first": day_words(sign.since, period), "last": day_words(sign.last, period)}
    times = ngettext("once", "%(number)d times", sign.count) % {"number": sign.count}
    parts = [_("first %(first)s, last %(last)s") % days, times, *filter(None, [sign.how])]
    return clauses(parts if sign.open else [*parts, STATES[sign.state]])


def breathing_lines(summary: Summary, period: Period) -> tuple[Line, ...]:
    hours = period.niv_hours
    machine = _("no hours logged")
    if hours:
        told = ngettext(
            "%(hours)s hours a day (median of %(days)d days)",
            "%(hours)s hours a day (median of %(days)d days)",
            hours.n,
        )
        machine = told % {"hours": amount(hours.usual), "days": hours.n}
    return (
        *answered(period, BREATHING, _trends(summary.series, period)),
        Line(_("Breathing machine"), machine),
        Line(_("Last tests"), _tests(summary.series, period) or str(NONE_RECORDED)),
    )


def _tests(series: Series, period: Period) -> str:
    """The last of each test, together where they were made together: ``9 Oct (clinic): FVC 69 %, SNIP 51 cmH2O``."""
    last = [
        ((day, source), f"{name} {amount(value, unit)}")
        for measure, (name, unit) in TESTS.items()
        for day, value, source in series.readings.get(measure, ())[-1:]
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
        for span in named(summary.series.treatments)
        if span.kind in ("gastrostomy", "aac") and not span.end
    ]
    grades = summary.report.involved
    said = [
        _("%(part)s %(grade)d of 4 (%(day)s)")
        % {"part": NAMES[cell], "grade": entry.grade_now, "day": week_words(entry.grade_week, period)}
        for cell in ("swallowing", "speech")
        if (entry := grades[cell]).grade_now is not None and entry.grade_week
    ]
    return (
        Line(_("Weight"), _weight(summary, period), weight_trend(summary.series, period)),
        *answered(period, EATING, _trends(summary.series, period)),
        Line(_("Grades"), clauses(said) or _("no answer about swallowing or speech")),
        Line(_("Tube, speech device"), fitting(aids) or str(NONE_RECORDED)),
    )


def _trends(series: Series, period: Period) -> dict[str, Trend | None]:
    """Of the weekly questions of which the weeks are kept."""
    return {name: weekly_trend(series, period, values, 0, 7) for name, values in series.signs.items() if values}


def _weight(summary: Summary, period: Period) -> str:
    """Baseline, at the start of the period, now; each with what it is (CLINICAL 7.1). Where two kinds of scale were
    used it says which is which (CLINICAL 7.4)."""
    weight, other = summary.series.weight, summary.series.other_weight
    if weight is None:
        return _("not recorded")
    if other is None:
        return _on_scale(weight, period)
    return capital(clauses([f"{SCALES[each.scale]}: {_on_scale(each, period)}" for each in (weight, other)]))


def _on_scale(weight: Weight, period: Period) -> str:
    now, then = weight.now, weight.by(period.start)
    named = _("%(weight)s (usual)") if weight.usual else _("%(weight)s (first entry, %(day)s)")
    told = [named % {"weight": amount(weight.baseline, "kg"), "day": day_words(weight.since, period)}]
    if then is not None and period.start < now.date:
        by = {"weight": amount(then.kg, "kg"), "day": day_words(period.start, period)}
        told.append(_("%(weight)s by %(day)s") % by)
    told.append(_("now %(weight)s (%(day)s)") % {"weight": amount(now.kg, "kg"), "day": day_words(now.date, period)})
    return f"{', '.join(told)}: {_change(now)}"


def _change(now: WeightOf) -> str:
    change = decimal(f"{-now.lost + 0.0:+.1f}\u00a0%").replace("-", "−")
    bmi = ", " + _("BMI %(number)s") % {"number": decimal(f"{now.bmi:.1f}")} if now.bmi is not None else ""
    return f"{change}{bmi}"
