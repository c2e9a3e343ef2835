"""What is asked about a table and what its columns can mean, in the words of a page."""

import re

from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _

from clinical.vocabulary import MEASURES
from exchange.rows import CONFIRMED, MODE, SAME, Problem
from exchange.tables import mapping as meant
from exchange.tables.corrected import SETTLED
from exchange.tables.questions import Question
from exchange.tables.who import ALIKE, SPELT
from symptoms.models.base import Source
from symptoms.wording.names import SECTIONS, capital
from symptoms.wording.question import Text
from symptoms.wording.said import said

MEANINGS: dict[str, Text] = {
    meant.OUT: gettext_lazy("Left out"),
    meant.PATIENT: gettext_lazy("Whose record"),
    meant.DAY: gettext_lazy("Day"),
    meant.SOURCE: gettext_lazy("Who said it"),
    meant.START: gettext_lazy("Day from which days or months are counted"),
    meant.MEASURE: gettext_lazy("What was measured"),
    meant.VALUE: gettext_lazy("The number of what was measured"),
    meant.TOTAL: gettext_lazy("Total of the twelve items"),
    meant.CUTTING_WITHOUT: gettext_lazy("Cutting food, without a feeding tube"),
    meant.CUTTING_WITH: gettext_lazy("Cutting food, with a feeding tube"),
    meant.NAME: gettext_lazy("Name of the person"),
    "birth_date": gettext_lazy("Date of birth"),
    "onset_date": gettext_lazy("When it began"),
    "diagnosis_date": gettext_lazy("Date of the diagnosis"),
    "height": gettext_lazy("Height, cm"),
    MODE: gettext_lazy("How the function check was answered"),
    SAME: gettext_lazy("What was confirmed as the same as last time"),
    CONFIRMED: gettext_lazy("What was asked back and confirmed"),
}
OTHER_SECTIONS: dict[str, Text] = {
    "function": gettext_lazy("function check"),
    "measurement": gettext_lazy("measurements"),
}
ANSWERS: dict[str, dict[str, Text]] = {  # by the beginning of a key
    "source": dict(Source.choices),
    "order": {
        "ymd": gettext_lazy("Year first"),
        "dmy": gettext_lazy("Day first"),
        "mdy": gettext_lazy("Month first"),
        "serial": gettext_lazy("Days as a spreadsheet counts them"),
        "days": gettext_lazy("Counted in days"),
        "months": gettext_lazy("Counted in months"),
    },
    "missing": {"yes": gettext_lazy("Yes, nothing was recorded"), "no": gettext_lazy("No")},
    "half_points": {"missing": gettext_lazy("As not recorded"), "down": gettext_lazy("Rounded down, and marked")},
    "items": {"yes": gettext_lazy("Yes, they are")},
    "totals": {"out": gettext_lazy("Leave them out")},
    "twice": {"first": gettext_lazy("The first"), "last": gettext_lazy("The last")},
    SPELT: {"new": gettext_lazy("No, another person")},
    ALIKE: {"new": gettext_lazy("No, another person")},
    "fact": {
        "file": gettext_lazy("The file"),
        "record": gettext_lazy("The record"),
        "keep": gettext_lazy("It is right"),
        "out": gettext_lazy("Leave it out"),
    },
    "value": {"keep": gettext_lazy("It is right"), "out": gettext_lazy("Leave it out")},
}
UNITS: dict[str, Text] = {"fraction": gettext_lazy("as a fraction of 1")}
_CODES = re.compile(r" \((?:dmy|mdy|missing|down)\)")


def meaning(name: str) -> Text:
    """``Left hand and fingers``, ``Whose record``."""
    return MEANINGS[name] if name in MEANINGS else said(name, MEASURES[name].low)[0]


def meanings() -> list[tuple[str, list[tuple[str, Text]]]]:
    """All that a column can mean, in groups with a heading; the first has none."""
    groups: dict[str, list[tuple[str, Text]]] = {"": list(MEANINGS.items())}
    for name, measure in MEASURES.items():
        heading = {**SECTIONS, **OTHER_SECTIONS}.get(measure.section, measure.section)
        groups.setdefault(capital(heading), []).append((name, meaning(name)))
    return list(groups.items())


def answer_words(key: str, option: str) -> Text:
    """An answer as it stands on a button."""
    kind = key.partition(".")[0]
    known = ANSWERS.get(kind, {}).get(option)
    if known is not None:
        return known
    if kind == "values" or option in MEASURES:
        return meaning(option)
    if kind in (SPELT, ALIKE):
        return _("Yes, “%(reference)s”") % {"reference": option}
    if kind == "table":
        return _("Table %(number)s") % {"number": option}
    return _("It is in %(unit)s") % {"unit": UNITS.get(option, option)} if kind in ("unit", "value") else option


def about_words(key: str) -> str:
    """What an answer is about that is not asked again by itself; blank for another."""
    kind, _point, rest = key.partition(".")
    if kind == SETTLED:
        line, _point, column = rest.partition(".")
        return _("Line %(line)d, column %(column)s") % {"line": int(line), "column": column}
    if kind == "start":
        return _("The count of “%(patient)s” begins on") % {"patient": rest}
    return {"patient": _("Whose record"), "half_points": _("Half points")}.get(kind, "")


def sentence(question: Question) -> str:
    """A question as a page asks it."""
    kind, _point, rest = question.key.partition(".")
    if kind == "patient":
        return _("Whose record is it? Write the clinic's reference.")
    if kind == SPELT:
        others = "”, “".join(question.options[:-1])
        return _("Is “%(reference)s” the same person as “%(other)s”?") % {"reference": rest, "other": others}
    if kind == ALIKE:
        others = "”, “".join(question.options[:-1])
        told = _("“%(reference)s” has the name and the date of birth of “%(other)s”. Is it the same person?")
        return told % {"reference": rest, "other": others}
    if kind == "start":
        return _("On which day did the count of “%(patient)s” begin?") % {"patient": rest}
    if kind == SETTLED:
        line, _point, column = rest.partition(".")
        return str(Problem(question.sentence, int(line), column))
    if kind == "values":
        return gettext("What are the numbers of this table?")
    return _CODES.sub("", question.sentence)
