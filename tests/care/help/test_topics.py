"""Every sign and every part leads to one page of help, which says no more than the clinical reference holds."""

import re
from pathlib import Path

import pytest
from django.utils.translation import override

from care.before_said import TOPICS as EXAMPLES
from care.help.topics import OF_PART, OF_RULE, TOPICS
from clinical.rules import RULES
from clinical.vocabulary import Region
from tests import locales, reading

REFERENCE = Path("docs/clinical.md").read_text()


def test_every_warning_text_and_every_part_has_its_page():
    assert (sorted(OF_RULE), sorted(OF_PART)) == (sorted(RULES), sorted(Region))
    assert len(OF_RULE) == sum(len(topic.rules) for topic in TOPICS)


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.key)
def test_its_source_is_a_section_of_the_reference_and_its_example_one_of_the_list(topic):
    sections = re.findall(r"\b\d\.\d\b", topic.source)
    assert [bool(re.search(rf"^### {section} ", REFERENCE, re.M)) for section in sections] == [True] * len(sections)
    assert sections
    assert topic.matter in {"", *EXAMPLES}


@pytest.mark.parametrize("language", ["en", *locales.LANGUAGES])
def test_it_can_be_read_after_six_years_of_school(language):
    with override(language):
        told = [str(text) for topic in TOPICS for text in (*topic.about, *topic.offers, topic.ask)]

    assert reading.grade(told, language) <= reading.MOST


def test_no_sentence_tells_somebody_to_change_anything():
    told = " ".join(str(text) for topic in TOPICS for text in (*topic.about, *topic.offers, topic.ask))

    assert re.findall(r"(?i)\b(?:you should|try to|take |increase|reduce|start |stop )", told) == []
