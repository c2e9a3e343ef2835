"""What is asked before a visit can be read with six years of school, by both who are asked."""

import pytest
from django.utils.translation import override

from care.before_said import QUESTIONS, TOPICS
from tests import locales, reading

PAGES = ("templates/care/before/own.html", "templates/care/before/question.html")
LABEL = 3  # words at most, of what names something and is no sentence
IN_EACH = pytest.mark.parametrize("language", ["en", *locales.LANGUAGES])


@IN_EACH
@pytest.mark.parametrize("whom", ["asks", "asks_helper"])
def test_the_questions_can_be_read_after_six_years_of_school(language, whom):
    with override(language):
        told = [
            str(said) for each in QUESTIONS.values() if getattr(each, whom) for said in (getattr(each, whom), each.hint)
        ]

        assert reading.grade(filter(None, told), language) <= reading.MOST


@IN_EACH
def test_what_can_be_picked_and_the_pages_around_can_be_too(language):
    known = {} if language == "en" else locales.translations(locales.read(language))
    marked = sorted(set().union(*(locales.marked_in_files()[page] for page in PAGES)))
    around = [text for each in marked for text in (each if language == "en" else known[each])]
    with override(language):
        picked = list(map(str, TOPICS.values()))

    assert reading.grade(picked, language) <= reading.MOST
    assert reading.grade([text for text in around if len(text.split()) > LABEL], language) <= reading.MOST
