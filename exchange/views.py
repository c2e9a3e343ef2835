"""A CSV out through the browser; the format is that of the command line (DESIGN 3)."""

import uuid

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from exchange.csv_write import csv_parts
from people import replica
from people.access import Verb, open_record
from people.models import Patient
from people.recheck import recheck_first
from people.requests import SignedIn
from symptoms.read.private import measures_hidden


@require_safe
@recheck_first
def export_csv(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    record = open_record(request.user, patient_id, Verb.EXPORT)
    whose, hidden = Patient.objects.filter(pk=record.patient.pk), measures_hidden(record)
    text = replica.read(lambda: "".join(csv_parts(whose, hidden=hidden)))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="alsweak.csv"'  # a name in a file list tells nobody's name
    return response
