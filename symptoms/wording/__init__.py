"""Every sentence that a patient reads about symptoms, translatable. What may never be said is CLINICAL 13."""

from symptoms.wording.check_in import (
    COMPARISON,
    DAILY,
    GRIP_NOTE,
    LEAVE_OUT,
    MEASURED,
    NOT_KNOWN,
    OXYGEN_NOTE,
    SIGNS,
    TWITCHES,
    TWITCHES_NOTE,
    WEAKNESS,
    WEEK,
    YES_NO,
)
from symptoms.wording.function import BREATHING_MACHINE_NOTE, FRAME, FUNCTION, GASTROSTOMY, INTRO
from symptoms.wording.names import CELL_LABELS, REGION_LABELS
from symptoms.wording.question import Question, Text
from symptoms.wording.rules import LEADS, NOBODY_TOLD, RULES, FlagGroup, flag_groups, flag_text

__all__ = [
    "BREATHING_MACHINE_NOTE",
    "CELL_LABELS",
    "COMPARISON",
    "DAILY",
    "FRAME",
    "FUNCTION",
    "GASTROSTOMY",
    "GRIP_NOTE",
    "INTRO",
    "LEADS",
    "LEAVE_OUT",
    "MEASURED",
    "NOBODY_TOLD",
    "NOT_KNOWN",
    "OXYGEN_NOTE",
    "REGION_LABELS",
    "RULES",
    "SIGNS",
    "TWITCHES",
    "TWITCHES_NOTE",
    "WEAKNESS",
    "WEEK",
    "YES_NO",
    "FlagGroup",
    "Question",
    "Text",
    "flag_groups",
    "flag_text",
]
