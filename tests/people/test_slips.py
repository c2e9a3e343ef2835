"""Slips in an address."""

import pytest

from people.slips import slip_of


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ada@gmail.con", "ada@gmail.com"),
        ("ada@gmial.com", "ada@gmail.com"),
        ("ada@hotmial.com", "ada@hotmail.com"),
        ("ada@north-clinic.cmo", "ada@north-clinic.com"),
        ("ada@gmail.com", ""),
        ("ada@gmx.de", ""),
        ("ada@example.org", ""),
        ("ada@charite.de", ""),
        ("ada", ""),
    ],
)
def test_a_slip_that_is_plain_to_see_is_asked_about(typed, meant):
    assert slip_of(typed) == meant
