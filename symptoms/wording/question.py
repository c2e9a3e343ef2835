"""A question and its answers."""

from dataclasses import dataclass

from symptoms.wording.voice import Text, Words

__all__ = ["Question", "Text"]


@dataclass(frozen=True)
class Question:
    """What is asked; ``levels`` from best (4) to worst (0)."""

    text: Words
    levels: tuple[Words, ...]

    def answer(self, grade: float) -> Words:
        return self.levels[4 - int(grade)]
