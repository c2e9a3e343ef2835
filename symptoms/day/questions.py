"""A step of a walk as a question on a page: at most six answers, each one press (ACCESS 4, 19)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from clinical.vocabulary import CELL_BY_NAME, MEASURES, PRIVATE, SIGN_DAYS, SIGN_FLAGS, SIGN_SCALES, Region
from symptoms import wording
from symptoms.wording import PERSON, Text, Voice, Words
from symptoms.wording.day import MORE, RECOVERY, RESTED, SCALE_ENDS, SCALE_IN_WORDS, TWITCHES_THERE
from symptoms.wording.said import in_a_line, said

AT_ONCE = 5  # numbers on a page, beside "more": no more than six targets together
TOP = {"cramps.count": 20, "cramps.woke": 10, "falls": 10}  # who counts beyond it presses the last


@dataclass(frozen=True)
class Answer:
    """``chosen``: said for this day already; ``before``: said the last time."""

    value: str
    text: Text
    chosen: bool = False
    before: bool = False


@dataclass(frozen=True)
class Asked:
    """``more``: the first number of the next page of answers. ``typed``: a number that has to be typed."""

    step: str
    title: Text
    hint: Text
    answers: tuple[Answer, ...]
    more: int | None = None
    more_text: Text = MORE
    typed: bool = False
    cannot_say: bool = False
    name: str = ""  # of the part of the body, above the question


@dataclass(frozen=True)
class Answered:
    """An answer in words, ``on`` the day it was given."""

    label: Text
    answer: Text
    on: dt.date | None = None

    def __str__(self) -> str:
        return in_a_line(self.label, self.answer)


def asked(
    step: str,
    today: Mapping[str, float | None],
    before: Mapping[str, float | None],
    *,
    start: int = 0,
    calm: bool = False,
    tube: bool = False,
    voice: Voice = PERSON,
) -> Asked:
    """``today``: what was said for this day; ``before``: the last time, not shown to who logs calmly. ``voice``: who is
    asked."""
    title, hint = map(voice.says, _text(step, tube))
    choices, more = _choices(step, start, calm, tube)
    now, then = today.get(step), None if calm else before.get(step)
    answers = tuple(Answer(f"{value:g}", voice.says(text), now == value, then == value) for value, text in choices)
    return Asked(step, title, hint, answers, more, typed=step == "weight", cannot_say=step.startswith("weakness."))


def in_words(
    step: str, value: float | None, *, calm: bool = False, tube: bool = False, voice: Voice = PERSON
) -> Answered:
    """In the words that were pressed. ``None`` is an answer that was taken back."""
    if value is None:
        return Answered(voice.says(_text(step, tube)[0]), _("left out"))
    if step == "fatigue.recovery_minutes" and value in RECOVERY:
        return Answered(voice.says(_text(step, tube)[0]), RECOVERY[int(value)])
    label, answer = said(step, value, tube=tube, voice=voice)
    return Answered(label, _words_of(step, calm).get(int(value), answer))


def _text(step: str, tube: bool) -> tuple[Words, Words]:
    """The heading and what stands below it."""
    section, _dot, rest = step.partition(".")
    if section == "weakness":
        return wording.CELL_LABELS[rest], wording.WEAKNESS[CELL_BY_NAME[rest].region].text
    if section == "fasciculation":
        return wording.CELL_LABELS[rest], TWITCHES_THERE
    if section == "asymmetry":
        return wording.REGION_LABELS[Region(rest)], _("Which side is weaker?")
    if step == "function.gastrostomy":
        return wording.GASTROSTOMY, ""
    if section == "function":
        note = wording.BREATHING_MACHINE_NOTE if rest == "respiratory_insufficiency" else ""
        return wording.FUNCTION["cutting_food_gastrostomy" if tube and rest == "cutting_food" else rest].text, note
    if step == "fatigue.recovery_minutes":
        return RESTED, ""
    week = (
        _("Think of the past 7 days.")
        if rest in (*SIGN_DAYS, *SIGN_SCALES)
        else wording.NOTES.get(PRIVATE.get(step, ""), "")
    )
    return {**wording.DAILY, **wording.SIGNS, **wording.MEASURED}[step], week


def _choices(step: str, start: int, calm: bool, tube: bool) -> tuple[Iterable[tuple[float, Words]], int | None]:
    """Values and words, and where the next page of them begins."""
    section, _dot, rest = step.partition(".")
    if section == "weakness":
        return _levels(wording.WEAKNESS[CELL_BY_NAME[rest].region].levels), None
    if section == "fasciculation":
        return list(enumerate(wording.TWITCHES)), None
    if section == "asymmetry":
        return list(wording.COMPARISON.items()), None
    if step == "function.gastrostomy" or rest in SIGN_FLAGS:
        return list(wording.YES_NO.items()), None
    if section == "function":
        key = "cutting_food_gastrostomy" if tube and rest == "cutting_food" else rest
        return _levels(wording.FUNCTION[key].levels), None
    if step == "fatigue.recovery_minutes":
        return list(RECOVERY.items()), None
    if step == "weight":
        return [], None
    words = _words_of(step, calm)
    if words is SCALE_IN_WORDS:
        return list(words.items()), None
    top = TOP.get(step, int(MEASURES[step].high))
    rest_of_it = top - start + 1
    many = rest_of_it if rest_of_it <= AT_ONCE + 1 else AT_ONCE
    numbers = [(n, words.get(n, str(n))) for n in range(start, start + many)]
    return numbers, start + many if start + many <= top else None


def _words_of(step: str, calm: bool) -> Mapping[int, Text]:
    """The numbers that are offered in words; none where the answers of a step are words anyway."""
    if step in MEASURES and MEASURES[step].high == max(SCALE_ENDS):
        return SCALE_IN_WORDS if calm else SCALE_ENDS
    return {TOP[step]: _("%(n)s or more") % {"n": TOP[step]}} if step in TOP else {}


def _levels(levels: tuple[Words, ...]) -> list[tuple[float, Words]]:
    return [(4 - place, text) for place, text in enumerate(levels)]
