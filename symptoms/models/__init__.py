"""What is recorded, and what follows from it."""

from symptoms.models.check_in import Asymmetry, CheckIn, Fasciculation, Fatigue, Signs, Weakness
from symptoms.models.derived import LARGE, Report
from symptoms.models.draft import Draft
from symptoms.models.first_day import FirstDay
from symptoms.models.function import FunctionCheck
from symptoms.models.measurement import Measurement
from symptoms.models.plan import Plan, Reminder
from symptoms.models.remembered import RememberedOnset
from symptoms.models.timeline import CellMark, Event, Treatment

__all__ = [
    "LARGE",
    "Asymmetry",
    "CellMark",
    "CheckIn",
    "Draft",
    "Event",
    "Fasciculation",
    "Fatigue",
    "FirstDay",
    "FunctionCheck",
    "Measurement",
    "Plan",
    "RememberedOnset",
    "Reminder",
    "Report",
    "Signs",
    "Treatment",
    "Weakness",
]
