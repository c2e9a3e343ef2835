import pytest
from django.db import connection

from tests.people.audit.changing import kept, run


@pytest.fixture
def without_triggers(db):
    """Until the end of the test."""
    run(kept.undone(connection.vendor))
