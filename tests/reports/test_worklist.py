import datetime as dt

import pytest
from django.urls import reverse

from care import places
from care.answers import answer_sign
from care.asked import Asked
from care.listed import ORDERS, counts, ordered, people
from care.looks import looked
from care.models import ListState, Place
from care.owners import give
from clinical.glance import Glance
from clinical.need import Facts, Group, Sign, need
from clinical.plain import plain
from clinical.rules import RISING, Level
from clinical.spread import Kind, SpreadEvent
from clinical.vocabulary import CELL_BY_NAME
from people.clinics import join_clinic
from people.models import Clinic
from reports.lines import news
from reports.reasons import Reason
from reports.summary import summary_for
from reports.worklist import rows
from symptoms.derive import maker
from symptoms.models import Report
from symptoms.write import verbs
from tests.cast import NOW, TODAY, new_patient, person
from tests.reports.opened import opened, signed_in, text

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def with_report(clinic, reference, *levels, last_spread=None, last_day=TODAY, name=""):
    """Their signs fired today, R06 first."""
    patient = new_patient(clinic, reference, name=name)
    maker.refresh(patient.pk, now=NOW)
    signs = tuple(Sign(f"R0{n}", level, TODAY, TODAY) for n, level in enumerate(levels, 6))
    spread = SpreadEvent(last_spread, CELL_BY_NAME["speech"], (Kind.DISTANT,)) if last_spread else None
    Report.objects.filter(patient=patient).update(facts=plain(Facts(signs, spread, last_day=last_day)))
    return patient


def listed(user, asked=None):
    asked = asked or Asked()
    places.catch_up(NOW)
    return rows(ordered(people(user, asked), asked), user, NOW)


def look(user, patient, now):
    patient.refresh_from_db()
    summary = summary_for(patient)
    looked(user, patient, now, summary.report, current=summary.freshness.current)


def references(user, **asked):
    return [row.patient.reference for row in listed(user, Asked(**asked))]


