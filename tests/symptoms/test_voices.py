"""Every sentence that speaks to the person has its form for someone who helps, and says so of whom."""

import re

import pytest
from django.utils.translation import override

from symptoms.wording.voice import NAMELESS, PERSON, Said, Voice
from tests import locales, voices

# Sentences in which "you" is whoever reads and presses: their press, device, letters, wish. Nothing about the body.
OF_WHO_READS = """
As bad as you can think of
10, as bad as you can think of
Before the visit: what matters to you?
It is ready. Once you have saved it, it is gone from here; else it is gone after a day.
The other rows take a number. How tired, how sleepy, how bad: 0 is not at all, 10 as bad as you can think of.
Each press is saved. You can skip anything. A day off is fine.
If it is too early to say, press “Later”. You are asked again.
Files to take with you or to bring in, and this device without internet
A copy to take with you
Go on where you stopped
If you want to see more
It has been sent already. You can take it back on the first page.
It keeps answers as codes, locked, without your name, until the site has them. Signing out deletes them all.
Nothing was saved yet. What you filled in is still here.
Nothing yet. What the team has seen is told on your first page.
Press “Done” when you have said enough. What you pressed is kept in any case.
Say in which month, season or year it began, or that you are not sure.
Support for you matters too. Please tell the care team.
Thank you, read
The day that you typed can be two days. Which one do you mean?
There is no record that you can write in. You can start one of your own, or ask someone to let you write in theirs.
There is no such entry of yours.
This device can keep your answers while there is no internet, and send them later.
This device keeps no answers. Try again later: what you saved before is safe.
This did not open: the connection may be away, or you were signed out.
This message is only on your screen. Nobody has been told.
This part is marked as weak from another cause. Your answer is kept, and it does not count as ALS.
What was written stays on the day it was written for. You can choose another time zone among the facts of the record.
You can log all the same. What you press is kept on this device and sent later.
You can look at this record, but not take a copy of it.
You can look at this record, but not write in it.
You have begun. What you pressed is kept, and will be saved by itself.
You have hidden the pictures.
You said now: “%(now)s”
You were signed out, so your last press was not kept. Press it once more: it is marked.
Your account is erased on
Your device keeps the time of %(zone)s: there it is %(time)s on %(day)s.
%(left)s question has no answer. You can leave it out.
If you like, you can write down how today is. It takes about a minute, and you can leave out anything.
"""
# Asked of who helps alone, about themselves (``clinical.vocabulary.ASKED_OF``).
OF_WHO_HELPS = """
Only a sheet that you ticked yourself says how you are, who help.
You who help: “I can't keep this up”
You who help: caring is hard for you now
You who help: how hard is caring for you now?
You who help: do you feel “I can't keep this up”?
This is about you.
"""
# Read by the person alone: pages of the first day, and of somebody who has no record yet.
OF_THE_PERSON = (
    *("symptoms/views/first_", "symptoms/forms/first_day.py", "templates/symptoms/first_day/"),
    "symptoms/wording/writers.py",
)
# Before a visit the person and who helps are each asked their own questions (``care.before_said``).
OF_EACH_ALONE = ("care/before", "templates/care/before/")
# Pages of a clinic, and what it writes to whoever reads.
OF_THE_CLINIC = (
    *("care/forms.py", "care/replies.py", "care/views.py", "reports/lines.py", "reports/overview_views.py"),
    *("care/programme/clinic_views.py", "templates/care/programme/set.html"),
    *("templates/symptoms/mark.html", "templates/symptoms/same_person.html"),
)
# Filled in by hand, in the person's own name, whoever printed it; and the page of who was not let in anywhere.
OF_THE_PERSONS_PAPER = (
    *("templates/reports/sheet/", "templates/symptoms/tick_sheet.html", "templates/reports/invitation.html"),
)
ELSEWHERE = (*OF_THE_PERSON, *OF_EACH_ALONE, *OF_THE_CLINIC, *OF_THE_PERSONS_PAPER)
SECOND_PERSON = {
    "en": r"\b(?:your?|yours|yourself)\b",
    "de": r"\b(?:Ihr|Ihre[mnrs]?)\b",
    "es": r"\b(?:usted|suy[oa]s?)\b",
}
IN_EACH = pytest.mark.parametrize("language", ["en", *locales.LANGUAGES])


