"""Two days of one record side by side, word for word, against a record of which everything is known."""

import datetime as dt
import re

import pytest

from care.answers import answer_sign
from care.visits.said import Line
from care.visits.write import retract_visit
from clinical import ENGINE
from clinical.vocabulary import CELL_NAMES, FUNCTION_ITEMS
from people import consent
from people.consent import Part
from people.models import Membership, Patient, User
from reports.compare import Section
from symptoms.derive import maker
from symptoms.write import verbs
from tests.care.said import entered
from tests.cast import NOW, TODAY, new_patient, person
from tests.reports.opened import opened, queries, text
from tests.reports.people import followed
from tests.symptoms.api.calls import Caller

pytestmark = pytest.mark.django_db
DAY, WEEK = dt.timedelta(days=1), dt.timedelta(weeks=1)
THEN = dt.date(2025, 12, 1)  # a visit, as TODAY is one; both are Mondays


@pytest.fixture
def thea(clinic) -> User:
    thea = person("Thea")
    Membership.objects.create(user=thea, clinic=clinic, role="clinician", access="write")
    return thea


def score(total: int) -> dict[str, float]:
    """Of the clinic: the last items are lowered first."""
    lost = [min(4, max(0, 48 - total - 4 * n)) for n in range(12)]
    values = dict(
        zip((f"function.{item}" for item in reversed(FUNCTION_ITEMS)), (4 - each for each in lost), strict=True)
    )
    return values | {"function.gastrostomy": 0}


@pytest.fixture
def known(record, ada, cleo) -> Patient:
    """Thirty weeks: the left hand was weak from the start, the right one from the middle of January on."""
    for n in range(30):
        day = TODAY - (29 - n) * WEEK
        grades = {f"weakness.{cell}": 4 for cell in CELL_NAMES if cell != "foot.left"}
        grades |= {"weakness.hand.left": 3 if n < 20 else 2, "weakness.hand.right": 4 if n < 23 else 3}
        verbs.record_check_in(record, day, grades, by=ada, source="self", now=NOW)
    for day, walking in ((THEN - 2 * DAY, 4), (TODAY - 3 * DAY, 3)):
        check = {f"function.{item}": 4 for item in FUNCTION_ITEMS} | {"function.walking": walking}
        verbs.record_function_check(record, day, check, by=ada, source="self", now=NOW, mode="app")
    for day, kg in ((THEN - 3 * DAY, 70.5), (TODAY - 2 * DAY, 69)):
        verbs.record_measurement(record, day, {"weight": kg}, by=ada, source="self", now=NOW)
    verbs.record_measurement(record, TODAY - DAY, {"grip.left": 20}, by=ada, source="self", now=NOW)
    strength = {("wrist_extension", "right"): "5", ("wrist_extension", "left"): "4", ("neck_flexion", ""): "5"}
    first = {"strength": strength, "measured": {"fvc_percent": 82, "snip": 60}, "opm": Line("O2d", "P0", None, "M0")}
    entered(record, cleo, THEN, function=score(44), **first)
    later = strength | {("wrist_extension", "right"): "4+"}
    entered(record, cleo, TODAY, function=score(38), strength=later, measured={"fvc_percent": 70})
    start = {"by": cleo, "source": "clinician", "now": NOW}
    verbs.record_treatment(record, kind="riluzole", start=THEN - 60 * DAY, stop=TODAY - 20 * DAY, label="", **start)
    verbs.record_treatment(record, kind="niv", start=TODAY - 30 * DAY, **start)
    verbs.record_event(record, by=ada, source="self", now=NOW, kind="fall", start=TODAY - 9 * DAY)
    return made(record)


def made(record: Patient) -> Patient:
    maker.refresh(record.pk, now=NOW)
    record.refresh_from_db()
    return record


def topic(record: Patient, by: User, name: str, **asked: object) -> Section:
    shown = opened(by, "compare", record, **asked).context["compared"].sections
    return next(section for section in shown if section.name == name)


def told(section: Section) -> list[tuple[str, ...]]:
    """Label, then, now, what changed."""
    return [(row.label, row.then, row.now, row.what) for row in section.rows]


def test_without_days_it_compares_the_last_visit_with_the_day_of_the_report(known, cleo):
    found = opened(cleo, "compare", known).context["found"]

    assert (found.then, found.now) == (THEN, TODAY)


def test_the_body_and_the_own_grades_that_changed(known, cleo):
    drawn = opened(cleo, "compare", known).context["compared"].bodies
    ((bodies),) = drawn.panels
    changed = {(part.cell, part.was, part.grade) for part in bodies.bodies[1].parts if part.was is not None}
    section = topic(known, cleo, "grades")

    assert drawn.reading == (
        "Four weeks to 1 Dec 2025 and to 2 Mar 2026: left hand and fingers 3 → 2; right hand and fingers 4 → 3."
    )
    assert changed == {("hand.left", 3, 2), ("hand.right", 4, 3)}
    assert told(section) == [
        ("Left hand and fingers", "3", "2", "3 → 2"),
        ("Right hand and fingers", "4", "3", "4 → 3"),
    ]
    assert section.notes[0] == "No answer on either day: left lower leg and foot."


