"""An exercise and what was said of it, in words: for the person's day, for the team, for paper."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from care.models import ExerciseAnswer, ProgrammeItem
from care.programme_models import Movement
from care.programme_said import DAYS, DONE
from symptoms.wording import CELL_LABELS, Text


@dataclass(frozen=True)
class Card:
    """One exercise. ``row``: what the reader said of it, or what counts."""

    item: ProgrammeItem
    row: ExerciseAnswer | None = None

    @property
    def amount(self) -> str:
        return amount(self.item)

    @property
    def aim(self) -> str:
        return _("How hard: %(most)d or less, of 10") % {"most": self.item.effort}

    @property
    def parts(self) -> str:
        return parts(self.item.cells)

    @property
    def state(self) -> str:
        return said_of(self.row) if self.row else _("Nothing said yet")


def cards(items: Iterable[ProgrammeItem], said: Mapping[uuid.UUID, ExerciseAnswer]) -> list[Card]:
    return [Card(item, said.get(item.pk)) for item in items]


def amount(movement: Movement) -> str:
    """Repetitions in sets, or minutes; blank where neither was set."""
    told = []
    if movement.repetitions:
        times = ngettext("%(n)d time", "%(n)d times", movement.repetitions) % {"n": movement.repetitions}
        told.append(
            _("%(sets)d rounds of %(times)s") % {"sets": movement.sets, "times": times} if several(movement) else times
        )
    if movement.minutes:
        told.append(ngettext("%(n)d minute", "%(n)d minutes", movement.minutes) % {"n": movement.minutes})
    return ", ".join(told)


def several(movement: Movement) -> bool:
    return (movement.sets or 1) > 1


def parts(cells: Sequence[str]) -> str:
    return ", ".join(str(CELL_LABELS[cell]) for cell in cells)


def days(item: ProgrammeItem) -> str:
    return ", ".join(str(text) for name, text in DAYS.items() if name in item.days) if item.days else _("every day")


def said_of(row: ExerciseAnswer) -> str:
    """All that one author says of one exercise of one day."""
    told: list[Text] = [DONE[row.done]] if row.done else []
    if row.minutes is not None:
        told.append(ngettext("%(n)d minute", "%(n)d minutes", row.minutes) % {"n": row.minutes})
    if row.effort is not None:
        told.append(_("effort %(effort)d of 10") % {"effort": row.effort})
    if row.could_talk is not None:
        told.append(_("could talk") if row.could_talk else _("could not talk"))
    if row.tired is not None:
        told.append(_("tired 30 minutes after") if row.tired else _("not tired 30 minutes after"))
    if row.sore is not None:
        told.append(_("sore the next day") if row.sore else _("not sore the next day"))
    if row.breathless:
        told.append(_("breathless at rest, or chest pain"))
    return ", ".join(map(str, told))
