"""Taking records along: the page that says what there is to take, and the complete record as a zip."""

import tempfile
import uuid
from collections.abc import Callable, Iterable
from contextlib import ExitStack

from django.db import transaction
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from exchange.archive.reader import Reader, reader_of
from exchange.archive.write import one_moment, write_archive
from exchange.fhir import reader as fhir
from exchange.fhir.write import bundles
from exchange.left_out import beside_measures
from people import replica
from people.access import Verb, open_clinic, open_record
from people.models import Clinic, Patient, User
from people.recheck import recheck_first
from people.requests import SignedIn

# Records of a clinic in one download: a record takes 60 ms for each year, so that 200 of five years take a minute.
# A bundle of FHIR takes five times that, so that it is in the zip of one record alone.
MOST = 200


@require_safe
def export(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """What can be taken of this record, and what is in each file."""
    record = open_record(request.user, patient_id, Verb.EXPORT, shows=True)
    beside = beside_measures(_only(record.patient), reader_of([record], request.user))
    context = {"record": record, "beside": ", ".join(map(str, beside))}
    return render(request, "exchange/export.html", context)


@require_safe
@recheck_first
def export_zip(request: SignedIn, patient_id: uuid.UUID) -> FileResponse:
    record = open_record(request.user, patient_id, Verb.EXPORT)
    patients, reader = _only(record.patient), fhir.reader_of(record, request.user)
    return _zip(patients, reader.rows, beside=lambda: bundles(patients, reader))


@require_safe
def export_clinic(request: SignedIn, clinic_id: int) -> HttpResponse:
    """The same of all records of a clinic that one opens there."""
    clinic = _clinic(request.user, clinic_id)
    number = _kept_by(clinic, request.user).count()
    context = {"staff": True, "clinic": clinic, "number": number, "most": MOST, "fits": number <= MOST}
    return render(request, "exchange/export_clinic.html", context)


@require_safe
@recheck_first
def export_clinic_zip(request: SignedIn, clinic_id: int) -> HttpResponseBase:
    clinic = _clinic(request.user, clinic_id)
    wanted = list(_kept_by(clinic, request.user).values_list("pk", flat=True)[: MOST + 1])
    if not 0 < len(wanted) <= MOST:
        return redirect("export_clinic", clinic.pk)
    with transaction.atomic():
        records = [open_record(request.user, pk, Verb.EXPORT) for pk in wanted]
    return _zip(Patient.objects.filter(pk__in=wanted), reader_of(records, request.user))


def _only(patient: Patient) -> QuerySet[Patient]:
    return Patient.objects.filter(pk=patient.pk)


def _clinic(user: User, clinic_id: int) -> Clinic:
    """Where somebody may take a copy of every record. Raises ``Http404``."""
    told = _("There is no such clinic here, or you can take no copy of its records.")
    return open_clinic(user, clinic_id, Verb.EXPORT, told=told)


def _kept_by(clinic: Clinic, user: User) -> QuerySet[Patient]:
    """Those that somebody opens as one of its team, and not by a grant of their own."""
    own = user.memberships.current().filter(patient__isnull=False)
    return clinic.patients.exclude(pk__in=own.values("patient")).order_by()


def _zip(
    patients: QuerySet[Patient], reader: Reader, *, beside: Callable[[], Iterable[tuple[str, Iterable[str]]]] = tuple
) -> FileResponse:
    """From a file on disk that has no name, and is gone with the answer: no more memory than a row, and an error is a
    page and not half a file."""
    with ExitStack() as until_it_is_sent:
        file = until_it_is_sent.enter_context(tempfile.TemporaryFile())

        def write() -> None:
            with one_moment():
                write_archive(patients, file, made_at=timezone.now(), reader=reader, beside=beside())

        replica.written(file, write)
        until_it_is_sent.pop_all()
    file.seek(0)
    # A name in a list of files tells nobody's name.
    return FileResponse(file, as_attachment=True, filename="alsweak.zip", content_type="application/zip")
