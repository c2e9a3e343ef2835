"""E-mails that ask what matters before a visit: once for each person and visit, by the reminder that they chose.

Which ones are due follows from the rows alone, so that nothing piles up while the worker is away. The e-mail holds no
health data and no name.
"""

import datetime as dt
import logging
import zoneinfo

from django.conf import settings
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from care.before.read import ASKED_BEFORE, Coming, coming_of, said_for
from care.models import Visit, VisitLetter
from people.models import STAFF, Membership, Patient
from symptoms.day.reminders import QUIET_FROM, QUIET_TO
from symptoms.models import Plan, Reminder
from symptoms.read.plans import plan_of

DAY = dt.timedelta(days=1)
logger = logging.getLogger(__name__)


def send_due(*, now: dt.datetime) -> int:
    """Write to whoever is to be asked now. Safe to repeat: that it was sent is a row of the same transaction."""
    near = (now.date() - DAY, now.date() + ASKED_BEFORE + DAY)
    visits = Visit.objects.standing().filter(next_visit__range=near).values("patient")
    wanted = Reminder.objects.filter(on=True, user__is_active=True, user__email__isnull=False, patient__in=visits)
    # Whoever was asked is not looked at again with each run. A letter about a day to come was about the coming visit.
    asked = VisitLetter.objects.filter(
        patient=OuterRef("patient"), user=OuterRef("user"), visit_day__gt=now.date() + DAY
    )
    wanted = wanted.exclude(Exists(asked))
    sent = 0
    for reminder in wanted.select_related("patient", "user"):
        try:
            sent += _send_if_due(reminder, now)
        except Exception:
            logger.exception("The letter before a visit to the reminder %s could not be sent.", reminder.pk)
    return sent


def is_due(reminder: Reminder, now: dt.datetime) -> Coming | None:
    """The visit of which to write: near, at the chosen hour, to who may write and has neither paused nor been asked."""
    patient, user = reminder.patient, reminder.user
    local = now.astimezone(zoneinfo.ZoneInfo(patient.time_zone))
    if local.hour < reminder.hour or not QUIET_TO <= local.hour < QUIET_FROM:
        return None
    if reminder.not_before and now < reminder.not_before:
        return None
    visit = coming_of(patient, local.date())
    if visit is None or not visit.near(local.date()) or not Patient.objects.writable_by(user).filter(pk=patient.pk):
        return None
    if Membership.objects.current(now).filter(patient=patient, user=user, role__in=STAFF).exists():
        return None
    if plan_of(patient, local.date()).cadence == Plan.Cadence.PAUSE:
        return None
    written = VisitLetter.objects.filter(patient=patient, user=user)
    if visit.since:
        written = written.filter(visit_day__gt=visit.since)
    said = said_for(patient, visit).filter(author=user)
    return None if written.exists() or said.exists() else visit


def _send_if_due(reminder: Reminder, now: dt.datetime) -> bool:
    visit = is_due(reminder, now)
    if visit is None:
        return False
    try:
        with transaction.atomic():
            VisitLetter.objects.create(patient=reminder.patient, user=reminder.user, visit_day=visit.day, at=now)
            _write_to(reminder)
    except IntegrityError:  # another worker was faster
        return False
    return True


def _write_to(reminder: Reminder) -> None:
    site = settings.ALSWEAK_URL.rstrip("/")
    with translation.override(reminder.user.language or settings.LANGUAGE_CODE):
        text = _(
            "A visit is coming. If you like, you can say what you want to talk about. It takes a few presses, and you"
            " can leave out anything.\n\n%(ask)s\n\nThis comes once before each visit. At another hour, or no e-mails"
            " any more:\n%(change)s\n"
        ) % {
            "ask": site + reverse("before_visit", args=[reminder.patient_id]),
            "change": site + reverse("reminder", args=[reminder.patient_id]),
        }
        send_mail(_("Before the visit"), text, None, [str(reminder.user.email)])
