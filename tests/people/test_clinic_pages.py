"""The team and the settings of a clinic, as those who run it press them."""

import re
import time

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from people import clinics, invitations, recheck
from people.clinic_forms import NOBODY, SOMEBODY
from people.models import AuditEvent, Clinic, Invitation, Membership
from tests.cast import person
from tests.people.account.ways import verified


@pytest.fixture
def fay(clinic):
    """Runs the clinic, and sees no patients."""
    fay = person("Fay")
    clinics.join_clinic(clinic, fay, by=None, role="admin")
    return fay


@pytest.fixture
def signed_in(client, fay):
    client.force_login(fay)
    return client


def work(clinic, role=None):
    current = Membership.objects.current().filter(clinic=clinic, user__isnull=False)
    return {(grant.user.name, grant.role) for grant in current}


def said(clinic, **changed):
    return {
        "name": clinic.name,
        "read": NOBODY,
        "language": "en",
        "time_zone": "Europe/Berlin",
        "guideline": "nice",
        "family_reads_days": "365",
    } | changed


def asked(**changed):
    return {"by": "email", "email": "gus@example.org", "name": "", "role": "clinician"} | changed


def test_the_first_page_of_who_only_runs_a_clinic_is_its_team(signed_in, clinic):
    assert signed_in.get("/")["Location"] == reverse("team", args=[clinic.pk])


def test_who_runs_a_clinic_and_has_a_record_chooses(signed_in, clinic, record, fay):
    Membership.objects.create(user=fay, patient=record, role="caregiver", access="read")
    page = signed_in.get("/").content.decode()

    assert reverse("team", args=[clinic.pk]) in page
    assert f"?person={record.pk}" in page


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


def test_a_colleague_is_invited_by_e_mail_and_joins(signed_in, clinic, fay):
    response = signed_in.post(reverse("invite_colleague", args=[clinic.pk]), asked(role="therapist"))
    assert response["Location"] == reverse("team", args=[clinic.pk])

    (letter,) = mail.outbox
    (secret,) = re.findall(r"/join/([\w-]+)/", letter.body)
    assert letter.subject == "Fay invites you to alsweak"
    invitation = invitations.find(secret, now=timezone.now())
    invitations.accept(invitation, user=None, now=timezone.now(), name="Gus")
    assert work(clinic) == {("Fay", "admin"), ("Gus", "therapist")}


def test_a_colleague_without_a_mailbox_gets_a_code_that_is_shown_once(signed_in, clinic):
    page = signed_in.post(
        reverse("invite_colleague", args=[clinic.pk]), asked(by="hand", email="gus@example.org", name="Gus")
    )
    code = page.context["code"]
    invitation = invitations.find(invitations.as_typed(code.lower()), now=timezone.now())

    assert (invitation.name, invitation.email, mail.outbox) == ("Gus", "", [])
    assert code in page.content.decode()
    assert code not in signed_in.get(reverse("team", args=[clinic.pk])).content.decode()


@pytest.mark.parametrize(
    ("changed", "where", "sentence"),
    [
        ({"email": ""}, "email", "Write the address that the invitation goes to."),
        ({"email": "gus"}, "email", "Enter a valid email address."),
        ({"by": "hand"}, "name", "Write a name, so that you know whose code it is."),
        ({"email": "CLEO@example.org"}, "email", "They do that here already."),
        ({"by": "hand", "name": "N" * 101}, "name", "Ensure this value has at most 100 characters (it has 101)."),
    ],
)
def test_an_invitation_that_cannot_be_is_told_beside_its_item(signed_in, clinic, cleo, changed, where, sentence):
    response = signed_in.post(reverse("invite_colleague", args=[clinic.pk]), asked(**changed))

    assert response.status_code == 422
    assert response.context["form"].errors == {where: [sentence]}
    assert (Invitation.objects.count(), mail.outbox) == (0, [])


def test_nobody_is_invited_to_a_clinic_as_a_patient(signed_in, clinic):
    assert signed_in.post(reverse("invite_colleague", args=[clinic.pk]), asked(role="patient")).status_code == 422
    assert Invitation.objects.count() == 0


def test_who_was_asked_waits_on_the_page_of_the_team(signed_in, clinic):
    signed_in.post(reverse("invite_colleague", args=[clinic.pk]), asked())
    invitation = Invitation.objects.get()
    waiting = signed_in.get(reverse("team", args=[clinic.pk])).context["waiting"]
    assert [row for row, _state in waiting] == [invitation]

    signed_in.post(reverse("invitation_withdraw", args=[invitation.pk]))
    assert signed_in.get(reverse("team", args=[clinic.pk])).context["waiting"] == []


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


