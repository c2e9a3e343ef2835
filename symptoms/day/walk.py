"""The walk through a day: which question comes after which. Pure: what was said goes in, the next step comes out.

A **topic** is what a person keeps track of or leaves out: six areas of the body, twitches, cramps, tiredness and the
weekly questions. A **walk** is a way through one topic or through all of them. A **step** is one question: the name of
its measure, or a page where one chooses where to go (``twitches``, ``week``).
"""

import datetime as dt
from collections.abc import Collection, Mapping
from itertools import pairwise

from clinical.vocabulary import (
    ASKED_OF,
    CELL_BY_NAME,
    CELLS,
    CHECK_IN_SECTIONS,
    FUNCTION_ITEMS,
    LIMB_REGIONS,
    MEASURES,
    SIGN_WRONG,
    Cell,
    Side,
    Source,
)
from symptoms.wording import WEEK, week_of

Answers = Mapping[str, float | None]

# In the order of the body. The sides are the person's own.
AREAS: dict[str, tuple[str, ...]] = {
    "head": ("speech", "swallowing", "neck"),
    "left_arm": ("upper_arm.left", "hand.left"),
    "right_arm": ("upper_arm.right", "hand.right"),
    "chest": ("breathing", "trunk"),
    "left_leg": ("thigh.left", "foot.left"),
    "right_leg": ("thigh.right", "foot.right"),
}
OTHERS = ("twitches", "cramps", "fatigue", "week")
TOPICS = (*AREAS, *OTHERS)
# Walks through the twitches of one area, by where one goes after it: back to choosing, alone or amid all questions.
TWITCHES = {f"{amid}_twitches_{area}": (amid, area) for amid in ("only", "all") for area in AREAS}
WALKS = ("all", *TOPICS, *TWITCHES)
WEEKLY = dt.timedelta(days=7)
WEEK_STEPS = (*WEEK, "falls", "weight")
ASKED_WEEKLY = frozenset((*WEEK, *ASKED_OF, "falls"))  # of the signs; the others are said on the day
PAGES = ("twitches", "week")  # where one chooses where to go
_SAID_ON_THE_DAY = {f"signs.{name}" for name in SIGN_WRONG}
QUESTIONS = frozenset(
    [
        name
        for name, measure in MEASURES.items()
        if measure.section in CHECK_IN_SECTIONS and name not in _SAID_ON_THE_DAY
    ]
    + ["weight"]
)
FUNCTION = ("function.gastrostomy", *(f"function.{item}" for item in FUNCTION_ITEMS))
BELOW = 4  # the grade "as before": where it is that of both sides, which one is weaker is asked once a week


def is_due(asked: dt.date | None, day: dt.date) -> bool:
    """Whether the weekly questions are to be asked: they look back on seven days."""
    return asked is None or day - asked >= WEEKLY


def week_steps(source: str, asked: dt.date | None, own_asked: dt.date | None, day: dt.date) -> tuple[str, ...]:
    """The weekly questions for who answers as ``source``. ``asked``: when those about the person were answered last,
    ``own_asked``: when this caregiver's were. Where nothing but their own is due, nothing else is asked."""
    own = [name for name, whose in ASKED_OF.items() if whose == source == Source.CAREGIVER]
    if own and is_due(own_asked, day) and not is_due(asked, day):
        return tuple(own)
    return (*week_of(source), "falls", "weight")


def compared(
    said_on: Mapping[str, dt.date], today: Answers, day: dt.date, left_out: Collection[str] = ()
) -> frozenset[str]:
    """The limb regions of which it is to be asked which side is weaker though both are as before (CLINICAL 4.5): the
    person keeps track of both sides and said it last a week ago, or says it this ``day``. ``said_on``: by measure."""
    kept = {CELL_BY_NAME[cell] for area, cells in AREAS.items() if area not in left_out for cell in cells}
    return frozenset(
        region
        for region in LIMB_REGIONS
        if all(Cell(region, side) in kept for side in Side)
        and (today.get(step := f"asymmetry.{region}") is not None or is_due(said_on.get(step), day))
    )


def steps(
    walk: str,
    said: Answers,
    *,
    left_out: tuple[str, ...] = (),
    due: bool = False,
    compare: Collection[str] = (),
    week: Collection[str] = WEEK_STEPS,
) -> list[str]:
    """The questions of a walk in their order, as far as the answers so far tell. ``said``: what is known up to and
    with this day; what depends on an answer is asked once that answer is there. ``due``: the weekly questions, of
    which ``week`` are asked of this reader; ``compare``: see ``compared``."""
    if walk == "all":
        kept = [topic for topic in TOPICS if topic not in left_out and (topic != "week" or due)]
        cells = [cell.name for cell in CELLS if any(cell.name in AREAS.get(topic, ()) for topic in kept)]
        return [
            *_weakness(cells, said, compare),
            *(step for topic in kept if topic in OTHERS for step in steps(topic, said, week=week)),
        ]
    if walk in AREAS:
        return _weakness(AREAS[walk], said, compare)
    if walk in TWITCHES:
        return [f"fasciculation.{cell}" for cell in AREAS[TWITCHES[walk][1]]]
    if walk == "week":
        return ["week", *week]
    return {"twitches": lambda _: ["twitches"], "cramps": _cramps, "fatigue": _fatigue}[walk](said)


def following(step: str, order: list[str]) -> str | None:
    """The step after one; None after the last."""
    return next((after for before, after in pairwise(order) if before == step), None)


def preceding(step: str, order: list[str]) -> str | None:
    return next((before for before, after in pairwise(order) if after == step), None)


def uneven(region: str, said: Answers, compare: Collection[str] = ()) -> bool:
    """Whether to ask which side is weaker: both have the same grade, below "as before" or where that is due."""
    left, right = (said.get(f"weakness.{region}.{side}") for side in Side)
    return left is not None and left == right and (left < BELOW or region in compare)


def _weakness(cells: tuple[str, ...] | list[str], said: Answers, compare: Collection[str]) -> list[str]:
    found = []
    for n, name in enumerate(cells):
        found.append(f"weakness.{name}")
        region = CELL_BY_NAME[name].region
        last_of_pair = not any(CELL_BY_NAME[later].region == region for later in cells[n + 1 :])
        if region in LIMB_REGIONS and last_of_pair and uneven(region, said, compare):
            found.append(f"asymmetry.{region}")
    return found


def _cramps(said: Answers) -> list[str]:
    more = ["cramps.worst_pain", "cramps.woke"] if said.get("cramps.count") else []
    return ["cramps.count", *more]


def _fatigue(said: Answers) -> list[str]:
    more = ["fatigue.recovery_minutes"] if said.get("fatigue.after_small_effort") else []
    return ["fatigue.now", "fatigue.worst", "fatigue.after_small_effort", *more]
