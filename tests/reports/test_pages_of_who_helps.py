"""Ben helps Ada: no page speaks to him as if he were her, in any language."""

import datetime as dt
import html
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from clinical.vocabulary import CELL_NAMES
from reports.figures import FIGURES
from symptoms.day import walk
from symptoms.derive import maker
from symptoms.record.days import local_day
from symptoms.write import verbs
from tests import locales, voices
from tests.symptoms.test_voices import OF_THE_PERSON

# Words by which a language speaks to its reader; in Spanish and German some mean others too.
SPEAKS = {"en": r"\b[Yy]our?s?\b", "de": r"\b(?:Ihr(?:e[mnrs]?)?|Ihnen)\b", "es": r"\b(?:[Uu]sted|[Ss]us?)\b"}
FILLED = re.compile(r"%\\\(\w+\\\)[sd]")
IN_EACH = pytest.mark.parametrize("language", ["en", *locales.LANGUAGES])


def told_in(language):
    """Each message of the catalogue in a language."""
    if language == "en":
        return {message: message for message in locales.marked()}
    return locales.translations(locales.read(language))


def pattern(text):
    """A sentence as a page may hold it: itself, or an expression where something stands in it."""
    if FILLED.search(re.escape(text)):
        return re.compile(FILLED.sub(r"[^<>]{1,200}?", re.escape(text)).replace("%%", "%"))
    return text.replace("%%", "%")


def found_in(sentence, text):
    return sentence in text if isinstance(sentence, str) else sentence.search(text)


def without(sentence, text):
    return text.replace(sentence, " ") if isinstance(sentence, str) else sentence.sub(" ", text)


def of_the_person(language):
    """What the person alone reads: where a sentence has two forms, hers."""
    told = told_in(language)
    return {person: pattern(told[(person,)][0]) for person in voices.pairs()}


def allowed(language):
    """Every other sentence that speaks to its reader, the longest first."""
    alone = {message for message, files in voices.speaking().items() if all(f.startswith(OF_THE_PERSON) for f in files)}
    left_out = {*voices.pairs()} | alone
    texts = {text for ours, theirs in told_in(language).items() if ours[0] not in left_out for text in theirs}
    speaking = (text for text in texts if re.search(SPEAKS[language], text))
    return [*map(pattern, sorted(speaking, key=len, reverse=True))]


def text_of(response):
    page = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    page = page.partition("<main")[2].partition("</main>")[0] or page
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


@pytest.fixture
def today(record):
    return local_day(record, timezone.now())


@pytest.fixture
def written(record, ada, ben, today):
    """What makes pages speak: signs of each level, parts that were weak at first, a check that moved."""
    now = timezone.now()
    weak = {f"weakness.{name}": 2 for name in CELL_NAMES}
    week = {"signs.cannot_clear_phlegm": 3, "signs.coughing_with_food": 4, "signs.breathless_lying_flat": 3, "falls": 2}
    for ago in (40, 20, 1):
        day = today - dt.timedelta(days=ago)
        said = (
            weak | week | {"fatigue.now": 5, "cramps.count": 2, "fasciculation.hand.left": 1, "weakness.breathing": 1}
        )
        verbs.record_check_in(record, day, said, by=ada, source="self", now=now)
        verbs.record_measurement(record, day, {"weight": 60 + ago / 2}, by=ada, source="self", now=now)
    check = walk.FUNCTION[1:]
    for ago, grade in ((40, 4), (0, 1)):
        day = today - dt.timedelta(days=ago)
        said = dict.fromkeys(check, grade) | {"function.gastrostomy": 0}
        verbs.record_function_check(record, day, said, by=ben, source="caregiver", now=now, confirm=None)
    maker.refresh(record.pk, now=now)
    return record


def pages(record, today):
    """Every page on which somebody who helps reads or writes; the first of a kind where they are alike."""
    one, of_a_day = [record.pk], [record.pk, today]
    yield reverse("home")
    for name in ("check_in", "wrong_today", "wrong_said", "function_check", "device", "more", "plan", "topics"):
        yield reverse(name, args=one)
    for name in ("reminder", "measurement", "treatment", "event", "mark_cell", "remembered", "entries", "facts"):
        yield reverse(name, args=one)
    for name in ("dashboard", "summary", "told", "export", "import_own"):
        yield reverse(name, args=one)
    yield reverse("offline") + "?helper"
    for part in ("oxygen", "breathing", "clinic"):
        yield reverse("measurement", args=one) + f"?{part}"
    yield reverse("hub", args=of_a_day)
    yield reverse("function_end", args=of_a_day)
    for step in walk.FUNCTION:
        yield reverse("function_item", args=[*of_a_day, step])
    kinds = {}
    for step in sorted(walk.QUESTIONS | {*walk.PAGES}):
        section, _dot, rest = step.partition(".")
        kinds.setdefault((section, rest.partition(".")[0]), step)
    for step in kinds.values():
        yield reverse("question", args=[*of_a_day, "all", step])
    yield reverse("began", args=[*one, "hand.left"])
    for name in FIGURES:
        yield reverse("picture", args=[*one, name])


def read(client, addresses):
    """What each page says, by its address."""
    found = {}
    for address in addresses:
        response = client.get(address)
        assert response.status_code in (200, 302), address
        if response.status_code == 200:
            found[address] = text_of(response)
    return found


def spoken_to_as_the_person(told, language):
    """Of each page the sentences that are the person's, and what speaks to its reader that nobody has looked at."""
    hers, others, speaks = of_the_person(language), allowed(language), re.compile(SPEAKS[language])
    found = {}
    for address, text in told.items():
        wrong = [name for name, sentence in hers.items() if found_in(sentence, text)]
        for sentence in others:
            if not speaks.search(text):
                break
            text = without(sentence, text)
        wrong += [text[max(at.start() - 40, 0) : at.end() + 40] for at in speaks.finditer(text)]
        if wrong:
            found[address] = wrong
    return found


def as_reader(client, user, language):
    user.language = language
    user.save()
    client.force_login(user)
    return client


@IN_EACH
def test_no_page_speaks_to_who_helps_as_to_the_person(client, written, ben, today, language):
    as_reader(client, ben, language)
    client.post(reverse("wrong_today", args=[written.pk]), {"sign": "signs.machine_or_tube_fault"})
    told = read(client, pages(written, today))

    assert spoken_to_as_the_person(told, language) == {}
    assert len(told) > 60
    assert sum("Ada" in text for text in told.values()) > 40


def test_the_same_look_finds_that_the_persons_pages_speak_to_her(client, written, ada, today):
    as_reader(client, ada, "en")
    found = spoken_to_as_the_person(read(client, pages(written, today)), "en")

    asked = {sentence for sentences in found.values() for sentence in sentences}
    assert {"How tired are you now?", "Your speech is the same as it was before ALS."} <= asked
    assert "As in a mirror: your own left is on the left." in asked
    assert len(asked & {*voices.pairs()}) > 100
