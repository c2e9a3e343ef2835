"""What the job does: it comes to the record through the one door, as who asked for it."""

import base64
import logging

from celery.exceptions import SoftTimeLimitExceeded
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone, translation

from people import replica
from people.access import Verb, open_record
from people.rights import Channel
from reports.models import Printout
from reports.pdf.make import Missing, pdf_of
from reports.pdf.waiting import State
from reports.sheet import Asked, printed
from symptoms.record.days import local_day

logger = logging.getLogger(__name__)


def run(printout_id: str) -> dict[str, str]:
    """``state``, and where that is "ready" the ``pdf`` in base 64. A right that was withdrawn meanwhile is refused, and
    nothing is told."""
    printout = Printout.objects.select_related("by", "patient").filter(pk=printout_id).first()
    if printout is None:
        return {"state": State.REFUSED}
    try:
        record = open_record(printout.by, printout.patient_id, Verb.PRINT, channel=Channel.JOB)
    except (Http404, PermissionDenied):
        return {"state": State.REFUSED}
    asked = Asked(printout.start, printout.end, printout.slope, printout.stage)
    try:
        with translation.override(printout.language):
            day = local_day(record.patient, timezone.now())
            made = replica.read(lambda: printed(record, printout.by, asked, day))
        if made is None:
            return {"state": State.FAILED}
        pdf = pdf_of(made, printout.language, printout.paper)
    except Missing:
        return {"state": State.MISSING}
    except SoftTimeLimitExceeded:
        logger.warning("A PDF took too long.")
        return {"state": State.FAILED}
    return {"state": State.READY, "pdf": base64.b64encode(pdf).decode()}
