"""A cell that a spreadsheet would run does not run, and is read as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.csv_lines import guarded, unguarded

NEAR = st.text(st.one_of(st.sampled_from("=+-@\t\r'"), st.characters()), max_size=6)


@given(NEAR)
def test_what_is_written_is_read_as_it_was_and_begins_with_nothing_that_runs(text):
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize(
    ("text", "cell"),
    [("=1+1", "'=1+1"), ("'=1", "''=1"), ("-", "'-"), ("'s", "'s"), ("a=1", "a=1"), ("", ""), ("''", "''")],
)
def test_only_what_would_run_is_written_otherwise(text, cell):
    assert guarded(text) == cell
