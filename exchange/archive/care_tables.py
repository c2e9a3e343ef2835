"""The tables of what a team did, of who wrote, and of who may see."""

from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, When

from care.before_said import QUESTIONS
from care.models import (
    DueAnswer,
    MotorSigns,
    OpmLine,
    SignAnswer,
    Strength,
    Talked,
    Visit,
    VisitAnswer,
)
from care.wording import DIAGNOSES, FOUND
from care.wording import MODES as VISIT_MODES
from clinical.due import Task
from clinical.opm import MOTOR, ONSETS, PROPAGATIONS, BodyRegion
from clinical.strength import MRC
from clinical.vocabulary import Side
from exchange.archive.kinds import DAY, ID, MOMENT, TEXT, WHOLE, YES, Column, one_of, some_of
from exchange.archive.tables import PATIENT, RECORDED, ROW_ID, STANDING, VISIT, Table, rows_of
from people.models import Membership
from symptoms.models import FunctionCheck, Measurement
from symptoms.models.base import AskedBack, Recorded, Source


def _linked(model: type[AskedBack]) -> Case:
    """Whether a visit is linked with numbers of the clinic of its day, and there are such numbers still."""
    link = "function_check" if model is FunctionCheck else "measurement"
    rows = model._default_manager.standing().filter(
        patient=OuterRef("patient"), day=OuterRef("day"), source=Source.CLINICIAN
    )
    return Case(When(Q(Exists(rows), **{f"{link}__isnull": False}), then=True), default=False)


_VISITS = (
    PATIENT,
    ROW_ID,
    Column("day", DAY, "the day of the visit", needed=True),
    Column("mode", one_of(VISIT_MODES), "how it took place"),
    Column("note", TEXT, "the note of the visit"),
    Column("next_visit", DAY, "the next visit, as it was named"),
    Column("diagnosis", one_of(DIAGNOSES), "as it was said at the visit"),
    Column("diagnosis_date", DAY, "of that diagnosis"),
    Column("scored", YES, "the clinic's scores of that day in observations.csv belong to it"),
    Column("measured", YES, "the clinic's measurements of that day in observations.csv belong to it"),
    *RECORDED,
)
_STRENGTH = (
    PATIENT,
    VISIT,
    Column("muscle", TEXT, "the muscle group", needed=True),
    Column("side", one_of(Side), "left or right, where it has sides"),
    Column("grade", one_of(MRC), "by the scale of the MRC", needed=True),
)
_MOTOR_SIGNS = (
    PATIENT,
    VISIT,
    Column("region", one_of(BodyRegion), "the body region of OPM", needed=True),
    Column("upper", one_of(FOUND), "signs of the upper motor neuron; nothing: not examined"),
    Column("lower", one_of(FOUND), "signs of the lower motor neuron; nothing: not examined"),
)
_OPM = (
    PATIENT,
    ROW_ID,
    VISIT,
    Column("on", DAY, "the day on which it was said", needed=True),
    Column("onset", one_of(ONSETS), "O", needed=True),
    Column("propagation", one_of(PROPAGATIONS), "P", needed=True),
    Column("months", WHOLE, "months to the propagation"),
    Column("motor", one_of(MOTOR), "M"),
    Column("stands", YES, "it is the one that stands; nothing: another was said since"),
    *RECORDED,
)
_SIGNS = (
    PATIENT,
    Column("rule", TEXT, "the rule of the sign (docs/clinical.md 7.3)", needed=True),
    Column("since", DAY, "the first day of the sign", needed=True),
    Column("action", one_of(SignAnswer.Action), "what the team did", needed=True),
    Column("until", DAY, "the day on which it is shown again"),
    Column("reason", one_of(SignAnswer.Reason), "why it was closed"),
    Column("note", TEXT, "the team's note"),
    Column("tells", YES, "the person is told that the team has seen it"),
    Column("press", ID, "of the press that it was"),
    Column("author", TEXT, "who did it, as in authors.csv", needed=True),
    Column("at", MOMENT, "when", needed=True),
    Column("undone_by", TEXT, "who took the answer back, as in authors.csv"),
    Column("undone_at", MOMENT, "when", field="undo__at"),
    Column("reply", TEXT, "the words to the person with it", field="reply__text"),
    Column("reply_by", TEXT, "who wrote them, as in authors.csv"),
    Column("reply_at", MOMENT, "when", field="reply__at"),
)
_ANSWERS = (
    PATIENT,
    ROW_ID,
    Column("visit_day", DAY, "the day of the visit that was coming", needed=True),
    Column("question", one_of(QUESTIONS), "what was asked", needed=True),
    Column("answer", TEXT, "what was picked, with blanks between"),
    Column("words", TEXT, "in own words"),
    Column("shown_to", one_of(VisitAnswer.ShownTo), "with whom its author shares it, of what is theirs to share"),
    *RECORDED,
)
_TALKED = (
    PATIENT,
    Column("answer", ID, "the id of the answer, of visit_answers.csv", needed=True, field="answer_id"),
    Column("done", YES, "it was talked about; nothing: it was not after all"),
    Column("press", ID, "of the press that it was", needed=True),
    Column("author", TEXT, "who pressed, as in authors.csv", needed=True),
    Column("at", MOMENT, "when", needed=True),
)
_DUE = (
    PATIENT,
    ROW_ID,
    Column("task", one_of(Task), "what is looked at again (docs/clinical.md 9.4)", needed=True),
    Column("action", one_of(DueAnswer.Action), "what the team answered", needed=True),
    Column("on", DAY, "the day on which it was done"),
    Column("until", DAY, "the day on which it is asked for again"),
    Column("of", ID, "the id of the answer that is taken back", field="of_id"),
    Column("author", TEXT, "who answered, as in authors.csv", needed=True),
    Column("at", MOMENT, "when", needed=True),
)
_CONSENTS = (
    PATIENT,
    Column("who", TEXT, "the account, by name", field="user__name"),
    Column("clinic", TEXT, "the clinic that keeps the record", field="clinic__name"),
    Column("role", one_of(Membership.Role), "as what"),
    Column("access", one_of(Membership.Access), "to look, or to look and write"),
    Column("starts_at", MOMENT, "from when on"),
    Column("ends_at", MOMENT, "until when; nothing: it goes on"),
    Column("granted_by", TEXT, "who gave it, by name", field="granted_by__name"),
    Column("ended_by", TEXT, "who ended it, by name", field="ended_by__name"),
    Column("purpose", one_of(Membership.Purpose), "what for"),
    Column("basis", one_of(Membership.Basis), "who agreed to it, and how"),
    Column("text_version", TEXT, "of the text that was shown"),
    Column("shares", some_of(["mood", "caregiver", "wishes"]), "the parts that are shown too"),
    Column("reason", TEXT, "of an emergency"),
)

