"""The report of a patient as its row has it: in one query, no more of it than is asked for. None before the first."""

import uuid
from typing import Any

from django.db.models import Case, QuerySet, When
from django.db.models.fields.json import KeyTransform

from people.models import Patient
from people.prepared import prepared
from symptoms.models import LARGE, Report


def whole(patient: uuid.UUID) -> Report | None:
    """With ``report`` and ``series``."""
    return _first(_whole(patient))


def outlined(patient: uuid.UUID) -> Any:
    """With ``outline``; a row that has none brings ``whole_report`` and ``whole_series``."""
    return _first(_outlined(patient))


def raised(patient: uuid.UUID) -> Any:
    """With ``flags``, as the JSON of the report has them."""
    return _first(_raised(patient))


def stamped(patient: uuid.UUID) -> Report | None:
    """With what says how far it has got."""
    return _first(_stamped(patient))


def with_stamp(patient_id: uuid.UUID | str) -> Patient:
    """The patient, whose ``report`` has no more than says how far it has got. Raises ``Patient.DoesNotExist``."""
    patient: Patient | None = _first(_with_stamp(uuid.UUID(str(patient_id))))
    if patient is None:
        raise Patient.DoesNotExist(patient_id)
    return patient


def _first(rows: list[Any]) -> Any:
    return next(iter(rows), None)


@prepared
def _whole(patient: uuid.UUID) -> QuerySet[Report]:
    return Report.objects.filter(patient=patient).defer("outline")


@prepared
def _outlined(patient: uuid.UUID) -> QuerySet[Any]:
    missing = {f"whole_{name}": Case(When(outline__isnull=True, then=name)) for name in ("report", "series")}
    return Report.objects.filter(patient=patient).defer("report", "series").annotate(**missing)


@prepared
def _raised(patient: uuid.UUID) -> QuerySet[Any]:
    rows = Report.objects.filter(patient=patient).only("data_version", "engine", "as_of", "computed_at")
    return rows.annotate(flags=KeyTransform("flags", "report"))


@prepared
def _stamped(patient: uuid.UUID) -> QuerySet[Report]:
    return Report.objects.filter(patient=patient).defer(*LARGE, "series_digest")


@prepared
def _with_stamp(patient: uuid.UUID) -> QuerySet[Patient]:
    return Patient.objects.filter(pk=patient).select_related("report").defer(*(f"report__{name}" for name in LARGE))
