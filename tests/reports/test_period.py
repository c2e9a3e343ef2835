import datetime as dt

import pytest
from django.utils import translation

from clinical.period import Period
from reports.period import who_logged

DAY = dt.date(2026, 3, 2)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Who logged, in days: the person 1, a caregiver 2, the clinic 1."),
        ("de", "Wer eingetragen hat, in Tagen: die Person 1, eine Pflegeperson 2, die Klinik 1."),
        ("es", "Quién anotó, en días: la persona 1, una persona cuidadora 2, la clínica 1."),
    ],
)
def test_who_logged_is_said_in_the_grammar_of_each_language(language, told):
    days = {"self": 1, "caregiver": 2, "clinician": 1}
    with translation.override(language):
        assert who_logged(Period(DAY, DAY, by_source=days)) == told


def test_nobody_is_named_where_nobody_logged():
    assert who_logged(Period(DAY, DAY)) == ""