VISITS = Table(
    "visits.csv",
    "Visits to the clinic. What was scored and measured there stands in observations.csv.",
    _VISITS,
    rows_of(
        Visit,
        _VISITS,
        ("day", "made_at", "pk"),
        derived={"scored": _linked(FunctionCheck), "measured": _linked(Measurement)},
        status=STANDING,
    ),
)
_AT_VISIT: dict[str, Any] = {"patient": "visit__patient", "authors": {}, "visit__status": STANDING}
STRENGTH = Table(
    "strength.csv",
    "Strength by muscle and side, as examined at a visit.",
    _STRENGTH,
    rows_of(Strength, _STRENGTH, ("visit__day", "visit", "muscle", "side"), **_AT_VISIT),
)
MOTOR_SIGNS = Table(
    "motor_signs.csv",
    "Signs of the motor neurons by body region, as examined at a visit.",
    _MOTOR_SIGNS,
    rows_of(MotorSigns, _MOTOR_SIGNS, ("visit__day", "visit", "region"), **_AT_VISIT),
)
OPM = Table(
    "opm.csv",
    "The line of OPM as a clinician confirmed it at a visit.",
    _OPM,
    rows_of(
        OpmLine,
        _OPM,
        ("on", "made_at", "pk"),
        derived={"stands": Case(When(status=STANDING, then=True), default=False)},
        visit__status=STANDING,
        status__in=(STANDING, Recorded.Status.SUPERSEDED),
    ),
)
SIGNS = Table(
    "signs.csv",
    "What the care team did about the signs. The signs themselves follow from the record.",
    _SIGNS,
    rows_of(
        SignAnswer,
        _SIGNS,
        ("at", "pk"),
        authors={"author": "by_id", "undone_by": "undo__by_id", "reply_by": "reply__by_id"},
    ),
)
VISIT_ANSWERS = Table(
    "visit_answers.csv",
    "What the person and who helps them said before a visit.",
    _ANSWERS,
    rows_of(VisitAnswer, _ANSWERS, ("visit_day", "made_at", "pk"), status=STANDING),
    since=2,
)
TALKED = Table(
    "talked.csv",
    "What of that was talked about; of an answer the last line counts.",
    _TALKED,
    rows_of(Talked, _TALKED, ("at", "pk"), authors={"author": "by_id"}, answer__status=STANDING),
    since=2,
)
DUE = Table(
    "due.csv",
    "What the care team answered to what is looked at again; of a task the last one counts that was not taken back.",
    _DUE,
    rows_of(DueAnswer, _DUE, ("at", "pk"), authors={"author": "by_id"}),
    since=2,
)
AUTHORS = Table(
    "authors.csv",
    "Who entered what, by name. An import makes no account: it keeps the names.",
    (
        Column("author", TEXT, "as the other files call them; with a number where several have one name", needed=True),
        Column("name", TEXT, "the name", needed=True),
    ),
    lambda patients, names, reader: names.rows(),
)
CONSENTS = Table(
    "consents.csv",
    "Who may see the record, from when to when, and who agreed to it. For reading only: an import makes no account and"
    " opens the record to nobody.",
    _CONSENTS,
    rows_of(Membership, _CONSENTS, ("starts_at", "pk"), authors={}),
)
