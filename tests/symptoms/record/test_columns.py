import pytest

from clinical.vocabulary import CHECK_IN_SECTIONS, measures_of
from symptoms.record.columns import SECTION_MODELS
from symptoms.write import verbs
from symptoms.write.bulk import DaySaid, record_days
from tests.cast import NOW, TODAY

EVERYTHING = {measure.name: measure.low for section in CHECK_IN_SECTIONS for measure in measures_of(section)}


def one_by_one(record, by):
    verbs.record_check_in(record, TODAY, EVERYTHING, by=by, source="self", now=NOW)


def without_a_grade(record, by):
    rest = {name: value for name, value in EVERYTHING.items() if not name.startswith("weakness.")}
    reasons = {"neck": "cannot_tell"}
    verbs.record_check_in(record, TODAY, rest, by=by, source="self", now=NOW, not_known=reasons)


def in_bulk(record, by):
    record_days(record, [DaySaid(TODAY, "self", EVERYTHING)], by=by, made_at=lambda day: NOW)


@pytest.mark.parametrize("write", [one_by_one, without_a_grade, in_bulk])
def test_every_section_says_whose_it_is(record, ada, write):
    write(record, ada)

    said = {name: list(model.objects.values_list("patient", flat=True)) for name, model in SECTION_MODELS.items()}
    assert said == {name: [record.pk] for name in SECTION_MODELS}
