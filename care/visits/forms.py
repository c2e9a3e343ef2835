"""The page of a visit: every field of it, and what was filled in as one statement. All faults are told together."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from care.visits.said import FUNCTION, MEASURES, TUBE, Line, Said, check
from care.wording import (
    BODY_REGIONS,
    DIAGNOSES,
    FOUND,
    ITEMS,
    MEASURED,
    MODES,
    MUSCLES,
    NOT_EXAMINED,
    NOT_SAID,
    SUBSCORES,
    muscle_words,
)
from clinical.opm import MOTOR, ONSETS, PROPAGATIONS
from clinical.strength import MRC, mrc
from clinical.strength import MUSCLES as STANDARD
from clinical.vocabulary import TOTAL_GIVEN
from people.forms import DayField, WholeField
from people.models import Patient
from symptoms.forms.day import IdForm
from symptoms.forms.fields import MeasureField

FEW, MANY = 3, 30  # rows for muscles beyond the standard set: on an empty page, and at most
SIDES = ("right", "left")
FOOD = [("0", _("5a, no gastrostomy")), ("1", _("5b, with gastrostomy"))]
EXAMINED = [("", NOT_EXAMINED), *FOUND.items()]
GRADES = ", ".join(MRC)


class GradeField(forms.Field):
    """A code of the MRC scale, or blank."""

    def __init__(self, label: Any) -> None:
        typed = {"autocomplete": "off", "class": "grade", "maxlength": "4", "spellcheck": "false"}
        super().__init__(label=label, required=False, widget=forms.TextInput(attrs=typed))

    def clean(self, value: Any) -> str:
        text = str(value or "").strip()
        try:
            return mrc(text) if text else ""
        except ValueError:
            raise ValidationError(
                _("“%(given)s” was found here; allowed are %(grades)s."),
                params={"given": text[:40], "grades": GRADES},
            ) from None


def _lists(codes: tuple[str, ...]) -> list[tuple[str, Any]]:
    return [("", "–"), *((code, code) for code in codes)]


class VisitForm(IdForm):
    """``revision``: which draft the page was filled in from (``care.visits.drafts``)."""

    revision = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    day = DayField(label=_("Day of the visit"))
    mode = forms.ChoiceField(label=_("How"), required=False, choices=[("", NOT_SAID), *MODES.items()])
    diagnosis = forms.ChoiceField(label=_("Diagnosis"), required=False, choices=[("", NOT_SAID), *DIAGNOSES.items()])
    diagnosis_date = DayField(label=_("Date of that diagnosis"), required=False)
    note = forms.CharField(label=_("Note"), required=False, max_length=4000, widget=forms.Textarea({"rows": 5}))
    next_visit = DayField(label=_("Next visit"), required=False)
    onset = forms.ChoiceField(label=_("O, region of onset"), required=False, choices=_lists(ONSETS))
    propagation = forms.ChoiceField(label=_("P, propagation"), required=False, choices=_lists(PROPAGATIONS))
    months = WholeField(label=_("Months of P"), required=False, min_value=0, max_value=600, shape="grade")
    motor = forms.ChoiceField(
        label=_("M, motor neuron signs"), required=False, choices=[("", NOT_EXAMINED), *_lists(MOTOR)[1:]]
    )

    def __init__(self, *args: Any, patient: Patient, now: dt.datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.patient, self.now = patient, now
        self.said: Said | None = None
        for item, name in ITEMS.items():
            self.fields[f"function.{item}"] = MeasureField(f"function.{item}", label=name)
            self.fields[f"function.{item}"].widget.attrs |= {"class": "grade", "maxlength": "1", "data-item": item}
        self.fields[TUBE] = forms.ChoiceField(
            label=_("Cutting food was scored as"), required=False, choices=FOOD, widget=forms.RadioSelect
        )
        self.fields[TOTAL_GIVEN] = MeasureField(TOTAL_GIVEN, label=_("Total as it was given, of 48"))
        self.fields[TOTAL_GIVEN].help_text = _(
            "Where the twelve items are not known. It is kept as it is: it gives no part, no stage and no trend."
        )
        for muscle, side in standard():
            self.fields[f"mrc.{muscle}.{side}"] = GradeField(muscle_words(muscle, side))
        self.rows = self._rows()
        for row in self.rows:
            self.fields[f"more.{row}.muscle"] = forms.CharField(
                label=_("Another muscle"),
                required=False,
                max_length=60,
                widget=forms.TextInput({"autocomplete": "off"}),
            )
            for side in SIDES:
                self.fields[f"more.{row}.{side}"] = GradeField(muscle_words(str(_("Another muscle")), side))
        for region, name in BODY_REGIONS.items():
            for neuron, label in (("upper", _("%(region)s, upper")), ("lower", _("%(region)s, lower"))):
                self.fields[f"signs.{region}.{neuron}"] = forms.ChoiceField(
                    label=label % {"region": name}, required=False, choices=EXAMINED
                )
        for name in MEASURES:
            self.fields[name] = MeasureField(name, label=MEASURED[name])

    def clean(self) -> None:
        super().clean()
        given = self.cleaned_data
        strength = {
            (muscle, side): given[f"mrc.{muscle}.{side}"]
            for muscle, side in standard()
            if given.get(f"mrc.{muscle}.{side}")
        }
        strength |= self._more(strength)
        line = self._line()
        if given.get("day") is None:
            return
        tube = given.get(TUBE)
        said = Said(
            day=given["day"],
            **{name: given.get(name) or "" for name in ("mode", "diagnosis")},
            note=(given.get("note") or "").strip(),
            next_visit=given.get("next_visit"),
            diagnosis_date=given.get("diagnosis_date"),
            function={name: value for name in FUNCTION if name != TUBE and (value := given.get(name)) is not None}
            | ({TUBE: int(tube)} if tube else {}),
            measured={name: value for name in MEASURES if (value := given.get(name)) is not None},
            strength=strength,
            signs={
                region: found
                for region in BODY_REGIONS
                if any(found := (given.get(f"signs.{region}.upper", ""), given.get(f"signs.{region}.lower", "")))
            },
            opm=line,
        )
        try:
            check(self.patient, said, self.now)
        except ValidationError as refused:
            self.refuse(refused)
        self.said = said

    def _rows(self) -> list[str]:
        """As many as are filled in, with some that are empty."""
        names = [*self.data, *self.initial]
        found = [int(match[1]) for name in names if (match := re.fullmatch(r"more\.(\d{1,2})\.muscle", name))]
        return [str(row) for row in range(min(max([FEW, *(row + 1 for row in found)]), MANY))]

    def _more(self, there: dict[tuple[str, str], str]) -> dict[tuple[str, str], str]:
        """Muscles beyond the standard set. One that is of it has its own place above."""
        found: dict[tuple[str, str], str] = {}
        names = {str(name).casefold(): key for key, name in MUSCLES.items()}
        for row in self.rows:
            where = f"more.{row}.muscle"
            muscle = re.sub(r"\s+", " ", self.cleaned_data.get(where) or "").strip()
            grades = {side: code for side in SIDES if (code := self.cleaned_data.get(f"more.{row}.{side}"))}
            if muscle.casefold() in names or muscle in STANDARD:
                self.add_error(where, _("This muscle stands in the table above: grade it there."))
            elif any((muscle, side) in found for side in SIDES):
                self.add_error(where, _("This muscle stands here twice."))
            elif grades and not muscle:
                self.add_error(where, _("Say which muscle this is a grade of."))
            elif muscle and not grades and not any(f"more.{row}.{side}" in self.errors for side in SIDES):
                self.add_error(where, _("Grade it on the right or on the left, or leave it out."))
            else:
                found |= {(muscle, side): code for side, code in grades.items()}
        return found

    def _line(self) -> Line | None:
        given = self.cleaned_data
        onset, propagation, motor = (given.get(name) or "" for name in ("onset", "propagation", "motor"))
        months = given.get("months")
        if not (onset or propagation or motor or months is not None):
            return None
        for name, value in (("onset", onset), ("propagation", propagation)):
            if not value and name not in self.errors:
                self.add_error(name, _("Say O and P, or leave the whole line out."))
        return Line(onset, propagation, months, motor)

    # --- As the page shows it ---

    def items(self) -> list[forms.BoundField]:
        return [self[f"function.{item}"] for item in ITEMS]

    def muscles(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Each muscle with its fields, right before left."""
        return [
            (MUSCLES[name], [self[f"mrc.{name}.{side or ''}"] for side in muscle.sides])
            for name, muscle in STANDARD.items()
        ]

    def more(self) -> list[tuple[forms.BoundField, list[forms.BoundField]]]:
        return [(self[f"more.{row}.muscle"], [self[f"more.{row}.{side}"] for side in SIDES]) for row in self.rows]

    def signs(self) -> list[tuple[Any, list[forms.BoundField]]]:
        return [
            (name, [self[f"signs.{region}.{neuron}"] for neuron in ("upper", "lower")])
            for region, name in BODY_REGIONS.items()
        ]

    @property
    def gastrostomy_field(self) -> forms.BoundField:
        return self[TUBE]

    @property
    def total_field(self) -> forms.BoundField:
        return self[TOTAL_GIVEN]

    @property
    def sums(self) -> list[tuple[str, Any]]:
        return [*SUBSCORES.items()]

    grades = GRADES

    def measured(self) -> list[forms.BoundField]:
        return [self[name] for name in MEASURES]

    def typed(self) -> dict[str, str]:
        """What the page held, as it was typed, for the draft."""
        kept = [name for name in self.fields if name not in ("id", "revision")]
        return {name: str(self.data.get(name, "")) for name in kept}


def standard() -> Iterator[tuple[str, str]]:
    """Each muscle of the standard set with each of its sides, blank where it has none."""
    for name, muscle in STANDARD.items():
        for side in muscle.sides:
            yield name, str(side or "")


def filled_in(said: Said) -> dict[str, Any]:
    """What the form of a visit is filled in with to say it anew."""
    found: dict[str, Any] = {name: value if value is not None else "" for name, value in said.fields.items()}
    found |= said.function | said.measured
    others: dict[str, str] = {}
    for (muscle, side), code in said.strength.items():
        if muscle in STANDARD:
            found[f"mrc.{muscle}.{side}"] = code
        else:
            row = others.setdefault(muscle, str(len(others)))
            found |= {f"more.{row}.muscle": muscle, f"more.{row}.{side}": code}
    for region, (upper, lower) in said.signs.items():
        found |= {f"signs.{region}.upper": upper, f"signs.{region}.lower": lower}
    if said.opm:
        found |= {name: getattr(said.opm, name) for name in ("onset", "propagation", "months", "motor")}
    if (tube := said.function.get(TUBE)) is not None:
        found[TUBE] = str(int(tube))
    return found
