"""The rows of the blank sheets: one item each, with a short code that stands on paper and on the screen alike.

A code is given once and never to another item: a sheet that was printed years ago is entered with the same codes. It
tells nothing of a person. An answer is a letter, of which the first is "as before ALS", a number that was counted, or a
month; nobody counts points (CLINICAL 1.2).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from clinical.vocabulary import CELL_NAMES, FUNCTION_ITEMS, LIMB_REGIONS, Precision, Side
from symptoms import wording
from symptoms.day.questions import asked
from symptoms.day.walk import AREAS
from symptoms.wording import PERSON, Text, Voice, Words
from symptoms.wording.day import TOPICS
from symptoms.wording.remembered import PRECISIONS

TUBE, FOOD = "function.gastrostomy", "function.cutting_food"
BEGAN, WHEN, NOT_SURE = "began", "began.when", "began.not_sure"
WITH_TUBE = "Q5T"
DAYS = 14
LETTERS = "abcdefghijklm"
OF_A_PART = ("weakness", "asymmetry")
OTHER_TOPICS = {"fasciculation": "twitches", "cramps": "cramps", "fatigue": "fatigue"}  # and what is asked once a week
NOT_KNOWN = {"?": "cannot_tell", "x": "not_tried"}
# The codes of the questions of a week; those about the person, of the person alone, and of who helps.
WEEK_CODES = {
    "signs.breathless_lying_flat": "W1",
    "signs.morning_headache": "W2",
    "signs.unrefreshing_sleep": "W3",
    "signs.nightmares": "W4",
    "signs.poor_concentration": "W5",
    "signs.cannot_clear_phlegm": "W6",
    "signs.coughing_with_food": "W7",
    "signs.choking_needed_help": "W8",
    "signs.long_meals": "W9",
    "signs.saliva_trouble": "W10",
    "signs.uncontrolled_laughing_crying": "W11",
    "signs.daytime_sleepiness": "W12",
    "signs.fever": "W13",
    "signs.coloured_phlegm": "W14",
    "signs.more_breathless": "W15",
    "signs.low_mood": "W16",
    "signs.caregiver_cannot_go_on": "W17",
    "signs.caregiver_strain": "W18",
}
CODES: dict[str, str] = {
    **{f"weakness.{cell}": f"B{n}" for n, cell in enumerate(CELL_NAMES, 1)},
    **{f"asymmetry.{region}": f"S{n}" for n, region in enumerate(LIMB_REGIONS, 1)},
    **{f"fasciculation.{cell}": f"T{n}" for n, cell in enumerate(CELL_NAMES, 1)},
    "cramps.count": "C1",
    "cramps.worst_pain": "C2",
    "cramps.woke": "C3",
    "fatigue.now": "F1",
    "fatigue.worst": "F2",
    "fatigue.after_small_effort": "F3",
    "fatigue.recovery_minutes": "F4",
    "falls": "N1",
    "weight": "N2",
    BEGAN: "D1",
    WHEN: "D2",
    NOT_SURE: "D3",
    TUBE: "Q0",
    **{f"function.{item}": f"Q{n}" for n, item in enumerate(FUNCTION_ITEMS, 1)},
    **WEEK_CODES,
}


@dataclass(frozen=True)
class Letter:
    """An answer: how it is written in a box, and what it stands for."""

    letter: str
    value: float | str
    text: Text


@dataclass(frozen=True)
class Row:
    """``step``: the measure, or where or when it all ``began``. Without ``answers`` a number is written, or a month.
    ``unknown``: that they cannot tell, or have not tried, can be written too."""

    code: str
    step: str
    title: Text
    answers: tuple[Letter, ...] = ()
    hint: Text = ""
    unknown: bool = False

    @property
    def counted(self) -> bool:
        """Whether a number is written."""
        return not self.answers and self.step != WHEN

    @property
    def written(self) -> str:
        """The letters that may stand in its box."""
        return ", ".join([*(answer.letter for answer in self.answers), *(NOT_KNOWN if self.unknown else ())])


@dataclass(frozen=True)
class Group:
    """Rows under one heading."""

    title: Text
    rows: tuple[Row, ...]
    note: Text = ""


def two_weeks(source: str, voice: Voice = PERSON) -> tuple[Group, ...]:
    """What is asked from day to day, of who answers as ``source``. ``voice``: who reads the sheet."""
    week = [row_of(name, voice, title=short) for name, short in wording.week_of(source).items()]
    tired = ("fatigue.now", "fatigue.worst", "fatigue.after_small_effort", "fatigue.recovery_minutes")
    return (
        Group(_("How each part is"), _rows((f"weakness.{cell}" for cell in CELL_NAMES), voice)),
        Group(_("Which side is weaker?"), _rows((f"asymmetry.{region}" for region in LIMB_REGIONS), voice)),
        Group(TOPICS["cramps"], _rows(("cramps.count", "cramps.worst_pain", "cramps.woke"), voice)),
        Group(TOPICS["fatigue"], _rows(tired, voice)),
        Group(_("Falls and weight"), (row_of("falls", voice, title=_("Falls on this day")), row_of("weight", voice))),
        Group(TOPICS["twitches"], _rows((f"fasciculation.{cell}" for cell in CELL_NAMES), voice)),
        Group(TOPICS["week"], tuple(week), _("On how many of the past 7 days? Once a week is enough.")),
    )


def without(groups: Iterable[Group], left_out: Collection[str]) -> tuple[Group, ...]:
    """The groups, some of them empty, without the rows of topics that are left out. All others keep their codes."""
    return tuple(
        replace(group, rows=tuple(row for row in group.rows if not _topics(row) & {*left_out})) for group in groups
    )


def _topics(row: Row) -> set[str]:
    """Those of which each has to be asked for a row to be: which side is weaker, of two."""
    section, _of, name = row.step.partition(".")
    if section not in OF_A_PART:
        return {OTHER_TOPICS.get(section, "week")}
    cells = [f"{name}.{side}" for side in Side] if section == "asymmetry" else [name]
    return {area for area, those in AREAS.items() if any(cell in those for cell in cells)}


def first_day(source: str, voice: Voice = PERSON) -> tuple[Group, ...]:
    """What is asked on the first day. ``source`` changes nothing of it."""
    began = Row(CODES[BEGAN], BEGAN, _("Where did it begin?"), _letters(wording.CELL_LABELS.items()))
    asks_when = _("When did it begin there? Write month and year, such as %(example)s, or the year alone.")
    when = Row(CODES[WHEN], WHEN, asks_when % {"example": "03/2024"})
    not_sure = _letters([(str(Precision.NOT_SURE), PRECISIONS[Precision.NOT_SURE])])
    or_not = Row(CODES[NOT_SURE], NOT_SURE, _("Or, where that is not known:"), not_sure)
    check = [row_of(TUBE, voice)]
    for item in FUNCTION_ITEMS:
        check.append(row_of(f"function.{item}", voice))
        if f"function.{item}" == FOOD:
            words = wording.FUNCTION["cutting_food_gastrostomy"]
            levels = [(4 - place, voice.says(text)) for place, text in enumerate(words.levels)]
            with_tube = f"{_('With a feeding tube:')} {voice.says(words.text)}"
            without = f"{_('Without a feeding tube:')} {voice.says(wording.FUNCTION['cutting_food'].text)}"
            check[-1] = row_of(FOOD, voice, title=without)
            check.append(Row(WITH_TUBE, FOOD, with_tube, _letters(levels)))
    return (
        Group(_("How each part is"), _rows((f"weakness.{cell}" for cell in CELL_NAMES), voice)),
        Group(_("Where it began, and weight"), (began, when, or_not, row_of("weight", voice))),
        Group(_("Function check (12 questions)"), tuple(check), voice.says(wording.INTRO)),
    )


def row_of(step: str, voice: Voice = PERSON, *, title: Words = "") -> Row:
    """An item in the words of the screen."""
    question = asked(step, {}, {}, voice=voice)
    spelt = [(float(answer.value), answer.text) for answer in question.answers]
    counted = all(str(text).startswith(f"{value:g}") for value, text in spelt)  # 0 to 10, or how often
    letters = () if counted else _letters(spelt)
    hint = question.hint if step.startswith(("weakness", "function")) else ""
    title = voice.says(title) or question.title
    return Row(CODES[step], step, title, letters, hint, unknown=step.startswith("weakness."))


def _rows(steps: Iterable[str], voice: Voice) -> tuple[Row, ...]:
    return tuple(row_of(step, voice) for step in steps)


def _letters(answers: Iterable[tuple[float | str, Text]]) -> tuple[Letter, ...]:
    return tuple(Letter(letter, value, text) for letter, (value, text) in zip(LETTERS, answers, strict=False))
