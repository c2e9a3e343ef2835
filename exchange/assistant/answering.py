"""What a press on the page says, put with the file that waits."""

from django.http import QueryDict

from exchange.assistant.asking import key_of_field
from exchange.assistant.outcome import Outcome
from exchange.models import KeptFile
from exchange.rows import Problem
from exchange.tables.corrected import KEEP, key_of
from exchange.tables.mapping import OUT

WAS = "was-"  # before the name of a field: what it showed


def take_answers(kept: KeptFile, post: QueryDict) -> None:
    """Every answer that was sent and is another than what its field showed; a blank one is asked anew."""
    answers = dict(kept.answers)
    for name, value in post.items():
        key = key_of_field(name)
        if key is None or post.get(WAS + name) == value:
            continue
        said = str(value).strip()
        if said:
            answers[key] = said
        else:
            answers.pop(key, None)
    kept.answers = answers


def cell_of(problem: Problem) -> str:
    """The key under which the cell can be settled that a problem is about; blank where it is about more than one."""
    in_a_cell = problem.line and problem.column and not problem.file
    return key_of(problem.line or 0, problem.column) if in_a_cell else ""


def leave_out_what_is_wrong(kept: KeptFile, outcome: Outcome) -> None:
    """Every cell that can't be read."""
    problems = outcome.refused.problems if outcome.refused else []
    kept.answers = kept.answers | {key: OUT for each in problems if (key := cell_of(each))}


def keep_what_is_asked_back(kept: KeptFile, outcome: Outcome) -> None:
    """Every value that can hardly be is right."""
    kept.answers = kept.answers | {question.key: KEEP for question in outcome.cells}
