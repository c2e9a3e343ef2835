"""A recorded value as the person said it: a label and an answer."""

from django.utils.translation import gettext_lazy

from clinical import vocabulary
from clinical.vocabulary import CELL_BY_NAME, MEASURES, Region
from symptoms.wording.check_in import (
    COMPARISON,
    DAILY,
    MEASURED,
    SIGNS,
    TWITCHES,
    WEAKNESS,
    YES_NO,
)
from symptoms.wording.day import SCALE_ENDS
from symptoms.wording.function import FUNCTION, GASTROSTOMY, TOTAL_GIVEN
from symptoms.wording.names import CELL_LABELS, REGION_LABELS
from symptoms.wording.numbers import written
from symptoms.wording.question import Text
from symptoms.wording.voice import PERSON, Voice, Words

_TWITCHES = gettext_lazy("twitches")


def said(name: str, value: float, *, tube: bool = False, voice: Voice = PERSON) -> tuple[Text, Text]:
    """``("Left hand and fingers", "No finger moves")`` for ``weakness.hand.left`` 0. ``tube``: with a feeding tube,
    which decides the words of the item on cutting food. ``voice``: who reads it."""
    label, answer = _words(name, value, tube)
    return voice.says(label), voice.says(answer)


def _words(name: str, value: float, tube: bool) -> tuple[Words, Words]:
    section, _, rest = name.partition(".")
    if name == "function.gastrostomy":
        return GASTROSTOMY, YES_NO[int(value)]
    if name == vocabulary.TOTAL_GIVEN:
        return TOTAL_GIVEN, written(value)
    if section == "weakness":
        return CELL_LABELS[rest], WEAKNESS[CELL_BY_NAME[rest].region].answer(value)
    if section == "fasciculation":
        return f"{CELL_LABELS[rest]} ({_TWITCHES})", TWITCHES[int(value)]
    if section == "asymmetry":
        return REGION_LABELS[Region(rest)], COMPARISON[int(value)]
    if section == "function":
        question = FUNCTION["cutting_food_gastrostomy" if tube and rest == "cutting_food" else rest]
        return question.text, question.answer(value)
    label = {**DAILY, **SIGNS, **MEASURED}[name]
    measure = MEASURES[name]
    if measure.whole and (measure.low, measure.high) == (0, 1):
        return label, YES_NO[int(value)]
    ends = SCALE_ENDS if measure.high == max(SCALE_ENDS) else {}
    return label, ends.get(int(value), written(value))


def in_a_line(label: Text, answer: Text) -> str:
    """``Neck: As before``, ``How tired are you now? 0, not at all``."""
    return f"{label}{'' if str(label).endswith('?') else ':'} {answer}"
