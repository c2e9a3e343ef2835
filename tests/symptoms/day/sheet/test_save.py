"""What is ticked on a sheet is what stands afterwards."""

import datetime as dt
import uuid

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from clinical.vocabulary import ASKED_OF, MEASURES
from people.access import Verb, open_record
from symptoms.day import drafts, walk
from symptoms.day.sheet.rows import BEGAN, NOT_KNOWN, WITH_TUBE, first_day, two_weeks
from symptoms.day.sheet.save import Sheet, save
from symptoms.day.sheet.typed import box, read
from symptoms.models import CheckIn, FunctionCheck, Measurement
from symptoms.record.columns import statement_of
from symptoms.record.standing import Statement, together
from symptoms.write.asking import InDoubt
from tests.cast import NOW, TODAY

FIRST = TODAY - dt.timedelta(13)
WEIGHTS = {f"weight={n}" for n in range(20, 301)}  # whatever is asked back is right
BOTH = {**{row.code: row for made in (two_weeks, first_day) for group in made("caregiver") for row in group.rows}}


def boxes(made, days):
    """Boxes of a sheet, ticked anyhow."""
    rows = [row for group in made("caregiver") for row in group.rows if row.code not in ("Q5", WITH_TUBE, "D2", "D3")]

    def ticks(row):
        if row.answers:
            return [answer.letter for answer in row.answers] + (list(NOT_KNOWN) if row.unknown else [])
        measure = MEASURES[row.step]
        return [str(n) for n in range(int(measure.low), int(measure.high) + 1)]

    rows_of = {row.code: ticks(row) for row in rows}
    one = st.tuples(st.sampled_from(sorted(rows_of)), st.integers(1, days), st.integers(0, 400))
    return st.lists(one, max_size=60).map(
        lambda found: {box(code, n): rows_of[code][place % len(rows_of[code])] for code, n, place in found}
    )


def meant(ticked, number):
    """What a helper reads on the sheet, box by box."""
    values, unknown, began = {}, {}, ""
    for name, letter in ticked.items():
        code, _, day = name.partition(".")
        if int(day) != number:
            continue
        row = BOTH[code]
        if row.unknown and letter in NOT_KNOWN:
            unknown[row.step.removeprefix("weakness.")] = NOT_KNOWN[letter]
        elif row.step == BEGAN:
            began = next(answer.value for answer in row.answers if answer.letter == letter)
        elif row.answers:
            values[row.step] = next(answer.value for answer in row.answers if answer.letter == letter)
        else:
            values[row.step] = int(letter)
    return values, unknown, began


def stands(record, day, by):
    found = Statement()
    for model in (CheckIn, FunctionCheck, Measurement):
        found = together(
            found, statement_of(model.objects.standing().filter(patient=record, day=day, author=by).first())
        )
    return {name: value for name, value in found.values.items() if value is not None}, dict(found.not_known)


@pytest.mark.parametrize(("made", "days"), [(two_weeks, 14), (first_day, 1)])
def test_what_is_ticked_stands(record, ben, made, days):
    @settings(max_examples=6)
    @given(ticked=boxes(made, days))
    def each(ticked):
        with transaction.atomic():
            columns = {}
            for number in range(1, days + 1):
                column, problems = read(made("caregiver"), ticked, number, "caregiver")
                assert problems == []
                if column.anything:
                    columns[FIRST + dt.timedelta(number - 1)] = column
            sheet = Sheet(uuid.uuid4(), record, "caregiver", columns)
            for _twice in range(2):
                assert save(sheet, by=ben, now=NOW, wording="2026-11 en", confirm=WEIGHTS) == len(columns)
            for number in range(1, days + 1):
                values, unknown, began = meant(ticked, number)
                assert stands(record, FIRST + dt.timedelta(number - 1), ben) == (values, unknown)
                if began:
                    assert record.onset_cell == began
            assert CheckIn.objects.count() <= days
            transaction.set_rollback(True)
        record.refresh_from_db()

    each()


