"""The tables of an archive, in their order in the zip."""

from exchange.archive.care_tables import (
    AUTHORS,
    CONSENTS,
    DUE,
    MOTOR_SIGNS,
    OPM,
    SIGNS,
    STRENGTH,
    TALKED,
    VISIT_ANSWERS,
    VISITS,
)
from exchange.archive.programme_tables import EXERCISE_ANSWERS, PROGRAMME_ITEMS, PROGRAMMES
from exchange.archive.record_tables import EVENTS, MARKS, NOT_KNOWN, PEOPLE, PLANS, REMEMBERED, TREATMENTS
from exchange.archive.tables import Table
from exchange.archive.treatment_tables import TREATMENT_DAYS

TABLES: tuple[Table, ...] = (
    *(PEOPLE, NOT_KNOWN, TREATMENTS, TREATMENT_DAYS, EVENTS, MARKS, REMEMBERED, PLANS),
    *(VISITS, STRENGTH, MOTOR_SIGNS, OPM, SIGNS, VISIT_ANSWERS, TALKED, DUE),
    *(PROGRAMMES, PROGRAMME_ITEMS, EXERCISE_ANSWERS, AUTHORS, CONSENTS),
)
