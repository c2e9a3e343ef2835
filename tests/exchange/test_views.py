import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from people.models import AuditEvent, Membership, Patient
from symptoms.models import CheckIn
from symptoms.write import verbs
from tests.cast import person

GOOD = b"patient,date,source,weakness.hand.left\nA-1,2026-01-05,self,3\nB-2,2026-01-05,clinician,4\n"


def send(client, content, clinic):
    file = SimpleUploadedFile("register.csv", content, "text/csv")
    return client.post(reverse("import_csv"), {"clinic": clinic.pk, "file": file})


def test_a_file_is_taken_into_the_clinic_and_its_rows_are_counted(client, record, clinic, cleo):
    client.force_login(cleo)
    response = send(client, GOOD, clinic)

    done = response.context["imported"]
    assert (response.status_code, done.new, done.patients, done.created) == (200, 2, 2, ("B-2",))
    assert CheckIn.objects.filter(patient=record).count() == 1


def test_every_wrong_line_is_told_and_nothing_is_written(client, record, clinic, cleo):
    client.force_login(cleo)
    response = send(client, GOOD.replace(b"self,3", b"self,7").replace(b"clinician,4", b"clinician,x"), clinic)

    assert response.status_code == 422
    assert [problem.line for problem in response.context["refused"].problems] == [2, 3]
    assert CheckIn.objects.count() == 0


def test_function_checks_too_close_to_each_other_are_told_with_their_line(client, clinic, cleo):
    client.force_login(cleo)
    file = b"patient,date,source,function.speech\nB-2,2026-01-01,self,4\nB-2,2026-01-14,caregiver,4\n"
    response = send(client, file, clinic)

    told = "Line 3, column date: There is a function check for 2026-01-01; the next can be made 14 days after it."
    assert (response.status_code, str(response.context["refused"])) == (422, told)
    assert Patient.objects.filter(reference="B-2").count() == 0


@pytest.mark.parametrize("content", ["patient,date,source\nMüller".encode("latin-1"), b"", b"\x00\x01"])
def test_a_file_that_is_no_text_is_refused_in_words(client, clinic, cleo, content):
    client.force_login(cleo)
    response = send(client, content, clinic)

    assert response.status_code == 422
    assert len(response.context["refused"].problems) == 1


def test_a_file_that_is_too_large_is_refused_before_it_is_read(client, clinic, cleo, settings):
    settings.ALSWEAK_IMPORT_MAX_BYTES = 2_000_000
    client.force_login(cleo)
    response = send(client, b"x" * 2_000_001, clinic)

    assert response.status_code == 413
    assert response.context["form"].errors["file"] == ["The file is larger than 2 MB. Send it in parts."]


def test_no_file_at_all_is_told(client, clinic, cleo):
    client.force_login(cleo)
    response = client.post(reverse("import_csv"), {"clinic": clinic.pk})

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["file"])


def test_only_those_who_write_for_a_whole_clinic_import(client, clinic, ada, dan):
    reader = person("Eve")
    Membership.objects.create(user=reader, clinic=clinic, role="clinician", access="read")
    for user in (ada, dan, reader):
        client.force_login(user)
        assert send(client, GOOD, clinic).status_code == 403
    assert Patient.objects.filter(reference="B-2").count() == 0


def test_a_clinician_cannot_import_into_another_clinic(client, cleo, dan):
    client.force_login(cleo)
    elsewhere = dan.memberships.get().patient.clinic
    response = send(client, GOOD, elsewhere)

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["clinic"])


def test_an_export_holds_this_record_and_is_audited(client, record, ada):
    verbs.record_check_in(
        record, timezone.now().date(), {"weakness.neck": 3}, by=ada, source="self", now=timezone.now()
    )
    client.force_login(ada)
    response = client.get(reverse("export_csv", args=[record.pk]))

    header, row = b"".join(response.streaming_content).decode().splitlines()
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert header == "patient,date,source,weakness.neck"
    assert row.split(",")[0::2] == ["A-1", "self"]
    assert AuditEvent.objects.filter(verb="export", user=ada, patient=record).count() == 1


def test_a_stranger_exports_nothing(client, record, dan):
    client.force_login(dan)
    assert client.get(reverse("export_csv", args=[record.pk])).status_code == 404
