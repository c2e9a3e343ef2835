"""Whose words a treatment is in: that another's ended may be said by whoever may write in the record, and no more. And
what it was before it ended."""

from typing import Any

from people.models import User
from people.records import is_nobody
from symptoms.models import Treatment
from symptoms.models.base import Recorded

ENDING = ("stop", "stop_reason")
IN_ERROR = Recorded.Status.ENTERED_IN_ERROR


def another_said(row: Recorded, by: User) -> Treatment | None:
    """What another entered, where ``row`` is that, or says of it that it ended; None where the words are one's own, or
    came in a file."""
    words = _words_of(row)
    return words if words and words.author_id != by.pk else None


def is_ones_own(row: Recorded, by: User) -> bool:
    """Whether the words of a treatment are one's own, whoever said that it ended."""
    words = _words_of(row)
    return words is not None and words.author_id == by.pk


def before_ending(row: Recorded) -> Treatment | None:
    """What stands again where ``row`` is taken back, which says no more than that a treatment ended: the treatment as
    it went on, or as another had ended it. None where it says more."""
    if not isinstance(row, Treatment) or row.stop is None:
        return None
    earlier: Any = row.supersedes
    while earlier and (earlier.status == IN_ERROR or (earlier.author_id == row.author_id and earlier.stop)):
        earlier = earlier.supersedes
    words = [name for name in Treatment.says if name not in ENDING]
    return earlier if earlier and all(getattr(earlier, name) == getattr(row, name) for name in words) else None


def _words_of(row: Recorded | None) -> Treatment | None:
    """Of whoever said first what it is (since it came in a file, where it did) the last that they said up to ``row``.
    What was taken back is passed over."""
    said: list[Treatment] = []
    while isinstance(row, Treatment) and (row.status == IN_ERROR or not is_nobody(row.author)):
        said += [row] if row.status != IN_ERROR else []
        row = row.supersedes
    return next((each for each in said if each.author_id == said[-1].author_id), None)
