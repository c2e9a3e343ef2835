"""From a plan (who, where it began, how they log) to a life: what the record holds and who said it."""

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import numpy as np

from alsweak.synthetic import diary
from alsweak.synthetic.course import Floats, Rng, draw_course, draw_onset
from alsweak.synthetic.examined import Grades, examined
from alsweak.synthetic.function import GASTROSTOMY_FROM, NIV_FROM, cell, days_since, exact_items
from alsweak.synthetic.memories import memories
from clinical.trends import DAYS_PER_MONTH
from clinical.vocabulary import FUNCTION_ITEMS

FUNCTION_CHECK_DAYS, VISIT_DAYS, FIRST_VISIT_DAY = 28, 91, 10
HANDS_TOO_WEAK = 1.2  # below this strength of the hands someone helps with the entries

Days = Mapping[dt.date, Mapping[str, float]]


@dataclass(frozen=True)
class Plan:
    """``pace``: 1 is usual, 2 takes twice as long. ``months_before``: from the first symptom to the first entry.
    ``days``: from the first entry to the last day, ``stopped`` of them without entries at the end. ``share`` and
    ``caregiver_share``: of the days on which they and a caregiver log. ``gaps``: times of one to six weeks without."""

    reference: str
    name: str
    onset: str
    pace: float
    months_before: float
    days: int
    stopped: int = 0
    share: float = 0.8
    caregiver_share: float = 0.0
    caregiver: str = ""
    gaps: int = 2
    age: int = 60
    writing_hand: str = "right"
    usual_weight: float = 74.0
    height: int = 172
    has_grip_device: bool = False


@dataclass(frozen=True)
class Life:
    """What is stored: the fields of the patient, the days by who said them (``self`` ...), what happened along the way
    and what is remembered, as keyword arguments of ``record_treatment``, ``record_event`` and ``remember_onset``, and
    the strength that was graded at each visit."""

    plan: Plan
    patient: dict[str, Any]
    said: dict[str, Days]
    treatments: tuple[dict[str, Any], ...] = ()
    events: tuple[dict[str, Any], ...] = ()
    memories: tuple[dict[str, Any], ...] = ()
    examined: Mapping[dt.date, Grades] = field(default_factory=dict)


