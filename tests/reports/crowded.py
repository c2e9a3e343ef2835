"""People whose summary is hard to print: no answer, one day, ten years, and as much as a form can hold."""

import datetime as dt
from functools import partial

from care.before_said import HELP, MATTERS, TASKS, TOPICS, WORDS
from care.treatments.medicines import medicines_of
from care.treatments.read import going_on
from care.treatments.write import say_of_day
from clinical.courses import COURSES
from clinical.vocabulary import CELL_NAMES
from people.models import Clinic, Patient, User
from symptoms.derive import maker
from symptoms.models import Report
from symptoms.record.days import local_day
from symptoms.wording.courses import NOT_TAKEN
from symptoms.write import verbs
from tests.care.before.asking import said, visit_coming
from tests.cast import new_patient, person
from tests.reports.people import followed

# As long as a name can be: letters without a place to break, from right to left, and a picture.
LONG_NAME = "N" * 60 + " \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u064a\u0645 \u263a " + "M" * 26


DAYS = {"P-0": 0, "P-1": 1, "P-40": 40, "P-3653": 3653, "P-all": 400}


def crowded(clinic: Clinic, ada: User, cleo: User, now: dt.datetime) -> list[Patient]:
    """Somebody without an answer, some with a little, one with ten years, one with as much as a form can hold; of a
    clinic that says all that it can of itself. As it is at ``now``."""
    return [hard_to_print(reference, clinic, ada, cleo, now) for reference in DAYS]


def hard_to_print(reference: str, clinic: Clinic, ada: User, cleo: User, now: dt.datetime) -> Patient:
    """One of them alone."""
    numbers = ("telephone", "out_of_hours", "emergency_number", "crisis_line")
    told = dict.fromkeys(numbers, "+44 20 7946 0100") | {"reading_hours": "Mondays, Wednesdays and Fridays, 9 to 12"}
    Clinic.objects.filter(pk=clinic.pk).update(**told)
    clinic.refresh_from_db()
    patient = new_patient(clinic, reference, name=f"Person {reference}", height=170)
    if DAYS[reference]:
        followed(patient, ada, cleo, DAYS[reference], now)
    else:
        maker.refresh(patient.pk, now=now)
    if reference == "P-all":
        said_before(patient, ada, cleo, now)
        crowd(patient, ada, now)
    return patient


def said_before(patient: Patient, ada: User, cleo: User, now: dt.datetime) -> None:
    """Three things of full length by the person, and by two who help all that they are asked, in words as long as can
    be and without a place to break; each bears a long name."""
    visit_coming(patient, cleo, now=now)
    say = partial(said, patient, now=now)
    for number, question in enumerate(MATTERS, start=1):
        say(ada, question, words=(f"{number}: will the right hand hold a cup? " * 7)[: WORDS - 1] + "?")
    say(ada, "planning", "not_now")
    for name in ("Ben", "Bruno"):
        helper = person(name)
        User.objects.filter(pk=helper.pk).update(name=name + " Mc" + "W" * 50)
        helper.refresh_from_db()
        asked = partial(say, helper, source="caregiver")
        long = {"words": ("Rindfleischetikettierung" * 9)[:WORDS]}
        for question in MATTERS:
            asked(question, **long)
        asked("changed", *TOPICS, **long)
        asked("tasks", *TASKS)
        asked("nights", "7")
        asked("choking", "often")
        asked("behaviour", "a_lot", shown_to="all")
        asked("would_help", *HELP, **long)


def not_taken(patient: Patient, by: User, now: dt.datetime) -> None:
    """Each medicine on each day of a week, for all reasons."""
    for medicine in medicines_of(patient).of:
        for ago, why in enumerate((*NOT_TAKEN, "")):
            day = local_day(patient, now) - dt.timedelta(ago)
            if medicine.goes_on(day):
                say_of_day(medicine.row, day, {"taken": False, "why_not": why}, by=by, source="self", now=now)


def helped(patient: Patient, by: User, now: dt.datetime) -> None:
    """Of each treatment of which it is asked, today."""
    today = local_day(patient, now)
    for row in going_on(patient, today):
        if "helped" in COURSES[row.kind].counts:
            say_of_day(row, today, {"helped": 10}, by=by, source="self", now=now)


def crowd(patient: Patient, by: User, now: dt.datetime) -> None:
    """Every sign at its highest, every rule raised, long labels, every kind of treatment twice."""
    today = local_day(patient, now)
    Patient.objects.filter(pk=patient.pk).update(name=LONG_NAME, usual_weight=95.5)
    week = {"breathless_lying_flat", "morning_headache", "unrefreshing_sleep", "cannot_clear_phlegm", "long_meals"}
    week |= {"coughing_with_food", "choking_needed_help", "saliva_trouble"}
    values = {f"signs.{name}": 6 for name in week} | {"signs.daytime_sleepiness": 10, "falls": 20}
    measured = {"svc_percent": 66.5, "mip": 44.5, "spo2": 93.5, "niv_hours": 23.5, "weight": 61.5}
    verbs.record_check_in(patient, today, values, by=by, source="self", now=now)
    verbs.record_measurement(patient, today, measured, by=by, source="self", now=now)
    for kind in ("riluzole", "niv", "gastrostomy", "aac", "orthosis", "mobility_aid", "symptom_medicine", "other"):
        for start in ("2020-01-01", today.isoformat()):
            label = (f"{kind} with a long name of its own " * 3)[:100]
            verbs.record_treatment(
                patient, by=by, source="self", now=now, kind=kind, start=today.fromisoformat(start), label=label.strip()
            )
    not_taken(patient, by, now)
    helped(patient, by, now)
    maker.refresh(patient.pk, now=now)
    row = Report.objects.get(patient=patient)
    row.report |= {
        "involvement": [
            entry | {"status": "involved", "onset": "2026-01-01", "on_or_before": True, "by": "clinician"}
            for entry in row.report["involvement"]
        ],
        "flags": [
            {"rule": f"R{n:02}", "level": "soon", "since": "2026-01-01", "last": "2026-01-31", "state": "acknowledged"}
            for n in range(1, 32)
        ],
        "asymmetry": [
            {"region": region, "date": f"2026-01-0{n}", "grade_difference": 3}
            for n, region in enumerate(("upper_arm", "hand", "thigh", "foot"), start=1)
        ],
    }
    crossed = {"state": "bilateral", "first_side": "right", "bilateral_on": "2025-09-28", "days": 999, "at_least": True}
    row.report["spread"] |= {"first": list(CELL_NAMES), "pairs": {"arm": crossed, "leg": crossed}}
    row.save()
