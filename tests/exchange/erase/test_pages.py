"""Asking for it on a page, calling it off, and the day on which it is done; the command."""

import datetime as dt
import json
import re

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from exchange.erase import asking, receipt
from exchange.models import EraseRequest, Erasure
from people import consent
from people.clinics import join_clinic
from people.models import AuditEvent, Clinic, Membership, Patient, User
from tests.cast import person
from tests.people.account.ways import verified
from tests.people.test_recheck import later

pytestmark = pytest.mark.django_db
ACCOUNT = reverse("erase_account")


@pytest.fixture
def page(record):
    return reverse("erase_record", args=[record.pk])


def in_days(days):
    asking.look_after(timezone.now() + dt.timedelta(days=days))


def shown(response):
    """Which of our pages it is."""
    return next(each.name for each in response.templates if each.name.startswith("exchange/erase/"))


def test_the_person_waits_seven_days_and_has_a_letter(client, record, ada, page):
    client.force_login(ada)
    assert [shown(client.get(f"{page}{more}")) for more in ("", "?sure")] == [
        *("exchange/erase/record.html", "exchange/erase/sure.html")
    ]
    for _ in range(2):  # a press that comes twice
        assert client.post(page, {"when": "later"}, follow=True).templates[0].name == "exchange/erase/waits.html"
    asked = EraseRequest.objects.get()
    assert (asked.role, asked.basis, asked.due_at - asked.asked_at) == ("patient", "self", dt.timedelta(days=7))
    assert [(letter.to, page in letter.body) for letter in mail.outbox] == [([ada.email], True)]
    in_days(6.9)
    assert Patient.objects.filter(pk=record.pk).exists()
    in_days(7.1)
    in_days(7.1)

    assert not Patient.objects.filter(pk=record.pk).exists()
    asked.refresh_from_db()
    assert (asked.erasure.subject, asked.erasure.receipt["asked_by"]) == (str(record.pk), "patient")
    assert AuditEvent.objects.filter(verb="erase", patient=record, user=ada).count() == 1


def test_it_is_called_off_with_one_press(client, record, ada, page):
    client.force_login(ada)
    client.post(page, {"when": "later"})
    for _ in range(2):
        assert client.post(page, {"keep": "on"}).headers["Location"] == reverse("home")
    in_days(8)

    assert Patient.objects.filter(pk=record.pk).exists()
    assert [event.verb for event in record.audit_events.order_by("pk")] == ["ask to erase", "call off erasing"]


def told(client, who):
    """What the first page of somebody says of erasing: the day, and the way to keep it."""
    client.force_login(who)
    said = client.get("/").content.decode()
    day = re.search(r"<strong>(?:This record|Your account) is erased on (.+?)\.</strong>", said)
    way = re.search(r'<a href="([^"]+)">Keep it</a>', said)
    return day and day[1], way and way[1]


def test_while_a_record_waits_the_first_page_of_who_may_erase_it_says_so(client, record, ada, ben, page):
    assert told(client, ada) == (None, None)
    client.post(page, {"when": "later"})
    due = date_format(timezone.localtime(EraseRequest.objects.get().due_at), "j F Y")
    assert (told(client, ada), told(client, ben)) == ((due, page), (None, None))

    client.force_login(ada)
    client.post(page, {"keep": "on"})
    assert told(client, ada) == (None, None)


def test_while_an_account_waits_the_persons_first_page_says_so(client, record, ada):
    page = reverse("erase_account")
    client.force_login(ada)
    client.post(page, {"which": "all", "when": "later"})
    due = date_format(timezone.localtime(EraseRequest.objects.get().due_at), "j F Y")
    assert told(client, ada) == (due, page)

    client.post(page, {"keep": "on"})
    assert told(client, ada) == (None, None)


def test_where_a_clinic_keeps_it_there_is_no_now_and_who_runs_it_is_told(client, record, ada, clinic, page):
    amy = person("Amy")
    join_clinic(clinic, amy, by=None, role="admin")
    client.force_login(ada)
    client.post(page, {"when": "now"})

    assert EraseRequest.objects.get().due_at > timezone.now() + dt.timedelta(days=6)
    assert Patient.objects.filter(pk=record.pk).exists()
    (told,) = [letter for letter in mail.outbox if letter.to == [amy.email]]
    assert ("Ada" in told.subject + told.body, f"/patients/{record.pk}/" in told.body) == (False, True)


def test_now_is_at_once_and_leads_to_a_receipt_that_names_nobody(client, record, ada, page):
    Patient.objects.filter(pk=record.pk).update(clinic=Clinic.objects.own_records())
    client.force_login(ada)
    receipt_at = client.post(page, {"when": "now"}).headers["Location"]
    client.logout()
    html = client.get(receipt_at).content.decode()
    told = client.get(f"{receipt_at}receipt.json").json()

    assert (str(record.pk) in html, "Ada" in html, ada.email in html) == (True, False, False)
    digest, _id = told.pop("sha256"), told.pop("id")
    assert receipt.sha256_of(told) == digest
    assert digest in html


