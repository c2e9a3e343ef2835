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


@pytest.mark.parametrize("typed", ["weak", "NaN", "3"])
def test_a_grade_that_is_a_text_is_refused_at_its_name(record, ada, typed):
    answer = Caller(ada, record).post("check-ins/", {"day": "2026-03-02", "weakness": {"hand.left": typed}})

    assert (answer.status_code, answer.json()["errors"]) == (
        400,
        [{"where": "weakness.hand.left", "what": f"“{typed}” {TOLD}"}],
    )


def test_a_number_is_taken(record, ada):
    Caller(ada, record).post("measurements/", {"day": "2026-03-02", "measurement": {"weight": 70.5}})

    assert Measurement.objects.get().weight == 70.5
