"""A program sends numbers as numbers: a text is refused, whichever decimal mark it has."""

import pytest

from symptoms.models import Measurement
from tests.symptoms.api.calls import Caller

TOLD = "is a text; a number with a decimal point is allowed."


@pytest.mark.parametrize("typed", ["70,5", "70.5", "70", ""])
def test_a_number_that_is_a_text_is_refused_at_its_name(record, ada, typed):
    answer = Caller(ada, record).post("measurements/", {"day": "2026-03-02", "measurement": {"weight": typed}})

    assert (answer.status_code, [error["what"] for error in answer.json()["errors"]]) == (400, [f"“{typed}” {TOLD}"])
    assert Measurement.objects.count() == 0


def test_a_number_is_taken(record, ada):
    Caller(ada, record).post("measurements/", {"day": "2026-03-02", "measurement": {"weight": 70.5}})

    assert Measurement.objects.get().weight == 70.5
