"""From an empty database through every state to today's, back and forth again, with rows in every table.

``python -m tests.alsweak.upgrade.walk [--back N]`` walks in the database that DATABASE_URL names, which has to be
empty, and prints what it found as JSON.
"""

import json
import random
from argparse import ArgumentParser
from contextlib import nullcontext
from typing import Any

import django

django.setup()

from django.core.cache import cache  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402
from django.db.migrations.state import ModelState  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402
from django.utils import timezone  # noqa: E402

from people.management.commands.grant_app_role import patiently  # noqa: E402
from people.models import User  # noqa: E402
from symptoms.derive import maker  # noqa: E402
from tests.alsweak.upgrade import made  # noqa: E402
from tests.alsweak.upgrade.changed import Rows, Tables, Went, expected  # noqa: E402
from tests.alsweak.upgrade.load import Writers  # noqa: E402
from tests.alsweak.upgrade.states import State, states  # noqa: E402
from tests.rights import ADA, OF_A_PATIENT  # noqa: E402

OF_ADA = [page for page, who in OF_A_PATIENT.items() if "<" not in page and ADA in who.get("GET", ())]
OWN = ("django_migrations", "sqlite_sequence")


class Walk:
    """One database on its way. ``wrong``: what was not as it was, a line each."""

    def __init__(self) -> None:
        self.chance = random.Random(27)
        self.aside: Tables = {}
        self.keys: dict[str, str] = {}
        self.columns: dict[str, list[str]] = {}
        self.columns_at: dict[str, dict[str, list[str]]] = {}  # by the commit of a state
        self.wrong: list[str] = []
        self.stepped_back: list[str] = []
        self.unlike: set[str] = set()
        self.known: dict[str, str] = {}

    def step(self, way: str, commit: str, state: State, rows: Tables, writers: Writers | None = None) -> Tables:
        """Go to a state, while people write if there are some, and find tables, columns and rows there as they have to
        be; the rows, without those that were written meanwhile."""
        where = f"{way} {commit}"
        with writers.writing() if writers else nullcontext():
            went = self._to(state)
        found = self.read()
        if writers:
            self.wrong += [f"{where}: {it}" for it in writers.taken_from(found)]
        if self.columns != self.columns_at.setdefault(commit, self.columns):
            self.wrong.append(f"{where}: columns {self.columns}, were {self.columns_at[commit]}")
        wanted = expected(rows, went, found, self.aside)
        self.compare(where, wanted if all(made for *_, made in went) else _of_then(wanted, found), found)
        return found

    def _to(self, state: State) -> Went:
        went: Went = []

        def noted(action: str, migration: Any = None, fake: bool = False) -> None:
            if action in ("apply_success", "unapply_success"):
                went.append((migration.app_label, migration.name, action == "apply_success"))

        patiently(lambda: self._go(MigrationExecutor(connection, noted), state), self.stepped_back.append, pause=0.2)
        return went

    def _go(self, executor: MigrationExecutor, state: State) -> None:
        there = {app for app, _ in executor.loader.applied_migrations}
        targets = [(app, name) for app, name in state.items() if name or app in there]
        targets += [
            leaf for leaf in executor.loader.graph.leaf_nodes() if leaf[0] not in state
        ]  # of packages, as they are
        plan = executor.migration_plan(targets)
        if plan and plan[0][1]:
            self._undo(executor, plan)
        else:
            self.project = executor.migrate(targets, plan)

    def _undo(self, executor: MigrationExecutor, plan: Any) -> None:
        """As ``executor.migrate`` does, which renders the models of every later migration too: four times as long."""
        left = executor.loader.applied_migrations.keys() & executor.loader.graph.nodes.keys()
        for migration, _ in plan:
            left = left - {(migration.app_label, migration.name)}
            self.project = executor.loader.project_state(list(left))
            executor.unapply_migration(self.project, migration)
        self.project = executor.loader.project_state(list(left))

    def fill(self) -> None:
        """Rows for each table that is new or another than when it was filled last."""
        looks = {f"{app}.{name}": _looks(model) for (app, name), model in self.project.models.items()}
        new = {label for label, look in looks.items() if self.known.get(label) != look}
        if not self.known:
            made.people(self.project.apps)
            cache.set("kept", "for long", None)
        self.known = looks
        tables = made.tables(self.project.apps)
        wanted = [it for it in tables if (it._meta.auto_created or it)._meta.label_lower in new]
        self.unlike |= set(made.fill(wanted, self.chance))

    def read(self) -> Tables:
        with connection.cursor() as cursor:
            names = connection.introspection.table_names(cursor)
            self.columns = {}
            return {name: self._rows(cursor, name) for name in names if name not in OWN and not name.endswith("_aside")}

    def _rows(self, cursor: Any, table: str) -> Rows:
        if table not in self.keys:
            self.keys[table] = connection.introspection.get_primary_key_column(cursor, table)
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  names of our own
        names = [column[0] for column in cursor.description]
        self.columns[table] = sorted(names)
        place = names.index(self.keys[table])
        return {
            row[place]: {
                name: bytes(it) if isinstance(it, memoryview) else it for name, it in zip(names, row, strict=True)
            }
            for row in cursor
        }

    def look(self) -> dict[str, int]:
        """What the site of today says to these rows: its checks, and each page of Ada's; what they answered."""
        call_command("check")
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)
        setup_test_environment()
        maker.refresh(made.ADA, now=timezone.now())
        client = Client()
        client.force_login(User.objects.get(email=made.ADDRESS))
        return {page: client.get(f"/patients/{made.ADA}/{page}", follow=True).status_code for page in OF_ADA}

    def compare(self, where: str, wanted: Tables, found: Tables) -> None:
        for table, rows in wanted.items():
            there = found.get(table)
            if there is None:
                self.wrong.append(f"{where}: {table} is gone")
                continue
            self.wrong += [f"{where}: {table} {key} is lost" for key in rows.keys() - there.keys()]
            self.wrong += [f"{where}: {table} {key} is new" for key in there.keys() - rows.keys()]
            for key in rows.keys() & there.keys():
                self.wrong += [
                    f"{where}: {table} {key} {name} was {value!r}, is {there[key].get(name, 'gone')!r}"
                    for name, value in rows[key].items()
                    if name not in there[key] or there[key][name] != value
                ]


