"""The way through a day's exercises: which step follows, what is asked, what a press means."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from care.models import ExerciseAnswer, ProgrammeItem
from care.programme_said import ASKS, DONE, EFFORT, HINTS, MINUTES, SORE, TALK, TIRED, TOO_BREATHLESS, YES_NO
from clinical.exercise import Done
from symptoms.day.questions import AT_ONCE, Answer, Asked
from symptoms.wording.voice import Voice

CARD = "card"  # the first step of an exercise
STOP = "stop"  # what a press says that stops it
EFFORTS = range(11)
FIELD = {EFFORT: "effort", TALK: "could_talk", TIRED: "tired", SORE: "sore", MINUTES: "minutes"}
OF_AN_ITEM = (CARD, MINUTES, EFFORT, TALK, TIRED)


@dataclass(frozen=True)
class At:
    """A step: of an exercise, or (``item`` is None) of all that was done the day before."""

    step: str
    item: ProgrammeItem | None = None


@dataclass(frozen=True)
class Way:
    """``items``: planned today; ``said``: what this author said of them; ``before``: of the day before."""

    items: Sequence[ProgrammeItem]
    said: Mapping[uuid.UUID, ExerciseAnswer]
    before: Sequence[ExerciseAnswer]
    voice: Voice

    @property
    def exercised(self) -> list[ExerciseAnswer]:
        """What was done the day before, wholly or in part."""
        return [row for row in self.before if row.done in (Done.DONE, Done.PART)]

    @property
    def steps(self) -> list[At]:
        sore = [At(SORE)] if self.exercised else []
        return [*sore, *(At(step, item) for item in self.items for step in self._steps(item))]

    def _steps(self, item: ProgrammeItem) -> list[str]:
        row = self.said.get(item.pk)
        if row is None or row.done not in (Done.DONE, Done.PART):
            return [CARD]
        return [step for step in OF_AN_ITEM if step != MINUTES or (row.done == Done.PART and item.minutes)]

    def after(self, at: At) -> At | None:
        return next(iter(self.steps[self.steps.index(at) + 1 :]), None)

    def previous(self, at: At) -> At | None:
        return next(reversed(self.steps[: self.steps.index(at)]), None)

    def begin(self) -> At | None:
        """Where somebody begins or goes on: what is open, else what can still be said, else the first again."""
        open_ = [at for at in self.steps if not self.answered(at)]
        first = [at for at in open_ if at.step in (SORE, CARD)] or [at for at in open_ if at.step == TIRED]
        return next(iter(first or self.steps), None)

    def answered(self, at: At) -> bool:
        if at.item is None:
            return all(row.sore is not None for row in self.exercised)
        row = self.said.get(at.item.pk)
        if row is None:
            return False
        return bool(row.done) if at.step == CARD else getattr(row, FIELD[at.step]) is not None

    def asked(self, at: At, start: int = 0) -> Asked:
        """A page of answers."""
        if at.item is None:
            return self._asked_sore(start)
        row = self.said.get(at.item.pk)
        if at.step == CARD:
            buttons = [Answer(name, text, row is not None and row.done == name) for name, text in DONE.items()]
            stopped = row is not None and row.breathless
            return Asked(CARD, at.item.name, "", (*buttons, Answer(STOP, TOO_BREATHLESS, stopped)))
        title, hint = self.voice.says(ASKS[at.step]), HINTS.get(at.step, "")
        now = getattr(row, FIELD[at.step], None)
        if at.step in (TALK, TIRED):
            order = ("yes", "no") if at.step == TALK else ("no", "yes")  # first what is said most
            return Asked(at.step, title, hint, tuple(Answer(n, YES_NO[n], now is (n == "yes")) for n in order))
        numbers = [*EFFORTS] if at.step == EFFORT else _minutes(at.item.minutes or 0)
        start = start if 0 <= start < len(numbers) else 0
        shown = numbers[start : start + AT_ONCE]
        more = start + AT_ONCE if start + AT_ONCE < len(numbers) else None
        answers = tuple(Answer(str(number), _words(at.step, number), now == number) for number in shown)
        return Asked(at.step, title, hint, answers, more)

    def _asked_sore(self, start: int) -> Asked:
        """None of it is one press, and each of it is one."""
        rows = self.exercised
        start = start if 0 <= start < len(rows) else 0
        shown = rows[start : start + AT_ONCE - 1]
        more = start + len(shown) if start + len(shown) < len(rows) else None
        none = Answer("no", YES_NO["no"], bool(rows) and all(row.sore is False for row in rows))
        yes = [Answer(str(row.pk), _("Yes: %(what)s") % {"what": row.item.name}, bool(row.sore)) for row in shown]
        if len(rows) == 1:
            yes = [Answer(str(rows[0].pk), YES_NO["yes"], bool(rows[0].sore))]
        return Asked(SORE, self.voice.says(ASKS[SORE]), "", (none, *yes), more)

    def meant(self, at: At, pressed: str) -> dict[str, Any] | None:
        """What a press on a step of an exercise says; None for what is not asked there."""
        if at.step == CARD and at.item and pressed in DONE:
            whole = {"minutes": at.item.minutes if pressed == Done.DONE else None}
            return {"done": pressed} | (whole if at.item.minutes else {})
        if at.step == CARD and pressed == STOP:
            return {"breathless": True}
        if at.step in (TALK, TIRED) and pressed in YES_NO:
            return {FIELD[at.step]: pressed == "yes"}
        if at.step in (EFFORT, MINUTES) and pressed.isascii() and pressed.isdecimal() and len(pressed) < 4:
            return {FIELD[at.step]: int(pressed)}
        return None


def _minutes(whole: int) -> list[int]:
    """Numbers of minutes below what was set: five at most, as evenly as they go."""
    parts = min(AT_ONCE, whole - 1)
    return sorted({max(1, round(whole * n / (parts + 1))) for n in range(1, parts + 1)}) if parts > 0 else [1]


def _words(step: str, number: int) -> str:
    if step == MINUTES:
        return ngettext("%(n)d minute", "%(n)d minutes", number) % {"n": number}
    return str(number)
