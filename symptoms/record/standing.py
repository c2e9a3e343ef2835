"""Which answers stand once new ones are added to those that stood. Pure: it reads no rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from clinical.vocabulary import MEASURES, TOTAL_GIVEN
from symptoms.record.validation import Values

Reasons = Mapping[str, str]  # cell to ``not_tried`` or ``cannot_tell``


@dataclass(frozen=True)
class Statement:
    """What one author says of one day.

    ``values``: measure name to number, ``None`` takes an answer back. ``not_known``: why a cell has no grade. ``same``:
    the sections that were confirmed as the same as last time. ``mode``: how a function check was answered.
    ``confirmed``: the measures whose values were asked back and confirmed.
    """

    values: Mapping[str, float | None] = field(default_factory=dict)
    not_known: Reasons = field(default_factory=dict)
    same: frozenset[str] = frozenset()
    mode: str | None = None
    confirmed: frozenset[str] = frozenset()

    @property
    def given(self) -> Values:
        """The values, with the grades whose place a reason takes."""
        return {**self.values, **{f"weakness.{cell}": None for cell in self.not_known}}

    @property
    def anything(self) -> bool:
        """Whether there is an answer in it."""
        return bool(self.not_known) or any(value is not None for value in self.values.values())

    def says(self, other: "Statement") -> bool:
        """Whether all that another says is said here."""
        return (
            all(self.values.get(name) == value for name, value in other.values.items())
            and all(self.not_known.get(cell) == why for cell, why in other.not_known.items())
            and other.same <= self.same
            and other.confirmed <= self.confirmed
            and other.mode in (None, self.mode)
        )


def together(standing: Statement, new: Statement) -> Statement:
    """What stands once ``new`` was said too: the last word on each answer, and what it does not speak of as it was.

    A reason takes the place of a grade and a grade that of a reason; a section that is spoken of anew is confirmed only
    if that is said anew, and a value that was asked back and confirmed stays so while it is the same.
    """
    given = new.given
    spoken_of = {MEASURES[name].section for name in given}
    reasons = {cell: why for cell, why in standing.not_known.items() if f"weakness.{cell}" not in given}
    return Statement(
        {**standing.values, **given},
        {**reasons, **new.not_known},
        new.same | (standing.same - spoken_of),
        new.mode or standing.mode,
        new.confirmed | {name for name in standing.confirmed if _goes_on(name, standing, given)},
    )


def _goes_on(name: str, standing: Statement, given: Values) -> bool:
    """Whether what was confirmed is as it was: a value, or all the items of a score."""
    if name == "function.total":
        return all(standing.values.get(each) == value for each, value in given.items() if each != TOTAL_GIVEN)
    return name in standing.values and given.get(name, standing.values[name]) == standing.values[name]


def beyond(standing: Statement, new: Statement) -> Statement:
    """The answers of ``new`` that do not stand already."""

    def stands(name: str, value: float | None) -> bool:
        cell = name.removeprefix("weakness.")
        return value == standing.values.get(name) and new.not_known.get(cell) == standing.not_known.get(cell)

    return Statement(
        {name: value for name, value in new.given.items() if not stands(name, value)},
        {cell: why for cell, why in new.not_known.items() if standing.not_known.get(cell) != why},
        confirmed=frozenset(name for name in new.confirmed if not stands(name, new.values.get(name))),
    )
