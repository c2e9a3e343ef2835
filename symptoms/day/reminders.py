"""E-mails that ask whether one wants to log: at the chosen hour, once a day at most, and only while nobody has.

Which ones are due follows from the rows alone, so that nothing piles up while worker or mail are away: afterwards one
arrives, the one of today, if its hours are not over. The e-mail holds no health data and no name.
"""

import datetime as dt
import logging
import zoneinfo

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Max, Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from people.models import Membership, Patient, User
from symptoms.models import CheckIn, Draft, Plan, Reminder
from symptoms.read.plans import due, plan_of
from symptoms.record.days import local_day
from symptoms.wording import NAMELESS, PERSON
from symptoms.wording.pages import PAGES

HOURS = (8, 10, 12, 15, 18, 20)  # of the patient's day
QUIET_FROM, QUIET_TO = 21, 8  # nobody is written to at night, not even late
LATER = dt.timedelta(hours=2)
logger = logging.getLogger(__name__)


def reminder_of(patient: Patient, user: User) -> Reminder | None:
    return Reminder.objects.filter(patient=patient, user=user).first()


def choose(patient: Patient, user: User, hour: int | None) -> None:
    """An hour of ``HOURS``, or none to be left alone."""
    said = {"on": False} if hour is None else {"on": True, "hour": hour, "not_before": None}
    Reminder.objects.update_or_create(patient=patient, user=user, defaults=said)


def later(patient: Patient, *, now: dt.datetime) -> dt.datetime | None:
    """The moment that "later today" means; None when that would be in the quiet hours."""
    moment = (now + LATER).astimezone(zoneinfo.ZoneInfo(patient.time_zone))
    same_day = moment.date() == local_day(patient, now)
    return moment if same_day and QUIET_TO <= moment.hour < QUIET_FROM else None


def put_off(patient: Patient, user: User, *, now: dt.datetime) -> None:
    """Once more today, later."""
    moment = later(patient, now=now)
    if moment:
        Reminder.objects.filter(patient=patient, user=user, on=True).update(not_before=moment, last_day=None)


def send_due(*, now: dt.datetime) -> int:
    """Write to whoever is to be reminded now. Safe to repeat: the day is taken before the e-mail is sent."""
    sent = 0
    wanted = Reminder.objects.filter(on=True, user__is_active=True, user__email__isnull=False)
    for reminder in wanted.select_related("patient", "user"):
        try:
            sent += _send_if_due(reminder, now)
        except Exception:
            logger.exception("The reminder %s could not be sent.", reminder.pk)
    return sent


def is_due(reminder: Reminder, now: dt.datetime) -> bool:
    """Whether the hour has come, nobody has logged since the plan asks for it, and today's was not sent."""
    patient = reminder.patient
    local = now.astimezone(zoneinfo.ZoneInfo(patient.time_zone))
    today = local.date()
    if reminder.last_day == today or local.hour < reminder.hour or not QUIET_TO <= local.hour < QUIET_FROM:
        return False
    if reminder.not_before and now < reminder.not_before:
        return False
    if not Patient.objects.writable_by(reminder.user).filter(pk=patient.pk).exists():
        return False
    plan = plan_of(patient, today)
    if plan.cadence == Plan.Cadence.PAUSE:
        return False
    begun = Draft.objects.filter(patient=patient, day=today).filter(~Q(answers={}) | ~Q(not_known={})).exists()
    last = CheckIn.objects.standing().filter(patient=patient, day__lte=today).aggregate(last=Max("day"))["last"]
    return not begun and due(plan, last, today)


def _send_if_due(reminder: Reminder, now: dt.datetime) -> bool:
    if not is_due(reminder, now):
        return False
    today = local_day(reminder.patient, now)
    with transaction.atomic():  # where it could not be written, the next look tries again
        free = Reminder.objects.filter(pk=reminder.pk).exclude(last_day=today)
        if not free.update(last_day=today, not_before=None):  # another worker was faster
            return False
        _write_to(reminder)
    return True


def _write_to(reminder: Reminder) -> None:
    address = reminder.user.email
    if not address:
        return
    grants = reminder.user.memberships.current().filter(patient=reminder.patient_id)
    site = settings.ALSWEAK_URL.rstrip("/")
    with translation.override(reminder.user.language or settings.LANGUAGE_CODE):
        text = _(
            "If you like, you can write down how today is. It takes about a minute, and you can leave out anything.\n\n"
            "%(log)s\n\nLater today, at another hour, or no reminders any more:\n%(change)s\n"
        ) % {
            "log": site + reverse("check_in", args=[reminder.patient_id]),
            "change": site + reverse("reminder", args=[reminder.patient_id]),
        }
        own = grants.filter(role=Membership.Role.PATIENT).exists()
        title = (PERSON if own else NAMELESS).says(PAGES["letter_title"])
        send_mail(str(title), text, None, [address])
