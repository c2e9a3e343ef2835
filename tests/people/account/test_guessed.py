"""Which passwords are refused, beside the list that Django brings."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from people.models import User

ADA = User(name="Ada Lovelace", email="ada.l@example.org")


def codes(password):
    try:
        validate_password(password, ADA)
    except ValidationError as refused:
        return [error.code for error in refused.error_list]
    return []


@pytest.mark.parametrize(
    "password",
    [
        *("Summer2026!", "Sommer2026!", "Verano2026", "Password2026!", "P@ssw0rd!1", "Qwertz123!", "gutentag123"),
        *("alsweak2026", "Lovelace1815"),
    ],
)
def test_what_is_tried_first_is_refused(password):
    assert codes(password) == ["soon_guessed"]


@pytest.mark.parametrize(
    "password",
    [
        "a long enough secret",
        "tulpe am see regen",
        "blue onion river",
        "Xk9-vbT2qa",
        "x9!" + "summer" * 40,
        "ñandú ola mesa",
    ],
)
def test_what_is_long_or_made_by_chance_is_taken(password):
    assert codes(password) == []
