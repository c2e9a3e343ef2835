"""People who said yes to research, and what is given of them."""

import csv
import datetime as dt
import io
import zipfile

from django.utils import timezone

from exchange.research.give import give
from exchange.research.pseudonyms import SECRET_LENGTH, Pseudonyms
from people import research
from people.models import User
from symptoms.models import Event, FunctionCheck, Treatment
from symptoms.write.bulk import DaySaid, record_days
from tests.cast import NOW, TODAY, new_patient

SECRET = "s" * SECRET_LENGTH
FIRST = dt.date(2024, 2, 27)
SCORED = {
    "function.speech": 4,
    "function.salivation": 3,
    "function.swallowing": 3,
    "function.handwriting": 2,
    "function.cutting_food": 1,
    "function.dressing_hygiene": 3,
    "function.turning_in_bed": 4,
    "function.walking": 2,
    "function.climbing_stairs": 0,
    "function.dyspnea": 4,
    "function.orthopnea": 4,
    "function.respiratory_insufficiency": 4,
}


def person_of(clinic, number: int, by: User, **facts):
    """A record with days of both sources, a treatment and an event, whose texts and days are those of nobody else."""
    patient = new_patient(
        clinic,
        facts.pop("reference", f"REF-CANARY-{number}"),
        name=f"Name Canary {number}",
        birth_date=dt.date(1950 + number, 7, 14),
        onset_cell="hand.left",
        onset_month=dt.date(2023, 5, 1),
        diagnosis_date=dt.date(2023, 11, 9),
        **facts,
    )
    said = [
        DaySaid(FIRST, "self", {"weakness.hand.left": 3, "signs.low_mood": 1, "weight": 70.5}),
        DaySaid(FIRST + dt.timedelta(days=3), "caregiver", {"signs.caregiver_strain": 9}),
        DaySaid(FIRST + dt.timedelta(days=10), "caregiver", {"fatigue.now": 7}),
        DaySaid(FIRST + dt.timedelta(days=40 + number), "self", {"function.speech": 4}),
        DaySaid(
            FIRST + dt.timedelta(days=100 + number),
            "clinician",
            {**SCORED, "function.gastrostomy": number % 2, "weight": 68.25, "fvc_percent": 81},
            FunctionCheck.Mode.CLINIC,
        ),
    ]
    record_days(patient, said, by=by, made_at=lambda day: NOW)
    text = {"patient": patient, "author": by, "source": "self", "label": f"Text Canary {number}"}
    Treatment.objects.create(kind="riluzole", start=FIRST + dt.timedelta(days=7), **text)
    Treatment.objects.create(kind="niv", start=FIRST, stop=TODAY, **text)
    Treatment.objects.create(kind="gastrostomy", start=FIRST, **text)
    Event.objects.create(kind="fall", start=FIRST, end=FIRST + dt.timedelta(days=2), serious=True, **text)
    return patient


def agreed(patient, by: User, now=None) -> None:
    research.agree(patient, by=by, basis="paper", now=now or timezone.now())


def given(clinic=None, now=NOW) -> bytes:
    file = io.BytesIO()
    give(file, now=now, clinic=clinic)
    return file.getvalue()


def files_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows_of(data: bytes, table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files_of(data)[f"{table}.csv"].decode())))


def codes(people):
    return {patient: Pseudonyms(SECRET).of(patient.pk).code for patient in people}