def test_what_became_affected_has_its_range_and_both_sides_their_day(known, cleo):
    assert told(topic(known, cleo, "spread")) == [
        ("Right hand and fingers", "not yet counted", "since 16 Jan 2026 (29 Dec to 2 Feb)", "new"),
        ("Arms", "only the left arm", "both arms since 16 Jan 2026 (29 Dec to 2 Feb)", "both sides since then"),
        ("Legs", "no side counts as affected", "no side counts as affected", "the same"),
    ]


def test_own_checks_and_the_score_of_the_clinic_stand_apart_each_with_its_noise(known, cleo):
    own, clinic = topic(known, cleo, "function-self"), topic(known, cleo, "function-clinician")

    assert (own.title, own.heads) == ("Function check, self-reported", ("29 Nov 2025", "27 Feb 2026"))
    assert told(own) == [
        ("Bulbar (of 12)", "12", "12", "the same"),
        ("Fine motor (of 12)", "12", "12", "the same"),
        ("Gross motor (of 12)", "12", "11", "−1"),
        ("Respiratory (of 12)", "12", "12", "the same"),
        ("Total (of 48)", "48", "47", "−1"),
    ]
    assert [row.changed for row in own.rows] == [False, False, True, False, False]
    assert own.notes == (
        "The totals differ by no more than the 5 points that two checks can differ by.",
        "For one of the four parts no such number is known.",
    )
    assert (clinic.title, clinic.heads) == ("ALSFRS-R of the clinic", ("1 Dec 2025", "2 Mar 2026"))
    assert told(clinic)[3:] == [("Respiratory (of 12)", "8", "2", "−6"), ("Total (of 48)", "44", "38", "−6")]
    assert clinic.notes[0] == "The totals differ by more than the 5 points that two checks can differ by."


def test_what_was_measured_has_its_own_day_and_where_there_is_none_that_is_said(known, cleo):
    section = topic(known, cleo, "measured")

    assert told(section) == [
        ("FVC, % of predicted", "82 (1 Dec 2025, clinic)", "70 (2 Mar 2026, clinic)", "−12"),
        ("SNIP, cmH2O", "60 (1 Dec 2025, clinic)", "60 (1 Dec 2025, clinic)", "no newer one"),
        ("Grip of the left hand, kg", "none by that day", "20 (1 Mar 2026, self-reported)", ""),
        ("Weight, kg (at home)", "70.5 (28 Nov 2025)", "69 (28 Feb 2026)", "−1.5"),
    ]
    assert section.notes[1] == (
        "Not on record by the later day: SVC, % of predicted; MIP, cmH2O; Peak cough flow, L/min; SpO2 at rest, %; "
        "SpO2, second reading, %; Grip of the right hand, kg; NIV, hours a day."
    )


def test_signs_that_fired_between_say_how_they_stand_and_what_was_done(known, ada, cleo):
    verbs.record_check_in(known, TODAY, {"signs.coughing_with_food": 5}, by=ada, source="self", now=NOW)
    made(known)
    answer_sign(known, rule="R11", since=TODAY, action="acknowledged", by=cleo, now=NOW)
    by_name = {row[0]: row[1:] for row in told(topic(known, cleo, "signs"))}

    assert by_name == {
        "urgent: Hard to breathe lying flat (R06)": (
            "–",
            "open; same day",
            "first 2 Mar 2026, last 2 Mar 2026; once",
        ),
        "urgent: Breathing machine needed more (R22)": ("since 1 Dec 2025", "open; same day", "again, last 2 Mar 2026"),
        "soon: Choking or coughing with food or drink (R11)": (
            "–",
            "Seen by Cleo, 2 March 2026, 09:00",
            "first 2 Mar 2026, last 2 Mar 2026; once",
        ),
        "routine: Falls (R24)": ("–", "open; next visit", "first 21 Feb 2026, last 21 Feb 2026; once"),
    }


def test_a_sign_that_the_person_does_not_show_is_on_no_way_out_until_they_do(known, ada, cleo):
    verbs.record_check_in(known, TODAY, {"signs.self_harm": 1}, by=ada, source="self", now=NOW)
    consent.note_clinic(known, by=ada, basis="self")
    made(known)

    def rules() -> tuple[bool, bool]:
        page = any("(R27)" in row.label for row in topic(known, cleo, "signs").rows)
        return page, "R27" in {flag["rule"] for flag in Caller(cleo, known).get("comparison/").json()["signs"]}

    assert rules() == (False, False)
    consent.share_parts(known.memberships.current().get(user=None), (Part.MOOD,), by=None)
    assert rules() == (True, True)


