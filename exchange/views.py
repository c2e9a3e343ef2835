"""CSV in and out through the browser; the format is that of the command line (DESIGN 3)."""

import uuid

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from exchange.csv_read import read_csv
from exchange.csv_write import csv_parts
from exchange.forms import ImportForm
from exchange.importing import import_rows
from exchange.rows import CsvRefused
from people.access import Verb, open_record
from people.clinics import clinics_written_by
from people.models import Patient
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
    form = ImportForm(request.POST or None, request.FILES or None, clinics=clinics)
    context = {"staff": True, "form": form, "megabytes": settings.ALSWEAK_IMPORT_MAX_BYTES // 1_000_000}
    status = 200
    if request.method == "POST":
        status = 422
        file = request.FILES.get("file")
        if file and (file.size or 0) > settings.ALSWEAK_IMPORT_MAX_BYTES:
            form.add_error(
                "file", _("The file is larger than %(mb)d MB. Send it in parts.") % {"mb": context["megabytes"]}
            )
            status = 413
        elif file and form.is_valid():
            try:
                rows = read_csv(file.read())
                context["imported"] = import_rows(
                    rows, form.cleaned_data["clinic"], by=request.user, now=timezone.now()
                )
                status = 200
            except CsvRefused as refused:
                context["refused"] = refused
    return render(request, "exchange/import.html", context, status=status)
