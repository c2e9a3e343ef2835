import datetime as dt

import pytest
from django.urls import reverse

from care import places
from care.answers import answer_sign
from care.asked import Asked
from care.listed import ORDERS, counts, ordered, people
from care.models import ListState, Place
from care.owners import give
from clinical.need import Facts, Group, need
from clinical.rules import RISING, Level
from people.clinics import join_clinic
from reports.worklist import rows
from symptoms.derive import maker
from symptoms.models import Report
from symptoms.write import verbs
from tests.cast import NOW, TODAY, new_patient, person
from tests.reports.listing import DAY, listed, references, row, with_report
from tests.reports.opened import opened, signed_in, text

pytestmark = pytest.mark.django_db


# --- The order ---


def test_the_list_is_by_group_then_by_what_presses_then_the_newest_part_then_the_name(clinic, cleo):
    with_report(clinic, "1", name="Zoe")
    with_report(clinic, "2", name="Amy")
    with_report(clinic, "3", last_spread=dt.date(2026, 1, 1))
    with_report(clinic, "4", last_spread=dt.date(2026, 2, 1))
    with_report(clinic, "5", Level.SOON)
    with_report(clinic, "6", Level.URGENT)
    with_report(clinic, "7", last_day=TODAY - 20 * DAY)
    with_report(clinic, "8", Level.ROUTINE)

    assert references(cleo) == ["6", "5", "8", "4", "3", "7", "2", "1"]


def test_who_has_no_report_yet_is_quiet(clinic, cleo):
    with_report(clinic, "1")
    with_report(clinic, "2", last_day=TODAY - 20 * DAY)
    new_patient(clinic, "3")

    assert references(cleo) == ["2", "3", "1"]
    assert counts(people(cleo, Asked(), NOW)) == {
        Group.TODAY: 0,
        Group.WEEK: 0,
        Group.CHANGED: 0,
        Group.QUIET: 2,
        Group.NOTHING: 1,
    }


def test_the_database_sorts_as_the_arithmetic_does(clinic, cleo):
    """Every kind of place there is; of two alike the reference says."""
    spreads, days = (None, TODAY, TODAY - 9 * DAY), (None, TODAY - 40 * DAY, TODAY)
    kinds = [
        (levels, spread, day) for levels in ((), *((each,) for each in RISING)) for spread in spreads for day in days
    ]
    known = {}
    for number, (levels, spread, day) in enumerate(kinds):
        patient = with_report(clinic, f"{number:02}", *levels, last_spread=spread, last_day=day)
        facts = Facts.from_json(Report.objects.get(patient=patient).facts)
        known[patient.reference] = need(facts, {}, TODAY).place(facts.last_day).order

    assert references(cleo) == sorted(known, key=lambda reference: (known[reference], reference))


def test_the_list_can_be_had_by_name_and_by_the_last_entry(clinic, cleo):
    with_report(clinic, "1", Level.URGENT, name="Zoe", last_day=TODAY - 3 * DAY)
    with_report(clinic, "2", name="Amy", last_day=TODAY - 2 * DAY)
    with_report(clinic, "3", name="Moe", last_day=None)

    assert references(cleo, sort="name") == ["2", "3", "1"]
    assert references(cleo, sort="last_entry") == ["2", "1", "3"]
    assert set(ORDERS) == {"need", "name", "last_entry"}


# --- How it keeps up ---


def test_an_answer_to_a_sign_counts_at_once(record, ada, cleo):
    verbs.record_check_in(record, TODAY, {"signs.morning_headache": 4}, by=ada, source="self", now=NOW)
    maker.refresh(record.pk, now=NOW)
    assert [reason.kind for reason in row(cleo).reasons] == ["soon", "due"]
    assert references(cleo, group=Group.WEEK) == ["A-1"]

    answer_sign(record, "R07", TODAY, "closed", by=cleo, now=NOW)
    assert [reason.kind for reason in row(cleo).reasons if reason.kind != "updating"] == ["due"]
    assert references(cleo, group=Group.NOTHING) == ["A-1"]


