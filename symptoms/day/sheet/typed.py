"""What stands in the boxes of a sheet: letters and numbers become answers; what is none is told by row and day."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clinical.vocabulary import ASKED_OF, MEASURES, Precision, Source
from people.days import readings_of_month
from people.numbers import plain
from symptoms.day.remembering import Said
from symptoms.day.sheet.rows import BEGAN, CODES, FOOD, NOT_KNOWN, NOT_SURE, WHEN, WITH_TUBE, Group, Row
from symptoms.record.validation import Values, allowed_words, clean_value


@dataclass
class Column:
    """What a sheet says of one day, by the kind of entry that it becomes. ``began``: where it all began, ``when``: as
    it is remembered."""

    check_in: Values = field(default_factory=dict)
    not_known: dict[str, str] = field(default_factory=dict)
    function: Values = field(default_factory=dict)
    measurement: Values = field(default_factory=dict)
    began: str = ""
    when: Said | None = None

    @property
    def anything(self) -> bool:
        return bool(self.check_in or self.not_known or self.function or self.measurement or self.began)


@dataclass(frozen=True)
class Problem:
    """``box``: the name of the box that it is about; blank where it is about none."""

    box: str
    sentence: str


def box(code: str, number: int) -> str:
    """The name of a box in the form: ``B6.3`` is row B6 of the third day."""
    return f"{code}.{number}"


def read(groups: Iterable[Group], typed: Mapping[str, str], number: int, source: str) -> tuple[Column, list[Problem]]:
    """The column of a day, and what cannot be read of it."""
    column, problems = Column(), []
    rows = [row for group in groups for row in group.rows]
    boxes = {row.code: typed.get(box(row.code, number), "").strip() for row in rows}
    for row in rows:
        if not boxes[row.code]:
            continue
        try:
            _take(column, row, boxes, source)
        except ValidationError as wrong:
            told = {"row": row.code, "day": number, "what": " ".join(wrong.messages)}
            problems.append(Problem(box(row.code, number), _("Row %(row)s, day %(day)s: %(what)s") % told))
    return column, problems


def _take(column: Column, row: Row, boxes: Mapping[str, str], source: str) -> None:
    given = boxes[row.code].lower()
    if ASKED_OF.get(row.step) == Source.CAREGIVER and source != Source.CAREGIVER:
        raise ValidationError(_("Only a sheet that you ticked yourself says how you are, who help."))
    if row.unknown and given in NOT_KNOWN:
        column.not_known[row.step.removeprefix("weakness.")] = NOT_KNOWN[given]
        return
    if row.step in (WHEN, NOT_SURE):
        column.when = _when(row, boxes)
        return
    value = _value(row, given, boxes[row.code])
    if row.step == FOOD and _has_tube(boxes) != (row.code == WITH_TUBE):
        raise ValidationError(_("Q5 is for who has no feeding tube, Q5T for who has one. Say in Q0 which it is."))
    if row.step == BEGAN:
        column.began = str(value)
        return
    into = {"function": column.function, "measurement": column.measurement}
    into.get(MEASURES[row.step].section, column.check_in)[row.step] = float(value)


def _when(row: Row, boxes: Mapping[str, str]) -> Said:
    """Of the part that the sheet names: a month, a year, or that they are not sure."""
    if not boxes[CODES[BEGAN]]:
        raise ValidationError(_("Say in D1 where it began."))
    if row.step == NOT_SURE:
        if boxes[CODES[WHEN]]:
            raise ValidationError(_("D2 says when it began, and D3 that this is not known. Leave one of them out."))
        return Said(Precision(str(_value(row, boxes[row.code].lower(), boxes[row.code]))))
    typed = boxes[row.code]
    if re.fullmatch("[0-9]{4}", typed) and int(typed):
        return Said(Precision.YEAR, dt.date(int(typed), 1, 1))
    months = readings_of_month(typed)
    if not months:
        wrong = {"given": typed[:40], "example": "03/2024"}
        raise ValidationError(_("“%(given)s” was found here; write month and year, such as %(example)s."), params=wrong)
    return Said(Precision.MONTH, months[0])


def _has_tube(boxes: Mapping[str, str]) -> bool:
    return boxes.get("Q0", "").lower() == "b"


def _value(row: Row, given: str, as_typed: str) -> float | str:
    if row.answers:
        found = next((answer.value for answer in row.answers if answer.letter == given), None)
        if found is None:
            raise ValidationError(
                _("“%(given)s” was found here; %(allowed)s can be written."),
                params={"given": as_typed[:40], "allowed": row.written},
            )
        return found
    measure = MEASURES[row.step]
    try:
        return clean_value(measure, plain(as_typed)) or 0.0
    except (ValueError, ValidationError) as wrong:
        raise ValidationError(
            _("“%(given)s” was found here; %(allowed)s is allowed."),
            params={"given": as_typed[:40], "allowed": allowed_words(measure)},
        ) from wrong
