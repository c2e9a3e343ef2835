"""A question and its answers."""

from dataclasses import dataclass

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True)
class Question:
    """What is asked; ``levels`` from best (4) to worst (0)."""

    text: Text
    levels: tuple[Text, ...]

    def answer(self, grade: float) -> Text:
        return self.levels[4 - int(grade)]
