"""What migrations cost, printed and never asserted: ``python -m tests.bench.migrations [--rows N] [--since COMMIT]``

Without ``--rows`` the whole walk of ``tests.alsweak.upgrade``: through every state with rows in every table, back to
the first and to the newest again while people write. With it the tables that grow get so many rows in the state of a
commit; then all migrations since are made while people write: of each how long it took, and the longest that
one of them waited meanwhile. On PostgreSQL.
"""

import json
import os
import random
import time
from argparse import ArgumentParser
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.apps.registry import Apps  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402
from django.db.models import AutoField  # noqa: E402

from people.management.commands.grant_app_role import patiently  # noqa: E402
from tests.alsweak.upgrade import made, walk  # noqa: E402
from tests.alsweak.upgrade.load import Writers  # noqa: E402
from tests.alsweak.upgrade.states import states  # noqa: E402

DAYS = 1000  # of each person
SHOWN = 0.3  # seconds


def main() -> None:
    parser = ArgumentParser()
    parser.add_argument("--rows", type=int, default=0)
    parser.add_argument("--since", default=states()[1][0], choices=[commit for commit, _ in states()[1:]])
    wanted = parser.parse_args()
    began, cpu = time.monotonic(), time.process_time()
    if wanted.rows:
        large(wanted.rows, dict(states())[wanted.since])
    else:
        found = walk.through(len(states()) - 1)
        print(json.dumps(found, indent=1))
    print(f"{time.monotonic() - began:.1f} s, {time.process_time() - cpu:.1f} s of CPU")


def large(rows: int, since: Any) -> None:
    project = MigrationExecutor(connection).migrate([(app, name) for app, name in since.items() if name])
    made.people(project.apps)
    grow(project.apps, rows)
    writers, took = Writers(project.apps), {}

    def told(action: str, migration: Any = None, fake: bool = False) -> None:
        if action == "apply_start":
            writers.making = str(migration)
            took[str(migration)] = time.monotonic()
        elif action == "apply_success":
            took[str(migration)] = time.monotonic() - took[str(migration)]
            writers.making = ""

    def migrate() -> None:
        executor = MigrationExecutor(connection, told)
        executor.migrate(executor.loader.graph.leaf_nodes())

    with writers.writing():
        time.sleep(2)
        patiently(migrate, print, pause=1)
    wrong = writers.taken_from(walk.Walk().read())
    print(f"{rows} rows in each table that grows; written meanwhile {len(writers.saved)}, wrong {wrong}")
    print(f"longest wait between migrations {writers.waits.get('', 0):.2f} s; refused: {dict(writers.refused)}")
    for name, seconds in took.items():
        if max(seconds, writers.waits.get(name, 0)) > SHOWN:
            print(f"  {name:<50} {seconds:6.2f} s, a writer waited {writers.waits.get(name, 0):6.2f} s")


def grow(apps: Apps, rows: int) -> None:
    """Copies of one check-in with all its sections, one function check, measurement and event of the audit."""
    copy(apps, "people.Patient", rows // DAYS + 1, id="gen_random_uuid()", reference="'L-' || n")
    whose, day = f"who[1 + n / {DAYS}]", f"'2020-01-01'::date + n % {DAYS}"
    for name in ("CheckIn", "FunctionCheck", "Measurement"):
        copy(apps, f"symptoms.{name}", rows, id="gen_random_uuid()", patient_id=whose, day=day, supersedes_id="NULL")
    for name in ("Weakness", "Fasciculation", "Fatigue", "Asymmetry", "Signs"):
        copy(apps, f"symptoms.{name}", 0, check_in_id="c.id", patient_id="c.patient_id")
    copy(apps, "people.AuditEvent", rows, patient_id=whose)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def copy(apps: Apps, label: str, rows: int, **said: str) -> None:
    """A row of a table so many times, but for what is ``said`` of columns; 0: one for each check-in without."""
    model = apps.get_model(label)
    made.fill([model], random.Random(1))
    fields = [field for field in model._meta.local_concrete_fields if not isinstance(field, AutoField)]
    table, values = model._meta.db_table, ", ".join(said.get(field.column, f"t.{field.column}") for field in fields)
    people = "(SELECT array_agg(id) who FROM people_patient WHERE reference LIKE 'L-%') p"
    others = f"{people}, generate_series(0, {rows - 1}) n"
    if not rows:
        others = f"(SELECT * FROM symptoms_checkin WHERE id NOT IN (SELECT check_in_id FROM {table})) c"  # noqa: S608  our own names
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(field.column for field in fields)}) SELECT {values}"  # noqa: S608  our own names
            f" FROM (SELECT * FROM {table} LIMIT 1) t, {others}",
            None,
        )


if __name__ == "__main__":
    main()
