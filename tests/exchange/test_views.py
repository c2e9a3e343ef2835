from django.urls import reverse
from django.utils import timezone

from people.models import AuditEvent
from symptoms.write import verbs


def test_an_export_holds_this_record_and_is_audited(client, record, ada):
    verbs.record_check_in(
        record, timezone.now().date(), {"weakness.neck": 3}, by=ada, source="self", now=timezone.now()
    )
    client.force_login(ada)
    response = client.get(reverse("export_csv", args=[record.pk]))

    header, row = response.content.decode().splitlines()
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert header == "patient,date,source,weakness.neck"
    assert row.split(",")[0::2] == ["A-1", "self"]
    assert AuditEvent.objects.filter(verb="export", user=ada, patient=record).count() == 1


def test_a_stranger_exports_nothing(client, record, dan):
    client.force_login(dan)
    assert client.get(reverse("export_csv", args=[record.pk])).status_code == 404
