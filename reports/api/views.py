"""The report and its figures as JSON, from the stored row. Only a report *at* a day is computed, for whoever asks."""

from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from clinical.compare import Comparison, compare
from clinical.plain import plain
from clinical.report import Report
from people.access import Of, Verb
from reports.api import schema
from reports.compare.asked import DaysForm, bounds_of
from reports.figures import FIGURES
from reports.figures.context import Audience
from reports.figures.explore.dates import config
from reports.figures.language import written_as
from reports.figures.to_plotly import to_plotly
from reports.sheet import Asked, printed
from reports.sheet.said import PrintedSummary, said
from reports.summary import Summary, summary_for
from symptoms.api.asked import SwitchField
from symptoms.api.door import OpensRecord, not_yet, user_of
from symptoms.api.schema import REFUSED
from symptoms.api.serializers import NotYetSerializer, StrictSerializer
from symptoms.derive.maker import last_day
from symptoms.read.private import rules_hidden
from symptoms.record.days import local_day
from symptoms.record.validation import check_day

OTHERS = {202: NotYetSerializer} | REFUSED["GET"]  # what a report or a figure is answered with instead
STAGE, SLOPE = "stage", "slope"  # shown to a person who asks to see them (CLINICAL 3.6, 13)


class AtSerializer(StrictSerializer):
    at = serializers.DateField(
        required=False, help_text="As it would have stood that day, from entries for days up to it."
    )


class DrawnSerializer(AtSerializer):
    mode = serializers.ChoiceField(choices=["light", "dark"], default="light")
    dates = serializers.ChoiceField(choices=["words", "iso"], default="words", help_text="How days are written.")
    stage = SwitchField(default=False, help_text="Show the estimated stage.")
    slope = SwitchField(default=False, help_text="Show the estimated slope.")


class DaysSerializer(StrictSerializer):
    """“from” is a word of Python's own."""

    earlier = "The earlier day; the last visit where it is left out."
    later = "The later day; the day of the report where it is left out."

    def get_fields(self) -> dict[str, Any]:
        told = {"from": self.earlier, "to": self.later}
        days = {name: serializers.DateField(required=False, help_text=help_text) for name, help_text in told.items()}
        return days | super().get_fields()


class SpanSerializer(DaysSerializer):
    earlier = "The first day; that of the last visit where it is left out."
    later = "The last day; the day of the report where it is left out."
    stage = SwitchField(default=False, help_text="With the stage.")
    slope = SwitchField(default=False, help_text="With the slope.")


class Asks(OpensRecord):
    asks: type[serializers.Serializer]

    def asked(self) -> dict[str, Any]:
        """What the address asks, checked."""
        checked = self.asks(data=self.request.query_params.dict())
        checked.is_valid(raise_exception=True)
        return dict(checked.validated_data)


class ReadsSummary(Asks):
    @property
    def audience(self) -> Audience:
        return "clinician" if self.record.for_clinician else "patient"

    def read(self) -> tuple[Summary, dict[str, Any]]:
        """The summary that the address asks for, and what else it asks."""
        asked = self.asked()
        at = asked.get("at")
        if at:
            check_day(self.record.patient, at, timezone.now(), field="at")
        hides = rules_hidden(self.record, user_of(self.request))
        return summary_for(self.record.patient, at, hides), asked


class ReportView(ReadsSummary):
    """The computed report; “current” is false while an entry is not in it yet. Self-reported, not a diagnosis."""

    asks = AtSerializer

    @extend_schema(parameters=[AtSerializer], responses={200: Report} | OTHERS)
    def get(self, request: Request, **path: Any) -> Response:
        summary, _asked = self.read()
        return not_yet() if not summary.ready else Response(summary.json(self.audience))


class ComparisonView(ReadsSummary):
    """How the record stood on two days, and what lies between them: for the care team."""

    asks = DaysSerializer
    reads_of = Of.TEAM
    told = gettext_lazy("This page is for the care team.")

    @extend_schema(parameters=[DaysSerializer], responses={200: Comparison} | OTHERS)
    def get(self, request: Request, **path: Any) -> Response:
        patient, days = self.record.patient, self.asked()
        summary = summary_for(patient, hides=rules_hidden(self.record, user_of(request)))
        if not summary.ready:
            return not_yet()
        within = bounds_of(summary, last_day(patient, timezone.now()))
        if within is None:
            none = _("There are no two days to compare yet. They are here once something was entered on a second day.")
            raise ValidationError({"from": [none]})
        form = DaysForm({name: days[name].isoformat() if name in days else "" for name in ("from", "to")}, within)
        if not form.is_valid():
            raise ValidationError({name: list(map(str, told)) for name, told in form.errors.items()})
        found = compare(summary.report, summary.series, *form.days)
        return Response(plain(found) | {"signs": summary.flags_json(found.signs)})


class SummaryView(Asks):
    """What is printed for a visit, as JSON: since the last visit up to now, or of the days that are asked for. What
    helpers said before the visit is whole here, and on paper as much as there is room for."""

    reads = Verb.PRINT
    asks = SpanSerializer

    @extend_schema(parameters=[SpanSerializer], responses={200: PrintedSummary} | OTHERS)
    def get(self, request: Request, **path: Any) -> Response:
        query, patient = self.asked(), self.record.patient
        asked = Asked(query.get("from"), query.get("to"), query[SLOPE], query[STAGE], whole=True)
        made = printed(self.record, user_of(request), asked, local_day(patient, timezone.now()))
        return not_yet() if made is None else Response(plain(said(made)))


class FigureView(ReadsSummary):
    """One figure, as data, layout and config for Plotly."""

    asks = DrawnSerializer

    @extend_schema(
        parameters=[
            OpenApiParameter("name", str, OpenApiParameter.PATH, enum=list(FIGURES)),
            DrawnSerializer,
        ],
        responses={200: schema.Figure} | OTHERS,
    )
    def get(self, request: Request, name: str, **path: Any) -> Response:
        if name not in FIGURES:
            raise Http404(_("There is no such figure. There are: %(names)s.") % {"names": ", ".join(FIGURES)})
        summary, asked = self.read()
        if not summary.ready:
            return not_yet()
        shown = {f"show_{switch}": True for switch in (STAGE, SLOPE) if asked[switch]}
        with written_as(asked["dates"]):
            drawn = to_plotly(summary.figure(name, self.audience, **shown), asked["mode"])
            return Response(drawn | {"config": config()})
