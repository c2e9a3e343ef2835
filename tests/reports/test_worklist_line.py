import datetime as dt

import pytest
from django.urls import reverse

from care import places
from care.asked import sealed
from clinical.glance import Glance
from clinical.rules import Level
from people.clinics import join_clinic
from people.models import Clinic
from reports.lines import news
from reports.reasons import Reason
from symptoms.derive import maker
from symptoms.models import Report
from symptoms.write import verbs
from tests.care.said import entered
from tests.cast import NOW, TODAY, person
from tests.reports.listing import DAY, look, row, with_report
from tests.reports.opened import opened, text

pytestmark = pytest.mark.django_db


def test_a_row_has_its_reasons_by_the_patients_own_day(record, ada, cleo):
    day = TODAY - dt.timedelta(days=15)
    verbs.record_check_in(record, day, {"fatigue.now": 3}, by=ada, source="self", now=NOW)
    maker.refresh(record.pk, now=NOW)

    assert row(cleo).reasons == (
        Reason("quiet", "No entry for 15 days"),
        Reason("due", "Due: Breathing test, Weight and 4 more"),
    )


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


def test_a_line_names_the_next_visit_until_its_day_is_over(record, cleo):
    entered(record, cleo, TODAY - 40 * DAY, next_visit=TODAY - DAY)
    assert row(cleo).next_visit is None

    maker.refresh(record.pk, now=NOW)
    entered(record, cleo, TODAY - 30 * DAY, next_visit=TODAY)
    entered(record, cleo, TODAY - 20 * DAY)
    assert row(cleo).next_visit == TODAY


def test_facts_of_before_the_line_are_read(record, cleo):
    maker.refresh(record.pk, now=NOW)
    Report.objects.update(facts={"signs": [], "last_day": None})

    assert row(cleo).glance == Glance()


def test_a_reason_leads_who_may_write_to_the_answer_and_a_reader_nowhere(clinic, cleo):
    rita = person("Rita")
    join_clinic(clinic, rita, by=None, role="reader")
    patient = with_report(clinic, "1", Level.URGENT)
    answer = f'href="{reverse("signs", args=[patient.pk])}?next=%2Fpatients%2F"'
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
    assert seen(clinic=south.pk, **sealed({"q": "Amy"})) == []
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
