"""An exercise as a team types it: in the collection of a clinic, and in somebody's programme, a row each. All faults
are told together."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from care.models import Exercise, ProgrammeItem
from care.programme.write import ITEMS, Set, unexplained, weak_parts
from care.programme_models import HOW, MINUTES, NAME, NOTE, SHORT
from care.programme_said import DAYS, KINDS
from clinical.exercise import AIM
from clinical.vocabulary import CELL_NAMES
from people.forms import DayField, PlainForm, WholeField
from people.models import Patient
from symptoms.forms.day import IdForm
from symptoms.record.days import local_day
from symptoms.wording import CELL_LABELS

TYPED = ("name", "kind", "how", "position", "sets", "repetitions", "minutes", "link", "stop_if")
OF_A_PLAN = ("effort", "reason")
FIRST_ROWS = 1  # empty ones, on a page without any


def movement_fields(prefix: str = "") -> dict[str, forms.Field]:
    """Those of an exercise. A box for each part, so that what is typed is a value for a name (``people.typed``)."""
    required = not prefix
    fields: dict[str, forms.Field] = {
        "name": forms.CharField(label=_("What"), max_length=NAME, required=required),
        "kind": forms.ChoiceField(label=_("Kind"), choices=list(KINDS.items()), required=required),
        "how": forms.CharField(label=_("How"), max_length=HOW, required=False, widget=forms.Textarea({"rows": 3})),
        "position": forms.CharField(label=_("Position"), max_length=SHORT, required=False),
        "sets": WholeField(label=_("Rounds"), min_value=1, max_value=20, required=False, shape="grade"),
        "repetitions": WholeField(
            label=_("Times in a round"), min_value=1, max_value=100, required=False, shape="grade"
        ),
        "minutes": WholeField(label=_("Minutes"), min_value=1, max_value=MINUTES, required=False, shape="grade"),
        "link": forms.CharField(
            label=_("Link to a picture or film"),
            max_length=300,
            required=False,
            validators=[URLValidator(schemes=["https"], message=_("Write a whole address that begins with https://."))],
        ),
        "stop_if": forms.CharField(label=_("Stop if"), max_length=SHORT, required=False),
    }
    fields |= {f"part.{cell}": _box(CELL_LABELS[cell]) for cell in CELL_NAMES}
    return {f"{prefix}{name}": field for name, field in fields.items()}


def _box(label: Any) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False)


def plan_fields(prefix: str) -> dict[str, forms.Field]:
    """Those that an exercise has in a programme beside."""
    fields: dict[str, forms.Field] = {
        "effort": WholeField(
            label=_("How hard at most, 0 to 10"), min_value=0, max_value=10, required=False, shape="grade"
        ),
        "reason": forms.CharField(label=_("Why a weak part is strengthened"), max_length=SHORT, required=False),
        "out": forms.BooleanField(label=_("Leave this one out"), required=False),
    }
    fields |= {f"day.{day}": _box(text) for day, text in DAYS.items()}
    return {f"{prefix}{name}": field for name, field in fields.items()}


def initial_of(row: Exercise | ProgrammeItem, prefix: str = "") -> dict[str, Any]:
    """What a form holds of one that is there."""
    said = {name: getattr(row, name) for name in TYPED}
    said |= {f"part.{cell}": True for cell in row.cells}
    if isinstance(row, ProgrammeItem):
        said |= {name: getattr(row, name) for name in OF_A_PLAN} | {f"day.{day}": True for day in row.days}
    return {f"{prefix}{name}": value for name, value in said.items() if value is not None}


def movement_of(given: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """What was filled in, by the names of ``care.programme.write.MOVEMENT``."""
    said = {name: given.get(f"{prefix}{name}") for name in TYPED}
    return said | {"cells": [cell for cell in CELL_NAMES if given.get(f"{prefix}part.{cell}")]}


class ExerciseForm(PlainForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= movement_fields()

    @property
    def said(self) -> dict[str, Any]:
        return movement_of(self.cleaned_data)

    @property
    def row(self) -> "Row":
        return Row(self)


@dataclass(frozen=True)
class Row:
    """The fields of one exercise, for a template."""

    form: forms.Form
    number: int = 0
    weak: str = ""

    def _field(self, name: str) -> BoundField:
        return self.form[f"{self.number}.{name}" if self.number else name]

    @property
    def title(self) -> str:
        return str(self._field("name").value() or "")

    @property
    def typed(self) -> list[BoundField]:
        return [self._field(name) for name in TYPED]

    @property
    def parts(self) -> list[BoundField]:
        return [self._field(f"part.{cell}") for cell in CELL_NAMES]

    @property
    def days(self) -> list[BoundField]:
        return [self._field(f"day.{day}") for day in DAYS]

    @property
    def effort(self) -> BoundField:
        return self._field("effort")

    @property
    def reason(self) -> BoundField:
        return self._field("reason")

    @property
    def out(self) -> BoundField:
        return self._field("out")

    @property
    def wrong(self) -> bool:
        names = [*TYPED, "effort", "reason"] if self.number else TYPED
        return any(self._field(name).errors for name in names)


class ProgrammeForm(IdForm):
    """A version: its days, and a row for each exercise. ``taken``: of the collection, to be added as rows."""

    start = DayField(label=_("From which day on"))
    review = DayField(label=_("Look at it again by"))
    note = forms.CharField(
        label=_("A word to the person"), max_length=NOTE, required=False, widget=forms.Textarea({"rows": 3})
    )

    def __init__(
        self,
        *args: Any,
        patient: Patient,
        now: dt.datetime,
        collection: Iterable[Exercise],
        more: int = 0,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.patient, self.today, self.collection = patient, local_day(patient, now), list(collection)
        there = self.data if self.is_bound else self.initial
        numbers = [int(found[1]) for name in there if (found := re.fullmatch(r"(\d{1,2})\.name", name))]
        self.numbers = range(1, min(max([*numbers, FIRST_ROWS]) + more, ITEMS) + 1)
        for number in self.numbers:
            self.fields |= movement_fields(f"{number}.") | plan_fields(f"{number}.")
        for exercise in self.collection:
            self.fields[f"take.{exercise.pk}"] = forms.BooleanField(label=exercise.name, required=False)
        self.weak: dict[int, str] = {}

    def clean(self) -> None:
        super().clean()
        given = self.cleaned_data
        self.filled = [number for number in self.numbers if self._is_filled(number)]
        for number in self.filled:
            if not given.get(f"{number}.name") and f"{number}.name" not in self.errors:
                self.add_error(f"{number}.name", _("Give this exercise a name."))
        if not self.filled:
            self.add_error(None, _("Choose at least one exercise."))
        start, review = given.get("start"), given.get("review")
        if start and review and review < start:
            self.add_error("review", _("This is before the first day."))
        if not self.errors:
            self.warn(tell=True)

    def warn(self, *, tell: bool = False) -> None:
        """Say by part what is strengthened though it cannot lift against gravity; ``tell``: ask for a reason, too."""
        given = self.cleaned_data if self.is_bound else self.initial
        numbers = [n for n in self.numbers if given.get(f"{n}.name") and not given.get(f"{n}.out")]
        items = [movement_of(given, f"{n}.") for n in numbers]
        for number, item, parts in zip(numbers, items, weak_parts(self.patient, items, self.today), strict=True):
            if parts:
                self.weak[number] = unexplained(item["name"], parts)
                if tell and not given.get(f"{number}.reason"):
                    self.add_error(f"{number}.reason", self.weak[number])

    @property
    def said(self) -> Set:
        given = self.cleaned_data
        items = [self._item(number) for number in self.filled]
        return Set(given["start"], given["review"], given["note"], items=items)

    @property
    def rows(self) -> list[Row]:
        return [Row(self, number, self.weak.get(number, "")) for number in self.numbers]

    @property
    def takes(self) -> list[BoundField]:
        return [self[f"take.{exercise.pk}"] for exercise in self.collection]

    def with_taken(self) -> dict[str, Any]:
        """What is filled in, with what was ticked in the collection in the first rows that are empty."""
        given = {name: self.data[name] for name in self.data if not name.startswith("take.")}
        free = [n for n in range(1, ITEMS + 1) if not given.get(f"{n}.name")]
        for exercise in self.collection:
            if self.data.get(f"take.{exercise.pk}") and free:
                number = free.pop(0)
                given = {name: value for name, value in given.items() if not name.startswith(f"{number}.")}
                given |= {f"{number}.effort": AIM} | initial_of(exercise, f"{number}.")
        return given

    def _is_filled(self, number: int) -> bool:
        given = self.cleaned_data
        if given.get(f"{number}.out"):
            return False
        named = (f"{number}.{name}" for name in TYPED if name != "kind")
        return any(given.get(name) not in (None, "") or name in self.errors for name in named)

    def _item(self, number: int) -> dict[str, Any]:
        given, prefix = self.cleaned_data, f"{number}."
        effort = given.get(f"{prefix}effort")
        days = [day for day in DAYS if given.get(f"{prefix}day.{day}")]
        beside = {"effort": AIM if effort is None else effort, "reason": given.get(f"{prefix}reason", "")}
        return movement_of(given, prefix) | beside | {"days": [] if len(days) == len(DAYS) else days}


def initial_of_programme(items: Iterable[ProgrammeItem]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for number, item in enumerate(items, 1):
        found |= initial_of(item, f"{number}.")
    return found
