"""A person's record is erased, and nothing of anybody else."""

import datetime as dt
import json
import uuid

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.db.models import Q
from django.urls import reverse
from django_celery_results.models import TaskResult

from exchange.erase import asking, receipt
from exchange.erase.account import erase_account
from exchange.erase.person import erase_record
from exchange.erase.register import REGISTER
from exchange.imports import noting
from exchange.merging.doing import merge
from exchange.models import Erasure, Import, LargeFile, Merge
from exchange.tasks import bring_large, erase_what_is_due
from people import audit, mail, tokens
from people.access import Verb, open_record
from people.models import AuditEvent, OutgoingMail, Patient, User
from people.records import account_of_a_file
from reports.models import Printout
from reports.pdf import run
from symptoms.derive.tasks import refresh, sweep_stale
from symptoms.models import CheckIn, Draft, Report
from symptoms.write import verbs
from tests.cast import NOW, TODAY, new_patient
from tests.exchange.archive.carrying import exported, files_of
from tests.exchange.erase.filling import EMAIL, NAME, NOTE, REFERENCE, fill, told, told_in_files
from tests.people.account.ways import verified


@pytest.fixture(autouse=True)
def _letters_wait_in_their_table(settings):
    settings.EMAIL_BACKEND, settings.MAIL_BACKEND = "people.outbox.Outbox", settings.EMAIL_BACKEND


@pytest.fixture
def ours(clinic):
    """Adalgisa's record, of which there is a row in every table, and her account."""
    record = new_patient(clinic, REFERENCE, name=NAME, birth_date=dt.date(1961, 3, 4), height=171, usual_weight="271.8")
    user = verified(User.objects.create_user(EMAIL, "a long enough secret", name=NAME))
    fill(record, clinic, user)
    return record, user


@pytest.fixture
def file_of_two(ours, record, clinic, cleo):
    """A file with days of Adalgisa and of Ada."""
    noted = noting.begin(clinic, Import.Kind.CSV, by=cleo, now=NOW, sent=noting.Sent(f"{REFERENCE} and more.csv"))
    for each in (ours[0], record):
        noting.facts(noted, each, {"name": ""}, {"name": each.name})
        CheckIn.objects.create(
            patient=each, author=noted.account, source="self", day=TODAY, made_at=NOW, time_zone="UTC"
        )
    noting.end(noted, {"new": 2})
    file = {"clinic": clinic, "by": cleo, "sent_at": NOW, "asked_at": NOW, "checksum": "0" * 64, "size": 1}
    LargeFile.objects.create(
        imported=noted, state="done", answers={f"alike.{REFERENCE}": "new"}, told={"notes": [NAME]}, **file
    )
    return noted, LargeFile.objects.create(data=NAME.encode(), file_name="waits.csv", **file)


def beside(ours, other, clinic, client, cleo):
    """What tells of her outside of the rows of her record."""
    record = ours[0]
    alone = noting.begin(clinic, Import.Kind.CSV, by=cleo, now=NOW, sent=noting.Sent(f"{NAME}.csv"))
    noting.facts(alone, record, {"name": ""}, {"name": NAME})
    noting.end(alone, {"new": 1})
    author = account_of_a_file(uuid.uuid4().hex, NAME)  # a name in an archive
    CheckIn.objects.create(patient=record, author=author, source="self", day=TODAY, made_at=NOW, time_zone="UTC")
    facts = [{"name": "name", "before": "", "after": NAME}]
    Merge.objects.create(kept=record, other=other, by=cleo, at=NOW, facts=facts, undone_at=NOW, undone_by=cleo)
    lasts = {"lasts": tokens.USUAL, "two_factors": False, "now": NOW}
    tokens.make_for_clinic(clinic, "Laboratory", scope="read", patients=[record, other], by=cleo, **lasts)
    printout = Printout.objects.get(patient=record)
    TaskResult.objects.create(task_id=str(printout.pk), status="SUCCESS", result=json.dumps({"pdf": NAME}))
    mail.write(EMAIL, "left", {}, language="")
    mail.write(cleo.email, "emergency", {"who": "Fay", "reason": NAME}, language="")
    client.force_login(cleo)
    session = client.session
    session["held"] = {
        "path": f"/patients/{record.pk}/visits/new/",
        "form": f"note={NOTE}",
        "user": cleo.pk,
        "until": 0,
    }
    session.save()