def in_register(message):
    """Whether it is there, or begins as a line there."""
    return message.startswith(tuple(filter(None, (OF_WHO_READS + OF_WHO_HELPS).splitlines())))


def without_a_form(speaking, pairs):
    """The messages that speak to their reader and that nobody has decided about."""
    known = {*pairs, *pairs.values()}
    return sorted(
        message
        for message, files in speaking.items()
        if message not in known and not in_register(message) and any(not file.startswith(ELSEWHERE) for file in files)
    )


def test_every_sentence_that_speaks_to_the_person_has_its_form_for_who_helps():
    assert without_a_form(voices.speaking(), voices.pairs()) == []


def test_a_new_sentence_without_one_is_found():
    new = {
        "Your knee is stiff.": {"symptoms/wording/check_in.py"},
        "Press again, you know.": {"templates/reports/x.html"},
    }

    assert without_a_form(voices.speaking() | new, voices.pairs()) == sorted(new)
    pairs = dict(voices.pairs())
    del pairs["You have had falls. Your team can help to make moving safer."]
    assert without_a_form(voices.speaking(), pairs) == ["You have had falls. Your team can help to make moving safer."]


def test_the_form_for_who_helps_never_speaks_of_a_body_of_theirs():
    told = {helper for helper in voices.pairs().values() if voices.SPEAKS.search(helper)}
    body = r"your (?!device|answer)|you (?:have|are|need|use|can't(?! reach)|get|walk|eat|do|did|feel|felt|lie|lay)\b"

    assert [helper for helper in told if re.search(body, helper, re.I)] == []
    assert re.search(body, "You have had falls.", re.I)
    assert re.search(body, "Your speech has changed.", re.I)


@IN_EACH
def test_both_forms_are_said_in_each_language_and_differ(language):
    known = {} if language == "en" else locales.translations(locales.read(language))
    same = []
    for person, helper in voices.pairs().items():
        texts = [text if language == "en" else known[(text,)][0] for text in (person, helper)]
        if texts[0] == texts[1]:
            same.append(person)
    assert same == []


@IN_EACH
def test_no_form_for_who_helps_says_she_he_or_what_belongs_to_either(language):
    gendered = {
        "en": r"\b(?:he|she|him|her|his|hers)\b",
        "de": r"\b(?:er|ihm|ihn|seine[mnrs]?|ihr(?:e[mnrs]?)?)\b",  # "Ihr" to the reader is not in small letters
        "es": r"\b(?:él|ella)\b",
    }[language]
    known = {} if language == "en" else locales.translations(locales.read(language))
    told = [helper if language == "en" else known[(helper,)][0] for helper in voices.pairs().values()]

    not_of_a_person = {"Er hängt", "Er schleift"}
    assert [text for text in told if re.search(gendered, text) and text[:11].rstrip() not in not_of_a_person] == []
    assert re.search(gendered, {"en": "her hand", "de": "seine Hand", "es": "la de ella"}[language])


@pytest.mark.parametrize(
    ("language", "named", "nameless"),
    [
        ("en", "As in a mirror: Ada's left is on the left.", "As in a mirror: the person's left is on the left."),
        (
            "de",
            "Wie im Spiegel: Die linke Seite von Ada ist links.",
            "Wie im Spiegel: Die linke Seite von der Person ist links.",
        ),
        (
            "es",
            "Como en un espejo: la izquierda de Ada está a la izquierda.",
            "Como en un espejo: la izquierda de la persona está a la izquierda.",
        ),
    ],
)
def test_whose_side_it_is_is_said_with_the_name_or_without_one_on_record(language, named, nameless):
    from reports.figures.body import MIRROR

    with override(language):
        assert (Voice("Ada").says(MIRROR), NAMELESS.says(MIRROR)) == (named, nameless)


def test_a_name_may_hold_whatever_a_name_holds():
    said = Said("You fell.", "%(Name)s fell, by %(percent)d %%.")

    for name in ("Zoë %s", "{0}", "de la %(name)s", "عمر", "x" * 100):
        assert Voice(name).says(said, percent=5) == f"{name} fell, by 5 %."
    assert str(PERSON.says(said)) == "You fell."
