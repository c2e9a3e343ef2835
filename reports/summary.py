"""One read of what was worked out for a patient, and every way of showing it begins here: page, figure, print, JSON.

Nothing is computed while somebody waits: the stored report is shown as it is, with the day it is from. Only a summary
*at* an earlier day is computed, for the command and the API that ask for one and for what was handed to somebody.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from care.answers import Lives, States, lives_of, states_of
from care.visits.read import VisitDays, visit_days
from clinical import ENGINE
from clinical.due import Known
from clinical.life import stand
from clinical.need import NOTHING_KNOWN
from clinical.opm import Confirmed
from clinical.outline import outline
from clinical.plain import Json, plain, read
from clinical.report import Report, Series
from clinical.rules import of_known_rules
from clinical.signs import Flag
from clinical.trends import State
from people.models import Patient
from reports.figures import FIGURES
from reports.figures.context import GUIDELINES, Audience, Context
from reports.figures.marks import Figure
from reports.freshness import Freshness, freshness_of
from symptoms.derive import maker
from symptoms.read import stored
from symptoms.read.private import Hides, all_hidden
from symptoms.wording import PERSON, FlagGroup, Voice, flag_groups

NOT_YET = _("This picture is being worked out for the first time.")
CLINICAL = ("adjusted", "adjusted_sd", "change_around", "change_low", "change_high")  # of a trend
STAGES = ("kings", "kings_4a", "kings_4b", "mitos", "ft9")
KEYS = (
    *("patient", "as_of", "engine", "current", "involvement", "spread", "function", "trends", "asymmetry", "flags"),
    *("opm", "opm_confirmed", "totals_given"),
)


@dataclass(frozen=True)
class Summary:
    """What is known about a patient. ``made``: report (DESIGN 4) and series, None until first worked out."""

    patient: Patient
    freshness: Freshness
    made: tuple[Report, Series] | None = None
    at: dt.date | None = None  # the day that was asked for, else it is as things stand now
    last_day: dt.date | None = None  # with any entry
    hides: Hides = all_hidden  # of the rules that were raised, those that the reader is not shown
    again: Known = NOTHING_KNOWN  # of what is looked at again

    @property
    def ready(self) -> bool:
        return self.made is not None

    @cached_property
    def report(self) -> Report:
        """Without the signs that the reader is not shown. Raises ``LookupError`` before the first one, as ``series``
        and ``as_of`` do."""
        made = self._made[0]
        hidden = self.hides({flag.rule for flag in made.flags})
        return replace(made, flags=tuple(flag for flag in made.flags if flag.rule not in hidden)) if hidden else made

    @property
    def series(self) -> Series:
        return self._made[1]

    @property
    def _made(self) -> tuple[Report, Series]:
        if self.made is None:
            raise LookupError(NOT_YET)
        return self.made

    @property
    def as_of(self) -> dt.date:
        return self._made[0].as_of

    @cached_property
    def visits(self) -> VisitDays:
        return visit_days(self.patient.pk)

    @cached_property
    def last_visit(self) -> dt.date | None:
        """The last visit before ``as_of``; nothing is new since a visit of the same day."""
        return self.visits.last(self.as_of) if self.ready else None

    @cached_property
    def next_visit(self) -> dt.date | None:
        """As the last visit named it, unless that day is over."""
        return self.visits.next(self.as_of) if self.ready else None

    @property
    def confirmed(self) -> Confirmed | None:
        """The OPM line as a clinician confirmed it, if that was before the day of the report was over."""
        line = self.visits.line if self.ready else None
        return line if line and line.on <= self.as_of else None

    @cached_property
    def lives(self) -> Lives:
        """What the care team did about each sign, and how it stands by that on the day of the report."""
        return lives_of(self.patient, self.report.flags, self.as_of, until=self.at) if self.ready else {}

    @cached_property
    def states(self) -> States:
        """The same in a word each."""
        return {key: life.state for key, life in self.lives.items()}

    def json(self, audience: Audience = "clinician") -> Json:
        """The report of DESIGN 4 with ``current`` as it stands now; all of it null before the first one.

        For the person and their caregivers what is the care team's alone is null too: estimated stages, and slopes
        that are not usable or are adjusted, possible changes and both lines of OPM (CLINICAL 2.4, 3.6, 4.7, 13.6).
        """
        if not self.ready:
            return dict.fromkeys(KEYS) | {"patient": self.patient.reference, "engine": ENGINE, "current": False}
        said = self.report.to_json() | {"current": self.freshness.current}
        said["opm_confirmed"] = plain(self.confirmed) if audience == "clinician" else None
        said["flags"] = self.flags_json(self.report.flags)
        if audience == "clinician":
            return said
        return said | {
            "function": [check | dict.fromkeys(STAGES) for check in said["function"]],
            "trends": [trend | dict.fromkeys(_not_for_all(trend)) for trend in said["trends"]],
            "opm": None,
        }

    def flags_json(self, flags: Iterable[Flag]) -> list[Json]:
        """Flags of the report, each with what was done about it."""
        return [
            plain(flag) | {"state": life.state, "stand": str(stand(flag, life.state, self.as_of, life.reason))}
            for flag in flags
            for life in [self.lives[flag.rule, flag.since]]
        ]

    def context(self, audience: Audience = "patient", **shown: Any) -> Context:
        """What a figure knows beside the report; ``shown`` are fields of ``Context``. Clinicians see the estimated
        stage, others where they ask for it (CLINICAL 13)."""
        given: dict[str, Any] = {"since": self.last_visit, "show_stage": audience == "clinician"}
        if audience == "clinician":  # nobody else sees these lines (CLINICAL 7.1)
            given["thresholds"] = GUIDELINES[self.patient.clinic.guideline]
        given |= shown
        return Context(audience=audience, **given)

    def figure(self, name: str, audience: Audience = "patient", **shown: Any) -> Figure:
        """One of ``FIGURES`` in marks; in words where there is nothing to draw. KeyError for no such name."""
        describe = FIGURES[name]
        if not self.ready:
            return Figure(name, str(describe.title), str(NOT_YET))
        return describe(self.report, self.series, self.context(audience, **shown))


def _not_for_all(trend: Json) -> tuple[str, ...]:
    usable = trend["state"] == State.USABLE or not trend["measure"].startswith("function.")
    return CLINICAL if usable else ("slope", "low", "high", *CLINICAL)


def outline_for(patient: Patient, hides: Hides = all_hidden) -> Summary:
    """What a page shows of the stored report, in one read: the same sentences, and no more marks than can be seen,
    however long the record (``clinical.outline``). Its tables are not whole."""
    row = stored.outlined(patient.pk)
    if row is None:
        return Summary(patient, freshness_of(patient, None))
    if row.outline:
        made = Report.from_json(row.outline["report"]), Series.from_json(row.outline["series"])
    else:  # it is short, or was stored before there were outlines
        made = outline(Report.from_json(row.whole_report), Series.from_json(row.whole_series))
    return Summary(patient, freshness_of(patient, row), made, None, _last_day(row), hides, _again(row))


def _last_day(row: Any) -> dt.date | None:
    day = row.facts.get("last_day")
    return dt.date.fromisoformat(day) if day else None


def _again(row: Any) -> Known:
    return read(Known, row.facts.get("due", {}))


def summary_for(patient: Patient, at: dt.date | None = None, hides: Hides = all_hidden) -> Summary:
    """The stored report of a patient in one read; with ``at``, the report as it would have stood that day."""
    if at is not None:
        computed = maker.report_of(patient, at)
        return Summary(
            patient,
            Freshness(f"at {at}", current=True, as_of=at),
            (computed.report, computed.series),
            at,
            computed.facts.last_day,
            hides,
            computed.facts.due,
        )
    row = stored.whole(patient.pk)
    if row is None:
        return Summary(patient, freshness_of(patient, None))
    made = Report.from_json(row.report), Series.from_json(row.series)
    return Summary(patient, freshness_of(patient, row), made, None, _last_day(row), hides, _again(row))


def flags_for(
    patient: Patient, today: dt.date, hides: Hides = all_hidden, voice: Voice = PERSON
) -> tuple[Freshness, list[FlagGroup]]:
    """What stands raised, in one light read of the stored report: no more of it leaves the database than its flags.

    While an entry is not in it yet, the signs are worked out from the rows, and only they: who has just written reads
    at once what follows from it, on the page that stands still from then on.
    """
    row = stored.raised(patient.pk)
    freshness = freshness_of(patient, row)
    if patient.ended_on:
        return freshness, []
    if row is None or not freshness.current:
        flags, day = maker.raised_now(patient, today), today
    else:
        flags, day = tuple(read(Flag, flag) for flag in of_known_rules(row.flags)), row.as_of
    hidden = hides({flag.rule for flag in flags})
    shown = tuple(flag for flag in flags if flag.rule not in hidden)
    return freshness, flag_groups(shown, states_of(patient, shown, day), day, voice)
