"""Where rows live, by what the environment says."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from alsweak import database
from alsweak.secret import Env


@pytest.fixture
def said(monkeypatch, tmp_path):
    """The settings where the environment says so."""

    def said(**environment):
        for name in ("DATABASE_URL", "DATABASE_REPLICA_URL", "POSTGRES_PASSWORD", "DATABASE_POOLED", "CONN_MAX_AGE"):
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return database.of(Env(), tmp_path)

    return said


def test_a_replica_is_asked_as_the_primary_by_a_connection_for_each_export(said):
    found = said(
        DATABASE_URL="postgres://site@db/alsweak",
        DATABASE_REPLICA_URL="postgres://site@replica/alsweak?sslmode=verify-full",
        POSTGRES_PASSWORD="c0ffee",
    )
    told = {alias: [how[name] for name in ("HOST", "USER", "PASSWORD", "CONN_MAX_AGE")] for alias, how in found.items()}
    assert told == {"default": ["db", "site", "c0ffee", 60], "replica": ["replica", "site", "c0ffee", 0]}
    assert found["replica"]["OPTIONS"] == {"sslmode": "verify-full", "connect_timeout": 2}


@pytest.mark.parametrize("address", [{}, {"DATABASE_REPLICA_URL": ""}])
def test_without_a_replica_there_is_one_database(said, address):
    assert list(said(DATABASE_URL="postgres://site@db/alsweak", **address)) == ["default"]
    assert list(said(**address)) == ["default"]


@pytest.mark.parametrize(
    "address",
    [
        {"DATABASE_REPLICA_URL": "postgres://site@replica/alsweak"},
        {"DATABASE_URL": "postgres://site@db/alsweak", "DATABASE_REPLICA_URL": "sqlite:////tmp/copy.sqlite3"},
    ],
)
def test_a_replica_where_there_can_be_none_is_refused(said, address):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_REPLICA_URL"):
        said(**address)
