import re

import pytest

from symptoms.derive import maker
from symptoms.models import Report
from tests.cast import NOW
from tests.reports.opened import entry, opened, text
from tests.reports.people import followed

pytestmark = pytest.mark.django_db


def test_the_summary_begins_at_the_last_visit(record, ben, ada, cleo):
    followed(record, ada, cleo, 120)

    assert "From 17 January 2026 to 2 March 2026." in text(opened(ben, "summary", record))


def test_without_a_visit_the_summary_is_of_ninety_days(record, ada):
    entry(record, ada, weakness__speech=4)
    maker.refresh(record.pk, now=NOW)

    assert "From 3 December 2025 to 2 March 2026. " in text(opened(ada, "summary", record))
    assert "Logged on 1 of 90 days." in text(opened(ada, "summary", record))


@pytest.mark.parametrize(
    ("asked", "begins"),
    [("2026-02-01", "1 February 2026"), ("2099-01-01", "2 March 2026"), ("soon", "3 December 2025")],
)
def test_the_summary_begins_at_the_day_that_is_asked_for(record, ada, asked, begins):
    maker.refresh(record.pk, now=NOW)

    assert f"From {begins} to" in text(opened(ada, "summary", record, **{"from": asked}))


def test_the_blocks_of_the_summary_stand_in_their_order(record, ada, cleo):
    followed(record, ada, cleo, 120)
    page = opened(ada, "summary", record).content.decode()

    assert re.findall(r"<span>(\d+)</span>", page) == [str(number) for number in range(1, 14)]


def test_wishes_mood_and_strain_are_left_to_the_hand(record, ada, cleo):
    followed(record, ada, cleo, 120)
    Report.objects.update(
        report=record.report.report
        | {
            "flags": [
                {"rule": rule, "level": "soon", "since": "2026-02-01", "last": "2026-02-01", "state": "open"}
                for rule in ("R20", "R27", "R30")
            ]
        }
    )

    page = text(opened(ada, "summary", record))

    assert "No sign stands by the latest answers. Left out here: laughing or crying that" in page
    assert "Would you like to talk about planning ahead? Yes Not now" in page
