"""The way through the questions before a visit: which one follows, what is offered on a page, what a press means."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from care.before_said import MATTERS, NOT_SAID, QUESTIONS, THEIRS_TO_SHARE, Said, asked_of
from care.models import VisitAnswer
from symptoms.day.questions import AT_ONCE, Answer, Asked

WORDS_TOO = 4  # answers on a page, beside "more" and own words
SHARES = "shared"  # the step after a question whose answer is its author's to share
NOBODY = "nobody"


@dataclass(frozen=True)
class Way:
    """``own``: the person themselves is asked; ``said``: what this author said so far, by question."""

    own: bool
    said: Mapping[str, VisitAnswer]

    @property
    def steps(self) -> list[str]:
        return [step for name in asked_of(self.own) for step in (name, *self._shares(name))]

    def _shares(self, question: str) -> tuple[str, ...]:
        row = self.said.get(question)
        return (SHARES,) if question in THEIRS_TO_SHARE and row and row.answer != NOT_SAID else ()

    def after(self, step: str) -> str | None:
        """The next one; None after the last."""
        return next(iter(self.steps[self.steps.index(step) + 1 :]), None)

    def before(self, step: str) -> str | None:
        return next(reversed(self.steps[: self.steps.index(step)]), None)

    @property
    def number(self) -> int:
        return len(asked_of(self.own))

    def place(self, step: str) -> int:
        return asked_of(self.own).index(question_of(step)) + 1

    def asked(self, step: str, start: int = 0) -> Asked:
        """A page of answers: no more than six targets together."""
        if step == SHARES:
            return self._asked_to_share()
        question = QUESTIONS[step]
        row = self.said.get(step)
        chosen = row.answer.split() if row else []
        elsewhere = {self.said[name].answer for name in MATTERS if name in self.said and name != step}
        offered = [code for code in question.answers if step not in MATTERS or code not in elsewhere]
        size = len(offered) if len(offered) <= AT_ONCE else WORDS_TOO if question.own_words else AT_ONCE
        start = start if 0 <= start < len(offered) else 0
        buttons = tuple(Answer(code, question.answers[code], code in chosen) for code in offered[start : start + size])
        more = start + size if start + size < len(offered) else None
        title = question.asks if self.own else question.asks_helper
        return Asked(step, title, question.hint, buttons, more, more_text=_("More to choose from"))

    def _asked_to_share(self) -> Asked:
        row = self.said[THEIRS_TO_SHARE[0]]
        choices = [(NOBODY, str(_("Nobody but me"))), *((str(code), str(text)) for code, text in ShownTo.choices)]
        buttons = tuple(Answer(code, text, code == (row.shown_to or NOBODY)) for code, text in choices)
        return Asked(SHARES, _("Who may see your answer on behaviour?"), "", buttons)

    def meant(self, step: str, pressed: str) -> Said:
        """What a press says, with what was said there before where more than one can be picked. What is not asked is
        refused by whoever writes it."""
        if step == SHARES:
            row = self.said[THEIRS_TO_SHARE[0]]
            return Said(row.question, tuple(row.answer.split()), shown_to="" if pressed == NOBODY else pressed)
        said = self._before(step)
        if QUESTIONS[step].several:
            known = [*QUESTIONS[step].answers]
            codes = sorted({*said.answer, pressed}, key=lambda code: known.index(code) if code in known else len(known))
            return replace(said, answer=tuple(codes))
        same = said.answer == (pressed,)  # another answer is its author's alone again
        return Said(step, (pressed,), shown_to=said.shown_to if same else "")

    def in_words(self, step: str, words: str) -> Said:
        said = self._before(step)
        return replace(said, words=words) if QUESTIONS[step].several else Said(step, words=words)

    def _before(self, step: str) -> Said:
        row = self.said.get(step)
        return Said(step, tuple(row.answer.split()), row.words, row.shown_to) if row else Said(step)


ShownTo = VisitAnswer.ShownTo


def question_of(step: str) -> str:
    return THEIRS_TO_SHARE[0] if step == SHARES else step
