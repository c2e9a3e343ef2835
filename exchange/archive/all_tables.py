"""The tables of an archive, in their order in the zip."""

from exchange.archive.care_tables import (
    AUTHORS,
    CONSENTS,
    MOTOR_SIGNS,
    OPM,
    SIGNS,
    STRENGTH,
    TALKED,
    VISIT_ANSWERS,
    VISITS,
)
from exchange.archive.record_tables import EVENTS, MARKS, NOT_KNOWN, PEOPLE, PLANS, REMEMBERED, TREATMENTS

TABLES = (
    *(PEOPLE, NOT_KNOWN, TREATMENTS, EVENTS, MARKS, REMEMBERED, PLANS),
    *(VISITS, STRENGTH, MOTOR_SIGNS, OPM, SIGNS, VISIT_ANSWERS, TALKED, AUTHORS, CONSENTS),
)