def erased(ours, now=NOW):
    return erase_record(ours[0], by=ours[1], asked_by="patient", now=now)


def as_it_was(record):
    return files_of(exported(Patient.objects.filter(pk=record.pk)))


@pytest.mark.django_db(transaction=True)
def test_nothing_of_a_person_is_left_anywhere_and_all_of_another(ours, record, ada, cleo, clinic, client, file_of_two):
    beside(ours, record, clinic, client, cleo)
    verbs.record_check_in(record, TODAY, {"weakness.hand.left": 2}, by=ada, source="self", now=NOW)
    verbs.record_measurement(record, TODAY, {"weight": 70}, by=cleo, source="clinician", now=NOW)
    before, signed_in = as_it_was(record), Session.objects.count()
    assert len(told()) > 60
    assert connection.vendor != "sqlite" or told_in_files()

    done = erase_account(ours[1], with_records=True, asked_by=receipt.OWNER, now=NOW)

    assert told() == {"people_outgoingmail.to"}  # the receipts
    mail.send_waiting(now=dt.datetime.now(dt.UTC) + dt.timedelta(days=1))
    erase_what_is_due()
    assert told() == set()
    if connection.vendor == "sqlite":
        asking.clear_file()
        assert told_in_files() == set()
    assert as_it_was(record) == before
    assert Session.objects.count() == signed_in  # Cleo's: what she had typed is gone, she is there
    ways = {label for label, line in REGISTER.items() if line.record}
    assert ways - done.receipt["deleted"].keys() == set()
    noted = Import.objects.get()
    assert (noted.patients.get(), [fact["patient"] for fact in noted.facts]) == (record, [str(record.pk)])
    assert LargeFile.objects.get().imported == noted


@pytest.mark.django_db
def test_an_empty_row_stays_that_nobody_finds(ours, client, cleo):
    record, user = ours
    audit.record("view", user=cleo, patient=record)
    erased(ours)

    assert not Patient.objects.filter(pk=record.pk).exists()
    shell = Patient.with_erased.get(pk=record.pk)
    assert (shell.name, shell.reference, shell.birth_date, shell.height, shell.clinic.name) == (
        *("", record.pk.hex, None, None, "Own records"),
    )
    assert {event.verb for event in AuditEvent.objects.filter(patient=record)} == {"view", "erase"}
    for who in (user, cleo):
        client.force_login(who)
        for name in ("dashboard", "summary", "export_zip", "erase_record"):
            assert client.get(reverse(name, args=[record.pk])).status_code == 404
        assert client.get(f"/api/v1/patients/{record.pk}/").status_code == 404
    assert files_of(exported())["people.csv"].decode().count(REFERENCE) == 0


@pytest.mark.django_db
def test_what_only_has_the_same_name_stays(ours, record, dan, cleo, client):
    mail.write(dan.email, "emergency", {"who": NAME, "reason": "Fell"}, language="")
    client.force_login(cleo)
    session = client.session
    session["held"] = {"path": f"/patients/{record.pk}/visits/new/", "form": f"note={NAME}"}
    session.save()
    erased(ours)

    assert [letter.to for letter in OutgoingMail.objects.order_by("pk")] == [[dan.email], [EMAIL]]
    assert client.session["held"]["form"] == f"note={NAME}"


@pytest.mark.django_db
def test_one_that_fails_keeps_no_other_waiting(ours, record, ada, monkeypatch):
    for patient, user in ((ours[0], ours[1]), (record, ada)):
        asking.ask_for_record(open_record(user, patient.pk, Verb.ERASE), by=user, basis="self", now=NOW)
    fails, erase = ours[0], asking.erase_record
    monkeypatch.setattr(asking, "erase_record", lambda patient, **how: 1 / (patient != fails) and erase(patient, **how))
    asking.look_after(NOW + dt.timedelta(days=7))

    assert list(Patient.objects.all()) == [fails]


