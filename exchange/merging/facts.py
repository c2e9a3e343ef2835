"""The facts of two records: what the one that goes on takes from the other, and in what they differ."""

from collections.abc import Iterator, Mapping
from typing import Any

from people.models import Patient

TAKEN = ("name", "birth_date", "onset_month", "onset_cell", "diagnosis_date", "writing_hand", "usual_weight", "height")
WITH_IT = {"onset_month": ("onset_precision",)}  # what says nothing without it
BLANK = (None, "")


def filled(kept: Patient, other: Patient) -> dict[str, Any]:
    """What is blank in the record that goes on, and is said in the other one, by the names of the fields."""
    return {
        name: getattr(other, name)
        for fact in TAKEN
        if getattr(kept, fact) in BLANK and getattr(other, fact) not in BLANK
        for name in (fact, *WITH_IT.get(fact, ()))
    }


def differing(kept: Patient, other: Patient) -> Iterator[tuple[str, Any, Any]]:
    """What both say, and not the same: name of the field, and what stands in each. Both stay as they are."""
    for name in (*TAKEN, "time_zone"):
        ours, theirs = getattr(kept, name), getattr(other, name)
        if ours not in BLANK and theirs not in BLANK and ours != theirs:
            yield name, ours, theirs


def noted(patient: Patient, facts: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"name": name, "before": getattr(patient, name), "after": value} for name, value in facts.items()]


def as_before(patient: Patient, noted: list[dict[str, Any]]) -> dict[str, Any]:
    """Of facts that were written, as ``noted`` has them, those that nobody has changed since, as they were before."""
    before = {}
    for fact in noted:
        field: Any = Patient._meta.get_field(fact["name"])
        if getattr(patient, fact["name"]) == field.to_python(fact["after"]):
            before[fact["name"]] = field.to_python(fact["before"])
    return before
