"""The tables of a person and of what was recorded of them."""

from collections.abc import Iterator
from typing import Any

from clinical.courses import DETAILS, SIDED
from clinical.vocabulary import CELL_NAMES
from exchange.archive.authors import Authors
from exchange.archive.kinds import DAY, ID, MOMENT, NUMBER, TEXT, WHOLE, YES, Column, one_of, some_of
from exchange.archive.reader import Reader
from exchange.archive.tables import CELL, LABEL, PATIENT, RECORDED, ROW_ID, STANDING, START, People, Table, rows_of
from people.models import Patient
from symptoms.day.walk import TOPICS
from symptoms.models import CellMark, Event, Plan, RememberedOnset, Treatment
from symptoms.models.base import Source
from symptoms.read.reasons import reasons_of
from symptoms.wording.check_in import NOT_KNOWN as REASONS
from symptoms.wording.courses import STOP_REASONS

FACTS = (
    Column("name", TEXT, "the person's name"),
    Column("birth_date", DAY, "date of birth"),
    Column("time_zone", TEXT, "whose midnight ends the days of the record", needed=True),
    Column("onset_month", DAY, "the first day of the month in which symptoms began"),
    Column("onset_precision", one_of(Patient.Precision), "how exact that month is", needed=True),
    Column("onset_cell", one_of(CELL_NAMES), "the part in which symptoms began"),
    Column("diagnosis_date", DAY, "date of the diagnosis"),
    Column("writing_hand", one_of(Patient.Hand), "the hand that the person writes with"),
    Column("usual_weight", NUMBER, "kg, before the illness"),
    Column("height", WHOLE, "cm"),
    Column("ended_on", DAY, "the day on which the record was closed"),
    Column("ended_why", one_of(Patient.Ending), "why it was closed"),
    Column("family_until", DAY, "the last day on which family reads a closed record"),
)
_PEOPLE = (Column("id", ID, "of the record, wherever the file goes", needed=True), PATIENT, *FACTS)


def _people(patients: People, names: Authors, reader: Reader) -> Iterator[dict[str, Any]]:
    fields = ["pk", "reference", *(column.name for column in FACTS)]
    header = [column.name for column in _PEOPLE]
    for values in patients.order_by("reference", "pk").values_list(*fields).iterator():
        yield dict(zip(header, values, strict=True))


_NOT_KNOWN = (
    PATIENT,
    Column("date", DAY, "the day that was asked about", needed=True),
    Column("source", one_of(Source), "who said it", needed=True),
    CELL,
    Column("reason", one_of(REASONS), "why there is no grade", needed=True),
)


def _not_known(patients: People, names: Authors, reader: Reader) -> Iterator[dict[str, Any]]:
    for patient in patients.order_by("reference", "pk").iterator():
        for (day, source), reasons in sorted(reasons_of(patient.pk).items()):
            for cell in sorted(reasons):
                yield {
                    "patient": patient.reference,
                    "date": day,
                    "source": source,
                    "cell": cell,
                    "reason": reasons[cell],
                }


_TREATMENTS = (
    PATIENT,
    ROW_ID,
    Column("kind", one_of(Treatment.Kind), "which treatment", needed=True),
    Column("detail", one_of(DETAILS), "what exactly, of its kind", since=2),
    Column("side", one_of(SIDED), "on which side it is worn", since=2),
    LABEL,
    Column("dose", TEXT, "the dose, or the setting of a device", since=2),
    START,
    Column("stop", DAY, "the last day; nothing: it goes on"),
    Column("stop_reason", one_of(STOP_REASONS), "why it was stopped", since=2),
    *RECORDED,
)
_EVENTS = (
    PATIENT,
    ROW_ID,
    Column("kind", one_of(Event.Kind), "what happened", needed=True),
    LABEL,
    START,
    Column("end", DAY, "the last day; nothing: it was one day"),
    Column("serious", YES, "a fall with injury, choking that needed help"),
    *RECORDED,
)
_MARKS = (
    PATIENT,
    ROW_ID,
    CELL,
    Column("kind", one_of(CellMark.Kind), "a clinician's word on this part", needed=True),
    Column("on", DAY, "involved since"),
    *RECORDED,
)
_REMEMBERED = (
    PATIENT,
    ROW_ID,
    CELL,
    Column("month", DAY, "the first day of the month, of the three months or of the year that is remembered"),
    Column("precision", one_of(RememberedOnset.Precision), "how exact it is", needed=True),
    *RECORDED,
)
_PLANS = (
    PATIENT,
    Column("since", DAY, "the day from which on it is the plan", needed=True),
    Column("cadence", one_of(Plan.Cadence), "how often the person wants to log", needed=True),
    Column("left_out", some_of(TOPICS), "what is not asked"),
    Column("author", TEXT, "who made it, as in authors.csv"),
    Column("made_at", MOMENT, "when it was made", needed=True),
)
PEOPLE = Table("people.csv", "Whose records these are, and the facts of each person.", _PEOPLE, _people)
NOT_KNOWN = Table("not_known.csv", "Parts of which somebody said why there is no grade.", _NOT_KNOWN, _not_known)
TREATMENTS = Table(
    "treatments.csv",
    "Treatments.",
    _TREATMENTS,
    rows_of(Treatment, _TREATMENTS, ("start", "kind", "pk"), status=STANDING),
)
EVENTS = Table(
    "events.csv",
    "What happened along the way.",
    _EVENTS,
    rows_of(Event, _EVENTS, ("start", "kind", "pk"), status=STANDING),
)
MARKS = Table(
    "marks.csv",
    "A clinician's word on a part: involved, not involved, another cause.",
    _MARKS,
    rows_of(CellMark, _MARKS, ("cell", "pk"), status=STANDING),
)
REMEMBERED = Table(
    "remembered.csv",
    "When a part that was weak already began, as somebody remembers it.",
    _REMEMBERED,
    rows_of(RememberedOnset, _REMEMBERED, ("cell", "source", "pk"), status=STANDING),
)
PLANS = Table("plans.csv", "How often the person wanted to log.", _PLANS, rows_of(Plan, _PLANS, ("since", "pk")))
