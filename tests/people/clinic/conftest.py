"""Fay, who runs the clinic."""

import pytest

from people import clinics
from tests.cast import person


@pytest.fixture
def fay(clinic):
    """Runs the clinic, and sees no patients."""
    fay = person("Fay")
    clinics.join_clinic(clinic, fay, by=None, role="admin")
    return fay


@pytest.fixture
def signed_in(client, fay):
    client.force_login(fay)
    return client
