"""What was said before a visit, in words: for the page of the clinic, for the person's own, for print."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from care.before_said import MATTERS, NOT_SAID, QUESTIONS, SAYS_NO
from care.models import Talked, VisitAnswer
from symptoms.wording import Text

NOTHING_TO_TALK = {("planning", "not_now"), ("behaviour", SAYS_NO), ("behaviour", NOT_SAID)}


@dataclass(frozen=True)
class Told:
    """One answer. ``talked``: the last press that it was talked about, None where it was not, or not after all."""

    row: VisitAnswer
    label: Text
    text: str
    talked: Talked | None

    @property
    def waits(self) -> bool:
        """Whether it is still to be talked about."""
        return self.talks and self.talked is None

    @property
    def talks(self) -> bool:
        """Whether there is anything to talk about."""
        return (self.row.question, self.row.answer) not in NOTHING_TO_TALK

    @property
    def matters(self) -> bool:
        return self.row.question in MATTERS

    def __str__(self) -> str:
        return self.text


def told(rows: Iterable[VisitAnswer]) -> list[Told]:
    """``rows`` with their presses prefetched, as ``care.before.read.shown`` has them."""
    return [Told(row, QUESTIONS[row.question].label, text_of(row), talked_of(row)) for row in rows]


def text_of(row: VisitAnswer) -> str:
    return "; ".join(said_in(row))


def said_in(row: VisitAnswer) -> list[str]:
    """What was picked, and what was written, each for itself."""
    answers = QUESTIONS[row.question].answers
    picked = [str(answers[code]) for code in row.answer.split() if code in answers]
    return [*picked, *([_("“%(words)s”") % {"words": row.words}] if row.words else [])]


def talked_of(row: VisitAnswer) -> Talked | None:
    """The last press that it was talked about, unless it was not after all."""
    last = next(reversed([*row.talks.all()]), None)
    return last if last and last.done else None
