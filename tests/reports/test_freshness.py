import pytest

from clinical import ENGINE
from reports.freshness import Freshness, freshness_for
from symptoms.derive import maker
from symptoms.write import verbs
from tests.cast import NOW, TODAY

pytestmark = pytest.mark.django_db


def check_in(record, by):
    verbs.record_check_in(record, TODAY, {"weakness.speech": 3}, by=by, source="self", now=NOW)
    record.refresh_from_db()


def test_before_the_first_report_nothing_is_current(record):
    assert freshness_for(record) == Freshness("none", current=False)
    assert freshness_for(record).stamp == "none~"


def test_a_report_of_all_entries_is_current(record, ada):
    check_in(record, ada)
    maker.refresh(record.pk, now=NOW)

    assert freshness_for(record) == Freshness(f"1.{ENGINE}.2026-03-02", current=True, as_of=TODAY, computed_at=NOW)


def test_a_new_entry_changes_the_stamp_and_leaves_the_picture(record, ada):
    check_in(record, ada)
    maker.refresh(record.pk, now=NOW)
    before = freshness_for(record)

    check_in(record, ada)
    after = freshness_for(record)

    assert (after.current, after.stamp) == (False, before.stamp + "~")
    assert not after.redrawn_since(before.stamp)


def test_a_new_report_is_a_new_picture(record, ada):
    check_in(record, ada)
    maker.refresh(record.pk, now=NOW)
    before = freshness_for(record)
    check_in(record, ada)
    maker.refresh(record.pk, now=NOW)

    assert freshness_for(record).redrawn_since(before.stamp)
    assert freshness_for(record).redrawn_since(before.stamp + "~")


def test_asking_how_far_it_is_reads_no_picture(record, django_assert_num_queries):
    maker.refresh(record.pk, now=NOW)

    with django_assert_num_queries(1) as asked:
        freshness_for(record)

    assert "series" not in asked[0]["sql"]
