"""People whose records are long enough to look at. The same every time: no chance in it."""

import datetime as dt
from collections.abc import Iterator

from care.visits.write import Noted, note_visits
from clinical.vocabulary import CELL_NAMES, FUNCTION_ITEMS
from people.models import Patient, User
from symptoms.derive import maker
from symptoms.record.days import local_day
from symptoms.write import verbs
from symptoms.write.bulk import DaySaid, record_days
from tests.cast import NOW, TODAY

DAY = dt.timedelta(days=1)
VISIT_EVERY, CHECK_EVERY, WEEK = 91, 28, 7


def followed(patient: Patient, by: User, clinician: User, days: int, now: dt.datetime = NOW) -> Patient:
    """A record of ``days`` days up to the day of ``now``, worked out: weakness in the left hand, then the right one,
    then speech; check-ins every day but for gaps, function checks every four weeks, a visit every three months."""
    last = TODAY if now is NOW else local_day(patient, now)
    loaded(patient, by, clinician, days, now)
    verbs.record_treatment(
        patient, by=by, source="self", now=now, kind="riluzole", start=last - days * DAY // 2, label="Riluzole 50 mg"
    )
    verbs.record_event(patient, by=by, source="self", now=now, kind="fall", start=last - 20 * DAY, serious=True)
    maker.refresh(patient.pk, now=now)
    patient.refresh_from_db()
    return patient


def loaded(patient: Patient, by: User, clinician: User, days: int, now: dt.datetime = NOW) -> None:
    """The days and visits of such a record, not worked out."""
    last = TODAY if now is NOW else local_day(patient, now)
    record_days(patient, _said(last, days), by=by, made_at=lambda day: now)
    visits = list(_visits(last, days))
    record_days(patient, visits, by=clinician, made_at=lambda day: now)
    note_visits({patient: [Noted(said.day) for said in visits]}, by=clinician, made_at=lambda day: now)


def _said(last: dt.date, days: int) -> Iterator[DaySaid]:
    for n in range(days):
        day, source = last - (days - 1 - n) * DAY, "helped" if n % 10 == 3 else "self"
        if n % 23 in (5, 6):
            continue  # missed days are missing
        values: dict[str, float] = {f"weakness.{cell}": _grade(cell, n / days) for cell in CELL_NAMES}
        values |= {"fatigue.now": 3 + n % 3, "fatigue.worst": 5 + n % 4, "fatigue.after_small_effort": 4 + n % 3}
        values |= {"cramps.count": n % 4, "cramps.worst_pain": n % 6, "cramps.woke": n % 2}
        values |= {"fasciculation.hand.left": 2, "fasciculation.thigh.right": n % 2, "asymmetry.hand": -1}
        if n % WEEK == 0:
            late = n / days > 0.7
            values |= {"signs.breathless_lying_flat": 3 * late, "signs.morning_headache": n % 3, "falls": n % 2}
            values |= {"signs.coughing_with_food": 2 + 2 * late, "weight": round(74 - 8 * n / days, 1)}
            values |= {"grip.left": round(30 - 20 * n / days, 1), "grip.right": round(34 - 8 * n / days, 1)}
        if n % WEEK == 1:
            values |= {"steps": 4000 - n % 50, "walking_asymmetry": round(3 + n % 5 / 10, 1)}
        if n % CHECK_EVERY == 0:
            values |= _checked(n / days)
        yield DaySaid(day, source, values)


def _visits(last: dt.date, days: int) -> Iterator[DaySaid]:
    for n in range(days - VISIT_EVERY // 2, 0, -VISIT_EVERY):
        values = _checked(n / days)
        values |= {"fvc_percent": round(98 - 30 * n / days), "snip": round(80 - 30 * n / days)}
        values |= {"peak_cough_flow": round(420 - 120 * n / days)}
        yield DaySaid(last - (days - 1 - n) * DAY, "clinician", values)


def _grade(cell: str, share: float) -> int:
    begins = {"hand.left": 0.1, "upper_arm.left": 0.35, "hand.right": 0.5, "speech": 0.75}.get(cell)
    return 4 if begins is None or share < begins else max(1, 3 - int((share - begins) * 3))


def _checked(share: float) -> dict[str, float]:
    falls = {"handwriting": 3, "cutting_food": 3, "dressing_hygiene": 2, "speech": 1, "orthopnea": 1}
    return {f"function.{item}": 4 - int(falls.get(item, 0) * share) for item in FUNCTION_ITEMS} | {
        "function.gastrostomy": 0
    }