def row(user):
    (found,) = listed(user)
    return found


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
    assert counts(people(cleo, Asked())) == {
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
    assert [reason.kind for reason in row(cleo).reasons] == ["soon"]
    assert references(cleo, group=Group.WEEK) == ["A-1"]

    answer_sign(record, "R07", TODAY, "closed", by=cleo, now=NOW)
    assert [reason.kind for reason in row(cleo).reasons if reason.kind != "updating"] == []
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

    assert (places.catch_up(NOW, 2), places.catch_up(NOW), Place.objects.count()) == (2, 3, 5)


def test_the_list_is_read_in_two_queries_whatever_its_length(clinic, cleo, django_assert_num_queries):
    for number in range(5):
        with_report(clinic, str(number), Level.SOON)
    places.catch_up(NOW)

    with django_assert_num_queries(2):
        assert len(rows(ordered(people(cleo, Asked()), Asked()), cleo, NOW)) == 5


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


# --- A line ---


def test_a_row_has_its_reasons_by_the_patients_own_day(record, ada, cleo):
    day = TODAY - dt.timedelta(days=15)
    verbs.record_check_in(record, day, {"fatigue.now": 3}, by=ada, source="self", now=NOW)
    maker.refresh(record.pk, now=NOW)

    assert row(cleo).reasons == (Reason("quiet", "No entry for 15 days"),)


def test_a_row_before_the_first_report_says_so(record, cleo):
    assert [reason.kind for reason in row(cleo).reasons] == ["quiet", "updating"]


def test_what_is_new_is_told_since_one_looked_oneself(record, ada, cleo):
    verbs.record_check_in(record, TODAY - 2 * DAY, {"fatigue.now": 3}, by=ada, source="self", now=NOW - 2 * DAY)
    maker.refresh(record.pk, now=NOW - 2 * DAY)
    assert news(row(cleo)) == "You have not looked yet"

    look(cleo, record, NOW - DAY)
    assert news(row(cleo)) == "You looked on 1 Mar 2026"
    verbs.record_check_in(record, TODAY, {"signs.morning_headache": 4}, by=ada, source="self", now=NOW)
    maker.refresh(record.pk, now=NOW)
    assert news(row(cleo)) == "New since 1 Mar 2026: Morning headaches; 1 day with an entry"

    look(cleo, record, NOW)
    verbs.record_measurement(record, TODAY - 9 * DAY, {"weight": 70}, by=ada, source="self", now=NOW)
    maker.refresh(record.pk, now=NOW)
    assert news(row(cleo)) == "New since 2 Mar 2026: something was written"


def test_the_page_about_somebody_is_a_look_and_the_persons_own_is_none(record, ada, cleo):
    maker.refresh(record.pk, now=NOW)
    for user in (ada, cleo):
        opened(user, "dashboard", record)

        told = text(opened(cleo, "worklist"))
        assert ("You have not looked yet" in told, "You looked on" in told) == (user == ada, user == cleo)


def test_a_line_tells_breathing_weight_and_entries_and_draws_twelve_weeks(record, ada, cleo, clinic):
    record.usual_weight = 80
    record.save()
    verbs.record_measurement(record, TODAY, {"fvc_percent": 71.5, "weight": 76}, by=cleo, source="clinician", now=NOW)
    for ago in (0, 1, 9):
        verbs.record_check_in(record, TODAY - ago * DAY, {"weakness.speech": 3}, by=ada, source="self", now=NOW)
    maker.refresh(record.pk, now=NOW)
    places.catch_up(NOW)
    page = opened(cleo, "worklist")

    assert "3 of 28 days FVC 71.5 %, 2 Mar 2026 Weight 95 % of usual" in text(page)
    assert 'aria-label="Entries in 3 of 12 weeks, a part lower than before in 0"' in page.content.decode()


def test_of_a_plan_the_line_tells_what_was_kept(record, ada, cleo):
    record.plans.create(author=ada, since=TODAY - 60 * DAY, cadence="weekly")
    for ago in (1, 8, 9):
        verbs.record_check_in(record, TODAY - ago * DAY, {"weakness.speech": 3}, by=ada, source="self", now=NOW)
    maker.refresh(record.pk, now=NOW)

    kept = row(cleo).glance.kept
    assert kept is not None
    assert (kept.kept, kept.planned) == (2, 4)
    assert "Kept 2 of 4" in text(opened(cleo, "worklist"))


def test_facts_of_before_the_line_are_read(record, cleo):
    maker.refresh(record.pk, now=NOW)
    Report.objects.update(facts={"signs": [], "last_day": None})

    assert row(cleo).glance == Glance()


def test_a_reason_leads_who_may_write_to_the_answer_and_a_reader_nowhere(clinic, cleo):
    rita = person("Rita")
    join_clinic(clinic, rita, by=None, role="reader")
    patient = with_report(clinic, "1", Level.URGENT)
    answer = f'href="{reverse("respond_to_flag", args=[patient.pk])}?rule=R06&amp;since=2026-03-02"'
    pages = [opened(user, "worklist").content.decode() for user in (cleo, rita)]

    assert [answer in page for page in pages] == [True, False]
    assert [reverse("owner", args=[patient.pk]) in page for page in pages] == [True, False]


def test_who_works_in_one_clinic_is_not_told_which(client, clinic, cleo):
    with_report(clinic, "1", name="Amy")
    client.force_login(cleo)
    page = client.get(reverse("worklist"))

    assert page.context["clinics"] == []
    assert "North Clinic" not in page.content.decode()


def test_who_works_in_two_clinics_reads_which_and_can_choose(client, clinic, cleo):
    south = Clinic.objects.create(name="South Clinic")
    join_clinic(south, cleo, by=None)
    with_report(clinic, "1", name="Amy")
    with_report(south, "2", name="Zoe")
    client.force_login(cleo)

    def seen(**asked):
        page = client.get(reverse("worklist"), {"sort": "need", **asked})
        return [(row.patient.name, row.patient.clinic.name) for row in page.context["rows"]]

    assert seen() == [("Amy", "North Clinic"), ("Zoe", "South Clinic")]
    assert seen(clinic=south.pk) == [("Zoe", "South Clinic")]
    assert seen(clinic=south.pk, q="Amy") == []
    assert seen(clinic="all") == seen(clinic="") == seen()
    assert '<span class="soft">South Clinic</span>' in client.get(reverse("worklist")).content.decode()


def test_a_clinic_where_one_does_not_work_is_no_choice(client, clinic, cleo, dan):
    with_report(clinic, "1", name="Amy")
    south = Clinic.objects.get(name="South Clinic")
    client.force_login(cleo)

    rows = client.get(reverse("worklist"), {"clinic": south.pk}).context["rows"]
    assert [row.patient.name for row in rows] == ["Amy"]


@pytest.mark.parametrize("page", ["new_patient", "import_csv"])
def test_who_works_in_two_clinics_is_offered_both_where_something_is_added(client, clinic, cleo, page):
    join_clinic(Clinic.objects.create(name="South Clinic"), cleo, by=None)
    join_clinic(Clinic.objects.create(name="East Clinic"), cleo, by=None, role="reader")
    client.force_login(cleo)

    asked = client.get(reverse(page)).context["form"].fields["clinic"].queryset
    assert [clinic.name for clinic in asked] == ["North Clinic", "South Clinic"]
