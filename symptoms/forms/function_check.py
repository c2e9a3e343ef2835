"""The function check: twelve questions; the feeding tube decides how the fifth is asked (CLINICAL 1.2)."""

import datetime as dt
import uuid
from typing import Any

from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from clinical.vocabulary import FUNCTION_ITEMS
from symptoms import wording
from symptoms.forms.day import DayEntryForm
from symptoms.forms.fields import YES_OR_NO, MeasureField
from symptoms.models import FunctionCheck
from symptoms.models.base import Source
from symptoms.storage import values_of
from symptoms.validation import Values

TUBE = "function.gastrostomy"
WITHOUT_TUBE, WITH_TUBE = "function.cutting_food", "function.cutting_food_gastrostomy"


def _item(name: str, key: str) -> MeasureField:
    question = wording.FUNCTION[key]
    choices = [(4 - place, text) for place, text in enumerate(question.levels)]
    note = wording.BREATHING_MACHINE_NOTE if key == "respiratory_insufficiency" else ""
    return MeasureField(name, choices=choices, label=question.text, help_text=note)


class FunctionCheckForm(DayEntryForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[TUBE] = MeasureField(TUBE, choices=YES_OR_NO, layout="compact", label=wording.GASTROSTOMY)
        for item in FUNCTION_ITEMS:
            self.fields[f"function.{item}"] = _item(f"function.{item}", item)
            if item == "cutting_food":
                self.fields[WITH_TUBE] = _item(WITHOUT_TUBE, "cutting_food_gastrostomy")

    def clean(self) -> None:
        super().clean()
        said = self.cleaned_data
        if said.get(TUBE) is None and any(said.get(name) is not None for name in (WITHOUT_TUBE, WITH_TUBE)):
            self.add_error(TUBE, _("Please answer this first: it decides how the question on cutting food is asked."))

    @property
    def values(self) -> Values:
        """Every item; None where nothing was said. The tube decides which wording fills ``cutting_food``."""
        said = self.cleaned_data
        values = {name: said[name] for name in said if name == TUBE or name.removeprefix("function.") in FUNCTION_ITEMS}
        return values | {WITHOUT_TUBE: said[WITH_TUBE if said[TUBE] else WITHOUT_TUBE]}

    @property
    def tube(self) -> BoundField:
        return self[TUBE]

    def questions(self) -> list[tuple[BoundField, str]]:
        """The twelve items with the class that hides the wording which does not fit."""
        classes = {WITHOUT_TUBE: "without-tube", WITH_TUBE: "with-tube"}
        names = [name for name in self.fields if name.startswith("function.") and name != TUBE]
        return [(self[name], classes.get(name, "")) for name in names]


def initial_function_check(day: dt.date, said: FunctionCheck | None) -> dict[str, Any]:
    """An empty form, or what this author said on that very day; never the last check's answers (CLINICAL 1.2)."""
    initial: dict[str, Any] = {"id": uuid.uuid4(), "day": day}
    if said is None:
        return initial
    values = values_of(said)
    if values.get(TUBE):
        values[WITH_TUBE] = values.pop(WITHOUT_TUBE, None)
    return initial | values | {"seen": said.pk, "helped": said.source == Source.HELPED}
