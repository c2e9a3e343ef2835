import pytest


@pytest.fixture
def production(settings):
    """What a real site asks for, on the settings of the tests."""
    settings.STAFF_NEED_TWO_FACTORS = True
