"""What was recorded. Every request opens the record first, and every write is a verb of ``symptoms.write.verbs``."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import FilterSet
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from clinical.vocabulary import CHECK_IN_SECTIONS
from people.access import Of
from people.models import Patient, User
from symptoms.api import serializers
from symptoms.api.asked import DayFilter
from symptoms.api.body import Pages
from symptoms.api.door import OpensRecord, user_of
from symptoms.models import CellMark, CheckIn, Event, FunctionCheck, Measurement, RememberedOnset, Treatment
from symptoms.models.base import Recorded
from symptoms.write import verbs


class ByDay(FilterSet):
    day_from = DayFilter("day", lookup_expr="gte")
    day_to = DayFilter("day", lookup_expr="lte")


class ByStart(FilterSet):
    day_from = DayFilter("start", lookup_expr="gte")
    day_to = DayFilter("start", lookup_expr="lte")


class Records(OpensRecord, ListModelMixin, RetrieveModelMixin, GenericViewSet):
    """``write`` is the service that records one. Lists hold what counts; a corrected row is still found by its id."""

    write: ClassVar[Callable[..., verbs.Receipt]]
    lookup_value_converter = "uuid"
    pagination_class = Pages

    def get_queryset(self) -> QuerySet[Any]:
        rows: Any = super().get_queryset().filter(patient=self.kwargs.get("patient_id"))
        return rows.standing() if self.action == "list" else rows

    def get_serializer_context(self) -> dict[str, Any]:
        return {
            **super().get_serializer_context(),
            "record": getattr(self, "record", None),
            "entry_there": self.entry_there,
        }

    def entry_there(self) -> Any:
        """The entry under this address; None where there is none, or the address is that of a list."""
        pk = self.kwargs.get("pk")
        return self.get_queryset().filter(pk=pk).first() if pk else None

    def create(self, request: Request, **path: Any) -> Response:
        return self.receipt(self.write(self.record.patient, **self.said(), **self.by()))

    def destroy(self, request: Request, **path: Any) -> Response:
        """Mark an entry of one's own as entered in error."""
        entry = self.get_object()
        if entry.status == Recorded.Status.SUPERSEDED:
            raise verbs.NoLongerStands
        self.take_back(entry, user_of(request))
        return Response(status=204)

    @staticmethod
    def take_back(entry: Any, by: User) -> None:
        verbs.retract(entry, by=by)

    def said(self, instance: Recorded | None = None) -> dict[str, Any]:
        """The body, as the arguments of the service."""
        serializer = self.get_serializer(instance, data=self.request.data)
        serializer.is_valid(raise_exception=True)
        return dict(serializer.validated_data)

    def by(self) -> dict[str, Any]:
        return {"by": user_of(self.request), "now": timezone.now()}

    def receipt(self, receipt: verbs.Receipt) -> Response:
        entry = self.get_queryset().get(pk=receipt.entry.pk)
        return Response(self.get_serializer(entry).data, 201 if receipt.created else 200)


class Entries(Records):
    """Rows whose id the client makes."""

    def update(self, request: Request, pk: uuid.UUID, **path: Any) -> Response:
        """Record under the client's own id. The same again is the same entry and the same answer."""
        said = _of_this_id(self.said(), pk)
        return self.receipt(self.write(self.record.patient, id=pk, **said, **self.by()))

    @action(detail=True, methods=["post"])
    def correction(self, request: Request, **path: Any) -> Response:
        """Say an entry of one's own anew, whole. The answer is a new entry; the old one stays, superseded."""
        entry = self.get_object()
        said = _of_this_id(self.said(entry), entry.pk)
        return self.receipt(self.correct(entry, said))

    def correct(self, entry: Any, said: dict[str, Any]) -> verbs.Receipt:
        return self.write(self.record.patient, supersedes=entry, **said, **self.by())


def _of_this_id(said: dict[str, Any], pk: uuid.UUID) -> dict[str, Any]:
    if said.pop("id", pk) != pk:
        raise ValidationError({"id": _("This is not the id in the address.")})
    return said


class DayEntries(Entries):
    filterset_class = ByDay

    def correct(self, entry: Any, said: dict[str, Any]) -> verbs.Receipt:
        more = {name: said[name] for name in said if name not in {"day", "source", "values", "no_change"}}
        return verbs.correct(entry, said["values"], **more, **self.by())


class CheckIns(DayEntries):
    """What someone logged for one day."""

    queryset = CheckIn.objects.select_related("author", *CHECK_IN_SECTIONS).order_by("-day", "-made_at", "pk")
    serializer_class = serializers.CheckInSerializer

    @staticmethod
    def write(patient: Patient, day: dt.date, *, no_change: bool = False, **said: Any) -> verbs.Receipt:
        if no_change:
            said.pop("values", None)
            return verbs.record_no_change(patient, day, **said)
        return verbs.record_check_in(patient, day, **said)


class FunctionChecks(DayEntries):
    """The twelve items in our own words; any of them may be missing."""

    queryset = FunctionCheck.objects.select_related("author").order_by("-day", "-made_at", "pk")
    serializer_class = serializers.FunctionCheckSerializer
    asks_back = True
    write = staticmethod(verbs.record_function_check)


class Measurements(DayEntries):
    """What was measured with a device, at home or in the clinic."""

    queryset = Measurement.objects.select_related("author").order_by("-day", "-made_at", "pk")
    serializer_class = serializers.MeasurementSerializer
    asks_back = True
    write = staticmethod(verbs.record_measurement)


class Treatments(Entries):
    """Marks on the timeline, never a claim that one worked. One that goes on and that another entered can be corrected
    too, to say that it ended: all as it was, with “stop” and maybe “stop_reason”."""

    queryset = Treatment.objects.select_related("author").order_by("-start", "pk")
    serializer_class = serializers.TreatmentSerializer
    filterset_class = ByStart
    write = staticmethod(verbs.record_treatment)


class Events(Entries):
    """Falls, choking, infections, hospital stays, operations, and events of a registry."""

    queryset = Event.objects.select_related("author").order_by("-start", "pk")
    serializer_class = serializers.EventSerializer
    filterset_class = ByStart
    write = staticmethod(verbs.record_event)


class CellMarks(Records):
    """A clinician's word on a part of the body, or "another cause". A new mark takes the place of the one before."""

    queryset = CellMark.objects.select_related("author").order_by("cell")
    serializer_class = serializers.CellMarkSerializer
    writes_of = Of.FINDINGS
    told = gettext_lazy("A clinician marks parts of the body.")
    write = staticmethod(verbs.mark_cell)


class RememberedOnsets(Entries):
    """When parts that are weak already began, as it is remembered. A new memory takes the place of the one before of
    the same part and voice: the person's, a caregiver's, a clinician's from the notes."""

    queryset = RememberedOnset.objects.select_related("author").order_by("cell", "source", "pk")
    serializer_class = serializers.RememberedOnsetSerializer
    write = staticmethod(verbs.remember_onset)
