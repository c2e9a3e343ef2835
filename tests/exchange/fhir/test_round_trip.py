"""Out as a bundle and into an empty site: the same report, and the same bundle."""

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from alsweak.synthetic.demo import populate
from tests.cast import NOW
from tests.exchange.archive.test_round_trip import ENTRIES, made_of
from tests.exchange.fhir.carrying import assert_carried

pytestmark = pytest.mark.django_db


def test_the_twelve_people_of_the_demo_are_the_same_elsewhere(tmp_path):
    assert_carried(lambda: populate(tmp_path / "none.csv", now=NOW))


@given(st.sampled_from(["R-1", "=1+1", "'-x", "''quoted"]), ENTRIES)
@settings(max_examples=60, phases=[Phase.generate])  # to shrink takes minutes
def test_a_record_of_every_kind_of_row_is_the_same_elsewhere(reference, entries):
    assert_carried(lambda: made_of(reference, entries))
