"""A migration that meets a table in use: ``tests/people/audit/test_append_only.py`` has what the role may do."""

import threading
from contextlib import nullcontext
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection

from people.management.commands import grant_app_role

ON_POSTGRESQL = connection.vendor == "postgresql"


@pytest.fixture
def in_use(transactional_db, monkeypatch):
    """Let somebody else use the table without which nothing migrates, until they are told to leave."""
    monkeypatch.setattr(grant_app_role, "LOCK_SECONDS", 0.05)
    monkeypatch.setattr(grant_app_role, "AGAIN_SECONDS", 0.05)
    held, leave = threading.Event(), threading.Event()

    def use():
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")
            if ON_POSTGRESQL:
                cursor.execute("LOCK TABLE django_migrations")
            held.set()
            leave.wait(30)
            cursor.execute("ROLLBACK")
        connection.close()

    user = threading.Thread(target=use)
    user.start()
    held.wait(30)
    yield leave
    leave.set()
    user.join()


class Told(StringIO):
    """Who reads that a table is in use, and lets it go."""

    def __init__(self, leave=None):
        super().__init__()
        self.leave = leave

    def write(self, text):
        if self.leave and "in use" in text:
            self.leave.set()
        return super().write(text)


AGAIN = "A table is in use. Nothing was changed in it; again in 0.05 seconds."
DONE = "No role of its own: the site asks as the owner of the tables."


def test_a_migration_that_meets_a_table_in_use_steps_back_and_comes_again(in_use):
    told = Told(in_use)
    call_command("grant_app_role", migrate=True, stdout=told)
    lines = [line for line in told.getvalue().splitlines() if not line.startswith("made people_auditevent_")]
    assert dict.fromkeys(lines) == dict.fromkeys([AGAIN, DONE] if ON_POSTGRESQL else [DONE])
    assert waits_for() == "0"


def test_where_the_table_stays_in_use_it_ends_with_the_error(in_use, monkeypatch):
    monkeypatch.setattr(grant_app_role, "TRIES", 3)
    told = StringIO()
    refused = pytest.raises(OperationalError, match="lock timeout") if ON_POSTGRESQL else nullcontext()
    with refused:
        call_command("grant_app_role", migrate=True, stdout=told)
    assert told.getvalue().splitlines() == ([AGAIN, AGAIN] if ON_POSTGRESQL else [DONE])


def waits_for():
    """How long a statement of this connection waits for a lock; 0 is for ever."""
    if not ON_POSTGRESQL:
        return "0"
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        return cursor.fetchone()[0]
