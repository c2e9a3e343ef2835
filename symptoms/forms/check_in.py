"""The check-in: all that can be said about a day, every part of it optional."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from clinical.vocabulary import CELLS, LIMB_REGIONS, SIGN_DAYS, SIGN_FLAGS, SIGN_SCALES
from symptoms import wording
from symptoms.forms.day import DayEntryForm
from symptoms.forms.fields import DAYS, SCALE, YES_OR_NO, GradeField, MeasureField
from symptoms.models import CheckIn
from symptoms.models.base import Source
from symptoms.storage import values_of
from symptoms.validation import Values


def _weakness() -> dict[str, GradeField]:
    fields = {}
    for cell in CELLS:
        question = wording.WEAKNESS[cell.region]
        grades = [(4 - place, text) for place, text in enumerate(question.levels)]
        choices = [*grades, *wording.NOT_KNOWN.items()]
        fields[f"weakness.{cell.name}"] = GradeField(
            f"weakness.{cell.name}", choices=choices, label=wording.CELL_LABELS[cell.name], help_text=question.text
        )
    return fields


def _twitches() -> dict[str, MeasureField]:
    choices = tuple(enumerate(wording.TWITCHES))
    return {
        name: MeasureField(name, choices=choices, layout="compact", label=wording.CELL_LABELS[cell.name])
        for cell in CELLS
        for name in [f"fasciculation.{cell.name}"]
    }


def _daily() -> dict[str, MeasureField]:
    typed = {"cramps.count", "cramps.woke", "fatigue.recovery_minutes"}
    return {
        name: MeasureField(name, choices=() if name in typed else SCALE, layout="scale", label=text)
        for name, text in wording.DAILY.items()
    }


def _comparison() -> dict[str, MeasureField]:
    choices = tuple(wording.COMPARISON.items())
    return {
        f"asymmetry.{region}": MeasureField(f"asymmetry.{region}", choices=choices, label=wording.REGIONS[region])
        for region in LIMB_REGIONS
    }


def _signs() -> dict[str, MeasureField]:
    asked = {
        **{f"signs.{name}": (DAYS, "scale") for name in SIGN_DAYS},
        **{f"signs.{name}": (SCALE, "scale") for name in SIGN_SCALES},
        **{f"signs.{name}": (YES_OR_NO, "compact") for name in SIGN_FLAGS},
        "falls": ((), ""),
    }
    return {
        name: MeasureField(name, choices=choices, layout=layout, label=wording.SIGNS[name])
        for name, (choices, layout) in asked.items()
    }


@dataclass(frozen=True)
class Part:
    """A part of the form, folded on the page until someone wants it."""

    title: Any
    note: Any
    fields: tuple[BoundField, ...]

    @property
    def open(self) -> bool:
        return any(field.errors for field in self.fields)


class CheckInForm(DayEntryForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for fields in (_weakness(), _twitches(), _daily(), _comparison(), _signs()):
            self.fields.update(fields)

    @property
    def values(self) -> Values:
        """Every measure of the form; None where nothing was said, which takes an earlier answer of that day back."""
        return {
            name: None if self.cleaned_data[name] in wording.NOT_KNOWN else self.cleaned_data[name]
            for name, field in self.fields.items()
            if isinstance(field, MeasureField)
        }

    @property
    def not_known(self) -> dict[str, str]:
        """By cell, why there is no grade."""
        return {
            cell.name: reason
            for cell in CELLS
            if (reason := self.cleaned_data[f"weakness.{cell.name}"]) in wording.NOT_KNOWN
        }

    def weakness(self) -> list[BoundField]:
        return [self[f"weakness.{cell.name}"] for cell in CELLS]

    def parts(self) -> list[Part]:
        """What is asked beside weakness."""
        titles = (
            ("fasciculation.", _("Twitches"), wording.TWITCHES_NOTE),
            ("cramps.", _("Cramps"), ""),
            ("fatigue.", _("Tiredness"), ""),
            ("asymmetry.", _("Left and right"), _("Which side is weaker?")),
            (
                ("signs.", "falls"),
                _("Breathing, sleep and eating"),
                _("Think of the past 7 days. Once a week is enough."),
            ),
        )
        return [
            Part(title, note, tuple(self[name] for name in self.fields if name.startswith(prefix)))
            for prefix, title, note in titles
        ]


def initial_check_in(day: dt.date, said: CheckIn | None) -> dict[str, Any]:
    """An empty form for a day, or what this author has said about it; with a new id either way."""
    initial: dict[str, Any] = {"id": uuid.uuid4(), "day": day}
    if said is None:
        return initial
    weakness = getattr(said, "weakness", None)
    reasons = weakness.not_known if weakness else {}
    unknown = {f"weakness.{cell}": reason for cell, reason in reasons.items()}
    return initial | unknown | values_of(said) | {"seen": said.pk, "helped": said.source == Source.HELPED}