def _of_then(wanted: Tables, found: Tables) -> Tables:
    """Without the tables and columns that go when a migration is undone."""
    columns = {table: set(next(iter(rows.values()), ())) for table, rows in found.items()}
    return {
        table: {key: {name: row[name] for name in row if name in columns[table]} for key, row in rows.items()}
        for table, rows in wanted.items()
        if table in found
    }


def _looks(model: ModelState) -> str:
    fields = [(name, *field.deconstruct()[1:]) for name, field in model.fields.items()]
    return repr((fields, model.options.get("constraints"), model.options.get("db_table")))


def through(back: int) -> dict[str, Any]:
    """To the newest state, so many of them back, and there again while people write; what was found."""
    walk, way = Walk(), states()
    rows: Tables = {}
    for commit, state in way:
        rows = walk.step("to", commit, state, rows)
        walk.fill()
        rows = walk.read()
    pages = walk.look()
    newest = rows = walk.read()
    for commit, state in reversed(way[-back - 1 : -1]):
        rows = walk.step("back to", commit, state, rows)
    kept = {table: there | walk.aside.get(table, {}) for table, there in rows.items()}
    writers = Writers(walk.project.apps)
    for commit, state in way[-back:]:
        rows = walk.step("again to", commit, state, rows, writers)
    walk.compare("there and back", _both(newest, kept), _both(rows, kept))
    return {
        "states": len(way),
        "tables": len(newest),
        "rows": sum(map(len, newest.values())),
        "empty": sorted(table for table, there in newest.items() if not there),
        "unlike": sorted(walk.unlike),
        "pages": pages,
        "wrong": walk.wrong,
        "written": len(writers.saved),
        "refused": writers.refused,
        "longest": max(writers.waits.values(), default=0),
        "stepped back": len(walk.stepped_back),
    }


def _both(rows: Tables, kept: Tables) -> Tables:
    """Of rows those, and the columns, that were there all the way."""
    return {
        table: {
            key: {name: value for name, value in rows[table][key].items() if name in row}
            for key, row in there.items()
            if key in rows[table]
        }
        for table, there in kept.items()
        if table in rows  # under another name it was compared on the way
    }


if __name__ == "__main__":
    parser = ArgumentParser()
    parser.add_argument("--back", type=int, required=True, help="how many states")
    print(json.dumps(through(parser.parse_args().back)))
