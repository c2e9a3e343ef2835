import datetime as dt

import pytest

from reports.today import Said, said_today
from symptoms import services
from tests.cast import NOW, TODAY

pytestmark = pytest.mark.django_db


def test_what_was_said_today_is_told_by_author_and_section(record, ada, ben):
    values = {"weakness.speech": 3, "fatigue.now": 4}
    services.record_check_in(record, TODAY, values, by=ada, source="self", now=NOW)
    later = NOW + dt.timedelta(hours=1)
    services.record_check_in(record, TODAY, {"cramps.count": 1}, by=ben, source="caregiver", now=later)

    assert said_today(record, TODAY) == [
        Said(ada.pk, "Ada", NOW, ("weakness", "tiredness")),
        Said(ben.pk, "Ben", later, ("twitches and cramps",)),
    ]


def test_a_corrected_check_in_is_told_once(record, ada):
    for grade in (3, 2):
        services.record_check_in(record, TODAY, {"weakness.speech": grade}, by=ada, source="self", now=NOW)

    assert said_today(record, TODAY) == [Said(ada.pk, "Ada", NOW, ("weakness",))]
