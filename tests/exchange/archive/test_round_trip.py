"""Out as an archive and into an empty site: the same report, the same summary, the same archive."""

import datetime as dt
import uuid
from contextlib import suppress

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from alsweak.synthetic.demo import populate
from care.before import write as before
from care.before_said import DECLINED, QUESTIONS, asked_of
from care.before_said import Said as Answered
from care.due import write as due
from care.models import (
    ExerciseAnswer,
    Reply,
    SignAnswer,
    SignUndo,
    TreatmentDay,
    Visit,
    VisitAnswer,
)
from care.programme import write as programme
from care.treatments import write as treatments
from care.visits.said import Line, Said
from care.visits.write import record_visit, retract_visit
from clinical.courses import COUNTS, COURSES
from clinical.due import Action, Task
from clinical.exercise import Done, Kind
from clinical.opm import ONSETS, PROPAGATIONS
from clinical.vocabulary import CELL_NAMES, CHECK_IN_SECTIONS, MEASURES, TOTAL_GIVEN
from exchange.csv import read_csv
from exchange.importing import import_rows
from people.models import Clinic, Patient, User
from symptoms.day.plan import change_plan
from symptoms.models import CellMark, Event, Plan, RememberedOnset, Treatment
from symptoms.write import verbs
from symptoms.write.bulk import DaySaid, record_days
from symptoms.write.facts import change_facts
from symptoms.write.remembering import remember_onset
from symptoms.write.transaction import NoLongerStands, record_row
from tests.cast import NOW, TODAY
from tests.exchange.archive.carrying import carried, same_in_both
from tests.exchange.test_round_trip import AUTHORS, REGISTER, sayable, values_of

pytestmark = pytest.mark.django_db


def assert_carried(make, at=TODAY):
    archive, summaries, again, elsewhere, done = carried(make, at)
    assert elsewhere == summaries
    before, after = same_in_both(archive), same_in_both(again)
    for name, text in before[0].items():
        assert after[0][name].decode().splitlines() == text.decode().splitlines(), name
    assert after == before
    assert (done.new, done.corrected, done.created) == (0, 0, ())


def test_the_twelve_people_of_the_demo_are_the_same_elsewhere(tmp_path):
    assert_carried(lambda: populate(tmp_path / "none.csv", now=NOW))


@pytest.mark.parametrize("at", [TODAY, dt.date(2031, 12, 31)])
def test_a_register_is_the_same_elsewhere_with_its_days_to_come(at):
    def make():
        kept = {"future_days": True, "close_checks": True, "confirm": True}
        clinic = Clinic.objects.create(name="Register")
        import_rows(read_csv(REGISTER.encode()), clinic, by=None, now=NOW, **kept)

    assert_carried(make, at)


