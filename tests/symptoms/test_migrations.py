import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from symptoms import services
from symptoms.history import read_history
from symptoms.models import Weakness
from tests.cast import NOW, TODAY


@pytest.fixture
def migrate(transactional_db):
    """Go to a migration of this app, back or forth; the end of the test goes to the newest."""

    def to(name):
        MigrationExecutor(connection).migrate([("symptoms", name)])

    newest = [name for app, name in MigrationExecutor(connection).loader.graph.leaf_nodes() if app == "symptoms"]
    yield to
    to(*newest)


def test_answers_that_did_not_say_whose_they_are_say_it_after_the_migration(migrate, record, ada):
    services.record_check_in(record, TODAY, {"weakness.neck": 3, "falls": 1}, by=ada, source="self", now=NOW)
    before = read_history(record, TODAY)

    migrate("0002_report_series_digest")
    migrate("0005_side_by_side")

    after = read_history(record, TODAY)
    assert list(Weakness.objects.values_list("patient", flat=True)) == [record.pk]
    assert after.weakness.column("neck")[1].tolist() == before.weakness.column("neck")[1].tolist() == [3]
    assert after.signs.column("falls")[1].tolist() == [1]
