"""Seven people of Cleo's clinic who said yes to research."""

import pytest

from tests.exchange.research.giving import SECRET, agreed, person_of
from tests.settings import SQLITE

collect_ignore = ["test_killed_at_an_export.py"] if SQLITE else []  # a worker of its own has a database of its own


@pytest.fixture
def people(clinic, cleo, settings):
    settings.ALSWEAK_RESEARCH_SECRET = SECRET
    made = [person_of(clinic, number, cleo) for number in range(7)]
    for patient in made:
        agreed(patient, cleo)
    return made
