"""German and Spanish say all that English says, and nothing else."""

import io
import re
from html.parser import HTMLParser

import pytest
from babel.messages.mofile import read_mo
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from clinical.vocabulary import CELL_BY_NAME
from symptoms import wording
from tests import locales

SPOKEN = {"aria-label", "placeholder", "title", "alt"}
IN_EACH = pytest.mark.parametrize("language", locales.LANGUAGES)
FIXED = re.compile(r"%\(\w+\)[a-z]|%%|\{\w*\}|&#?\w+;")  # what a sentence is filled with
CASES = re.compile(r"%\((?:Name|to_name)\)s")  # of the name of who is helped, as each language needs it
NUMBER = re.compile(r"\d+")
SAME = {
    "de": {
        "ALS",
        "API",
        "%(value)s?",
        "BMI %(number)s",
        *("%(part)s, %(when)s", "Berlin", "Chile", "Dublin", "London", "Los Angeles", "New York", "Peru", "Sydney"),
        "F Y",
        "M Y",
        "NIV",
        "Name",
        "Passkey",
        "Passkey %(number)d",
        "Passkeys",
        "Pause",
        "Region",
        "Team",
        "SNIP, cmH2O",
        "Test",
        "Tofersen",
        "Trend",
        "alsweak",
    },
    "es": {
        *("API", "No", "SNIP, cmH2O", "Total", "Total: %(trend)s", "alsweak", "bulbar", "saliva"),
        "Bulbar",
        *("%(part)s, %(when)s", "Argentina", "Asia", "Australia", "Austria", "Chile", "Colombia"),
        *("M Y", "j M", "j M Y", "j M Y, H:i"),
    },
}
NOT_A_SIDE = r"(?<!is )(?<!are )(?<!not )(?<!that )\bright\b(?! away)"
SIDES = {
    "en": {"left": r"(?<!\()\bleft\b(?! out)", "right": NOT_A_SIDE},
    "de": {"left": r"\b(links|linke[mnrs]?)\b", "right": r"\b(rechts|rechte[mnrs]?)\b"},
    "es": {"left": r"\bizquierd[ao]s?\b", "right": r"\bderech[ao]s?\b"},
}


def sides(text, language):
    return {side for side, words in SIDES[language].items() if re.search(words, str(text), re.I)}


def said(language):
    return locales.translations(locales.read(language))


@pytest.fixture(scope="module")
def marked():
    return locales.marked()


def test_each_language_of_the_site_has_its_catalogue():
    assert [code for code, _ in settings.LANGUAGES if code != "en"] == list(locales.LANGUAGES)


@IN_EACH
def test_every_message_is_translated_and_nothing_is_left_over(language, marked):
    catalog, ours = locales.read(language), set(said(language))
    assert marked - ours == set()
    assert ours - marked == set()
    assert not catalog.obsolete
    assert [message.id for message in catalog if message.fuzzy] == []
    assert [ours for ours, theirs in said(language).items() if not all(map(str.strip, theirs))] == []


@IN_EACH
def test_what_fills_a_sentence_its_numbers_and_its_ends_are_kept(language):
    for ours, theirs in said(language).items():
        for place, text in enumerate(theirs):
            english = ours[min(place, len(ours) - 1)]
            text, english = (CASES.sub("%(name)s", words) for words in (text, english))
            assert set(FIXED.findall(text)) == set(FIXED.findall(english)), english
            assert sorted(NUMBER.findall(text)) == sorted(NUMBER.findall(english)), english
            assert (text[:1].isspace(), text[-1:].isspace()) == (english[:1].isspace(), english[-1:].isspace()), english
            assert ("ALSFRS-R" in text) == ("ALSFRS-R" in english), english


@IN_EACH
def test_the_catalogue_that_a_start_made_is_that_of_the_text(language):
    made, text = read_mo(io.BytesIO(locales.file_of(language, "mo").read_bytes())), locales.read(language)
    assert locales.translations(made) == locales.translations(text)
    assert made.plural_forms == text.plural_forms


@IN_EACH
def test_the_file_names_no_day_and_no_person(language):
    text = locales.file_of(language, "po").read_text()
    assert not re.search(r"Date:|Translator:|Team:|Generated-By|\w@\w", text)


@IN_EACH
def test_no_translation_is_the_english_text(language):
    assert {ours[0] for ours, theirs in said(language).items() if set(ours) & set(theirs)} == SAME[language]


@IN_EACH
def test_a_side_is_named_where_english_names_it(language):
    for ours, theirs in said(language).items():
        for text in theirs:
            assert sides(text, language) == sides(ours[0], "en"), ours[0]


@IN_EACH
def test_parts_of_the_body_and_comparisons_have_their_own_side(language):
    with translation.override(language):
        for name, label in wording.CELL_LABELS.items():
            side = CELL_BY_NAME[name].side
            assert sides(label, language) == ({str(side)} if side else set()), name
        for difference, text in wording.COMPARISON.items():
            expected = {"left"} if difference < 0 else {"right"} if difference > 0 else set()
            assert sides(text, language) == expected, difference


@IN_EACH
def test_the_five_answers_of_a_question_stay_five(language):
    with translation.override(language):
        for name, question in (wording.WEAKNESS | wording.FUNCTION).items():
            assert len({str(level) for level in question.levels}) == 5, name
        for answers in (wording.TWITCHES, wording.COMPARISON.values(), wording.CELL_LABELS.values()):
            assert len(set(map(str, answers))) == len(answers)


class Words(HTMLParser):
    """What a page shows or reads out."""

    def __init__(self):
        super().__init__()
        self.found, self.silent = set(), False

    def handle_starttag(self, tag, attrs):
        self.silent = tag in ("script", "style")
        self.found |= {
            value for name, value in attrs if name in ("aria-label", "placeholder", "title", "alt") and value
        }

    def handle_data(self, data):
        if not self.silent:
            self.found |= {part.strip() for part in data.split("·")}


def words(client, address, language):
    response = client.get(address, headers={"accept-language": f"{language},en;q=0.5"})
    page = response.content.decode()
    assert f'<html lang="{language}">' in page
    reader = Words()
    reader.feed(page)
    return reader.found - {""}


@IN_EACH
@pytest.mark.parametrize("page", ["account_login", "account_signup", "account_reset_password", "help"])
def test_who_is_not_signed_in_reads_their_own_language(client, db, settings, language, page):
    settings.DEMO, settings.ALSWEAK_OPEN_SIGNUP = True, True
    english = words(client, reverse(page), "en")
    assert len(english) > 8
    alike = {"alsweak", *({"No"} & english if language == "es" else ())}
    assert words(client, reverse(page), language) & english == alike


@IN_EACH
def test_a_refused_sign_in_says_so_in_their_own_language(client, db, language):
    def refused(accepted):
        response = client.post(
            reverse("account_login"), {"login": "x", "password": ""}, headers={"accept-language": accepted}
        )
        return {error for errors in response.context["form"].errors.values() for error in errors}

    assert len(refused("en")) == 2
    assert not refused(language) & refused("en")
