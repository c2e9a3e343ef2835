"""How many people there are of which kind: small groups are kept back, and what would give them away."""

from collections import Counter
from collections.abc import Iterator

import numpy as np

from clinical.disclosure import kept_back, with_totals
from clinical.vocabulary import CELL_BY_NAME, Group
from exchange.research.subject import Subject
from exchange.research.table import Table, Value, columns

LEAST = 5  # people: of fewer nothing is counted, and nothing is given
UNKNOWN, ALL = "not known", "all"
BANDS = ((50, "under 50"), (60, "50 to 59"), (70, "60 to 69"), (80, "70 to 79"), (200, "80 and over"))
AGES = (*(name for _below, name in BANDS), UNKNOWN)
BEGAN = (*map(str, Group), UNKNOWN)

COUNTS = Table(
    "counts",
    f"How many people there are, by age and by where it began. Groups under {LEAST} are kept back, and so are others"
    " from which they would follow.",
    columns(
        "age:t began_in:t people kept_back:t",
        {
            "age": "in the year of the last day of the record, as far as the years of birth in person tell it",
            "began_in": "the group of parts in which symptoms began, as a fact of the record",
            "people": "how many; blank where it is kept back",
            "kept_back": "yes, where it is",
        },
    ),
)


class Counts:
    """People counted one by one."""

    def __init__(self) -> None:
        self._found: Counter[tuple[str, str]] = Counter()

    def add(self, person: Subject) -> None:
        self._found[_age(person), _began(person)] += 1

    def rows(self) -> Iterator[dict[str, Value]]:
        """With totals. Raises ``ValueError`` for fewer than ``LEAST`` people."""
        counts = np.array([[self._found[age, began] for began in BEGAN] for age in AGES])
        whole, hidden = with_totals(counts), kept_back(counts, LEAST)
        for row, age in enumerate((*AGES, ALL)):
            for column, began in enumerate((*BEGAN, ALL)):
                back = bool(hidden[row, column])
                people = None if back else int(whole[row, column])
                yield {"age": age, "began_in": began, "people": people, "kept_back": "yes" if back else None}


def _age(person: Subject) -> str:
    born = person.year_of_birth
    if born is None:
        return UNKNOWN
    age = person.pseudonym.moved(person.last or person.today).year - born
    return next(name for below, name in BANDS if age < below)


def _began(person: Subject) -> str:
    cell = CELL_BY_NAME.get(person.patient.onset_cell)
    return str(cell.group) if cell else UNKNOWN
