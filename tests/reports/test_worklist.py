import datetime as dt

import pytest
from django.urls import reverse

from care.answers import answer_sign
from clinical.need import Facts, Sign
from clinical.plain import plain
from clinical.rules import Level
from clinical.spread import Kind, SpreadEvent
from clinical.vocabulary import CELL_BY_NAME
from people.clinics import join_clinic
from people.models import Clinic
from reports.reasons import Reason
from reports.worklist import worklist_of
from symptoms.derive import maker
from symptoms.models import Report
from symptoms.write import verbs
from tests.cast import NOW, TODAY, new_patient

pytestmark = pytest.mark.django_db


def with_report(clinic, reference, level=None, last_spread=None, name=""):
    patient = new_patient(clinic, reference, name=name)
    maker.refresh(patient.pk, now=NOW)
    signs = (Sign("R06", level, TODAY, TODAY),) if level else ()
    spread = SpreadEvent(last_spread, CELL_BY_NAME["speech"], (Kind.DISTANT,)) if last_spread else None
    Report.objects.filter(patient=patient).update(facts=plain(Facts(signs, spread, last_day=TODAY)))
    return patient


def references(user, search=""):
    return [row.patient.reference for row in worklist_of(user, NOW, search)]


def row(user):
    (found,) = worklist_of(user, NOW)
    return found


def test_open_signs_come_first_then_the_newest_spread_then_the_name(clinic, cleo):
    with_report(clinic, "1", name="Zoe")
    with_report(clinic, "2", name="Amy")
    with_report(clinic, "3", last_spread=dt.date(2026, 1, 1))
    with_report(clinic, "4", last_spread=dt.date(2026, 2, 1))
    with_report(clinic, "5", Level.SOON)
    with_report(clinic, "6", Level.URGENT)
    new_patient(clinic, "7")

    assert references(cleo) == ["6", "5", "4", "3", "2", "1", "7"]


def test_an_answer_to_a_sign_counts_at_once(record, ada, cleo):
    verbs.record_check_in(record, TODAY, {"signs.morning_headache": 4}, by=ada, source="self", now=NOW)
    maker.refresh(record.pk, now=NOW)
    assert [reason.kind for reason in row(cleo).reasons] == ["soon"]

    answer_sign(record, "R07", TODAY, "closed", by=cleo, now=NOW)
    assert [reason.kind for reason in row(cleo).reasons if reason.kind != "updating"] == []


def test_the_list_is_read_in_two_queries_whatever_its_length(clinic, cleo, django_assert_num_queries):
    for number in range(5):
        with_report(clinic, str(number), Level.SOON)

    with django_assert_num_queries(2):
        assert len(worklist_of(cleo, NOW)) == 5


def test_search_finds_by_name_and_by_reference(clinic, cleo):
    new_patient(clinic, "N-12", name="Amy")
    new_patient(clinic, "N-34", name="Zoe")

    assert references(cleo, "am") == ["N-12"]
    assert references(cleo, "n-3") == ["N-34"]


def test_patients_of_other_clinics_are_not_in_it(record, cleo, dan):
    assert references(cleo) == ["A-1"]


def test_a_row_has_its_reasons_by_the_patients_own_day(record, ada, cleo):
    day = TODAY - dt.timedelta(days=15)
    verbs.record_check_in(record, day, {"fatigue.now": 3}, by=ada, source="self", now=NOW)
    maker.refresh(record.pk, now=NOW)

    assert row(cleo).reasons == (Reason("quiet", "No entry for 15 days"),)


def test_a_row_before_the_first_report_says_so(record, cleo):
    assert [reason.kind for reason in row(cleo).reasons] == ["quiet", "updating"]


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
        page = client.get(reverse("worklist"), asked)
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
