"""What the pages that write have in common."""

import datetime as dt
import uuid
import zoneinfo
from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from people.access import Record, Verb, open_record
from people.models import Membership, Patient
from people.requests import SignedIn
from symptoms.models import CheckIn
from symptoms.models.base import DayEntry, Source
from symptoms.models.base import Record as Recorded
from symptoms.storage import SECTION_MODELS

Entry = TypeVar("Entry", bound=DayEntry)

SOURCES = {
    Membership.Role.PATIENT: Source.SELF,
    Membership.Role.CAREGIVER: Source.CAREGIVER,
    Membership.Role.CLINICIAN: Source.CLINICIAN,
}


def open_to_write(request: SignedIn, patient_id: uuid.UUID) -> Record:
    """The record, for a form: looking at the empty form is no look at the record."""
    return open_record(request.user, patient_id, Verb.WRITE if request.method == "POST" else Verb.LOG)


def source_of(record: Record, *, helped: bool = False) -> str:
    """As who this person writes. Only the person themselves can be helped."""
    source = SOURCES[record.role]
    return Source.HELPED if helped and source == Source.SELF else source


def is_own(record: Record) -> bool:
    return record.role == Membership.Role.PATIENT


def receipt_words(record: Record, entry: Recorded, day: dt.date) -> str:
    """``Saved 09:12 by Ada for Monday 2 March. Your team at North Clinic can see it.``"""
    said = _("Saved %(time)s by %(who)s for %(day)s.") % {
        "time": date_format(timezone.localtime(entry.made_at, zoneinfo.ZoneInfo(record.patient.time_zone)), "H:i"),
        "who": entry.author,
        "day": date_format(day, "l j F"),
    }
    if record.for_clinician or not _has_team(record.patient):
        return said
    seen = _("Your team at %(clinic)s can see it.") if is_own(record) else _("The team at %(clinic)s can see it.")
    return f"{said} {seen % {'clinic': record.patient.clinic}}"


def after_saving(record: Record) -> HttpResponseRedirect:
    """Home, where a caregiver of several says whose; the dashboard for a clinician."""
    if record.for_clinician:
        return redirect("dashboard", record.patient.pk)
    return redirect("home") if is_own(record) else redirect(f"{reverse('home')}?person={record.patient.pk}")


def said_before(entries: type[Entry], record: Record, day: dt.date, request: SignedIn) -> Entry | None:
    """What this author has already said about that day."""
    sections = SECTION_MODELS if entries is CheckIn else ()
    standing: QuerySet[Any] = entries._default_manager.filter(status=Recorded.Status.STANDING).select_related(*sections)
    return standing.filter(patient=record.patient, day=day, author=request.user).first()


def _has_team(patient: Patient) -> bool:
    return (
        Membership.objects.current()
        .filter(Q(patient=patient) | Q(clinic=patient.clinic_id), role=Membership.Role.CLINICIAN)
        .exists()
    )
