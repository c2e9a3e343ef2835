"""What stands once something new was said, however it came: in one entry, in several, in drafts."""

import datetime as dt
import uuid
from functools import reduce

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from people.access import Verb, open_record
from people.models import Clinic, Membership, User
from symptoms.day import drafts
from symptoms.models import CheckIn
from symptoms.read.last_said import own_entry
from symptoms.record.columns import statement_of
from symptoms.record.standing import Statement, beyond, together
from symptoms.write import verbs
from tests.cast import NOW, TODAY, new_patient

MINUTE = dt.timedelta(minutes=1)
GRADES = st.none() | st.integers(0, 3)
VALUES = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("weakness.neck", "weakness.speech", "fatigue.now", "fasciculation.neck"), GRADES)
)
REASONS = st.fixed_dictionaries({}, optional={"neck": st.sampled_from(["not_tried", "cannot_tell"])})
SAME = st.frozensets(st.sampled_from(["weakness", "fatigue"]))
STATEMENTS = st.builds(
    lambda values, reasons, same: Statement(Statement(values, reasons).given, reasons, same), VALUES, REASONS, SAME
)
SAID = st.lists(st.tuples(STATEMENTS, st.booleans()), min_size=1, max_size=6)


def plain(said):
    """A statement without the answers that were taken back."""
    return {name: value for name, value in said.values.items() if value is not None}, dict(said.not_known)


@pytest.mark.parametrize(
    ("before", "new", "after"),
    [
        (
            Statement({"weakness.neck": 3, "fatigue.now": 5}),
            Statement({"fatigue.now": 7}),
            Statement({"weakness.neck": 3, "fatigue.now": 7}),
        ),
        (
            Statement({"weakness.neck": 3}),
            Statement(not_known={"neck": "not_tried"}),
            Statement({"weakness.neck": None}, {"neck": "not_tried"}),
        ),
        (
            Statement(not_known={"neck": "not_tried", "speech": "not_tried"}),
            Statement({"weakness.neck": 2}),
            Statement({"weakness.neck": 2}, {"speech": "not_tried"}),
        ),
        (
            Statement({"weakness.neck": 3, "fatigue.now": 5}, same=frozenset({"weakness", "fatigue"})),
            Statement({"fatigue.now": 5}),
            Statement({"weakness.neck": 3, "fatigue.now": 5}, same=frozenset({"weakness"})),
        ),
        (
            Statement({"function.speech": 4}, mode="phone"),
            Statement({"function.walking": 4}),
            Statement({"function.speech": 4, "function.walking": 4}, mode="phone"),
        ),
    ],
)
def test_the_last_word_on_each_answer_stands_and_the_rest_stays(before, new, after):
    assert together(before, new) == after


@given(STATEMENTS, STATEMENTS, STATEMENTS)
def test_it_is_one_whether_what_came_later_was_said_at_once_or_bit_by_bit(first, second, third):
    assert together(together(first, second), third) == together(first, together(second, third))
    assert plain(together(first, beyond(first, second))) == plain(together(first, second))
    assert together(first, second).says(second)


@given(VALUES, VALUES, SAME, SAME)
def test_answers_to_different_questions_stand_in_whatever_order_they_came(one, two, same, also):
    first = Statement({name: value for name, value in one.items() if name.startswith("weakness.")}, same=same)
    second = Statement({name: value for name, value in two.items() if name.startswith("fatigue.")}, same=also)

    assert together(first, second).values == together(second, first).values


def someone():
    """A record of its own for each example, opened by the one who writes in it."""
    number = uuid.uuid4()
    patient = new_patient(Clinic.objects.create(name=f"Clinic {number}"), "A-1")
    ada = User.objects.create_user(f"{number}@example.org")
    Membership.objects.create(user=ada, patient=patient, role="patient", access="write", granted_by=ada)
    return open_record(ada, patient.pk, Verb.WRITE), ada


@pytest.mark.django_db
@given(SAID)
@settings(max_examples=40)
def test_presses_and_entries_in_any_mix_leave_what_was_said_last(said):
    """Each statement is pressed into the draft or sent as an entry; the draft is recorded after each, or at the end."""
    opened, ada = someone()
    for number, (new, at_once) in enumerate(said):
        draft = drafts.keep(
            opened, TODAY, "check_in", by=ada, now=NOW + number * MINUTE, answers=new.values, not_known=new.not_known
        )
        if at_once or number == len(said) - 1:
            drafts.record_draft(opened, draft, now=NOW + number * MINUTE)

    stands = reduce(together, [new for new, _ in said], Statement())
    assert plain(statement_of(own_entry(CheckIn, opened.patient.pk, TODAY, ada.pk))) == plain(stands)


@pytest.mark.django_db
@given(SAID)
@settings(max_examples=40)
def test_entries_that_follow_each_other_leave_what_was_said_last(said):
    opened, ada = someone()
    stands = Statement()
    for new, _ in said:
        if together(stands, new).anything:  # what would leave nothing is refused
            stands = together(stands, new)
            verbs.record_check_in(
                opened.patient,
                TODAY,
                new.values,
                by=ada,
                source="self",
                now=NOW,
                not_known=new.not_known,
                confirmed_same=new.same,
            )

    written = statement_of(own_entry(CheckIn, opened.patient.pk, TODAY, ada.pk))
    answered = {name.partition(".")[0] for name in plain(stands)[0]} | ({"weakness"} if stands.not_known else set())
    assert (plain(written), written.same) == (plain(stands), stands.same & answered)
