"""What the care team does about a raised sign: written here, and joined when it is read, so that it counts at once."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from care.models import SignAnswer, SignUndo
from clinical.life import VISIT_DAYS, State
from clinical.need import Facts, Sign
from clinical.rules import RULES
from clinical.signs import Flag
from people import audit
from people.access import Record
from people.models import Patient, User
from symptoms.models import Report
from symptoms.read.private import rules_hidden
from symptoms.record.days import local_day
from symptoms.write.transaction import IdInUse, lock

OPEN = str(State.OPEN)
States = dict[tuple[str, dt.date], str]  # by rule and first day of the episode
TELLS = (SignAnswer.Action.ACKNOWLEDGED, SignAnswer.Action.CLOSED)  # the person hears of these
WEEK = dt.timedelta(days=7)


@dataclass(frozen=True)
class Life:
    """How a sign stands by what the team did. ``answer``: the last that was not undone, also where the sign has fired
    again since; ``history``: all answers to this episode in their order, the undone ones too."""

    state: str = OPEN
    answer: SignAnswer | None = None
    history: tuple[SignAnswer, ...] = ()

    @property
    def reason(self) -> str:
        """Why it is closed; blank where it is not, or where no reason was given."""
        return self.answer.reason if self.answer and self.state == State.CLOSED else ""


Lives = dict[tuple[str, dt.date], Life]  # by rule and first day of the episode


def answer_sign(
    patient: Patient,
    rule: str,
    since: dt.date,
    action: str,
    *,
    by: User,
    now: dt.datetime,
    until: dt.date | None = None,
    reason: str = "",
    note: str = "",
    id: uuid.UUID | None = None,
) -> SignAnswer:
    """What the care team did about a raised sign; the last answer to an episode counts.

    ``until``: for "snoozed", the day on which it is shown again. ``reason``: of "closed"; another one wants a ``note``.
    ``id``: made by the client; sent again it is the same answer. Raises ``ValidationError`` for a sign that the stored
    report does not hold, and for a day or a reason that is missing or not asked for; ``IdInUse`` for an id of another.
    """
    said = {"rule": rule, "since": since, "action": action, "until": until, "reason": reason, "note": note.strip()}
    if action != SignAnswer.Action.SNOOZED and until:
        raise ValidationError({"until": _("A day belongs to “snoozed” only.")})
    if action == SignAnswer.Action.SNOOZED and (until is None or until <= local_day(patient, now)):
        raise ValidationError({"until": _("A day after today is needed.")})
    if action != SignAnswer.Action.CLOSED and reason:
        raise ValidationError({"reason": _("A reason belongs to “closed” only.")})
    if reason == SignAnswer.Reason.OTHER and not said["note"]:
        raise ValidationError({"note": _("Write the reason in the note.")})
    try:
        with transaction.atomic():
            lock(patient)
            before = SignAnswer.objects.filter(press=id).first() if id else None
            if before:
                same = {"patient_id": patient.pk, "by_id": by.pk, **said}
                if any(getattr(before, name) != value for name, value in same.items()):
                    raise IdInUse
                return before
            if not _was_raised(patient, rule, since):
                raise _not_raised(rule, since)
            answer = SignAnswer(patient=patient, by=by, at=now, press=id, tells=action in TELLS, **said)
            answer.full_clean(exclude=["patient", "by"], validate_unique=False, validate_constraints=False)
            answer.save(force_insert=True)
            _changed(patient, by, f"signanswer {answer.pk}")
    except IntegrityError as taken:  # the id was used for another patient at the same moment
        raise IdInUse from taken
    return answer


def check_shown(record: Record, user: User, rule: str, since: dt.date) -> None:
    """Raises ``ValidationError`` for a sign that is not shown to this reader, as for one that was not raised."""
    if rules_hidden(record, user)({rule}):
        raise _not_raised(rule, since)


def _not_raised(rule: str, since: dt.date) -> ValidationError:
    told = {"rule": rule, "since": since}
    return ValidationError({"rule": _("%(rule)s was not raised on %(since)s.") % told})


def answers_shown(record: Record, user: User) -> QuerySet[SignAnswer]:
    """What was answered to the signs of a record that are shown to this reader."""
    rows = SignAnswer.objects.filter(patient=record.patient).select_related("patient", "by")
    return rows.exclude(rule__in=rules_hidden(record, user)(RULES))


def undo(answer: SignAnswer, *, by: User, now: dt.datetime) -> SignUndo:
    """Take an answer back: it counts no more, and what was answered before it does again. Twice is once."""
    with transaction.atomic():
        lock(answer.patient)
        taken, created = SignUndo.objects.get_or_create(answer=answer, defaults={"by": by, "at": now})
        if created:
            _changed(answer.patient, by, f"undo of signanswer {answer.pk}")
    return taken


def _changed(patient: Patient, by: User, what: str) -> None:
    """The end of every write here, in its transaction. It counts in the list at once."""
    Report.objects.to_place(patient)
    audit.record("write", user=by, patient=patient, detail=what)


def later(choice: str, today: dt.date, next_visit: dt.date | None = None) -> dt.date:
    """The day on which a sign is shown again: in a week; or that of the next visit, where none is named about when it
    would be (CLINICAL 9)."""
    if choice == "visit" and next_visit and next_visit > today:
        return next_visit
    return today + {"week": WEEK, "visit": dt.timedelta(days=VISIT_DAYS)}[choice]


def _was_raised(patient: Patient, rule: str, since: dt.date) -> bool:
    report = Report.objects.filter(patient=patient).only("facts").first()
    signs = Facts.from_json(report.facts).signs if report else ()
    return (rule, since) in {(sign.rule, sign.since) for sign in signs}


def states_of(patient: Patient, flags: Sequence[Flag | Sign], on: dt.date, *, until: dt.date | None = None) -> States:
    """How each flag of a report stands on the day ``on``: ``open``, or what was last done about it. One query."""
    return states(patient, flags, answers_of([patient.pk])[patient.pk] if flags else [], on, until=until)


def lives_of(patient: Patient, flags: Sequence[Flag | Sign], on: dt.date, *, until: dt.date | None = None) -> Lives:
    """The same with who did it and all that was done before. One query."""
    return lives(patient, flags, answers_of([patient.pk])[patient.pk] if flags else [], on, until=until)


Answered = dict[uuid.UUID, list[SignAnswer]]


def answers_of(patients: list[uuid.UUID]) -> Answered:
    """What was answered about each of these people, in the order in which it was, with who did and who undid it."""
    found: Answered = {pk: [] for pk in patients}
    rows = SignAnswer.objects.filter(patient__in=patients).select_related("by", "undo__by", "reply__by")
    names = [f"{each}__{name}" for each in ("by", "undo__by", "reply__by") for name in ("name", "email")]
    own = [field.name for field in SignAnswer._meta.concrete_fields]
    for row in rows.only(*own, *names, "undo__at", "reply__text", "reply__at").order_by("at", "pk"):
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
    """``open`` until the care team did something; a snooze runs out, a new firing after an answer opens it again."""
    return {key: life.state for key, life in lives(patient, flags, answered, on, until=until).items()}


def lives(
    patient: Patient,
    flags: Iterable[Flag | Sign],
    answered: list[SignAnswer],
    on: dt.date,
    *,
    until: dt.date | None = None,
) -> Lives:
    """What was done about each sign, and how it stands by that on the day ``on``.

    An answer is to the episode that is open where it was given to that one or to a later first day: an entry for an
    earlier day may move the beginning. ``until``: only what was done up to that day, as it stood then; else all of it
    counts, that of a moment ago too.
    """
    raised = {flag.rule: flag for flag in flags}  # a rule has one open episode at most
    history: dict[str, list[SignAnswer]] = {rule: [] for rule in raised}
    for row in answered:
        flag = raised.get(row.rule)
        if flag and row.since >= flag.since and _by(patient, row.at, until):
            history[row.rule].append(row)
    return {(flag.rule, flag.since): _life(patient, flag, history[flag.rule], on, until) for flag in raised.values()}


def _life(patient: Patient, flag: Flag | Sign, rows: list[SignAnswer], on: dt.date, until: dt.date | None) -> Life:
    counting = [row for row in rows if not (row.undone and _by(patient, row.undone.at, until))]
    if not counting:
        return Life(history=tuple(rows))
    last = counting[-1]
    over = last.until is not None and last.until <= on
    again = flag.last > local_day(patient, last.at)
    return Life(OPEN if over or again else last.action, last, tuple(rows))


def _by(patient: Patient, at: dt.datetime, until: dt.date | None) -> bool:
    """Whether a moment is not after a day, where one is asked for."""
    return until is None or local_day(patient, at) <= until
