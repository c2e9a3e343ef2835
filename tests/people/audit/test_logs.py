"""No log holds what a refused row held: neither PostgreSQL's nor the site's."""

import logging
from os import environ
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import IntegrityError, connection, transaction

from tests import canaries


def refused_row(ada):
    """An address that is taken, beside a value like no other."""
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute("UPDATE people_user SET email = %s WHERE id = %s", ["ada@example.org", ada.pk])
        cursor.execute(
            "INSERT INTO people_user (password, email, name, is_active, joined_at, language, theme, large, calm,"
            " hide_charts) SELECT %s, email, name, is_active, joined_at, language, theme, large, calm, hide_charts"
            " FROM people_user WHERE id = %s",
            [canaries.WEIGHT, ada.pk],
        )


def test_a_refused_row_is_in_no_log(ada):
    log = logging.getLogger("alsweak.test")
    with canaries.watched() as found:
        try:
            refused_row(ada)
        except IntegrityError:
            log.exception("A row was refused.")
        else:
            pytest.fail("The database took an address twice.")
    assert found == []
    if connection.vendor == "postgresql":
        log_of_the_server = Path(parse_qs(urlsplit(environ["DATABASE_URL"]).query)["host"][0], "log")
        assert "duplicate key value violates unique constraint" in log_of_the_server.read_text()
        assert canaries.in_files([log_of_the_server]) == []


@pytest.mark.parametrize("said", ["Ada was here", "ada@example.org", canaries.WEIGHT, "alsw_" + "x" * 43])
def test_what_the_watch_over_the_logs_looks_for_is_found(said, tmp_path):
    watch = canaries.Watch()
    watch.handle(logging.makeLogRecord({"msg": "%s", "args": (said,)}))
    (tmp_path / "log").write_text(f"LOG: {said}\n")
    assert len(watch.found) == len(canaries.in_files([tmp_path / "log"])) == 1
