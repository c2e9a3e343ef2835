"""What is asked about a file, and the answers that came with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from exchange.tables.table import refused


@dataclass(frozen=True)
class Question:
    """``options``: what may be answered, none where it is a word, number or day of one's own; ``proposed``: what is
    likely, none where only a person can know."""

    key: str
    sentence: str
    options: tuple[str, ...] = ()
    proposed: str | None = None

    def __str__(self) -> str:
        proposed = " " + _("Proposed: %(value)s.") % {"value": self.proposed} if self.proposed is not None else ""
        options = " [" + ", ".join(self.options) + "]" if self.options else ""
        return f"{self.key}: {self.sentence}{options}{proposed}"


class Asked(Exception):
    """Nothing was written, for something is asked."""

    def __init__(self, questions: tuple[Question, ...]) -> None:
        self.questions = questions
        super().__init__("\n".join(map(str, questions)))


class Asker:
    """Gives the answer to each question, or keeps it as open. ``accept``: what is proposed is taken as the answer."""

    def __init__(self, answers: Mapping[str, str] | None = None, *, accept: bool = False) -> None:
        self.answers = dict(answers or {})
        self.accept = accept
        self._open: dict[str, Question] = {}
        self._known: set[str] = set()

    def ask(self, key: str, sentence: str, options: Sequence[str] = (), proposed: str | None = None) -> str | None:
        """What was answered; while it was not, what is proposed. Raises ``CsvRefused`` for what is no answer to it."""
        question = Question(key, sentence, tuple(options), proposed)
        given = self.given(key)
        if given is None and proposed is not None and self.accept:
            return proposed
        if given is None:
            self._open.setdefault(key, question)
            return proposed
        if options and given not in options:
            wanted = _("“%(given)s” is no answer to %(key)s; one of these is: %(options)s.")
            raise refused(wanted % {"given": given[:40], "key": key, "options": ", ".join(options)})
        return given

    def given(self, key: str) -> str | None:
        """An answer that came without being asked for, such as what a column means."""
        self._known.add(key)
        return self.answers.get(key)

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(self._open.values())

    @property
    def unused(self) -> list[str]:
        """The answers to what was never asked."""
        return sorted(self.answers.keys() - self._known)

    def stop_if_asked(self) -> None:
        """Raises ``Asked`` while anything is open, and ``CsvRefused`` for an answer to what was never asked."""
        if self.questions:
            raise Asked(self.questions)
        refuse_unused(self.unused)


def refuse_unused(keys: Sequence[str]) -> None:
    """Raises ``CsvRefused`` where answers came to what was never asked."""
    if keys:
        raise refused(_("This was not asked: %(keys)s.") % {"keys": ", ".join(keys)})
