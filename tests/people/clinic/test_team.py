"""The team of a clinic, as those who run it press it, and who finds these pages at all."""

import time

import pytest
from django.core import mail
from django.urls import reverse

from people import clinics, invitations, recheck
from people.models import AuditEvent, Invitation
from tests.people.account.ways import verified
from tests.people.clinic.ways import asked, work


def test_the_team_is_told_by_name_with_what_each_does(signed_in, clinic, cleo):
    page = signed_in.get(reverse("team", args=[clinic.pk]))
    assert [(member.user.name, member.runs is not None) for member in page.context["members"]] == [
        ("Cleo", False),
        ("Fay", True),
    ]


def test_the_list_of_the_team_changes_nothing_by_itself(signed_in, clinic, cleo):
    page = signed_in.get(reverse("team", args=[clinic.pk])).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    assert "<button" not in main


@pytest.mark.parametrize("who", ["cleo", "ada", "dan"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_else_finds_the_pages_of_a_clinic(client, clinic, fay, request, who, method):
    user = request.getfixturevalue(who)
    client.force_login(user)
    before = work(clinic)
    made = invitations.invite("colleague", by=fay, role="reader", clinic=clinic, email="gus@example.org")
    addresses = [
        *(reverse(name, args=[clinic.pk]) for name in ("clinic", "team", "invite_colleague", "see_patients")),
        *(reverse(name, args=[clinic.pk, fay.pk]) for name in ("work", "end_work")),
        reverse("invitation_withdraw", args=[made.invitation.pk]),
    ]
    answers = {getattr(client, method)(address).status_code for address in addresses}

    assert answers == ({404} if method == "get" else {404, 405})  # the list takes no press
    assert work(clinic) == before
    assert AuditEvent.objects.filter(verb="refused", user=user).exists()


def test_what_someone_does_is_changed_on_their_page(signed_in, clinic, cleo):
    address = reverse("work", args=[clinic.pk, cleo.pk])
    assert signed_in.get(address).context["form"].initial == {"sees": "clinician", "runs": "no"}
    signed_in.post(address, {"sees": "reader", "runs": "yes"})

    assert work(clinic) == {("Cleo", "reader"), ("Cleo", "admin"), ("Fay", "admin")}


def test_the_last_one_who_runs_it_is_told_why_they_stay(signed_in, clinic, fay, cleo):
    sentence = "Fay is the last one who runs North Clinic. Let someone else run it first."
    change = signed_in.post(reverse("work", args=[clinic.pk, fay.pk]), {"sees": "clinician", "runs": "no"})
    end = signed_in.post(reverse("end_work", args=[clinic.pk, fay.pk]))

    assert [answer.status_code for answer in (change, end)] == [422, 422]
    assert all(sentence in answer.content.decode() for answer in (change, end))
    assert work(clinic) == {("Cleo", "clinician"), ("Fay", "admin")}


def test_access_to_the_clinic_ends_after_one_question(signed_in, client, clinic, record, cleo):
    address = reverse("end_work", args=[clinic.pk, cleo.pk])
    assert "End access for Cleo?" in signed_in.get(address).content.decode()
    assert signed_in.post(address)["Location"] == reverse("team", args=[clinic.pk])
    assert signed_in.get(address).status_code == 404

    client.force_login(cleo)
    assert client.get(reverse("dashboard", args=[record.pk])).status_code == 404


def test_who_leaves_lands_on_their_first_page(signed_in, clinic, fay, cleo):
    clinics.join_clinic(clinic, cleo, by=fay, role="admin")
    assert signed_in.post(reverse("end_work", args=[clinic.pk, fay.pk]))["Location"] == "/"
    assert signed_in.get(reverse("team", args=[clinic.pk])).status_code == 404


def test_who_runs_the_clinic_says_that_they_also_see_patients(signed_in, clinic, record, fay):
    address = reverse("see_patients", args=[clinic.pk])
    assert signed_in.get(reverse("dashboard", args=[record.pk])).status_code == 404
    signed_in.get(address)
    assert work(clinic) == {("Fay", "admin")}

    for _ in range(2):
        signed_in.post(address)
    assert work(clinic) == {("Fay", "admin"), ("Fay", "clinician")}
    assert signed_in.get(reverse("dashboard", args=[record.pk])).status_code == 200
    assert signed_in.get("/")["Location"] == reverse("worklist")


def test_a_reader_stays_one_whatever_they_press_again(signed_in, clinic, fay):
    clinics.join_clinic(clinic, fay, by=fay, role="reader")
    signed_in.post(reverse("see_patients", args=[clinic.pk]))
    assert work(clinic) == {("Fay", "admin"), ("Fay", "reader")}


@pytest.mark.parametrize("name", ["invite_colleague", "see_patients", "work", "end_work", "clinic"])
def test_who_signed_in_long_ago_shows_once_more_who_they_are_before_the_clinic_changes(
    signed_in, clinic, fay, cleo, name
):
    verified(fay)
    more = [cleo.pk] if name in ("work", "end_work") else []
    address = reverse(name, args=[clinic.pk, *more])
    session = signed_in.session
    session[recheck.SIGNED_IN_AT] = time.time() - recheck.LASTS - 1
    session.save()
    before = work(clinic)

    for shown in (signed_in.get(address), signed_in.post(address, asked_of_all())):
        assert shown["Location"].startswith("/accounts/")
    assert (work(clinic), mail.outbox, Invitation.objects.count()) == (before, [], 0)


def asked_of_all():
    return asked() | {"sees": "reader", "runs": "no"}