def test_a_place_is_made_of_the_report_that_stands_and_again_only_for_another(record, ada, cleo):
    maker.refresh(record.pk, now=NOW)
    assert (places.catch_up(NOW), places.catch_up(NOW)) == (1, 0)
    assert Place.objects.get().group == Group.QUIET

    verbs.record_check_in(record, TODAY, {"fatigue.now": 3}, by=ada, source="self", now=NOW)
    maker.refresh(record.pk, now=NOW)
    assert (places.catch_up(NOW), places.catch_up(NOW)) == (1, 0)
    assert Place.objects.get().group == Group.NOTHING


def test_the_next_day_makes_the_place_anew(record, ada):
    verbs.record_check_in(record, TODAY, {"fatigue.now": 3}, by=ada, source="self", now=NOW)
    for later in (NOW, NOW + 15 * DAY):
        maker.refresh(record.pk, now=later)
        places.catch_up(later)

    assert Place.objects.get().group == Group.QUIET


def test_a_page_brings_up_to_date_what_is_behind_by_little_and_the_job_all(clinic, monkeypatch):
    for number in range(5):
        with_report(clinic, str(number))

    assert (places.catch_up_some(NOW, 2), places.catch_up(NOW), Place.objects.count()) == (2, 3, 5)


def test_the_list_is_read_in_three_queries_whatever_its_length(clinic, cleo, django_assert_num_queries):
    for number in range(5):
        with_report(clinic, str(number), Level.SOON)
    places.catch_up(NOW)

    with django_assert_num_queries(3):
        assert len(rows(ordered(people(cleo, Asked(), NOW), Asked()), cleo, NOW)) == 5


# --- Filters ---


def test_search_finds_by_name_and_by_reference(clinic, cleo):
    new_patient(clinic, "N-12", name="Amy")
    new_patient(clinic, "N-34", name="Zoe")

    assert references(cleo, search="am") == ["N-12"]
    assert references(cleo, search="n-3") == ["N-34"]


def test_a_level_is_that_of_the_highest_sign_that_waits(clinic, cleo):
    with_report(clinic, "1", Level.SOON, Level.URGENT)
    with_report(clinic, "2", Level.SOON)
    with_report(clinic, "3")
    places.catch_up(NOW)

    assert [references(cleo, level=level) for level in (Level.URGENT, Level.SOON, Level.ROUTINE)] == [["1"], ["2"], []]


def test_mine_are_those_that_were_given_to_me_last(clinic, cleo):
    thea = person("Thea")
    join_clinic(clinic, thea, by=None, role="therapist")
    first, second, third = (new_patient(clinic, reference) for reference in "123")
    for patient, owners in ((first, [cleo]), (second, [cleo, thea]), (third, [cleo, None])):
        for owner in owners:
            give(patient, owner, by=cleo, now=NOW)

    assert (references(cleo, owner="me"), references(thea, owner="me")) == (["1"], ["2"])
    assert references(cleo, owner="nobody") == ["3"]
    assert [row.patient.owner_name for row in listed(cleo, Asked(sort="name"))] == ["Cleo", "Thea", None]


def test_patients_of_other_clinics_are_not_in_it(record, cleo, dan):
    assert references(cleo) == ["A-1"]


def test_the_list_comes_back_as_it_was_left_but_for_what_was_searched(record, cleo):
    client = signed_in(cleo)
    client.get(reverse("worklist"), {"sort": "name", "owner": "nobody", "q": "ada", "level": "no such level"})

    assert ListState.objects.get(user=cleo).said == {"sort": "name", "owner": "nobody"}
    assert client.get(reverse("worklist"))["Location"] == f"{reverse('worklist')}?owner=nobody&sort=name"
    assert client.get(reverse("worklist"), {"closed": ""}).status_code == 200  # which is no way to have the list
    client.get(reverse("worklist"), {"sort": "need"})
    assert client.get(reverse("worklist")).status_code == 200


def test_a_filter_says_that_not_everybody_is_shown(clinic, cleo):
    with_report(clinic, "1", Level.URGENT, name="Amy")
    with_report(clinic, "2", name="Zoe")
    whole, part = text(opened(cleo, "worklist")), text(opened(cleo, "worklist", group="week"))

    assert ("Not everybody is shown." in whole, "Not everybody is shown." in part) == (False, True)
    assert ("Zoe" in whole, "Zoe" in part, "Amy" in part) == (True, False, True)
    assert "All 2 Today 0 This week 1 Changed 0 Quiet 1 Nothing new on record 0" in part  # months later
