"""The words everybody shares: regions, sides, cells, measures and who said it.

A **cell** is a region with its side (``hand.left``, ``speech``). A **measure** is a dotted name that is the same in
CSV, API, JSON, charts and code (``weakness.hand.left``). Sources: CLINICAL 4.1 and 5.2, DESIGN 3.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property


class Region(StrEnum):
    SPEECH = "speech"
    SWALLOWING = "swallowing"
    NECK = "neck"
    UPPER_ARM = "upper_arm"
    HAND = "hand"
    BREATHING = "breathing"
    TRUNK = "trunk"
    THIGH = "thigh"
    FOOT = "foot"


class Side(StrEnum):
    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> "Side":
        return Side.RIGHT if self is Side.LEFT else Side.LEFT


class Pair(StrEnum):
    """The limb pairs: an arm is upper arm and hand of one side, a leg is thigh and foot."""

    ARM = "arm"
    LEG = "leg"


class Group(StrEnum):
    """The four groups of CLINICAL 4.4 "generalised"."""

    BULBAR = "bulbar"
    UPPER = "upper"
    MIDDLE = "middle"
    LOWER = "lower"


class Source(StrEnum):
    """Who said it, in the order in which answers for one day count."""

    SELF = "self"
    HELPED = "helped"
    CAREGIVER = "caregiver"
    CLINICIAN = "clinician"


class Precision(StrEnum):
    """How well somebody remembers when a part began to be weak. ``BEFORE``: since birth or an old injury."""

    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    NOT_SURE = "not_sure"
    BEFORE = "before"


LIMB_REGIONS = (Region.UPPER_ARM, Region.HAND, Region.THIGH, Region.FOOT)

_PAIRS = {
    Region.UPPER_ARM: Pair.ARM,
    Region.HAND: Pair.ARM,
    Region.THIGH: Pair.LEG,
    Region.FOOT: Pair.LEG,
}
_GROUPS = {
    Region.SPEECH: Group.BULBAR,
    Region.SWALLOWING: Group.BULBAR,
    Region.NECK: Group.UPPER,
    Region.UPPER_ARM: Group.UPPER,
    Region.HAND: Group.UPPER,
    Region.BREATHING: Group.MIDDLE,
    Region.TRUNK: Group.MIDDLE,
    Region.THIGH: Group.LOWER,
    Region.FOOT: Group.LOWER,
}


@dataclass(frozen=True)
class Cell:
    region: Region
    side: Side | None = None

    @cached_property
    def name(self) -> str:
        """The dotted name, ``hand.left``."""
        return f"{self.region}.{self.side}" if self.side else str(self.region)

    @property
    def column(self) -> str:
        """The database column, ``hand_left``."""
        return self.name.replace(".", "_")

    @property
    def pair(self) -> Pair | None:
        return _PAIRS.get(self.region)

    @property
    def group(self) -> Group:
        return _GROUPS[self.region]

    def __str__(self) -> str:
        return self.name


def _cells() -> tuple[Cell, ...]:
    order = (
        Region.SPEECH,
        Region.SWALLOWING,
        Region.NECK,
        Region.UPPER_ARM,
        Region.HAND,
        Region.BREATHING,
        Region.TRUNK,
        Region.THIGH,
        Region.FOOT,
    )
    sides: dict[Region, tuple[Side | None, ...]] = dict.fromkeys(LIMB_REGIONS, (Side.LEFT, Side.RIGHT))
    return tuple(Cell(region, side) for region in order for side in sides.get(region, (None,)))


CELLS = _cells()  # thirteen, in the order of the body from top to bottom
CELL_NAMES = tuple(cell.name for cell in CELLS)
CELL_BY_NAME = {cell.name: cell for cell in CELLS}

BULBAR_ITEMS = ("speech", "salivation", "swallowing")
FINE_MOTOR_ITEMS = ("handwriting", "cutting_food", "dressing_hygiene")
GROSS_MOTOR_ITEMS = ("turning_in_bed", "walking", "climbing_stairs")
RESPIRATORY_ITEMS = ("dyspnea", "orthopnea", "respiratory_insufficiency")
FUNCTION_ITEMS = BULBAR_ITEMS + FINE_MOTOR_ITEMS + GROSS_MOTOR_ITEMS + RESPIRATORY_ITEMS
SUBSCORES = {
    "bulbar": BULBAR_ITEMS,
    "fine_motor": FINE_MOTOR_ITEMS,
    "gross_motor": GROSS_MOTOR_ITEMS,
    "respiratory": RESPIRATORY_ITEMS,
}
TOTAL_GIVEN = "function.total_given"  # of the twelve, as a clinic gave it; never worked out (CLINICAL 1.2)

# The weekly questions on breathing, sleep and swallowing: days (or nights) out of the past seven unless said otherwise.
# They are the inputs of the warning rules R06-R12, R17, R20, R27 and R30 (CLINICAL 7.3).
SIGN_DAYS = (
    "breathless_lying_flat",
    "morning_headache",
    "unrefreshing_sleep",
    "nightmares",
    "poor_concentration",
    "cannot_clear_phlegm",
    "coughing_with_food",
    "choking_needed_help",
    "long_meals",
    "saliva_trouble",
    "uncontrolled_laughing_crying",
)
SIGN_SCALES = ("daytime_sleepiness",)  # 0-10
SIGN_FLAGS = ("fever", "coloured_phlegm", "more_breathless", "low_mood", "caregiver_cannot_go_on")  # 0 or 1, now
SIGN_SCALES_NOW = ("caregiver_strain",)  # 0-10, now
# What somebody says of themselves on the day on which something is wrong, 1: it is so (R01, R02, R16, R23, R25-R27).
SIGN_WRONG = (
    "severe_breathlessness",
    "confused_or_hard_to_wake",
    "sudden_change",
    "chest_pain",
    "swollen_leg",
    "too_little_drink",
    "machine_or_tube_fault",
    "breathless_with_fault",
    "self_harm",
)
# What is asked of one of them alone, of themselves; the others are asked about the person, of whoever logs.
ASKED_OF = {
    "signs.low_mood": Source.SELF,
    "signs.caregiver_cannot_go_on": Source.CAREGIVER,
    "signs.caregiver_strain": Source.CAREGIVER,
}
# What a phone counts by itself: shown as it was measured, and nothing is worked out from it (CLINICAL 5.6).
PHONE = ("steps", "walking_asymmetry")
# The answers that others see only where it was agreed to, and the part that was (CLINICAL 13.11).
PRIVATE = {
    "signs.low_mood": "mood",
    "signs.self_harm": "mood",
    "signs.caregiver_cannot_go_on": "caregiver",
    "signs.caregiver_strain": "caregiver",
}


@dataclass(frozen=True)
class Measure:
    """One recordable number: its name, the table section and column that hold it, and the values that are allowed."""

    name: str
    section: str
    column: str
    low: float
    high: float
    whole: bool = True
    unit: str = ""

    def accepts(self, value: float) -> bool:
        return self.low <= value <= self.high and (not self.whole or value == int(value))


def _measures() -> tuple[Measure, ...]:
    found = [Measure(f"weakness.{cell.name}", "weakness", cell.column, 0, 4) for cell in CELLS]
    found += [Measure(f"fasciculation.{cell.name}", "fasciculation", cell.column, 0, 3) for cell in CELLS]
    found += [
        Measure("cramps.count", "fasciculation", "cramps_count", 0, 200),
        Measure("cramps.worst_pain", "fasciculation", "cramps_worst_pain", 0, 10),
        Measure("cramps.woke", "fasciculation", "cramps_woke", 0, 50),
        Measure("fatigue.now", "fatigue", "now", 0, 10),
        Measure("fatigue.worst", "fatigue", "worst", 0, 10),
        Measure("fatigue.after_small_effort", "fatigue", "after_small_effort", 0, 10),
        Measure("fatigue.recovery_minutes", "fatigue", "recovery_minutes", 0, 1440, unit="minutes"),
    ]
    found += [Measure(f"asymmetry.{region}", "asymmetry", str(region), -2, 2) for region in LIMB_REGIONS]
    found += [Measure(f"signs.{name}", "signs", name, 0, 7) for name in SIGN_DAYS]
    found += [Measure(f"signs.{name}", "signs", name, 0, 10) for name in (*SIGN_SCALES, *SIGN_SCALES_NOW)]
    found += [Measure(f"signs.{name}", "signs", name, 0, 1) for name in (*SIGN_FLAGS, *SIGN_WRONG)]
    found += [Measure("falls", "signs", "falls", 0, 50)]
    found += [Measure(f"function.{item}", "function", item, 0, 4) for item in FUNCTION_ITEMS]
    found += [
        Measure("function.gastrostomy", "function", "gastrostomy", 0, 1),
        Measure(TOTAL_GIVEN, "function", "total_given", 0, 48),
        Measure("weight", "measurement", "weight", 20, 300, whole=False, unit="kg"),
        Measure("fvc_percent", "measurement", "fvc_percent", 0, 200, whole=False, unit="%"),
        Measure("svc_percent", "measurement", "svc_percent", 0, 200, whole=False, unit="%"),
        Measure("snip", "measurement", "snip", 0, 250, whole=False, unit="cmH2O"),
        Measure("mip", "measurement", "mip", 0, 300, whole=False, unit="cmH2O"),
        Measure("peak_cough_flow", "measurement", "peak_cough_flow", 0, 1000, whole=False, unit="L/min"),
        Measure("spo2", "measurement", "spo2", 50, 100, whole=False, unit="%"),
        Measure("spo2_second", "measurement", "spo2_second", 50, 100, whole=False, unit="%"),
        Measure("grip.left", "measurement", "grip_left", 0, 120, whole=False, unit="kg"),
        Measure("grip.right", "measurement", "grip_right", 0, 120, whole=False, unit="kg"),
        Measure("niv_hours", "measurement", "niv_hours", 0, 24, whole=False, unit="hours"),
        Measure("niv", "measurement", "niv", 0, 1),
        Measure("steps", "measurement", "steps", 0, 100_000, unit="steps"),
        Measure("walking_asymmetry", "measurement", "walking_asymmetry", 0, 100, whole=False, unit="%"),
    ]
    return tuple(found)


MEASURES = {measure.name: measure for measure in _measures()}
CHECK_IN_SECTIONS = ("weakness", "fasciculation", "fatigue", "asymmetry", "signs")


@cache
def measures_of(section: str) -> tuple[Measure, ...]:
    """The measures that one table holds, in their column order."""
    return tuple(measure for measure in MEASURES.values() if measure.section == section)


def labels_of(section: str) -> tuple[str, ...]:
    """The section's measures without its prefix, in column order: ``hand.left`` for ``weakness.hand.left``,
    ``cramps.count`` and ``falls`` as they are."""
    return tuple(measure.name.removeprefix(f"{section}.") for measure in measures_of(section))
