import pytest

from tests.people.audit.changing import off


@pytest.fixture
def without_triggers(db):
    """Until the end of the test."""
    off()