def test_the_clinic_says_its_numbers_and_hours(signed_in, clinic):
    response = signed_in.post(
        reverse("clinic", args=[clinic.pk]),
        said(
            clinic,
            name="Clinic of the North",
            telephone="+44 20 7946 0123",
            emergency_number="112",
            read=SOMEBODY,
            reading_hours="Monday to Friday",
            guideline="us",
            language="es",
            family_reads_days="30",
        ),
    )
    row = Clinic.objects.get()

    assert response["Location"] == reverse("team", args=[clinic.pk])
    assert (row.name, row.telephone, row.emergency_number) == ("Clinic of the North", "+44 20 7946 0123", "112")
    assert (row.reading_hours, row.guideline, row.language) == ("Monday to Friday", "us", "es")
    assert row.family_reads_days == 30


def test_nobody_reads_whatever_stands_in_the_field_of_hours(signed_in, clinic):
    signed_in.post(reverse("clinic", args=[clinic.pk]), said(clinic, read=NOBODY, reading_hours="Mondays"))
    assert Clinic.objects.get().reading_hours == ""


@pytest.mark.parametrize(
    ("changed", "where", "sentence"),
    [
        (
            {"telephone": "call us"},
            "telephone",
            "“call us” is not a telephone number. Write it in digits, such as +44 20 7946 0123.",
        ),
        ({"time_zone": "Berlin"}, "time_zone", "“Berlin” is not a time zone, such as Europe/Berlin."),
        ({"read": SOMEBODY}, "reading_hours", "Write at which hours."),
        ({"name": ""}, "name", "This field is required."),
        ({"name": "South Clinic"}, "name", "Clinic with this Name already exists."),
        ({"family_reads_days": "-1"}, "family_reads_days", "Ensure this value is greater than or equal to 0."),
    ],
)
def test_what_a_clinic_cannot_say_is_told_beside_its_item_and_nothing_is_saved(
    signed_in, clinic, changed, where, sentence
):
    Clinic.objects.create(name="South Clinic")
    response = signed_in.post(reverse("clinic", args=[clinic.pk]), said(clinic, crisis_line="555-0188") | changed)

    assert response.status_code == 422
    assert response.context["form"].errors == {where: [sentence]}
    assert Clinic.objects.get(pk=clinic.pk).crisis_line == ""


def test_the_page_of_the_clinic_says_what_is_missing_until_it_is_there(signed_in, clinic):
    address = reverse("clinic", args=[clinic.pk])
    assert "Without an emergency number" in signed_in.get(address).content.decode()
    Clinic.objects.update(telephone="1234", out_of_hours="1235", emergency_number="112", crisis_line="1236")
    page = signed_in.get(address).content.decode()

    assert "Missing" not in page
    assert "In an emergency, call 112. Nobody reads entries between visits." in page


def menu(client, address):
    page = client.get(address).content.decode()
    head = page[page.index("<header") : page.index("</header>")]
    return [text.strip() for text in re.findall(r">([^<>]+)</(?:a|button)>", head)]


@pytest.mark.parametrize("name", ["settings", "language", "help", "account_email", "account_logout"])
def test_the_menu_of_the_clinic_is_on_every_page_of_who_works_there(client, clinic, cleo, fay, name):
    client.force_login(cleo)
    assert menu(client, reverse(name)) == [
        *("alsweak", "Patients", "Add a patient", "Import", "Account", "Help", "Sign out")
    ]
    client.force_login(fay)
    assert menu(client, reverse(name)) == ["alsweak", "Team", "Clinic", "Account", "Help", "Sign out"]


def test_a_reader_is_offered_no_page_that_adds_somebody(client, clinic):
    gus = person("Gus")
    clinics.join_clinic(clinic, gus, by=None, role="reader")
    client.force_login(gus)
    assert menu(client, reverse("worklist")) == ["alsweak", "Patients", "Account", "Help", "Sign out"]


def test_a_patient_has_no_menu_of_a_clinic(client, record, ada):
    client.force_login(ada)
    assert menu(client, reverse("settings")) == ["alsweak", "Account", "Help"]


def test_who_works_in_a_clinic_meets_their_own_record_as_a_patient(client, clinic, record, ada):
    clinics.join_clinic(Clinic.objects.create(name="South Clinic"), ada, by=None)
    client.force_login(ada)
    page = client.get(f"/?person={record.pk}").content.decode()

    assert '<body class="patient"' in page
    assert menu(client, f"/?person={record.pk}") == ["alsweak", "Help"]
    assert '<body class="staff"' in client.get(reverse("settings")).content.decode()


def test_the_clinics_that_one_runs_lead_to_each_other(signed_in, clinic, fay):
    south = Clinic.objects.create(name="South Clinic")
    clinics.join_clinic(south, fay, by=None, role="admin")
    assert "Team of South Clinic" in signed_in.get(reverse("team", args=[clinic.pk])).content.decode()
    assert "Team of North Clinic" in signed_in.get(reverse("team", args=[south.pk])).content.decode()


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

    for asked in (signed_in.get(address), signed_in.post(address, asked_of_all())):
        assert asked["Location"].startswith("/accounts/")
    assert (work(clinic), mail.outbox, Invitation.objects.count()) == (before, [], 0)


def asked_of_all():
    return asked() | {"sees": "reader", "runs": "no"}
