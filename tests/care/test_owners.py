import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from care.models import Owner
from care.owners import give, may_own, owner_of
from people.clinics import join_clinic
from people.models import AuditEvent
from tests.cast import NOW, person
from tests.reports.opened import signed_in, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def thea(clinic):
    thea = person("Thea")
    join_clinic(clinic, thea, by=None, role="therapist")
    return thea


def test_the_last_one_who_was_named_looks_after_somebody(record, cleo, thea):
    for owner in (cleo, thea, thea, None):
        give(record, owner, by=cleo, now=NOW)

    assert owner_of(record) is None
    assert list(Owner.objects.order_by("pk").values_list("user", "by")) == [
        (cleo.pk, cleo.pk),
        (thea.pk, cleo.pk),
        (None, cleo.pk),
    ]
    assert AuditEvent.objects.filter(verb="write", patient=record, user=cleo).count() == 3


def test_only_who_opens_the_records_of_the_clinic_can_be_named(record, clinic, cleo, dan, thea):
    amy = person("Amy")
    join_clinic(clinic, amy, by=None, role="admin")

    assert may_own(clinic) == [cleo, thea]
    for stranger in (dan, amy):
        with pytest.raises(ValidationError, match="does not work here"):
            give(record, stranger, by=cleo, now=NOW)
    assert owner_of(record) is None


def test_it_is_said_on_a_page_that_leads_back_to_the_list(record, cleo, thea):
    client = signed_in(cleo)
    address = reverse("owner", args=[record.pk])
    assert "Nobody Cleo Thea" in text(client.get(address))

    assert client.post(address, {"owner": thea.pk})["Location"] == reverse("worklist")
    assert owner_of(record) == thea
    assert f'<option value="{thea.pk}" selected>' in client.get(address).content.decode()


def test_in_the_list_the_answer_is_the_place_in_the_list(record, cleo, thea):
    answer = signed_in(cleo).post(
        reverse("owner", args=[record.pk]), {"owner": cleo.pk}, headers={"HX-Request": "true"}
    )

    assert text(answer) == "Cleo : who looks after Ada, change it"


def test_who_does_not_work_there_is_refused_in_words(record, cleo, dan):
    answer = signed_in(cleo).post(reverse("owner", args=[record.pk]), {"owner": dan.pk})

    assert (answer.status_code, owner_of(record)) == (422, None)
    assert "Select a valid choice" in text(answer)


def test_the_person_and_their_caregiver_do_not_say_it(record, ada, ben):
    assert [signed_in(user).post(reverse("owner", args=[record.pk])).status_code for user in (ada, ben)] == [403, 403]
