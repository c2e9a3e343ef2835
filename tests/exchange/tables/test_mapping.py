"""A mapping has a name, is kept as JSON and read back the same; what is none is refused in words."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.csv import CsvRefused
from exchange.tables.mapping import KINDS_OF_DAY, MEANINGS, Column, Mapping, from_json, to_json

NONE = "This is no mapping, or something in it is not known. It is as --keep-mapping writes it."
TEXT = st.text(max_size=8)
COLUMNS = st.builds(
    Column,
    means=st.sampled_from(MEANINGS),
    decimal=st.sampled_from([".", ","]),
    order=st.sampled_from(["", *KINDS_OF_DAY]),
    visit=TEXT,
)
MAPPINGS = st.builds(
    Mapping,
    name=TEXT,
    columns=st.dictionaries(TEXT, COLUMNS, min_size=1),
    patient=TEXT,
    source=st.sampled_from(["", "self", "clinician"]),
    missing=st.lists(TEXT).map(tuple),
    half_points=st.sampled_from(["", "missing"]),
)


@given(MAPPINGS)
def test_a_mapping_comes_back_from_json_as_it_was(mapping):
    kept = from_json(to_json(mapping))

    assert (kept, list(kept.columns)) == (mapping, list(mapping.columns))


def test_json_says_only_what_is_not_as_usual():
    mapping = Mapping(
        "Scale", {"Weight": Column("weight", unit="lb"), "When": Column("day", order="mdy")}, source="self"
    )

    assert json.loads(to_json(mapping)) == {
        "name": "Scale",
        "columns": {"Weight": {"means": "weight", "unit": "lb"}, "When": {"means": "day", "order": "mdy"}},
        "source": "self",
    }


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("[]", NONE),
        ('{"name": "x"}', NONE),
        ('{"columns": {"a": {"colour": "red"}}}', NONE),
        ('{"name": "x", "columns": {"a": {"means": "age"}}}', "“age” for “means” of this column, which is not known."),
        ('{"name": "x", "columns": {"a": {"means": "weight", "unit": "%"}}}', "“%” for “unit” of this column"),
        ('{"name": "x", "columns": {"a": {"means": "day", "order": "ydm"}}}', "“ydm” for “order” of this column"),
        ('{"name": "x", "columns": {}, "source": "cat"}', NONE),
        ('{"name": "x", "columns": {}, "half_points": "up"}', NONE),
    ],
)
def test_what_is_no_mapping_is_refused(said, sentence):
    with pytest.raises(CsvRefused) as refused:
        from_json(said)

    assert sentence in str(refused.value)