@pytest.mark.django_db
def test_twice_is_once(ours):
    first = erased(ours)
    again = erase_record(ours[0], by=None, asked_by="command", now=NOW + dt.timedelta(days=1))

    assert (again, again.receipt) == (first, first.receipt)
    assert Erasure.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_killed_midway_nothing_is_half_gone(ours, monkeypatch):
    before = as_it_was(ours[0])
    counts = _counts()
    monkeypatch.setattr(receipt, "write", lambda *_args, **_more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        erased(ours)

    assert as_it_was(ours[0]) == before
    assert _counts() == counts


def _counts():
    from exchange.erase.register import model_of

    return {label: model_of(label)._base_manager.count() for label in REGISTER}


@pytest.mark.django_db
def test_a_job_that_comes_late_finds_nothing_and_ends_quietly(ours, file_of_two):
    record = ours[0]
    printout = Printout.objects.get(patient=record)
    erased(ours)
    refresh(str(record.pk))
    bring_large(str(file_of_two[1].pk))

    assert run.run(str(printout.pk)) == {"state": "refused"}
    sweep_stale()
    assert not Report.objects.filter(patient=record).exists()


@pytest.mark.django_db
def test_what_came_late_to_it_is_swept_away(ours, cleo):
    now = dt.datetime.now(dt.UTC)
    erased(ours, now)
    Draft.objects.create(patient_id=ours[0].pk, author=cleo, day=TODAY, kind="check_in", touched_at=now)
    erase_what_is_due()

    assert not Draft.objects.exists()


@pytest.mark.django_db
def test_records_that_were_put_together_go_together(ours, record, ada, cleo, clinic):
    second, third = new_patient(clinic, "A-2", name="Ada"), new_patient(clinic, "A-3", name="Ada")
    verbs.record_check_in(second, TODAY, {"weakness.neck": 3}, by=cleo, source="clinician", now=NOW)
    merge(record, second, by=cleo, now=NOW)
    merge(record, third, by=cleo, now=NOW)
    done = erase_record(second, by=cleo, asked_by="clinician", now=NOW)

    assert done.subject == str(second.pk)
    assert set(Erasure.objects.values_list("subject", flat=True)) == {str(each.pk) for each in (record, second, third)}
    assert not Merge.objects.filter(Q(kept=record) | Q(other=record)).exists()
    assert list(Patient.objects.all()) == [ours[0]]
    assert CheckIn.objects.exclude(patient=ours[0]).count() == 0


@pytest.mark.django_db
def test_a_receipt_counts_and_names_nobody(ours):
    done = erased(ours)
    said = receipt.as_json(done)

    assert (said["kind"], said["subject"], said["asked_by"]) == ("record", str(ours[0].pk), "patient")
    assert (said["deleted"]["symptoms.CheckIn"], said["emptied"]) == (1, {"people.Patient": 1})
    assert (said["erased_at"], said["backups_until"]) == ("2026-03-02T08:00:00+00:00", "2027-03-09")
    assert receipt.sha256_of(done.receipt) == said["sha256"]
    letter = OutgoingMail.objects.get()
    assert (letter.to, said["sha256"] in letter.text) == ([EMAIL], True)


@pytest.mark.django_db
def test_a_restored_backup_is_erased_once_more(ours, tmp_path, capsys, record):
    erased(ours)
    call_command("erase", "--list")
    listed = tmp_path / "erased.jsonl"
    listed.write_text(
        capsys.readouterr().out + json.dumps({"kind": "record", "subject": str(uuid.uuid4()), "asked_by": "patient"})
    )
    Erasure.objects.all().delete()
    Patient.with_erased.filter(pk=ours[0].pk).update(erased_at=None, name=NAME)  # as the backup had it
    call_command("erase", "--again", str(listed))

    assert [line.rpartition(": ")[2] for line in capsys.readouterr().out.splitlines()] == ["erased again", "not there"]
    assert list(Patient.objects.all()) == [record]
    assert Erasure.objects.get().subject == str(ours[0].pk)
