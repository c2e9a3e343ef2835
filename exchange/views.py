"""CSV in and out through the browser; the format is that of the command line (DESIGN 3)."""

import uuid

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from exchange import kept
from exchange.csv_read import read_csv
from exchange.csv_write import csv_parts
from exchange.forms import ImportForm
from exchange.importing import Imported, import_rows
from exchange.imports.noting import Sent
from exchange.rows import SHOWN, CsvRefused, FileInDoubt
from people.access import Verb, open_record
from people.clinics import clinics_written_by
from people.models import Clinic, Patient
from people.recheck import recheck_first
from people.requests import SignedIn
from symptoms.read.private import measures_hidden


@require_safe
@recheck_first
def export_csv(request: SignedIn, patient_id: uuid.UUID) -> StreamingHttpResponse:
    record = open_record(request.user, patient_id, Verb.EXPORT)
    parts = csv_parts(Patient.objects.filter(pk=record.patient.pk), hidden=measures_hidden(record))
    response = StreamingHttpResponse(parts, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="alsweak.csv"'  # a name in a file list tells nobody's name
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def import_csv(request: SignedIn) -> HttpResponse:
    """A file into a clinic, whole or not at all, with every wrong line told."""
    clinics = clinics_written_by(request.user)
    if not clinics:
        raise PermissionDenied(_("Only the care team of a clinic can add a file to it."))
    form = ImportForm(request.POST or None, _sent(request), clinics=clinics)
    context = {"staff": True, "form": form, "megabytes": settings.ALSWEAK_IMPORT_MAX_BYTES // 1_000_000}
    status = 200
    if request.method == "POST":
        status = 422
        file = form.files.get("file")
        if file and (file.size or 0) > settings.ALSWEAK_IMPORT_MAX_BYTES:
            form.add_error(
                "file", _("The file is larger than %(mb)d MB. Send it in parts.") % {"mb": context["megabytes"]}
            )
            status = 413
        elif file and form.is_valid():
            try:
                data = file.read()
                sent = Sent.of(data, file.name or "")
                context["imported"] = _import(request, data, form.cleaned_data["clinic"], sent)
                status = 200
            except FileInDoubt as asked:
                context |= {
                    "questions": asked.questions[:SHOWN],
                    "more": len(asked.questions[SHOWN:]),
                    "confirm": kept.digest(asked),
                    "packed": kept.pack(data),
                }
            except CsvRefused as refused:
                context["refused"] = refused
    return render(request, "exchange/import.html", context, status=status)


def _sent(request: SignedIn) -> dict[str, UploadedFile]:
    """The file that was chosen, else the one that waited on the page while its values were asked back."""
    if "file" in request.FILES or "packed" not in request.POST:
        return {name: file for name, file in request.FILES.items() if isinstance(file, UploadedFile)}
    data = kept.unpack(request.POST["packed"], settings.ALSWEAK_IMPORT_MAX_BYTES)
    return {} if data is None else {"file": SimpleUploadedFile("kept.csv", data, "text/csv")}


def _import(request: SignedIn, data: bytes, clinic: Clinic, sent: Sent) -> Imported:
    """Raises ``FileInDoubt`` where other values are asked back than those that "They are right" confirmed."""
    rows, now = read_csv(data), timezone.now()
    try:
        return import_rows(rows, clinic, by=request.user, now=now, sent=sent)
    except FileInDoubt as asked:
        if request.POST.get("confirm") != kept.digest(asked):
            raise
    return import_rows(rows, clinic, by=request.user, now=now, sent=sent, confirm=True)
