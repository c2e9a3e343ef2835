"""What is done about the illness, and what is logged of it: the rows of CLINICAL 8. A mark on the timeline, never a
claim that it worked."""

from dataclasses import dataclass
from enum import StrEnum


class Group(StrEnum):
    """In the order in which they are offered."""

    MEDICINE = "medicine"
    BREATHING = "breathing"
    EATING = "eating"
    SPEECH = "speech"
    MOVING = "moving"
    EXERCISE = "exercise"
    OTHER = "other"


@dataclass(frozen=True)
class Course:
    """``details``: what exactly it can be; ``sided``: it is worn on a side. ``counts``: the numbers that are logged of
    a day with it (``COUNTS``; hours of breathing support are the measure ``niv_hours``); ``troubles``: what can be
    ticked of that day; ``once``: it is of a day and goes on for none, and what is logged is of any day after it."""

    kind: str
    group: Group
    details: tuple[str, ...] = ()
    sided: bool = False
    dosed: bool = False
    counts: tuple[str, ...] = ()
    troubles: tuple[str, ...] = ()
    once: bool = False


@dataclass(frozen=True)
class Count:
    """A number of a day, from ``low`` to ``high``, both included."""

    low: int
    high: int
    unit: str = ""


COUNTS = {
    "helped": Count(0, 10),  # 0 not at all, 10 very much
    "comfort": Count(0, 10),  # of a mask: 0 can hardly be borne, 10 not felt
    "hours": Count(0, 24, "h"),
    "sessions": Count(0, 50),
    "cycle_days": Count(0, 31),
    "feed_ml": Count(0, 5000, "ml"),
    "water_ml": Count(0, 5000, "ml"),
    "minutes": Count(0, 600, "min"),
}
MEDICINE, BREATHING, EATING, SPEECH = Group.MEDICINE, Group.BREATHING, Group.EATING, Group.SPEECH
COURSES = {
    course.kind: course
    for course in (
        Course("riluzole", MEDICINE, dosed=True, troubles=("nausea", "tired")),
        Course("edaravone", MEDICINE, ("iv", "oral"), dosed=True, counts=("cycle_days",), troubles=("reaction",)),
        Course("tofersen", MEDICINE, dosed=True, troubles=("headache", "back_pain", "fever"), once=True),
        Course(
            "symptom_medicine",
            MEDICINE,
            ("cramps", "spasm", "saliva", "mood", "laughing_crying"),
            dosed=True,
            counts=("helped",),
            troubles=("side_effects",),
        ),
        Course("saliva_treatment", MEDICINE, ("botulinum", "radiotherapy"), once=True),
        Course(
            "niv",
            BREATHING,
            ("nose", "nose_mouth", "mouthpiece"),
            counts=("comfort", "helped"),
            troubles=("leaks", "dry_mouth"),
        ),
        Course(
            "cough_assist", BREATHING, ("cough_machine", "suction", "breath_stacking"), counts=("sessions", "helped")
        ),
        Course("gastrostomy", EATING, ("peg", "rig"), counts=("feed_ml", "water_ml"), troubles=("site_sore",)),
        Course(
            "aac",
            SPEECH,
            ("letter_board", "tablet", "eye_gaze", "voice_banking"),
            counts=("hours",),
            troubles=("not_working",),
        ),
        Course(
            "orthosis",
            Group.MOVING,
            ("leg_brace", "hand_splint", "collar"),
            sided=True,
            counts=("hours",),
            troubles=("rubbing", "trips"),
        ),
        Course(
            "mobility_aid",
            Group.MOVING,
            ("stick", "frame", "wheelchair_manual", "wheelchair_power", "hoist", "bed"),
            troubles=("problem",),
        ),
        Course("physiotherapy", Group.EXERCISE, ("therapist", "own"), counts=("minutes",)),
        Course("trial", Group.OTHER),
        Course("other", Group.OTHER),
    )
}
SIDED = ("left", "right", "both")
UNSIDED = ("collar",)  # of what is sided
MEDICINES = tuple(kind for kind, course in COURSES.items() if course.group is MEDICINE and not course.once)
DETAILS = tuple(dict.fromkeys(detail for course in COURSES.values() for detail in course.details))
TROUBLES = tuple(dict.fromkeys(trouble for course in COURSES.values() for trouble in course.troubles))


ARMLESS = ("trial",)  # nothing is held of it that could tell the arm


def exactly(kind: str) -> tuple[tuple[str, str], ...]:
    """What exactly it can be, in the order in which it is offered: detail and side, blank where there is none."""
    details = COURSES[kind].details
    return tuple((detail, side) for detail in details for side in (SIDED if is_sided(kind, detail) else ("",)))


def is_sided(kind: str, detail: str) -> bool:
    """Whether a side can be said of it."""
    return COURSES[kind].sided and detail not in UNSIDED
