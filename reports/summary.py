"""One read of what was worked out for a patient, and every way of showing it begins here: page, figure, print, JSON.

Nothing is computed while somebody waits: the stored report is shown as it is, with the day it is from. Only a summary
*at* an earlier day is computed, for the command and the API that ask for one.
"""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.db.models.fields.json import KeyTransform
from django.utils.translation import gettext_lazy as _

from clinical import ENGINE
from people.models import Patient
from people.prepared import prepared
from reports.figures import FIGURES
from reports.figures.context import GUIDELINES, Audience, Context
from reports.figures.marks import Figure
from reports.freshness import Freshness, freshness_of
from symptoms import derive
from symptoms.models import Report
from symptoms.wording import FlagGroup, flag_groups

Json = dict[str, Any]

NOT_YET = _("This picture is being worked out for the first time.")
CLINICAL = ("adjusted", "change_around", "change_low", "change_high")  # of a trend
STAGES = ("kings", "kings_4a", "kings_4b", "mitos", "ft9")
KEYS = ("patient", "as_of", "engine", "current", "involvement", "spread", "function", "trends", "asymmetry", "flags")


@dataclass(frozen=True)
class Summary:
    """What is known about a patient. ``report`` (DESIGN 4) and ``series`` are empty until first worked out."""

    patient: Patient
    freshness: Freshness
    report: Json = field(default_factory=dict)
    series: Json = field(default_factory=dict)

    @property
    def as_of(self) -> dt.date:
        """The day of the report. Raises ``LookupError`` before the first one."""
        if self.freshness.as_of is None:
            raise LookupError(NOT_YET)
        return self.freshness.as_of

    @property
    def last_visit(self) -> dt.date | None:
        """The last day before ``as_of`` on which the clinic entered a function check or a measurement."""
        if not self.report:
            return None
        by_clinic = [check["date"] for check in self.report["function"] if check["source"] == "clinician"]
        for readings in self.series["readings"].values():
            by_clinic += [day for day, _, source in readings if source == "clinician"]
        return max((day for day in map(dt.date.fromisoformat, by_clinic) if day < self.as_of), default=None)

    def json(self, audience: Audience = "clinician") -> Json:
        """The report of DESIGN 4 with ``current`` as it stands now; all of it null before the first one.

        For the person and their caregivers what is the care team's alone is null too: estimated stages, and slopes
        that are not usable or are adjusted, and possible changes (CLINICAL 2.4, 3.6, 13.6).
        """
        if not self.report:
            return dict.fromkeys(KEYS) | {"patient": self.patient.reference, "engine": ENGINE, "current": False}
        said = self.report | {"current": self.freshness.current}
        if audience == "clinician":
            return said
        return said | {
            "function": [check | dict.fromkeys(STAGES) for check in said["function"]],
            "trends": [trend | dict.fromkeys(_not_for_all(trend)) for trend in said["trends"]],
        }

    def context(self, audience: Audience = "patient", **shown: Any) -> Context:
        """What a figure knows beside the report; ``shown`` are fields of ``Context``. Clinicians see the estimated
        stage, others where they ask for it (CLINICAL 13)."""
        weight = self.patient.usual_weight
        given = {
            "since": self.last_visit,
            "show_stage": audience == "clinician",
            "thresholds": GUIDELINES[settings.ALSWEAK_GUIDELINE],
        } | shown
        return Context(audience=audience, usual_weight=float(weight) if weight else None, **given)

    def figure(self, name: str, audience: Audience = "patient", **shown: Any) -> Figure:
        """One of ``FIGURES`` in marks; in words where there is nothing to draw. KeyError for no such name."""
        describe = FIGURES[name]
        if not self.report:
            return Figure(name, str(describe.title), str(NOT_YET))
        return describe(self.report, self.series, self.context(audience, **shown))


def _not_for_all(trend: Json) -> tuple[str, ...]:
    usable = trend["state"] == "usable" or not trend["measure"].startswith("function.")
    return CLINICAL if usable else ("slope", "low", "high", *CLINICAL)


def summary_for(patient: Patient, at: dt.date | None = None) -> Summary:
    """The stored report of a patient in one read; with ``at``, the report as it would have stood that day."""
    if at is not None:
        computed = derive.compute(patient, at)
        return Summary(patient, Freshness(f"at {at}", current=True, as_of=at), computed.report, computed.series)
    row = next(iter(_stored(patient.pk)), None)
    if row is None:
        return Summary(patient, freshness_of(patient, None))
    return Summary(patient, freshness_of(patient, row), row.report, row.series)


def flags_for(patient: Patient) -> tuple[Freshness, list[FlagGroup]]:
    """What the stored report raised, in one light read: no more of it leaves the database than its flags."""
    row = next(iter(_raised(patient.pk)), None)
    if row is None:
        return freshness_of(patient, None), []
    return freshness_of(patient, row), flag_groups(row.flags, row.as_of, row.details or ())


@prepared
def _stored(patient: uuid.UUID) -> QuerySet[Report]:
    return Report.objects.filter(patient=patient)


@prepared
def _raised(patient: uuid.UUID) -> QuerySet[Any]:
    rows = Report.objects.filter(patient=patient).only("data_version", "engine", "as_of", "computed_at")
    return rows.annotate(flags=KeyTransform("flags", "report"), details=KeyTransform("flags", "series"))
