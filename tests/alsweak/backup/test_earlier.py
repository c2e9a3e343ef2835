"""Backups of versions before this one."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from alsweak.backup import rows
from alsweak.backup.state import models_of, state_of
from tests.alsweak.backup.restored import empty, programs, run
from tests.cast import TODAY
from tests.reports.people import followed

APPS = ("people", "symptoms", "care", "reports", "exchange")
STEPS = 3


def back():
    """Undo the last migration of this site's own, after which there is none that needs it."""
    executor = MigrationExecutor(connection)
    done = executor.loader.applied_migrations
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes(), clean_start=True)
    last = [it for it, _ in plan if it.app_label in APPS and (it.app_label, it.name) in done][-1]
    node = executor.loader.graph.node_map[last.app_label, last.name]
    before = next((it.key for it in node.parents if it.key[0] == last.app_label), (last.app_label, None))
    executor.migrate([before])


def forth():
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def sums():
    return {model._meta.db_table: rows.checked(model, connection.alias) for model in models_of(state_of(connection))}


@pytest.fixture
def site(transactional_db, record, ada, cleo, monkeypatch):
    """With a diary and a synthetic person; the end of the test goes to the newest migration."""
    programs(monkeypatch)
    followed(record, ada, cleo, 40)
    call_command("seed", patients=1, days=30, seed=3, end=TODAY)
    yield
    forth()


def test_a_backup_of_an_earlier_version_is_brought_to_this_one_and_the_way_there_and_back_keeps_every_row(
    site, tmp_path
):
    newest = state_of(connection)
    for _ in range(STEPS):
        back()
    then, earlier = sums(), state_of(connection)
    assert earlier != newest
    call_command("backup", to=tmp_path)
    (file,) = tmp_path.iterdir()

    with empty(connection.vendor, tmp_path) as database:
        restored = run(["manage.py"], "restore", file, database=database, var=tmp_path / "var")
        unapplied = run(["manage.py"], "migrate", "--check", database=database, var=tmp_path / "var")
    assert (restored.returncode, restored.stderr, unapplied.returncode) == (0, "", 0)
    forth()
    assert state_of(connection) == newest
    for _ in range(STEPS):
        back()
    assert (state_of(connection), sums()) == (earlier, then)
