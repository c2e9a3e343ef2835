"""What the care team does about a raised sign: written here, and joined when it is read, so that it counts at once."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from care.models import Place, SignAnswer
from clinical.life import State
from clinical.need import Facts, Sign
from clinical.signs import Flag
from people import audit
from people.models import Patient, User
from symptoms.models import Report
from symptoms.record.days import local_day
from symptoms.write.transaction import lock

OPEN = str(State.OPEN)
States = dict[tuple[str, dt.date], str]  # by rule and first day of the episode


def answer_sign(
    patient: Patient,
    rule: str,
    since: dt.date,
    action: str,
    *,
    by: User,
    now: dt.datetime,
    until: dt.date | None = None,
) -> SignAnswer:
    """What the care team did about a raised sign; the last answer to an episode counts.

    ``until``: for "snoozed", the day on which it is shown again. Raises ``ValidationError`` for a sign that the stored
    report does not hold, and for a day that is missing, not after today, or not asked for.
    """
    if action != SignAnswer.Action.SNOOZED and until:
        raise ValidationError({"until": _("A day belongs to “snoozed” only.")})
    if action == SignAnswer.Action.SNOOZED and (until is None or until <= local_day(patient, now)):
        raise ValidationError({"until": _("A day after today is needed.")})
    with transaction.atomic():
        lock(patient)
        if not _was_raised(patient, rule, since):
            raise ValidationError({"rule": _("%(rule)s was not raised on %(since)s.") % {"rule": rule, "since": since}})
        answer = SignAnswer(patient=patient, rule=rule, since=since, action=action, until=until, by=by, at=now)
        answer.full_clean(exclude=["patient", "by"])
        answer.save(force_insert=True)
        Place.objects.filter(patient=patient).update(made_of=None)  # it counts in the list at once
        audit.record("write", user=by, patient=patient, detail=f"signanswer {answer.pk}")
    return answer


def _was_raised(patient: Patient, rule: str, since: dt.date) -> bool:
    report = Report.objects.filter(patient=patient).only("facts").first()
    signs = Facts.from_json(report.facts).signs if report else ()
    return (rule, since) in {(sign.rule, sign.since) for sign in signs}


def states_of(patient: Patient, flags: Sequence[Flag | Sign], on: dt.date, *, until: dt.date | None = None) -> States:
    """How each flag of a report stands on the day ``on``: ``open``, or what was last done about it. One query."""
    return states(patient, flags, answers_of([patient.pk])[patient.pk] if flags else [], on, until=until)


Answered = dict[uuid.UUID, list[SignAnswer]]


def answers_of(patients: list[uuid.UUID]) -> Answered:
    """What was answered about each of these people, in the order in which it was."""
    found: Answered = {pk: [] for pk in patients}
    for row in SignAnswer.objects.filter(patient__in=patients).order_by("at", "pk"):
        found[row.patient_id].append(row)
    return found


def states(
    patient: Patient,
    flags: Iterable[Flag | Sign],
    answered: list[SignAnswer],
    on: dt.date,
    *,
    until: dt.date | None = None,
) -> States:
    """``open`` until the care team did something; a snooze runs out, a new firing after an answer opens it again.

    An answer is to the episode that is open where it was given to that one or to a later first day: an entry for an
    earlier day may move the beginning. ``until``: only what was done up to that day, as it stood then; else all of it
    counts, that of a moment ago too.
    """
    raised = {flag.rule: flag for flag in flags}  # a rule has one open episode at most
    found = {(flag.rule, flag.since): OPEN for flag in flags}
    for row in answered:
        flag, day = raised.get(row.rule), local_day(patient, row.at)
        if flag and row.since >= flag.since and (until is None or day <= until):
            over = row.until is not None and row.until <= on
            found[flag.rule, flag.since] = OPEN if over or flag.last > day else row.action
    return found
