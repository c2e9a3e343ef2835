"""Who was asked, and by whom."""

import pytest

from people.invitations import Kind
from tests.people.join.ways import ask


@pytest.fixture
def letter(record, ada):
    """Ada asks Fay, who has no account, to help."""
    return ask(Kind.HELP, ada, patient=record, email="fay@example.org", name="Fay")


@pytest.fixture
def sheet(record, cleo):
    """Cleo hands Ada, who has no account, a sheet."""
    return ask(Kind.YOURS, cleo, "patient", patient=record, name="Ada")
