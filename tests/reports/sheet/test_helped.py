"""Block 10 tells what was said to "did it help?" in the period, as it was said."""

import datetime as dt

import pytest

from care.treatments.read import last_helped
from care.treatments.write import say_of_day
from people.access import Verb, open_record
from reports.sheet import Asked, printed
from reports.sheet.helped import helped_lines
from reports.sheet.lines import Line
from symptoms.derive import maker
from symptoms.write import verbs
from tests.cast import NOW, TODAY
from tests.reports.sheet.made import period

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


@pytest.fixture
def begun(record, ada):
    def begun(label, **fields):
        how = {"by": ada, "source": "self", "now": NOW, "start": TODAY - 60 * DAY}
        return verbs.record_treatment(record, kind="symptom_medicine", label=label, **how | fields).entry

    return begun


@pytest.fixture
def line(record, ada):
    def line(**asked):
        maker.refresh(record.pk, now=NOW)
        made = printed(open_record(ada, record.pk, Verb.PRINT), ada, Asked(**asked), TODAY)
        return [each.text for each in made.sheet.treatments if each.label == "Did it help, as written"]

    return line


def say(by, treatment, helped, ago=0, source="self"):
    say_of_day(treatment, TODAY - ago * DAY, {"helped": helped}, by=by, source=source, now=NOW)


def test_of_each_treatment_the_newest_answer_is_told_the_newest_first(ada, begun, line):
    baclofen, mexiletine = begun("Baclofen"), begun("Mexiletine")
    for treatment, helped, ago in ((baclofen, 9, 20), (baclofen, 6, 3), (mexiletine, 0, 0)):
        say(ada, treatment, helped, ago)

    assert line() == ["Mexiletine 0 of 10 (2 Mar); Baclofen 6 of 10 (27 Feb)"]
    assert line(end=TODAY - 10 * DAY) == ["Baclofen 9 of 10 (10 Feb)"]


def test_ones_own_word_comes_before_a_caregivers_of_the_same_day(ada, ben, begun, line):
    baclofen = begun("Baclofen")
    say(ada, baclofen, 4, 1)
    say(ben, baclofen, 8, 1, "caregiver")
    assert line() == ["Baclofen 4 of 10 (1 Mar)"]

    say(ben, baclofen, 8, 0, "caregiver")
    assert line() == ["Baclofen 8 of 10 (2 Mar)"]


def test_it_stays_with_a_treatment_that_was_corrected_and_goes_with_one_that_was_a_mistake(ada, begun, line):
    baclofen = begun("Baclofen")
    say(ada, baclofen, 6)
    corrected = begun("Lioresal", supersedes=baclofen)
    assert line() == ["Lioresal 6 of 10 (2 Mar)"]

    verbs.retract(corrected, by=ada)
    assert line() == []


def test_where_nothing_was_said_there_is_no_line(ada, begun, line):
    say_of_day(begun("Baclofen"), TODAY, {"taken": True}, by=ada, source="self", now=NOW)

    assert line() == []


def test_where_the_lines_above_leave_no_room_it_says_how_many_there_are(record, ada, begun, line):
    for _number in range(6):
        say(ada, begun("Baclofen, of a long name", dose="10 mg four times a day, with food and water"), 5)
    told = "Baclofen, of a long name 5 of 10 (2 Mar)"
    assert line() == [f"{told}; {told}; and 4 more on the screen"]

    found = last_helped(record, TODAY, TODAY)
    full = (Line("Begun", "x" * 400),)
    assert [each.text for each in helped_lines(found, period(), full)] == ["6 answers on the screen"]
