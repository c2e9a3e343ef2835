"""What was said of medicines, day by day: whose word counts, how a day stands, of how many days one was not taken.
A day without an answer is a gap. Source: DESIGN 2, CLINICAL 8 (missed doses), 13.9."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from clinical.vocabulary import Source

# Whose word of a day comes first.
RANK = {str(source): rank for rank, source in enumerate((Source.SELF, Source.CAREGIVER, Source.CLINICIAN))}
RANK[Source.HELPED] = RANK[Source.SELF]


class Stands(StrEnum):
    """How a day stands on which something was said: every medicine that goes on was taken, some, or none."""

    ALL = "all"
    SOME = "some"
    NONE = "none"


@dataclass(frozen=True)
class Answer:
    """What one author said of one medicine on one day."""

    medicine: Hashable
    day: dt.date
    taken: bool
    why: str
    source: str


@dataclass(frozen=True)
class NotTaken:
    """Of ``answered`` days on ``missed`` it was not; ``why``: how often for each reason, the most frequent first."""

    answered: int
    missed: int
    why: Mapping[str, int]


def that_count(answers: Iterable[Answer]) -> dict[dt.date, dict[Hashable, Answer]]:
    """By day and medicine, of ``answers`` in the order in which they were made: the person's own first, then a
    caregiver's; of the same rank, the one made last."""
    found: dict[dt.date, dict[Hashable, Answer]] = {}
    for answer in answers:
        of_day = found.setdefault(answer.day, {})
        before = of_day.get(answer.medicine)
        if before is None or RANK[answer.source] <= RANK[before.source]:
            of_day[answer.medicine] = answer
    return found


def stands(going_on: Collection[Hashable], said: Mapping[Hashable, Answer]) -> Stands | None:
    """None where nothing was said of any of the medicines that go on that day."""
    taken = [said[medicine].taken for medicine in going_on if medicine in said]
    if not any(taken):
        return Stands.NONE if taken else None
    return Stands.ALL if all(taken) and len(taken) == len(going_on) else Stands.SOME


def not_taken(answers: Iterable[Answer]) -> dict[Hashable, NotTaken]:
    """By medicine, of those of which something was said."""
    found: dict[Hashable, list[Answer]] = {}
    for of_day in that_count(answers).values():
        for medicine, answer in of_day.items():
            found.setdefault(medicine, []).append(answer)
    return {medicine: _counted(said) for medicine, said in found.items()}


def _counted(said: list[Answer]) -> NotTaken:
    missed = [answer for answer in said if not answer.taken]
    reasons = Counter(answer.why for answer in missed if answer.why)
    return NotTaken(len(said), len(missed), dict(sorted(reasons.items(), key=lambda each: (-each[1], each[0]))))
