"""Who somebody is, and whether there is enough on record to go by."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from care.programme.needs import Need
from clinical.due import since_onset
from clinical.opm import Opm
from clinical.period import Period
from clinical.trends import State, Trend
from clinical.vocabulary import Source
from people.models import Patient
from reports.bands.spread import began
from reports.figures.context import Context
from reports.figures.data import named
from reports.figures.function_trend import STATES
from reports.figures.language import Words, whole_month
from reports.figures.marks import Span
from reports.figures.small.days import near
from reports.figures.spread_data import Spread
from reports.figures.svg.element import px
from reports.figures.words import KINDS, clauses, short_date
from reports.summary import Summary

AIDS = Words({"niv": gettext_lazy("NIV"), "gastrostomy": gettext_lazy("Tube"), "aac": gettext_lazy("Speech device")})
WHO = Words(
    {
        Source.SELF: gettext_lazy("person"),
        Source.HELPED: gettext_lazy("person with help"),
        Source.CAREGIVER: gettext_lazy("caregiver"),
        Source.CLINICIAN: gettext_lazy("clinic"),
    }
)
ROOM = 740  # pixels of the line of a name
SIZES = {16: "", 13: "long", 11: "longer", 9: "longest"}  # of its type
LABEL = 28  # letters of a treatment's own name; a longer one is told by its kind
SHOWN = 1  # other treatments that are named


@dataclass(frozen=True)
class Who:
    name: str
    size: str
    known: str
    onset: str
    opm: str
    began: str
    aids: tuple[tuple[str, str], ...]
    treatments: str
    exercises: str


@dataclass(frozen=True)
class Share:
    """Of the days with an entry, how many by whom; ``start`` and ``width`` in per cent of the bar."""

    source: str
    words: str
    days: int
    start: str
    width: str


@dataclass(frozen=True)
class Enough:
    """``usable``: of function checks as many as CLINICAL 3.6 asks of a slope; what is not is told in grey."""

    kept: str
    checks: str
    usable: bool
    shares: tuple[Share, ...]
    said: str
    last: str


def who(summary: Summary, today: dt.date, exercises: Need | None = None) -> Who:
    patient, report = summary.patient, summary.report
    spans = named(summary.series.treatments)
    return Who(
        name=str(patient),
        size=_size(str(patient)),
        known=_known(patient),
        onset=_onset(summary, today),
        opm=_opm(report.opm),
        began=began(Spread.of(report, summary.series, Context())),
        aids=tuple((AIDS[kind], _aid(kind, spans, today)) for kind in AIDS),
        treatments=_treatments(spans, today),
        exercises=_exercises(exercises, today) if exercises else "",
    )


def _size(name: str) -> str:
    """The largest type in which a name stands on its line, as wide as letters can be."""
    width = sum(0.96 if letter.isupper() or letter in "mw" else 0.68 for letter in name)
    return next((called for type_, called in SIZES.items() if width * type_ <= ROOM), SIZES[9])


def _known(patient: Patient) -> str:
    born = patient.birth_date
    told = [_("born %(day)s") % {"day": short_date(born)} if born else _("birth date not on record")]
    if patient.name:
        told.append(patient.reference)
    return ", ".join(told)


def _onset(summary: Summary, today: dt.date) -> str:
    """Months since the month that the person remembers, else since the first part by its answers."""
    first = summary.report.spread.first
    found = summary.report.involved[first[0].name].onset if first else None
    onset = summary.patient.onset_month or found
    months = since_onset(onset, today)
    if onset is None or months is None:
        return _("Onset: day not on record.")
    told = ngettext("%(months)d month since onset (%(when)s).", "%(months)d months since onset (%(when)s).", months)
    return told % {"months": months, "when": whole_month(onset)}


def _opm(opm: Opm | None) -> str:
    """The consensus words of CLINICAL 4.7; where they come from stands in the foot."""
    if opm is None or not opm.onset:
        return _("OPM: not given.")
    told = opm.text
    if opm.at_least:
        told = f"{opm.onset} {opm.propagation}({_('at least %(months)d') % {'months': opm.months}})"
    return _("OPM %(words)s: self-report, confirm.") % {"words": told}


def _aid(kind: str, spans: tuple[Span, ...], today: dt.date) -> str:
    of_kind = [span for span in spans if span.kind == kind and span.start <= today]
    if not of_kind:
        return _("no record")
    last = of_kind[-1]
    if last.end and last.end < today:
        told = _("%(start)s to %(end)s")
        return told % {"start": short_date(last.start), "end": short_date(last.end)}
    return _("since %(day)s") % {"day": short_date(last.start)}


def _treatments(spans: tuple[Span, ...], today: dt.date) -> str:
    """What else goes on."""
    going = [
        span for span in spans if span.kind not in AIDS and span.start <= today and not (span.end and span.end < today)
    ]
    if not going:
        return _("Other treatment: no record.")
    told = [
        _("%(what)s since %(day)s")
        % {"what": span.label if len(span.label) <= LABEL else KINDS[span.kind], "day": short_date(span.start)}
        for span in going
    ]
    left = len(told) - SHOWN
    more = [ngettext("%(number)d more", "%(number)d more", left) % {"number": left}] if left > 0 else []
    return f"{clauses([*told[:SHOWN], *more])}."


def _exercises(need: Need, today: dt.date) -> str:
    """Since when they are as they are, when they are looked at again, and whether somebody should look now."""
    if need.review is None:  # it has ended
        return ""
    days = {"start": near(need.start, today), "review": near(need.review, today)}
    told = _("Exercises since %(start)s, review %(review)s") % days
    return (_("%(told)s: needs a look.") if need.why else "%(told)s.") % {"told": told}


def enough(summary: Summary, period: Period, today: dt.date) -> Enough:
    trend = _trend(summary)
    usable = trend is not None and trend.state in (State.USABLE, State.CEILING, State.FLOOR)
    shares = _shares(period)
    return Enough(
        kept=_kept(period),
        checks=_checks(trend),
        usable=usable,
        shares=shares,
        said=", ".join(f"{share.words} {share.days}" for share in shares) or _("nobody logged"),
        last=_last(summary.last_day, today),
    )


def _shares(period: Period) -> tuple[Share, ...]:
    days, start, found = sum(period.by_source.values()), 0.0, []
    for source, count in period.by_source.items():
        width = 100 * count / days
        found.append(Share(str(source), WHO[source], count, px(start), px(width)))
        start += width
    return tuple(found)


def _trend(summary: Summary) -> Trend | None:
    """Of the total by the person, in the way that they answered most."""
    found = [trend for trend in summary.report.trends if trend.measure == "function.total"]
    return max(found, key=lambda trend: trend.n, default=None)


def _kept(period: Period) -> str:
    start = near(period.start, period.end)
    if period.plan and period.plan.planned:
        told = _("%(kept)d of %(planned)d planned entries since %(day)s")
        return told % {"kept": period.plan.kept, "planned": period.plan.planned, "day": start}
    told = ngettext(
        "%(logged)d of %(days)d day with entries since %(day)s",
        "%(logged)d of %(days)d days with entries since %(day)s",
        period.days,
    )
    return told % {"logged": period.logged, "days": period.days, "day": start}


def _checks(trend: Trend | None) -> str:
    if trend is None or not trend.n or trend.last is None:
        return _("No function check yet.")
    told = ngettext("%(n)d function check, last %(day)s", "%(n)d function checks, last %(day)s", trend.n)
    told %= {"n": trend.n, "day": short_date(trend.last)}
    state = STATES.get(trend.state, "")
    return f"{told}: {state}" if state else f"{told}."


def _last(day: dt.date | None, today: dt.date) -> str:
    if day is None:
        return _("No entry yet")
    days = (today - day).days
    if days <= 0:
        return _("Last entry today")
    return ngettext("Last entry %(days)d day ago", "Last entry %(days)d days ago", days) % {"days": days}