TEXTS = st.text(
    st.one_of(st.sampled_from("=+-@\t\r\n'\",;"), st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    max_size=12,
)
AGO = st.integers(0, 300).map(lambda ago: TODAY - dt.timedelta(ago))
WHO = st.sampled_from([(source, author) for source, authors in AUTHORS.items() for author in authors])
CELLS = st.sampled_from(CELL_NAMES)
NUMBERS = st.fixed_dictionaries({}, optional={name: values_of(measure) for name, measure in MEASURES.items()})
UNKNOWN = st.dictionaries(CELLS, st.sampled_from(["not_tried", "cannot_tell"]), max_size=3)


def kind(what, /, **fields):
    return st.tuples(st.just(what), WHO, st.fixed_dictionaries(fields))


VISIT_DAYS = st.integers(0, 1).map(lambda week: TODAY + dt.timedelta(7 * week))


def answered(source, author):
    """Of one author, a few answers to a few questions before a visit, so that the same is often answered anew."""
    helps = source == "caregiver"

    def to(name):
        question = QUESTIONS[name]
        codes = st.sampled_from([*question.answers][:3])
        picked = st.lists(codes, max_size=3, unique=True) if question.several else st.lists(codes, max_size=1)
        words = TEXTS if question.own_words else st.just("")
        shown_to = st.sampled_from(["", *VisitAnswer.ShownTo.values]) if name == "behaviour" else st.just("")
        said = st.builds(Answered, st.just(name), picked.map(tuple), words, shown_to)
        return said.filter(lambda each: each.answer or each.words)

    asked = ("changed", "behaviour", "strain", "matter_1") if helps else ("matter_1", "planning")
    assert set(asked) <= set(asked_of(own=not helps))
    said = st.one_of(*map(to, (*asked, DECLINED)))
    fields = st.fixed_dictionaries({"answered": said, "visit_day": VISIT_DAYS})
    return st.tuples(st.just("answer"), st.just((source, author)), fields)


SAID = st.builds(
    Said,
    day=AGO,
    mode=st.sampled_from(["", "in_person", "telephone"]),
    note=TEXTS,
    next_visit=st.none() | st.just(TODAY + dt.timedelta(90)),
    diagnosis=st.sampled_from(["", "als", "pls"]),
    function=st.sampled_from(
        [{}, {"function.speech": 3}, {"function.speech": 2, "function.walking": 4}, {TOTAL_GIVEN: 41}]
    ),
    measured=st.sampled_from([{}, {"weight": 70.0}, {"weight": 68.5, "fvc_percent": 81.0}]),
    strength=st.dictionaries(
        st.tuples(st.sampled_from(["ankle_dorsiflexion", "=jaw"]), st.sampled_from(["left", "right"])),
        st.sampled_from(["3", "4", "5"]),
    ),
    signs=st.dictionaries(
        st.sampled_from(["arm", "leg"]), st.sampled_from([("present", ""), ("", "absent"), ("absent", "present")])
    ),
    opm=st.none() | st.builds(Line, st.sampled_from(list(ONSETS)), st.sampled_from(list(PROPAGATIONS)), st.just(4)),
)
OF_A_DAY = st.fixed_dictionaries(
    {"taken": st.none() | st.booleans(), "why_not": st.sampled_from(["", "forgot"]), "words": TEXTS},
    optional={name: st.integers(count.low, count.high) for name, count in COUNTS.items()},
)
WHOLE = st.none() | st.integers(1, 20)
EXERCISES = st.lists(
    st.fixed_dictionaries(
        {
            "name": TEXTS.filter(bool),
            "how": TEXTS,
            "kind": st.sampled_from(Kind),
            "cells": st.lists(CELLS, max_size=3, unique=True),
            "days": st.lists(st.sampled_from(["mon", "wed", "sun"]), max_size=2, unique=True),
            "effort": st.integers(0, 10),
        },
        optional={
            **dict.fromkeys(("position", "stop_if", "reason"), TEXTS),
            **dict.fromkeys(("sets", "repetitions", "minutes"), WHOLE),
            "link": st.just("https://example.org/a?b=1"),
        },
    ),
    max_size=3,
)
ANSWERED = st.fixed_dictionaries(
    {},
    optional={
        "done": st.sampled_from(Done),
        "minutes": WHOLE,
        "effort": st.none() | st.integers(0, 10),
        **dict.fromkeys(("could_talk", "tired", "sore"), st.none() | st.booleans()),
        "breathless": st.booleans(),
    },
)
KINDS = (
    kind("days", day=AGO, values=NUMBERS.filter(bool), same=st.frozensets(st.sampled_from(CHECK_IN_SECTIONS))),
    kind("unknown", day=AGO, not_known=UNKNOWN.filter(bool), grade=st.integers(0, 4)),
    kind("treatment", kind=st.sampled_from(Treatment.Kind.values), start=AGO, label=TEXTS, goes_on=st.booleans()),
    kind("event", kind=st.sampled_from(Event.Kind.values), start=AGO, label=TEXTS, serious=st.booleans()),
    kind("mark", cell=CELLS, kind=st.sampled_from(CellMark.Kind.values), on=st.none() | AGO),
    kind("memory", cell=CELLS, precision=st.sampled_from(RememberedOnset.Precision.values), month=AGO),
    kind("plan", since=AGO, cadence=st.sampled_from(Plan.Cadence.values), left_out=st.just(["left_arm", "week"])),
    kind("visit", said=SAID),
    kind("sign", rule=st.sampled_from(["R01", "R06"]), since=AGO, note=TEXTS, undone=st.booleans(), reply=TEXTS),
    *(answered(source, author) for source, authors in AUTHORS.items() for author in authors if source != "clinician"),
    kind("talked", which=st.integers(0, 9), done=st.booleans()),
    kind("due", day=AGO, task=st.sampled_from(Task), action=st.sampled_from(Action), undone=st.booleans()),
    kind("facts", name=TEXTS, height=st.none() | st.integers(120, 210), usual_weight=st.none() | st.just(71.5)),
    kind("taken back", last=st.booleans()),
)
DAY_BY_DAY = (  # of what stands in the same record
    kind(
        "of a day",
        kind=st.sampled_from(Treatment.Kind.values),
        start=AGO,
        which=st.integers(0, 9),
        after=st.integers(0, 3),
        said=OF_A_DAY,
        troubled=st.booleans(),
    ),
    kind("programme", start=AGO, note=TEXTS, items=EXERCISES, after=st.integers(0, 3), said=ANSWERED),
)


def some_of(*kinds):
    return st.lists(st.one_of(*kinds), min_size=1, max_size=30)


ENTRIES = some_of(*KINDS, *DAY_BY_DAY)


def write(patient, what, source, by, now, said, id):
    match what:
        case "days":
            values = sayable(said["values"], source)
            same = said["same"] & {MEASURES[each].section for each in values}
            record_days(patient, [DaySaid(said["day"], source, values, None, same)], by=by, made_at=lambda _: now)
        case "unknown":
            grade = {"weakness.neck": said["grade"]} if "neck" not in said["not_known"] else {}
            more = {"not_known": said["not_known"], "by": by, "source": source, "now": now}
            return verbs.record_check_in(patient, said["day"], grade, **more).entry
        case "treatment":
            stop = None if said.pop("goes_on") else TODAY
            return verbs.record_treatment(patient, by=by, source=source, now=now, stop=stop, **said).entry
        case "of a day":
            rows = Treatment.objects.standing().filter(patient=patient).order_by("made_at", "pk")
            how = {"by": by, "source": source, "now": now}
            first = {"kind": said["kind"], "start": said["start"]}
            row = rows[said["which"] % len(rows)] if rows else verbs.record_treatment(patient, **first, **how).entry
            return of_a_day(row, said, id=id, **how)
        case "programme":
            start, items = said["start"], said["items"]
            review = start + dt.timedelta(30) if items else None
            wanted = programme.Set(start, review, said["note"], not items, items)
            how = {"by": by, "source": source, "now": now}
            item = programme.set_programme(patient, wanted, id=id, **how).entry.items.last()
            day = start + dt.timedelta(said["after"])
            return programme.answer(patient, item, day, said["said"], **how).entry if item else None
        case "event":
            return verbs.record_event(patient, by=by, source=source, now=now, **said).entry
        case "mark":
            return verbs.mark_cell(patient, by=by, source=source, now=now, **said).entry
        case "memory":
            month = (
                said.pop("month") if said["precision"] in ("month", "season", "year") else said.pop("month") and None
            )
            return remember_onset(patient, by=by, source=source, now=now, month=month, **said).entry
        case "plan":
            change_plan(patient, said["since"], by=by, cadence=said["cadence"], left_out=said["left_out"])
        case "visit":
            return record_visit(patient, said["said"], by=by, now=now).entry
        case "sign":
            fields = {"rule": said["rule"], "since": said["since"], "note": said["note"], "press": uuid.uuid4()}
            answer = SignAnswer.objects.create(
                patient=patient, action="acknowledged", by=by, at=now, tells=True, **fields
            )
            if said["undone"]:
                SignUndo.objects.create(answer=answer, by=by, at=now)
            if said["reply"]:
                Reply.objects.create(answer=answer, text=said["reply"], by=by, at=now)
        case "answer":
            return say(patient, said["answered"], said["visit_day"], by=by, source=source, now=now, id=id)
        case "due":
            later = TODAY + dt.timedelta(30) if said["action"] is not Action.DONE else None
            done = {"on": None if later else said["day"], "until": later}
            answer = due.answer_due(patient, said["task"], said["action"], by=by, now=now, **done)
            if said["undone"]:
                due.take_back(answer, by=by, now=now)
        case "facts":
            change_facts(patient, by=by, **said)
    return None


def of_a_day(treatment, said, **how):
    """As much of what is said as belongs to such a treatment."""
    allowed = treatments.may_be_said(treatment.kind)
    told = {name: value for name, value in said["said"].items() if name in allowed}
    told |= {"troubles": COURSES[treatment.kind].troubles} if said["troubled"] else {}
    return treatments.say_of_day(treatment, treatment.start + dt.timedelta(said["after"]), told, **how).entry


def say(patient, said, day, **how):
    """As ``care.before.write.say`` writes it, before a visit of a given day."""
    mine = VisitAnswer.objects.standing().filter(patient=patient, author=how["by"], visit_day=day)
    fields = {"visit_day": day, **said.fields}
    return record_row(
        VisitAnswer,
        patient,
        fields,
        lambda: mine.filter(question=said.question).first(),
        after=before.noted,
        **how,
    ).entry


def take_back(row, by, now):
    match row:
        case Visit():
            retract_visit(row, by=by)
        case VisitAnswer():
            before.take_back(row, by=by, now=now)
        case TreatmentDay():
            treatments.take_back(row, by=by)
        case ExerciseAnswer():
            programme.take_back(row, by=by)
        case _:
            verbs.retract(row, by=by)


def made_of(reference, entries):
    """A record of these entries, in a clinic of its own."""
    clinic = Clinic.objects.create(name="Here", time_zone="Europe/Berlin")
    patient = Patient.objects.create(clinic=clinic, reference=reference, time_zone="Europe/Berlin")
    write_all(entries, lambda said: patient)


def write_all(entries, record_of, never_taken_back=()):
    """These entries, one a minute, each in the record that ``record_of`` says for what it says."""
    rows = []
    for number, (what, (source, name), said) in enumerate(entries):
        # Two who are called the same are two.
        by, _ = User.objects.get_or_create(email=f"{name}@example.org", defaults={"name": name[:2]})
        now, id = NOW + dt.timedelta(minutes=number), uuid.UUID(int=number + 1)
        with suppress(ValidationError, PermissionDenied, NoLongerStands):
            if what == "taken back" and rows:
                row, author = rows.pop(-1 if said["last"] else 0)
                take_back(row, author, now)
            elif what == "talked":
                answers = [row for row, _author in rows if isinstance(row, VisitAnswer)]
                if answers:
                    row = answers[said["which"] % len(answers)]
                    before.mark_talked(row, done=said["done"], by=by, now=now, press=id)
            else:
                row = write(record_of(said), what, source, by, now, dict(said), id)
                if row and what not in never_taken_back:
                    rows.append((row, by))


@given(st.sampled_from(["R-1", "=1+1", "'-x", "''quoted"]), ENTRIES)
@settings(max_examples=60, phases=[Phase.generate])  # to shrink takes minutes
def test_a_record_of_every_kind_of_row_is_the_same_elsewhere(reference, entries):
    assert_carried(lambda: made_of(reference, entries))


def test_a_record_of_which_no_more_is_known_than_why_there_is_no_grade_is_the_same_elsewhere():
    def make():
        clinic = Clinic.objects.create(name="Here", time_zone="Europe/Berlin")
        ada = User.objects.create(email="ada@example.org", name="Ada")
        patient = Patient.objects.create(clinic=clinic, reference="A-1", time_zone="Europe/Berlin")
        verbs.record_check_in(patient, TODAY, {}, by=ada, source="self", now=NOW, not_known={"neck": "not_tried"})

    assert_carried(make)
