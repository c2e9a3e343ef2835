import datetime as dt

import pytest
from django.utils import timezone

from care.answers import answer_sign
from clinical import ENGINE
from symptoms.derive import maker
from symptoms.models import CheckIn
from symptoms.record.days import local_day
from symptoms.write import verbs
from tests.cast import NOW, TODAY
from tests.reports.opened import opened, queries, text

pytestmark = pytest.mark.django_db


def logged(record, by, source="self", **values):
    said = {f"signs.{name}": value for name, value in values.items()}
    verbs.record_check_in(record, TODAY, said, by=by, source=source, now=NOW)
    maker.refresh(record.pk, now=NOW)


def test_a_sign_tells_from_which_answers_it_is_by_whom_and_by_which_rule(record, ada, ben, cleo):
    logged(record, ada, morning_headache=4)
    logged(record, ben, "caregiver", morning_headache=3, fever=1)

    page = text(opened(cleo, "sign/R07", record))
    written = "written 2 March 2026, 09:00)"
    assert "Fired on 1 day, from 2 March 2026 to 2 March 2026; last answer to its question 2 March 2026." in page
    asked = "On how many mornings did you wake up with a headache?"
    said = f"{asked} 4 (Ada, self-reported, {written} {asked} 3 (Ben, caregiver, {written}"
    assert f"{said} What the person can read about help Rule R07" in page
    assert f"Rule R07, version {ENGINE}." in page


def test_a_weight_sign_is_from_weights_and_a_fall_from_what_was_written_of_it(record, ada, cleo):
    record.usual_weight = 80
    record.save()
    for ago, weight in ((21, 79), (14, 75), (7, 74), (0, 73)):
        verbs.record_measurement(record, TODAY - dt.timedelta(ago), {"weight": weight}, by=ada, source="self", now=NOW)
    verbs.record_event(record, kind="fall", start=TODAY, label="in the bath", by=ada, source="self", now=NOW)
    maker.refresh(record.pk, now=NOW)

    rules = {flag["rule"] for flag in record_flags(record)}
    assert {"R13", "R24"} <= rules
    assert "in the bath (Ada" in text(opened(cleo, "sign/R24", record))
    assert "Weight" in text(opened(cleo, "sign/R13", record))


def record_flags(record):
    record.refresh_from_db()
    return record.report.report["flags"]


def test_answers_that_were_corrected_since_are_not_told_as_evidence(record, ada, cleo):
    logged(record, ada, morning_headache=4)
    verbs.retract(CheckIn.objects.standing().get(), by=ada)

    assert "The answers of that day were corrected since." in text(opened(cleo, "sign/R07", record))


def test_a_sign_that_does_not_stand_any_more_says_so(record, ada, cleo):
    logged(record, ada, morning_headache=0)

    page = text(opened(cleo, "sign/R07", record))
    assert "Morning headaches: this sign does not stand by the latest answers." in page
    assert [opened(cleo, f"sign/{rule}", record).status_code for rule in ("R99", "r07")] == [404, 404]


def test_the_page_takes_the_same_queries_for_many_signs_as_for_one(record, ada, cleo):
    logged(record, ada, morning_headache=4)
    one = queries(cleo, "sign/R07", record)
    logged(record, ada, morning_headache=4, cannot_clear_phlegm=3, coughing_with_food=4, fever=1)

    assert queries(cleo, "sign/R07", record) == one


# --- What the person reads on the page that follows ---


@pytest.fixture
def choked(record, ada):
    """Ada writes what raises R11 today, and no job has run."""
    now = timezone.now()
    maker.refresh(record.pk, now=now)
    day = local_day(record, now)
    verbs.record_check_in(record, day, {"signs.coughing_with_food": 4}, by=ada, source="self", now=now)
    return day


def test_the_calm_text_stands_above_undo_on_the_page_that_follows_before_any_job(record, ada, choked):
    page = text(opened(ada))

    assert page.index("coughing with food or drink") < page.index("Saved ") < page.index("Undo")
    assert "Nobody has been told." in page


def test_the_job_moves_nothing_on_that_page(record, ada, choked):
    def report():
        content = opened(ada).content.decode()
        return content[content.index('<div id="report"') : content.index("Saved ")]

    before = report()
    maker.refresh(record.pk, now=timezone.now())

    assert report() == before


def test_so_it_does_on_the_page_of_another_day(record, ada):
    now = timezone.now()
    day = local_day(record, now) - dt.timedelta(1)
    verbs.record_check_in(record, day, {"signs.coughing_with_food": 4}, by=ada, source="self", now=now)

    page = text(opened(ada, "check_in", record, day=day))
    assert page.index("coughing with food or drink") < page.index("Saved ") < page.index("Undo")


def test_a_sign_that_was_seen_says_so_and_not_that_nobody_was_told(record, ada, cleo, choked):
    maker.refresh(record.pk, now=timezone.now())
    answer_sign(record, "R11", choked, "acknowledged", by=cleo, now=timezone.now())

    page = text(opened(ada))
    assert "Your care team has seen this." in page
    assert "Nobody has been told." not in page
