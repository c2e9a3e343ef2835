"""What is recorded, and what follows from it."""

from symptoms.models.check_in import Asymmetry, CheckIn, Fasciculation, Fatigue, Signs, Weakness
from symptoms.models.derived import Report
from symptoms.models.function import FunctionCheck
from symptoms.models.measurement import Measurement
from symptoms.models.timeline import CellMark, Event, FlagResponse, Treatment

__all__ = [
    "Asymmetry",
    "CellMark",
    "CheckIn",
    "Event",
    "Fasciculation",
    "Fatigue",
    "FlagResponse",
    "FunctionCheck",
    "Measurement",
    "Report",
    "Signs",
    "Treatment",
    "Weakness",
]
