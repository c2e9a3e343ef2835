"""What stands at a part of the body before one presses on it: whether it was answered, and whether it is weak.

Pure: what was said goes in, marks come out. A mark is a shape and a word, never a colour alone (ACCESS 22).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from symptoms.day.walk import AREAS, BELOW, steps
from symptoms.record.standing import Statement
from symptoms.wording import Text
from symptoms.wording.day import ANSWERED, WEAK


@dataclass(frozen=True)
class Mark:
    """``name``: what it is called in the style sheet."""

    name: str
    shape: str
    word: Text


DONE = Mark("answered", "✓", ANSWERED)
BELOW_BEFORE = Mark("weak", "◆", WEAK)


def marks_of(topics: Iterable[str], said: Statement, last: Mapping[str, float | None]) -> tuple[Mark, ...]:
    """``said``: about this day; ``last``: the last answers up to it, of which those of this day are the newest."""
    names = [name for topic in topics for name in _names(topic, said.values)]
    cells = [name.removeprefix("weakness.") for name in names]
    answered = any(said.values.get(name) is not None for name in names) or any(cell in said.not_known for cell in cells)
    stands = {**last, **{name: value for name, value in said.values.items() if value is not None}}
    grades = [stands.get(name) for name in names if name.startswith("weakness.")]
    weak = any(grade is not None and grade < BELOW for grade in grades)
    return (*((DONE,) if answered else ()), *((BELOW_BEFORE,) if weak else ()))


def _names(topic: str, said: Mapping[str, float | None]) -> list[str]:
    """The measures of a topic."""
    if topic in AREAS:
        return [f"weakness.{cell}" for cell in AREAS[topic]]
    if topic == "twitches":
        return [f"fasciculation.{cell}" for cells in AREAS.values() for cell in cells]
    return steps(topic, said)
