"""Asking back once: what can be true but hardly is, is kept when it was confirmed, and marked so (CLINICAL 9.3)."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from typing import Any

from clinical.doubts import Doubt, Facts, code, doubts
from clinical.vocabulary import FUNCTION_ITEMS
from people.models import Patient
from symptoms.models import FunctionCheck, Measurement
from symptoms.models.base import DayEntry, Source
from symptoms.read.readings import MEASURED, TOTAL, facts_of, readings_of, total_of
from symptoms.record.standing import Statement

FACTS = ("usual_weight", "height")


class InDoubt(Exception):
    """Something is to be asked back; nothing was written. ``doubts``: what; ``day``: of these values."""

    def __init__(self, doubts: tuple[Doubt, ...], day: dt.date) -> None:
        self.doubts, self.day = doubts, day
        super().__init__(", ".join(doubt.measure for doubt in doubts))  # no values: it may be logged


def code_of(doubt: Doubt) -> str:
    """What confirms exactly this value of this measure."""
    return code(doubt.measure, doubt.value)


def confirmed_of(found: tuple[Doubt, ...], confirm: Collection[str], day: dt.date) -> frozenset[str]:
    """The measures of ``found``, where ``confirm`` names each of them with its value: ``weight=157``.

    Raises ``InDoubt`` with those that it does not name, else nothing is in doubt any more.
    """
    said = {_same_number(each) for each in confirm}
    open_ones = tuple(doubt for doubt in found if code_of(doubt) not in said)
    if open_ones:
        raise InDoubt(open_ones, day)
    return frozenset(doubt.measure for doubt in found)


def _same_number(confirmation: str) -> str:
    """``weight=157.0`` confirms what ``weight=157`` does."""
    measure, _, value = confirmation.partition("=")
    try:
        return code(measure, float(value))
    except ValueError:
        return confirmation


def ask_back(
    model: type[DayEntry],
    patient: Patient,
    day: dt.date,
    said: Statement,
    previous: Statement,
    source: str,
    confirm: Collection[str],
    *,
    without: uuid.UUID | None = None,
) -> frozenset[str]:
    """The measures of ``said`` that had to be asked back and were confirmed. What the author's ``previous`` entry of
    that day already said is not asked again. Raises ``InDoubt``."""
    return confirmed_of(doubts_about(model, patient, day, said, previous, source, without=without), confirm, day)


def doubts_about(
    model: type[DayEntry],
    patient: Patient,
    day: dt.date,
    said: Statement,
    previous: Statement = Statement(),  # noqa: B008  frozen
    source: str = "",
    *,
    without: uuid.UUID | None = None,
) -> tuple[Doubt, ...]:
    values = asked_of(model, said.values, source)
    known = asked_of(model, previous.values, source)
    new = {name: value for name, value in values.items() if value is not None and value != known.get(name)}
    if not new:
        return ()
    return doubts(new, readings_of(patient, new, without=without), facts_of(patient, day))


def asked_of(model: type[DayEntry], values: Mapping[str, Any], source: str) -> dict[str, float | None]:
    """Of what an entry says, that which may be asked back: readings, and the total that a clinic scored."""
    if model is Measurement:
        return {name: values[name] for name in MEASURED if name in values}
    if model is FunctionCheck and source == Source.CLINICIAN:
        return {TOTAL: total_of(values.get(f"function.{item}") for item in FUNCTION_ITEMS)}
    return {}


def doubts_about_facts(patient: Patient | None, facts: Mapping[str, Any], day: dt.date) -> tuple[Doubt, ...]:
    """What to ask back of facts that are new or changed. The usual weight is compared with the last one weighed."""
    said = {
        name: float(facts[name]) for name in FACTS if facts.get(name) and facts[name] != getattr(patient, name, None)
    }
    born = facts.get("birth_date")
    if born and born != getattr(patient, "birth_date", None):
        said["birth_year"] = born.year
    weighed = readings_of(patient, ["weight"])["weight"][-1:] if patient and "usual_weight" in said else []
    return doubts(said, {"usual_weight": weighed}, Facts(day))


def confirmed_facts(measures: frozenset[str]) -> str:
    """For the audit event, without a value."""
    return f"asked back and confirmed: {', '.join(sorted(measures))}" if measures else ""
