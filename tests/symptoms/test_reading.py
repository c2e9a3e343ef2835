"""Questions, warnings and the pages around them can be read with six years of school, by both who read them."""

import re

import pytest
from django.utils.translation import override

from care import programme_said as exercise
from care.treatments.medicine_said import ASKS_OF_ONE, ASKS_TODAY, ASKS_WHY, LEAVE_OPEN, TAKEN
from clinical.vocabulary import ASKED_OF
from symptoms import wording
from symptoms.wording import check_in, day, rules
from symptoms.wording.courses import NOT_TAKEN
from symptoms.wording.pages import PAGES
from tests import locales, reading

READERS = {"person": wording.PERSON, "helper": wording.Voice("Ada")}
FILLED = {"before": "None", "zone": "Berlin", "said_first": "June", "clinic": "North", "percent": 6}
OF_THE_SUMMARY = ("templates/reports/sheet/_first.html", "templates/reports/sheet/_second.html", "reports/story.py")
OF_EXERCISES = (
    *(f"templates/care/programme/{name}.html" for name in ("day", "step", "_card")),
    *(f"care/programme/{name}.py" for name in ("way", "shown", "views")),
)
LABEL = 3  # words at most, of what names a block or a line and is no sentence
IN_EACH = pytest.mark.parametrize("language", ["en", *locales.LANGUAGES])


def asked():
    """Each question with its hint and its answers; short questions that stand on one page together."""
    for region, question in wording.WEAKNESS.items():
        yield f"weakness.{region}", (question.text, *question.levels)
    for item, question in wording.FUNCTION.items():
        yield f"function.{item}", (question.text, *question.levels)
    yield "cramps and tiredness", (*wording.DAILY.values(), day.RESTED, *day.RECOVERY.values())
    yield "twitches", (wording.TWITCHES_NOTE, day.TWITCHES_THERE, PAGES["where_twitches"], *wording.TWITCHES)
    week = {name: each for name, each in check_in.WEEKLY_QUESTIONS.items() if name not in ASKED_OF}
    yield "week, one by one", tuple(each.question for each in week.values())
    yield "week, at once", tuple(each.short for each in week.values())
    yield "week, one's own", tuple(check_in.WEEKLY_QUESTIONS[name].question for name in ASKED_OF)
    yield "wrong today", (*wording.WRONG.values(), wording.FAR_MORE_BREATHLESS)
    yield "introduction", (wording.INTRO, wording.GASTROSTOMY)
    for level, lead in wording.LEADS.items():
        yield f"warning.{level}", (lead, rules.NOBODY_TOLD, rules.SEEN, rules.CARE_PLAN)
    for rule, text in wording.RULES.items():
        yield rule, (wording.LEADS["soon"], text, rules.NOBODY_TOLD)
    for name, said in PAGES.items():
        yield f"page.{name}", (said,)
    yield "medicines", (ASKS_TODAY, ASKS_OF_ONE, LEAVE_OPEN, ASKS_WHY, *TAKEN.values(), *NOT_TAKEN.values())
    answers = (*exercise.DONE.values(), *exercise.YES_NO.values(), exercise.TOO_BREATHLESS)
    yield "exercises", (*exercise.ASKS.values(), *exercise.HINTS.values(), *answers)
    yield "after exercises", (exercise.STOP_NOW, exercise.WHAT_TO_DO, exercise.DO_LESS, rules.NOBODY_TOLD)
    yield "notes", (wording.OXYGEN_NOTE, wording.GRIP_NOTE, *wording.NOTES.values())


def texts(language):
    """What each reader reads, by what it is about: what is too short for a formula is read together."""
    found = {}
    with override(language):
        for reader, voice in READERS.items():
            short = []
            for name, words in asked():
                told = [str(voice.says(each, **(FILLED if name.startswith("page.") else {}))) for each in words]
                if reading.word_count(told) < reading.ENOUGH:
                    short += told
                else:
                    found[reader, name] = told
            found[reader, "short"] = short
    return found


@IN_EACH
def test_what_is_asked_and_told_can_be_read_after_six_years_of_school(language):
    hard = {name: round(reading.grade(told, language), 1) for name, told in texts(language).items()}
    assert {name: found for name, found in hard.items() if found > reading.MOST} == {}


@IN_EACH
def test_what_the_person_reads_in_the_summary_can_be_too(language):
    hard = {file: reading.grade(told, language) for file, told in sentences(OF_THE_SUMMARY, language).items()}
    assert {file: found for file, found in hard.items() if found > reading.MOST} == {}


@IN_EACH
def test_what_the_person_reads_on_the_pages_of_exercises_can_be_too(language):
    told = [text for each in sentences(OF_EXERCISES, language).values() for text in each]
    assert reading.word_count(told) > reading.ENOUGH
    assert reading.grade(told, language) <= reading.MOST


def sentences(files, language):
    """What each of the files says in more words than a label."""
    known = {} if language == "en" else locales.translations(locales.read(language))
    marked = locales.marked_in_files()
    said = {
        file: [text for each in sorted(marked[file]) for text in (known[each] if known else each)[:1]] for file in files
    }
    return {
        file: [re.sub(r"%\(\w+\)\w", "Ada", text) for text in told if len(text.split()) > LABEL]
        for file, told in said.items()
    }


HARD = {
    "en": "The aforementioned respiratory insufficiency necessitates immediate interdisciplinary consultation.",
    "de": "Die vorgenannte respiratorische Insuffizienz erfordert unverzüglich eine interdisziplinäre Untersuchung.",
    "es": "La mencionada insuficiencia respiratoria requiere inmediatamente una consulta interdisciplinaria.",
}
EASY = {
    "en": "You can hold a pen. You can write your name.",
    "de": "Sie können den Stift halten. Sie können Ihren Namen schreiben.",
    "es": "Puede tomar un lápiz. Puede poner su nombre.",
}


@IN_EACH
def test_a_hard_sentence_fails_and_an_easy_one_does_not(language):
    assert reading.grade([EASY[language]], language) < 4
    assert reading.grade([HARD[language]], language) > 10


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", {"your": 1, "breathing": 2, "table": 2, "made": 1, "needed": 2, "emergency": 4, "choke": 1}),
        ("de", {"Sie": 1, "Atmen": 2, "Treppen": 2, "anderes": 3, "Messwert": 2, "Häufig": 2}),
        ("es", {"habla": 2, "quien": 1, "María": 3, "respirar": 3, "ayuda": 3, "equipo": 3, "siguiente": 3}),
    ],
)
def test_syllables_are_counted_as_one_speaks(language, words):
    assert {word: reading.syllables(word, language) for word in words} == words
