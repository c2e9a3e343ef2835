"""An export by the command while somebody writes in a record that it reads."""

import pytest
from django.core.management import call_command

from exchange.management.commands import export
from people.models import AuditEvent
from symptoms.write import verbs
from tests.cast import NOW, TODAY
from tests.exchange.test_beside_an_import import elsewhere

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_export_is_written_though_somebody_writes_in_the_record_meanwhile(record, ada, tmp_path, monkeypatch):
    write = export.write_archive

    def while_ada_writes(patients, file, **how):
        rows = write(patients, file, **how)
        elsewhere(lambda: verbs.record_measurement(record, TODAY, {"weight": 70}, by=ada, source="self", now=NOW))
        return rows

    monkeypatch.setattr(export, "write_archive", while_ada_writes)
    call_command("export", "--output", str(tmp_path / "all.zip"))

    assert (tmp_path / "all.zip").stat().st_size > 0
    noted = AuditEvent.objects.filter(patient=record).order_by("pk")
    assert [event.verb for event in noted] == ["export", "write"]
