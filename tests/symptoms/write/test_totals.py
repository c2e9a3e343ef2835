"""A total that a clinic gave without its items is kept as such, beside what is worked out."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from clinical.function import GivenTotal
from clinical.vocabulary import FUNCTION_ITEMS, TOTAL_GIVEN
from symptoms.derive import maker
from symptoms.models import FunctionCheck
from symptoms.read.entry_log import Entry
from symptoms.read.function_checks import moves
from symptoms.record.columns import values_of
from symptoms.write import verbs
from tests.cast import NOW, TODAY

ITEMS = {f"function.{item}": 3 for item in FUNCTION_ITEMS}


def score(record, by, values, source="clinician", day=TODAY, **more):
    return verbs.record_function_check(record, day, values, by=by, source=source, now=NOW, **more).entry


def test_a_total_alone_is_no_check_and_stands_in_the_report_as_it_was_given(record, cleo):
    score(record, cleo, {TOTAL_GIVEN: 41})

    report = maker.report_of(record, TODAY).report

    assert report.function == ()
    assert report.totals_given == (GivenTotal(TODAY, 41, None),)
    assert [(trend.n, trend.slope) for trend in report.trends if trend.n] == []


@pytest.mark.parametrize("source", ["self", "helped", "caregiver"])
def test_only_a_clinic_gives_a_total(record, ada, source):
    with pytest.raises(ValidationError) as refused:
        score(record, ada, {TOTAL_GIVEN: 41, **ITEMS}, source=source)

    assert refused.value.message_dict == {TOTAL_GIVEN: ["A total without its items is kept only as a clinic gave it."]}
    assert not FunctionCheck.objects.exists()


@pytest.mark.parametrize(("total", "source"), [(41, "self"), (49, "clinician"), (-1, "clinician")])
def test_the_database_keeps_no_other(record, ada, total, source):
    with pytest.raises(IntegrityError), transaction.atomic():
        FunctionCheck.objects.create(
            patient=record, author=ada, source=source, day=TODAY, time_zone="Europe/Berlin", total_given=total
        )


def test_beside_its_items_the_sum_counts_and_both_are_told(record, cleo):
    entry = score(record, cleo, ITEMS | {TOTAL_GIVEN: 35})

    report = maker.report_of(record, TODAY).report

    assert [check.total for check in report.function] == [36]
    assert report.totals_given == (GivenTotal(TODAY, 35, 36),)
    assert values_of(entry) == ITEMS | {TOTAL_GIVEN: 35}


def test_a_total_that_comes_later_takes_nothing_from_what_was_confirmed(record, cleo):
    score(record, cleo, ITEMS, confirmed=["function.total"])
    entry = score(record, cleo, {TOTAL_GIVEN: 36})

    assert (entry.confirmed, values_of(entry)) == (["function.total"], ITEMS | {TOTAL_GIVEN: 36})


def test_a_day_with_a_total_alone_is_a_day_with_an_entry(record, cleo):
    score(record, cleo, {TOTAL_GIVEN: 41}, day=TODAY - dt.timedelta(10))

    assert maker.report_of(record, TODAY).facts.last_day == TODAY - dt.timedelta(10)


def test_what_moved_is_told_against_the_last_check_and_a_total_alone_is_none(record, cleo):
    score(record, cleo, ITEMS, day=TODAY - dt.timedelta(60))
    score(record, cleo, {TOTAL_GIVEN: 41}, day=TODAY - dt.timedelta(30))
    entry = score(record, cleo, ITEMS | {"function.walking": 1})

    assert [move.item for move in moves(entry)] == ["walking"]


def test_the_list_of_entries_says_the_total_and_what_was_a_half_point(record, cleo):
    entry = score(record, cleo, {TOTAL_GIVEN: 41, "function.walking": 2}, confirmed=["function.walking"])

    told = Entry.of(entry)

    assert (("Total of the twelve items as the clinic gave it, of 48", "41")) in [
        (str(label), answer) for label, answer in told.lines
    ]
    assert told.confirmed == ()
    assert [str(each) for each in told.rounded] == ["How is your walking? A half point in the file, rounded down"]