def test_strength_stands_by_muscle_and_side_and_the_own_grade_in_a_row_of_its_own(known, cleo):
    section = topic(known, cleo, "strength")

    assert section.heads == ("1 Dec 2025", "2 Mar 2026")
    assert told(section) == [
        ("Neck flexion", "5", "5", "the same"),
        ("Own grade: Neck", "4", "4", "the same"),
        ("Wrist extension", "right 5, left 4", "right 4+, left 4", "right 5 → 4+"),
        ("Own grade: Hand and fingers", "right 4, left 3", "right 3, left 2", "right 4 → 3; left 3 → 2"),
    ]
    assert [row.own for row in section.rows] == [False, True, False, True]
    assert "Two scales: never converted or averaged." in section.notes[0]


def test_without_a_visit_with_grades_between_the_last_one_is_named(known, cleo):
    section = topic(known, cleo, "strength", to=str(TODAY - DAY))

    assert section.rows == ()
    assert section.empty == ("No visit with grades between the two days; the last one before was on 1 Dec 2025.")
    later = topic(known, cleo, "strength", **{"from": str(THEN - DAY)})
    assert later.heads == ("none by that day", "2 Mar 2026")
    assert told(later)[2] == ("Wrist extension", "right –, left –", "right 4+, left 4", "")


def test_what_was_started_stopped_and_noted_claims_no_cause(known, cleo):
    section = topic(known, cleo, "treatments")

    assert told(section) == [
        ("Breathing machine (mask)", "–", "since 31 Jan 2026", "started"),
        ("Riluzole", "since 2 Oct 2025", "2 Oct 2025 to 10 Feb 2026", "stopped"),
        ("Fall", "–", "21 Feb 2026", "noted"),
    ]
    assert section.notes == ("A change after a treatment started does not show that the treatment caused it.",)


def test_the_line_of_opm_is_that_which_stood_on_each_day(known, cleo, thea):
    assert told(topic(known, cleo, "opm")) == [
        ("Line", "O2d P0 M0 (1 Dec 2025, Cleo)", "O2d P0 M0 (1 Dec 2025, Cleo)", "no newer one")
    ]
    visit = entered(known, thea, TODAY - 10 * DAY, opm=Line("O2d", "P1", 6, "M0"))
    assert told(topic(known, cleo, "opm", **{"from": str(THEN)})) == [
        ("Line", "O2d P0 M0 (1 Dec 2025, Cleo)", "O2d P1(6) M0 (20 Feb 2026, Thea)", "another line")
    ]
    retract_visit(visit, by=thea)
    assert told(topic(known, cleo, "opm"))[0][3] == "no newer one"
    assert told(topic(known, cleo, "opm", **{"from": str(THEN - DAY)}))[0][1] == "none by that day"


def test_a_record_with_nothing_but_two_check_ins_says_what_there_is_not(record, ada, cleo):
    for day in (TODAY - 200 * DAY, TODAY):
        verbs.record_check_in(record, day, {"fatigue.now": 3}, by=ada, source="self", now=NOW)
    made(record)
    page = opened(cleo, "compare", record)
    shown = page.context["compared"].sections

    assert {section.name: section.empty for section in shown if not section.rows} == {
        "grades": "No answers to compare.",
        "function": "No function check and no score of the clinic by then.",
        "measured": "Nothing was measured by the later day.",
        "signs": "None of them fired between the two days.",
        "strength": "No muscle was graded at a visit by the later day.",
        "treatments": "No start, stop or event was recorded between the two days.",
        "opm": "No line was confirmed by the later day.",
    }
    assert told(topic(record, cleo, "spread")) == [
        ("Arms", "not known", "not known", ""),
        ("Legs", "not known", "not known", ""),
    ]
    assert topic(record, cleo, "spread").notes == ("No weakness answers between the two days.",)
    assert page.context["compared"].bodies.reading.endswith("no answers to compare.")


def test_the_page_says_all_of_it_and_claims_no_more(known, cleo):
    page = text(opened(cleo, "compare", known))

    assert "1 December 2025 and 2 March 2026" in page
    assert "FVC, % of predicted 82 (1 Dec 2025, clinic) 70 (2 Mar 2026, clinic) −12" in page
    assert f"By what is known on 2 March 2026, rules version {ENGINE}. Self-reported and not checked unless" in page
    assert not re.search(r"(?i)stable|worse|better|declin|improv|fast|slow", page)


def test_it_asks_as_few_queries_of_a_long_record_as_of_a_short_one(clinic, ada, cleo):
    asked = [
        queries(cleo, "compare", followed(new_patient(clinic, f"L-{days}"), ada, cleo, days)) for days in (100, 1000)
    ]

    assert asked == [10, 10]
