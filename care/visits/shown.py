"""A visit as its page shows it: what was entered, in the words of the form, and the sums of the score."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from care.models import Visit
from care.visits.forms import FOOD
from care.visits.read import said_of
from care.visits.said import TUBE, Said
from care.visits.strength import MuscleRow
from care.wording import BODY_REGIONS, FOUND, ITEMS, MEASURED, NOT_EXAMINED, SUBSCORES, muscle_words
from clinical.function import SCORES, scores
from clinical.opm import Confirmed
from clinical.strength import MUSCLES
from clinical.vocabulary import FUNCTION_ITEMS, TOTAL_GIVEN
from symptoms.wording import Text
from symptoms.wording.numbers import written

Lines = tuple[tuple[Text, str], ...]


@dataclass(frozen=True)
class Shown:
    visit: Visit
    facts: Lines
    items: Lines
    sums: Lines
    strength: tuple[MuscleRow, ...]
    signs: Lines
    measured: Lines
    line: Confirmed | None


def shown(visit: Visit) -> Shown:
    said = said_of(visit)
    return Shown(
        visit=visit,
        facts=_facts(visit),
        items=_items(said),
        sums=sums(said),
        strength=_strength(said),
        signs=tuple(
            (
                BODY_REGIONS[region],
                _("upper %(upper)s, lower %(lower)s")
                % {"upper": FOUND.get(upper, NOT_EXAMINED), "lower": FOUND.get(lower, NOT_EXAMINED)},
            )
            for region, (upper, lower) in sorted(said.signs.items(), key=lambda pair: [*BODY_REGIONS].index(pair[0]))
        ),
        measured=tuple(
            (name, written(value)) for key, name in MEASURED.items() if (value := said.measured.get(key)) is not None
        ),
        line=said.opm.as_of(visit.day, str(visit.author)) if said.opm else None,
    )


def sums(said: Said) -> Lines:
    """The four subscores and the total of what was scored; of a part with a gap none (CLINICAL 1.2)."""
    given = [said.function.get(f"function.{item}") for item in FUNCTION_ITEMS]
    if not any(value is not None for value in given):
        return ()
    found = scores(np.array([[np.nan if value is None else value for value in given]], float))
    missing = _("not complete")
    highest = {name: 48 if name == "total" else 12 for name in SCORES}
    return tuple(
        (
            SUBSCORES[name],
            missing
            if np.isnan(found[name][0])
            else _("%(score)d of %(most)d") % {"score": found[name][0], "most": highest[name]},
        )
        for name in SCORES
    )


def _facts(visit: Visit) -> Lines:
    found: dict[Text, Any] = {
        _("How"): visit.get_mode_display(),
        _("Diagnosis"): visit.get_diagnosis_display(),
        _("Date of that diagnosis"): visit.diagnosis_date,
        _("Next visit"): visit.next_visit,
    }
    return tuple((label, value) for label, value in found.items() if value)


def _items(said: Said) -> Lines:
    found = [(name, said.function.get(f"function.{item}")) for item, name in ITEMS.items()]
    lines: list[tuple[Text, str]] = [(name, written(value)) for name, value in found if value is not None]
    tube = said.function.get(TUBE)
    if tube is not None:
        lines.append((_("Cutting food was scored as"), str(dict(FOOD)[str(int(tube))])))
    given = said.function.get(TOTAL_GIVEN)
    if given is not None:
        lines.append((_("Total as it was given, of 48"), written(given)))
    return tuple(lines)


def _strength(said: Said) -> tuple[MuscleRow, ...]:
    """From head to foot, then what is not of the standard set."""
    names = [*MUSCLES, *sorted({muscle for muscle, _side in said.strength} - set(MUSCLES))]
    sides = [(name, ("", "") if (name, "") in said.strength else ("right", "left")) for name in names]
    rows = [(name, pair, [said.strength.get((name, side), "") for side in pair]) for name, pair in sides]
    return tuple(
        MuscleRow(muscle_words(name, ""), ((right, left),), pair == ("", ""))
        for name, pair, (right, left) in rows
        if right or left
    )
