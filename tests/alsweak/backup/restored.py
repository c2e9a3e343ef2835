"""Empty databases to restore into, and a restore in a process of its own."""

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from tests import servers

ROOT = Path(__file__).parents[3]


def programs(monkeypatch):
    """pg_dump and pg_restore of the server that runs, first on the path. SQLite has none."""
    if connection.vendor == "sqlite":
        return
    monkeypatch.setenv("PATH", f"{servers.postgres_programs()}{os.pathsep}{os.environ['PATH']}")


@contextmanager
def empty(vendor, folder):
    """The address of a new database: a SQLite file, or one beside that of the tests, gone afterwards."""
    if vendor == "sqlite":
        yield f"sqlite:///{folder / 'restored.sqlite3'}"
        return
    ours = connection.settings_dict
    name = f"{ours['NAME']}_restored"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        yield f"postgres://{ours['USER']}@/{name}?host={ours['OPTIONS']['host']}"
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def run(module, *arguments, database, var):
    env = {name: value for name, value in os.environ.items() if name not in ("REDIS_URL", "PYTEST_XDIST_WORKER")}
    env |= {"DATABASE_URL": database, "ALSWEAK_VAR": str(var), "DJANGO_SETTINGS_MODULE": "alsweak.settings"}
    command = [sys.executable, *module, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)


def drilled(file, database, var):
    done = run(["-m", "tests.alsweak.backup.drill"], file, database=database, var=var)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])