def draw_plan(rng: Rng, reference: str, days: int) -> Plan:
    """Anyone: where it began follows the published shares, the rest is drawn from what is usual."""
    height = int(rng.normal(171, 9))
    return Plan(
        reference=reference,
        name="",
        onset=draw_onset(rng),
        pace=float(rng.lognormal(0, 0.45)),
        months_before=float(rng.gamma(4, 2)),
        days=days,
        stopped=int(rng.integers(30, max(31, days // 2))) if rng.random() < 0.1 and days > 60 else 0,
        share=float(rng.beta(6, 2)),
        caregiver_share=0.25 if rng.random() < 0.2 else 0.0,
        gaps=int(rng.poisson(days / 250)),
        age=int(np.clip(rng.normal(62, 10), 25, 88)),
        writing_hand="left" if rng.random() < 0.1 else "right",
        usual_weight=round(float(rng.normal(25, 3)) * (height / 100) ** 2, 1),
        height=height,
        has_grip_device=bool(rng.random() < 0.3),
    )


def live(rng: Rng, plan: Plan, end: dt.date) -> Life:
    """The record of ``plan.days`` days that end with ``end``."""
    first = end - dt.timedelta(days=plan.days - 1)
    began = first - dt.timedelta(days=round(plan.months_before * DAYS_PER_MONTH))
    course = draw_course(rng, plan.onset, plan.pace)
    strength = course.strength(plan.months_before + np.arange(plan.days) / DAYS_PER_MONTH)
    niv_days = days_since(cell(strength, "breathing") < NIV_FROM)
    tube_days = days_since(cell(strength, "swallowing") < GASTROSTOMY_FROM)
    items = exact_items(strength, plan.writing_hand, niv_days)
    logs = _logs(rng, plan)

    own = _own_words(rng, plan, strength, logs)
    own |= _function_check(rng, items, tube_days, _every(FUNCTION_CHECK_DAYS, logs))
    hours = rng.normal(6.5, 1.2, plan.days).clip(1, 20).round(1)
    own |= diary.only_on({"niv_hours": hours}, logs & (niv_days > 0))
    beside = rng.random(plan.days) < plan.caregiver_share
    day = np.arange(plan.days)
    visits = _every(VISIT_DAYS, (day >= FIRST_VISIT_DAY) & (day < plan.days - plan.stopped))
    clinic = diary.breath_measured(rng, strength) | diary.weighed(rng, strength, plan.usual_weight)
    clinic |= _function_check(rng, items, tube_days, visits) | {"niv": np.where(np.isnan(niv_days), 0.0, 1.0)}

    alone = np.cumsum(cell(strength, "hand") < HANDS_TOO_WEAK) == 0
    said = {
        "self": diary.only_on(own, alone),
        "helped": diary.only_on(own, ~alone),
        "caregiver": diary.only_on(diary.weakness(rng, strength) | diary.fatigue(rng, strength), beside),
        "clinician": diary.only_on(clinic, visits),
    }
    return Life(
        plan=plan,
        patient={
            "id": uuid.UUID(bytes=rng.bytes(16), version=4),
            "name": plan.name,
            "birth_date": began.replace(year=began.year - plan.age, day=15),
            "onset_month": began.replace(day=1),
            "onset_cell": plan.onset,
            "diagnosis_date": first - (first - began) / 3,
            "writing_hand": plan.writing_hand,
            "usual_weight": Decimal(str(plan.usual_weight)),
            "height": plan.height,
        },
        said={source: diary.rows(columns, first) for source, columns in said.items()},
        treatments=tuple(_treatments(strength, niv_days, tube_days, first, plan.onset.partition(".")[2])),
        events=tuple(_events(rng, plan.days, first)),
        memories=tuple(memories(rng, course, plan.onset, began, first, caregiver=bool(beside.any()))),
        examined=examined(rng, strength, visits, first),
    )


def _logs(rng: Rng, plan: Plan) -> np.ndarray:
    """The days on which the person logs (n,): some skipped, some weeks away, the first one always."""
    logs = rng.random(plan.days) < plan.share
    for _ in range(plan.gaps):
        start = int(rng.integers(plan.days))
        logs[start : start + int(rng.integers(7, 45))] = False
    logs[plan.days - plan.stopped :] = False
    logs[0] = True
    return logs


def _own_words(rng: Rng, plan: Plan, strength: Floats, logs: np.ndarray) -> diary.Columns:
    """The daily and weekly sections, each on some of the days on which the person logs."""

    def some(share: float) -> np.ndarray:
        return logs & (rng.random(plan.days) < share)

    weekly = _every(7, logs)
    said = diary.only_on(diary.weakness(rng, strength), some(0.7) | weekly)
    said |= diary.only_on(diary.twitches_and_cramps(rng, strength), some(0.5))
    said |= diary.only_on(diary.fatigue(rng, strength), some(0.85))
    said |= diary.only_on(diary.sides(rng, strength) | diary.signs(rng, strength), weekly)
    said |= diary.only_on(diary.weighed(rng, strength, plan.usual_weight), weekly)
    if plan.has_grip_device:
        said |= diary.only_on(diary.gripped(rng, strength, usual=0.5 * plan.usual_weight), weekly)
    return said


def _every(days: int, allowed: np.ndarray) -> np.ndarray:
    """The first allowed day, then each first one that is at least ``days`` after the one before (n,)."""
    found = np.zeros(len(allowed), bool)
    last = -days
    for day in np.flatnonzero(allowed).tolist():
        if day - last >= days:
            found[day], last = True, day
    return found


def _function_check(rng: Rng, items: Floats, tube_days: Floats, on: np.ndarray) -> diary.Columns:
    given = np.clip(np.rint(items + rng.normal(0, 0.2, items.shape) * (items < 4)), 0, 4)
    given[:, -1] = items[:, -1]  # a machine is in use or is not
    columns = {f"function.{name}": given[:, i] for i, name in enumerate(FUNCTION_ITEMS)}
    return diary.only_on(columns | {"function.gastrostomy": np.where(np.isnan(tube_days), 0.0, 1.0)}, on)


EXACTLY = {
    "niv": {"detail": "nose_mouth", "dose": "12/5 cmH2O"},
    "gastrostomy": {"detail": "peg", "dose": "15 Fr"},
    "orthosis": {"detail": "leg_brace"},
    "mobility_aid": {"detail": "frame"},
    "aac": {"detail": "tablet"},
}


def _treatments(
    strength: Floats, niv_days: Floats, tube_days: Floats, first: dt.date, side: str
) -> Iterator[dict[str, Any]]:
    """``side``: where it began, blank where that is no limb."""
    yield {"kind": "riluzole", "start": first, "dose": "50 mg twice a day"}
    needs = {
        "niv": niv_days >= 0,
        "gastrostomy": tube_days >= 0,
        "orthosis": cell(strength, "foot") < 2.8,
        "mobility_aid": cell(strength, "thigh") < 1.8,
        "aac": cell(strength, "speech") < 1.5,
    }
    for kind, needed in needs.items():
        if needed.any() and not needed[0]:
            worn = {"side": side or "both"} if kind == "orthosis" else {}
            yield {"kind": kind, "start": first + dt.timedelta(days=int(np.argmax(needed))), **EXACTLY[kind], **worn}


def _events(rng: Rng, days: int, first: dt.date) -> Iterator[dict[str, Any]]:
    """A cold, about once a year."""
    for day in np.flatnonzero(rng.random(days) < 1 / 400):
        start = first + dt.timedelta(days=int(day))
        yield {"kind": "infection", "start": start, "end": start + dt.timedelta(days=int(rng.integers(4, 12)))}
