"""As many people with full diaries as are wanted: a few through the ordinary writers, the rest copied from them by SQL.

Everyone of them logs all daily sections, and every day unless a share of the days is asked for, which hardly anyone
does: the most that a record can hold.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import Field, Model

from alsweak.synthetic import diary
from alsweak.synthetic.course import draw_course
from alsweak.synthetic.function import exact_items
from alsweak.synthetic.lives import FUNCTION_CHECK_DAYS, VISIT_DAYS, draw_plan
from clinical.trends import DAYS_PER_MONTH
from clinical.vocabulary import FUNCTION_ITEMS
from people.models import Clinic, Patient, User
from symptoms.models import CheckIn, FunctionCheck, Measurement, Treatment
from symptoms.record.columns import SECTION_MODELS
from symptoms.write import verbs
from symptoms.write.bulk import DaySaid, record_days
from tests.cast import new_patient, person

TEMPLATES = 6
WEEK = 7
NEW_ID = "md5({}::text || number)::uuid"  # as scattered as a uuid4


def templates(days: int, now: dt.datetime, kinds: int = TEMPLATES, share: float = 1) -> list[Patient]:
    """A handful of different people, each with entries on a share of ``days`` days up to the day of ``now``."""
    clinic = Clinic.objects.create(name="North Clinic", time_zone="Europe/Berlin")
    ada, cleo = person("Ada"), person("Cleo")
    return [_diarist(clinic, ada, cleo, number, days, now, share) for number in range(kinds)]


def _diarist(
    clinic: Clinic, by: User, clinician: User, number: int, days: int, now: dt.datetime, share: float
) -> Patient:
    rng = np.random.default_rng([2026, number])
    plan = draw_plan(rng, f"T-{number}", days)
    first = now.date() - dt.timedelta(days=days - 1)
    patient = new_patient(clinic, plan.reference, usual_weight=plan.usual_weight, height=plan.height)
    day = np.arange(days)
    strength = draw_course(rng, plan.onset, plan.pace).strength(plan.months_before + day / DAYS_PER_MONTH)
    items = np.rint(exact_items(strength, plan.writing_hand, np.full(days, np.nan)))
    check = {f"function.{name}": items[:, i] for i, name in enumerate(FUNCTION_ITEMS)}
    check["function.gastrostomy"] = np.zeros(days)

    own = diary.weakness(rng, strength) | diary.twitches_and_cramps(rng, strength)
    own |= diary.fatigue(rng, strength) | diary.sides(rng, strength)
    weekly = diary.signs(rng, strength) | diary.weighed(rng, strength, plan.usual_weight)
    own |= diary.only_on(weekly | diary.gripped(rng, strength, plan.usual_weight / 2), day % WEEK == 0)
    own |= diary.only_on(check, day % FUNCTION_CHECK_DAYS == 0)
    own = diary.only_on(own, rng.random(days) < share)
    visits = diary.only_on(check | diary.breath_measured(rng, strength), day % VISIT_DAYS == VISIT_DAYS // 2)
    for author, source, columns in ((by, "self", own), (clinician, "clinician", visits)):
        said = [DaySaid(day, source, values) for day, values in diary.rows(columns, first).items()]
        record_days(patient, said, by=author, made_at=lambda day: now)
    verbs.record_treatment(patient, by=by, source="self", now=now, kind="riluzole", start=first, label="")
    patient.refresh_from_db()
    return patient


def grow(known: list[Patient], wanted: int) -> None:
    """Copy the templates until there are ``wanted`` patients.

    Rows are stored day by day, as a clinic's arrive, and not patient by patient: each day of a person lies on another
    page of the disk, which is the harder case.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # the rows refer to each other as those copied do
        cursor.execute("SET work_mem = '256MB'")
        cursor.execute("SET maintenance_work_mem = '512MB'")
        cursor.execute(
            "CREATE TEMP TABLE copies AS SELECT number, gen_random_uuid() AS patient, (%s::uuid[])[1 + number %% %s]"
            " AS template FROM generate_series(%s, %s) AS number",
            [[patient.pk for patient in known], len(known), Patient.objects.count(), wanted - 1],
        )
        cursor.execute("ANALYZE copies")
        _copy(cursor, Patient, "JOIN {table} t ON t.id = template", {"id": "patient", "reference": "'B-' || number"})
        with _indexes_made_afterwards(cursor):
            _copy_entries(cursor)
        cursor.execute("DROP TABLE copies")
        for setting in ("session_replication_role", "work_mem", "maintenance_work_mem"):
            cursor.execute(f"RESET {setting}")
        cursor.execute("VACUUM ANALYZE")


@contextmanager
def _indexes_made_afterwards(cursor: CursorWrapper) -> Iterator[None]:
    """All but those of primary keys and of other constraints: it saves half of the time."""
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename LIKE 'symptoms_%'"
        " AND indexname NOT IN (SELECT conname FROM pg_constraint)"
    )
    indexes = cursor.fetchall()
    for name, _ in indexes:
        cursor.execute(f'DROP INDEX "{name}"')
    yield
    for _, definition in indexes:
        cursor.execute(definition)


def _copy_entries(cursor: CursorWrapper) -> None:
    own = {"id": NEW_ID.format("t.id"), "patient_id": "patient"}
    for model in (CheckIn, FunctionCheck, Measurement):
        _copy(cursor, model, "JOIN {table} t ON t.patient_id = template ORDER BY t.day, number", own)
    _copy(cursor, Treatment, "JOIN {table} t ON t.patient_id = template", own)
    entry = f"JOIN {CheckIn._meta.db_table} entry ON entry.patient_id = template"
    for section in SECTION_MODELS.values():
        part = f"{entry} JOIN {{table}} t ON t.check_in_id = entry.id ORDER BY entry.day, number"
        _copy(cursor, section, part, {"check_in_id": NEW_ID.format("entry.id"), "patient_id": "patient"})


def _copy(cursor: CursorWrapper, model: type[Model], templates: str, instead: dict[str, str]) -> None:
    """Each row of a template once for each of its copies. ``templates``: SQL that joins it to ``copies`` as ``t``;
    ``instead``: SQL for the columns that are not the same."""
    fields: list[Field] = list(model._meta.concrete_fields)
    columns = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(instead.get(field.column, f't."{field.column}"') for field in fields)
    table = model._meta.db_table
    source = f"copies {templates.format(table=table)}"
    cursor.execute(f"INSERT INTO {table} ({columns}) SELECT {values} FROM {source}")  # noqa: S608  our own names