def test_a_sheet_makes_the_rows_that_the_walk_makes(record, ada, ben):
    ticked = {"B6.1": "c", "B3.1": "x", "S2.1": "b", "T1.1": "b", "C1.1": "2", "C2.1": "7", "F1.1": "10", "F4.1": "d"}
    ticked |= {"N1.1": "1", "N2.1": "70,5", "W1.1": "3", "W13.1": "b"}
    column, problems = read(two_weeks("self"), ticked, 1, "self")
    save(Sheet(uuid.uuid4(), record, "self", {TODAY: column}), by=ada, now=NOW, wording="2026-11 en", confirm=())
    of_the_sheet = stands(record, TODAY, ada)
    opened, values = open_record(ben, record.pk, Verb.WRITE), of_the_sheet[0]
    how = {"by": ben, "now": NOW, "wording": "2026-11 en"}
    for step, value in values.items():
        assert step in walk.QUESTIONS
        drafts.keep(opened, TODAY, "check_in", answers={step: value}, step=f"all/{step}", **how)
    draft = drafts.keep(opened, TODAY, "check_in", not_known={"neck": "not_tried"}, **how)
    drafts.record_draft(opened, draft, now=NOW)

    assert problems == []
    assert stands(record, TODAY, ben) == of_the_sheet
    assert of_the_sheet == (
        {
            "weakness.hand.left": 2,
            "asymmetry.hand": -1,
            "fasciculation.speech": 1,
            "cramps.count": 2,
            "cramps.worst_pain": 7,
            "fatigue.now": 10,
            "fatigue.recovery_minutes": 60,
            "falls": 1,
            "weight": 70.5,
            "signs.breathless_lying_flat": 3,
            "signs.fever": 1,
        },
        {"neck": "not_tried"},
    )
    entries = CheckIn.objects.values_list("author__name", "source", "wording", "time_zone", "made_at").order_by("pk")
    assert sorted(entries) == [(who, whose, "2026-11 en", "Europe/Berlin", NOW) for who, whose in WHO]


WHO = [("Ada", "self"), ("Ben", "caregiver")]


def test_a_sheet_of_which_one_day_is_in_doubt_is_not_written_at_all(record, ben):
    columns = {}
    for number, weight in ((1, "70"), (2, "70.5"), (3, "155")):
        columns[FIRST + dt.timedelta(number)], _ = read(
            two_weeks("caregiver"), {box("N2", number): weight, box("F1", number): "3"}, number, "caregiver"
        )
    sheet = Sheet(uuid.uuid4(), record, "caregiver", columns)
    with pytest.raises(InDoubt) as doubtful:
        save(sheet, by=ben, now=NOW, wording="", confirm=())

    assert (doubtful.value.day, [doubt.measure for doubt in doubtful.value.doubts]) == (
        FIRST + dt.timedelta(3),
        ["weight"],
    )
    assert (CheckIn.objects.count(), Measurement.objects.count()) == (0, 0)
    assert save(sheet, by=ben, now=NOW, wording="", confirm=["weight=155"]) == 3
    assert [row.confirmed for row in Measurement.objects.order_by("day")] == [[], [], ["weight"]]


@pytest.mark.parametrize(
    ("ticked", "sentence"),
    [
        ({"B6.3": "f"}, "Row B6, day 3: “f” was found here; a, b, c, d, e, ?, x can be written."),
        ({"C1.3": "many"}, "Row C1, day 3: “many” was found here; a whole number from 0 to 200 is allowed."),
        ({"F1.3": "11"}, "Row F1, day 3: “11” was found here; a whole number from 0 to 10 is allowed."),
        ({"W18.3": "4"}, "Row W18, day 3: Only a sheet that you ticked yourself says how you are, who help."),
    ],
)
def test_what_cannot_be_read_is_told_with_its_row_and_day(ticked, sentence):
    column, problems = read(two_weeks("caregiver"), ticked, 3, "helped")

    assert [problem.sentence for problem in problems] == [sentence]
    assert not column.anything


@pytest.mark.parametrize(
    ("ticked", "codes", "value"),
    [
        ({"Q0.1": "b", "Q5T.1": "b"}, [], 3),
        ({"Q0.1": "a", "Q5.1": "c"}, [], 2),
        ({"Q5.1": "c"}, [], 2),
        ({"Q0.1": "b", "Q5.1": "c"}, ["Q5.1"], None),
        ({"Q5T.1": "c"}, ["Q5T.1"], None),
    ],
)
def test_with_a_tube_the_hands_are_asked_about_in_other_words(ticked, codes, value):
    column, problems = read(first_day("self"), ticked, 1, "self")

    assert [problem.box for problem in problems] == codes
    assert column.function.get("function.cutting_food") == value


def test_who_helps_is_asked_of_who_helps_alone():
    assert set(ASKED_OF) == {"signs.low_mood", "signs.caregiver_cannot_go_on", "signs.caregiver_strain"}
    rows = {source: {row.step for group in two_weeks(source) for row in group.rows} for source in ("self", "caregiver")}
    assert {source: steps & set(ASKED_OF) for source, steps in rows.items()} == {
        "self": {"signs.low_mood"},
        "caregiver": {"signs.caregiver_cannot_go_on", "signs.caregiver_strain"},
    }