def test_a_clinician_says_how_the_person_asked_and_never_erases_at_once(client, record, ada, cleo, page):
    client.force_login(cleo)
    assert client.post(page, {"when": "later"}).status_code == 422
    client.post(page, {"when": "now", "basis": "paper"})

    asked = EraseRequest.objects.get()
    assert (asked.role, asked.basis, Patient.objects.filter(pk=record.pk).exists()) == ("clinician", "paper", True)
    assert mail.outbox[0].to == [ada.email]  # who can keep it
    client.force_login(ada)
    assert shown(client.get(page)) == "exchange/erase/waits.html"


def test_nobody_else_may(client, record, ada, ben, cleo, dan, page):
    single = User.objects.create_user("single@example.org")
    consent.grant(record, single, role="clinician", access="write", by=ada)
    for who, status in ((ben, 403), (single, 403), (dan, 404)):
        client.force_login(who)
        assert client.post(page, {"when": "now"}).status_code == status
    assert not EraseRequest.objects.exists()


def test_who_may_not_any_more_asked_in_vain(client, record, cleo, clinic, page):
    client.force_login(cleo)
    client.post(page, {"when": "later", "basis": "word"})
    Membership.objects.filter(user=cleo).update(ends_at=timezone.now())
    in_days(8)

    assert Patient.objects.filter(pk=record.pk).exists()
    assert EraseRequest.objects.get().called_off_at


def test_first_it_is_asked_who_it_is(client, ada, page):
    client.force_login(verified(ada))
    later(client)
    for at in (page, ACCOUNT):
        assert "/accounts/" in client.post(at, {"when": "now", "which": "all"}).headers["Location"]
    assert not Erasure.objects.exists()


def test_an_account_waits_too_and_can_take_the_record_along(client, record, ada):
    client.force_login(ada)
    assert [shown(client.get(f"{ACCOUNT}{more}")) for more in ("", "?which=all")] == [
        *("exchange/erase/account.html", "exchange/erase/account_sure.html")
    ]
    client.post(ACCOUNT, {"which": "account", "when": "later"})
    client.post(ACCOUNT, {"keep": "on"})
    client.post(ACCOUNT, {"which": "all", "when": "later"})
    assert shown(client.get(ACCOUNT)) == "exchange/erase/account_waits.html"
    in_days(8)

    assert not User.objects.filter(pk=ada.pk, erased_at=None).exists()
    assert not Patient.objects.exists()
    assert client.get("/").headers["Location"].startswith("/accounts/login/")


def test_with_a_record_that_a_clinic_keeps_an_account_waits_and_who_runs_the_clinic_is_told(
    client, record, ada, clinic
):
    amy = person("Amy")
    join_clinic(clinic, amy, by=None, role="admin")
    client.force_login(ada)
    offered = [b'value="now"' in client.get(f"{ACCOUNT}?which={which}").content for which in ("account", "all")]
    client.post(ACCOUNT, {"which": "all", "when": "now"})

    assert offered == [True, False]
    assert EraseRequest.objects.get().due_at > timezone.now() + dt.timedelta(days=6)
    assert Patient.objects.filter(pk=record.pk).exists()
    (told,) = [letter for letter in mail.outbox if letter.to == [amy.email]]
    assert ("Ada" in told.subject + told.body, f"/patients/{record.pk}/" in told.body) == (False, True)


def test_an_account_and_a_record_that_nobody_else_keeps_now(client, record, ada):
    Patient.objects.filter(pk=record.pk).update(clinic=Clinic.objects.own_records())
    client.force_login(ada)
    client.post(ACCOUNT, {"which": "all", "when": "now"})

    assert (Patient.objects.exists(), User.objects.filter(pk=ada.pk, erased_at=None).exists()) == (False, False)


def test_an_account_now(client, record, ben):
    client.force_login(ben)
    at = client.post(ACCOUNT, {"which": "account", "when": "now"}).headers["Location"]

    assert client.get(at).status_code == 200
    assert "_auth_user_id" not in client.session


def test_the_command_says_first_what_would_go(capsys, record, ada):
    call_command("erase", "--patient", "A-1")
    told, end, _ = capsys.readouterr().out.partition("Nothing was erased.")
    assert (json.loads(told)["deleted"], bool(end)) == ({"people.Membership": 1}, True)
    assert Patient.objects.filter(pk=record.pk).exists()

    call_command("erase", "--patient", str(record.pk), "--confirm", "--dry-run")
    assert Patient.objects.filter(pk=record.pk).exists()
    call_command("erase", "--patient", str(record.pk), "--confirm")
    assert not Patient.objects.filter(pk=record.pk).exists()
    assert Erasure.objects.get().receipt["asked_by"] == "command"


def test_the_command_takes_accounts_and_clinics(record, ada, clinic):
    verified(ada)
    call_command("erase", "--account", ada.email, "--with-records", "--confirm")
    call_command("erase", "--clinic", clinic.name, "--confirm")

    assert sorted(Erasure.objects.values_list("kind", flat=True)) == ["account", "clinic", "record"]
    assert list(Clinic.objects.without_own_records()) == []


@pytest.mark.parametrize("what", [("--patient", "X"), ("--account", "x@example.org"), ("--clinic", "X")])
def test_the_command_says_who_is_not_there(db, what):
    with pytest.raises(CommandError, match="There is no"):
        call_command("erase", *what)


def test_a_list_that_is_none_is_refused(db, tmp_path):
    file = tmp_path / "list"
    file.write_text("{}")
    with pytest.raises(CommandError, match="is no list"):
        call_command("erase", "--again", str(file))
