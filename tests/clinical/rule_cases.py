"""Cases of every warning rule: what it is asked, and whether it fires. The test runs them, the README shows them.

``python -m tests.clinical.rule_cases --write`` puts the table into ``clinical/README.md``.
"""

import datetime as dt
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

import clinical
from clinical.history import Daily, Days, FunctionChecks, History, Readings, Span
from clinical.period import answers_that_count, gravest
from clinical.rules import UNHEARD, UNHEARD_WEEKLY
from clinical.signs import Flag, flags
from clinical.vocabulary import FUNCTION_ITEMS, Source, labels_of
from tests.clinical.records import items_of_total

README = Path(clinical.__file__).parent / "README.md"
BEGIN, END = "<!-- rule cases: begin -->", "<!-- rule cases: end -->"
START = np.datetime64("2024-01-01")  # a Monday
NOT = float("nan")
Values = Sequence[float]
Make = Callable[[Values, Values], History]  # what the person said and what a caregiver did, an occasion each


@dataclass(frozen=True)
class Spec:
    """One limit of a rule. ``make`` builds a record of occasions, a value each; it takes ``need`` of them to fire.

    ``at`` is the limit itself, ``at_fires`` whether that is enough; ``again``: how often it has fired after one more
    occasion. ``asks`` names what is answered. ``new``: it tells a state that began, and fires once.
    """

    rule: str
    asks: str
    level: str
    make: Make
    below: float
    at: float
    beyond: float
    at_fires: bool = True
    need: int = 1
    again: int = 2
    weekly: bool = True
    new: bool = False
    calm: float | None = None  # said before it fires, where that is not ``below``
    below_level: str = ""  # that the rule reaches by another of its limits
    again_level: str = ""


@dataclass(frozen=True)
class Case:
    kind: str
    fires: str  # the level, or blank
    history: History
    told: str  # as the table has it
    count: int | None = None
    since: dt.date | None = None
    unheard: bool = False

    def holds(self, spec: Spec) -> bool:
        found = flag_of(self.history, spec.rule)
        if found is None or not self.fires:
            return found is None and not self.fires
        said = (str(found.level), bool(found.unheard_since))
        return (
            said == (self.fires, self.unheard)
            and (self.count is None or found.count == self.count)
            and (self.since is None or found.since == self.since)
        )


def flag_of(history: History, rule: str) -> Flag | None:
    return next((flag for flag in flags(history) if flag.rule == rule), None)


# --- Records of occasions ---


def days_of(values: Values, step: int) -> Days:
    return START + step * np.arange(len(values))


def end_of(days: Days) -> dt.date:
    last: dt.date = days[-1].item()
    return last


def both(section: str, column: str, step: int, own: Values, theirs: Values, **fixed: float) -> History:
    """Answers of a check-in: a row of the person and one of a caregiver, of which one counts (``clinical.period``)."""
    days, columns = days_of(own, step), labels_of(section)
    rows = np.full((2 * len(days), len(columns)), np.nan)
    for place, said in enumerate((own, theirs)):
        rows[place::2, columns.index(column)] = said
        for name, value in fixed.items():
            answered = ~np.isnan(np.array(said, float))
            rows[place::2, columns.index(name)] = np.where(answered, value, np.nan)
    twice, ranks = np.repeat(days, 2), np.tile([0, list(Source).index(Source.CAREGIVER)], len(days))
    unique, values = answers_that_count(twice, ranks, rows)
    values = gravest(twice, rows) if section == "signs" else values
    known = ~np.isnan(values).all(axis=1)
    return History(end_of(days), **{section: Daily(unique[known], values[known], columns)})


def signs(name: str, step: int = 7, **fixed: float) -> Make:
    return lambda own, theirs: both("signs", name, step, own, theirs, **fixed)


def grade(name: str) -> Make:
    return lambda own, theirs: both("weakness", name, 7, own, theirs)


def measured(measures: Sequence[str], step: int = 1, at_first: int = 0, **history: Any) -> Make:
    """The same value of each of these measures."""

    def make(own: Values, theirs: Values) -> History:
        days = days_of(own, step) + at_first
        said = [(day, one, "self") for day, one in zip(days, own, strict=True)]
        said += [(day, one, "caregiver") for day, one in zip(days, theirs, strict=True)]
        known = sorted((row for row in said if not np.isnan(row[1])), key=lambda row: row[0])
        taken = Readings(
            np.array([row[0] for row in known], "datetime64[D]"),
            np.array([row[1] for row in known], float),
            tuple(row[2] for row in known),
        )
        return History(end_of(days), measurements=dict.fromkeys(measures, taken), **history)

    return make


def checked(build: Callable[[float], np.ndarray], step: int = 28, before: Sequence[float] = ()) -> Make:
    """Function checks; ``before``: what the person's own checks said first."""

    def make(own: Values, theirs: Values) -> History:
        own, theirs = [*before, *own], [*[NOT] * len(before), *theirs]
        days = days_of(own, step)
        rows = [(n, one, "self") for n, one in enumerate(own) if not np.isnan(one)]
        rows += [(n, one, "caregiver") for n, one in enumerate(theirs) if not np.isnan(one)]
        rows.sort()
        items = np.array([build(one) for _n, one, _source in rows]).reshape(-1, len(FUNCTION_ITEMS))
        taken = FunctionChecks(
            days[[n for n, *_ in rows]], items, np.zeros(len(rows)), tuple(source for *_, source in rows)
        )
        return History(end_of(days), function=taken)

    return make


def item(name: str) -> Callable[[float], np.ndarray]:
    def build(answer: float) -> np.ndarray:
        items = np.full(len(FUNCTION_ITEMS), 4.0)
        items[FUNCTION_ITEMS.index(name)] = answer
        return items

    return build


def total(value: float) -> np.ndarray:
    return items_of_total(value)[0]


def fell(own: Values, theirs: Values) -> History:
    """Falls since the last entry, a week apart."""
    return both("signs", "falls", 7, own, theirs)


def nights(own: Values, theirs: Values) -> History:
    """Five nights on each occasion, more than four weeks after the breathing machine came."""
    of_nights = [list(np.repeat(np.array(said, float), 5)) for said in (own, theirs)]
    came = Span("niv", "", dt.date(2023, 1, 1))
    return measured(["niv_hours"], treatments=(came,))(*of_nights)


def cramped(name: str, weeks: int) -> Make:
    """On three days of each week."""

    def make(own: Values, theirs: Values) -> History:
        every = [
            [value if n % 7 < 3 else NOT for n, value in enumerate(np.repeat(np.array(said, float), 7))]
            for said in (own, theirs)
        ]
        every = [said[:-4] for said in every]
        return both("fasciculation", f"cramps.{name}", 1, *every)

    return make


def weighed(own: Values, theirs: Values, **history: float) -> History:
    """On two days of each week, in kg."""
    days = np.repeat(days_of(own, 7), 2) + np.tile([0, 1], len(own))
    twice = [np.repeat(np.array(said, float), 2) for said in (own, theirs)]
    kg = np.fmin(*twice)
    known = ~np.isnan(kg)
    sources = np.where(np.isnan(twice[0]), "caregiver", "self")[known]
    readings = Readings(days[known], kg[known], tuple(sources.tolist()))
    return History(end_of(days), measurements={"weight": readings}, **history)


def lost(own: Values, theirs: Values) -> History:
    """Weights of a person of usually 100 kg, after a week of 98."""
    return weighed([98, *own], [NOT, *theirs], usual_weight=100)


def with_meals(own: Values, theirs: Values) -> History:
    meals = both("signs", "long_meals", 7, [3.0] * len(own), [NOT] * len(own))
    return replace(meals, measurements=weighed(own, theirs).measurements, usual_weight=100)


def small(own: Values, theirs: Values) -> History:
    """Two weights a week of somebody of 200 cm; a value is a body-mass index."""
    return weighed(*([one * 4 for one in said] for said in (own, theirs)), height=200)


def dropped(own: Values, theirs: Values) -> History:
    """A value is how many kg are gone since the week before the first."""
    return weighed([80, *(80 - one for one in own)], [NOT, *(80 - one for one in theirs)])


# --- The limits ---

YES = {"below": 0, "at": 1, "beyond": 1}


def _yes(rule: str, name: str, level: str, asks: str) -> Spec:
    return Spec(rule, asks, level, signs(name), **YES)


_other = partial(Spec, weekly=False)  # than a question of the week
SPECS = (
    _yes("R01", "severe_breathlessness", "emergency", "severe breathlessness"),
    _yes("R02", "confused_or_hard_to_wake", "emergency", "confused, hard to wake"),
    _other("R03", "both oxygen readings, %", "emergency", measured(["spo2", "spo2_second"]), 88.5, 88, 87),
    _other("R04", "both oxygen readings, %", "urgent", measured(["spo2", "spo2_second"]), 95, 94, 93, at_fires=False),
    _other("R05", "breathing grade", "urgent", grade("breathing"), 2, 1, 0, again=1, new=True),
    _other("R05", "item 10", "urgent", checked(item("dyspnea")), 2, 1, 0, again=1, new=True),
    _other("R06", "item 11", "soon", checked(item("orthopnea")), 3, 2, 2, again=1, new=True),
    _other("R06", "item 11", "urgent", checked(item("orthopnea")), 3, 1, 0, again=1, new=True),
    Spec("R06", "days breathless lying flat", "soon", signs("breathless_lying_flat"), 1, 2, 3, again=1, new=True),
    Spec("R07", "mornings with a headache", "soon", signs("morning_headache"), 2, 3, 4),
    Spec(
        "R08",
        "nights not rested, with 2 nights of nightmares",
        "soon",
        signs("unrefreshing_sleep", nightmares=2, daytime_sleepiness=0, poor_concentration=0),
        3,
        4,
        5,
        need=2,
    ),
    Spec(
        "R08",
        "sleepiness, with 4 days of poor concentration",
        "soon",
        signs("daytime_sleepiness", nightmares=0, unrefreshing_sleep=0, poor_concentration=4),
        5,
        6,
        7,
        need=2,
    ),
    Spec("R09", "days with phlegm", "soon", signs("cannot_clear_phlegm"), 1, 2, 3),
    Spec("R09", "days with phlegm, with a fever", "urgent", signs("cannot_clear_phlegm", fever=1), 1, 2, 3),
    _other("R09", "peak cough flow, L/min", "soon", measured(["peak_cough_flow"]), 271, 270, 269, at_fires=False),
    Spec("R10", "more breathless, with a fever", "urgent", signs("more_breathless", fever=1), **YES),
    Spec("R10", "more breathless, with coloured phlegm", "urgent", signs("more_breathless", coloured_phlegm=1), **YES),
    Spec("R11", "chokes that needed help", "urgent", signs("choking_needed_help"), 0, 1, 2),
    Spec("R11", "days coughing with food", "soon", signs("coughing_with_food"), 2, 3, 4),
    Spec("R12", "days with long meals", "routine", signs("long_meals"), 2, 3, 4),
    Spec(
        "R12",
        "weight, kg of 100, with 3 days of long meals",
        "soon",
        with_meals,
        95.5,
        95,
        94,
        need=2,
        again=3,
        below_level="routine",
    ),
    _other("R13", "weight, kg of 100", "soon", lost, 95.5, 95, 94, again=1, new=True),
    _other("R14", "kg gone in a week", "soon", dropped, 1.5, 2, 3, again=3),
    _other("R15", "body-mass index", "soon", small, 19, 18.5, 18, at_fires=False, again=1, new=True),
    _yes("R16", "too_little_drink", "urgent", "too little drink"),
    Spec("R17", "days with saliva", "routine", signs("saliva_trouble"), 3, 4, 5),
    _other("R19", "speech grade", "routine", grade("speech"), 3, 2, 1, again=1, new=True),
    Spec("R20", "days of laughing or crying", "routine", signs("uncontrolled_laughing_crying"), 1, 2, 3),
    _other("R21", "hours with the machine in five nights", "soon", nights, 5, 4, 3, at_fires=False, again=6),
    _other("R22", "hours with the machine", "urgent", measured(["niv_hours"]), 15, 16, 17, at_fires=False),
    _other("R22", "item 12", "urgent", checked(item("respiratory_insufficiency")), 2, 1, 0, again=1),
    _yes("R23", "machine_or_tube_fault", "urgent", "a machine or tube at fault"),
    _yes("R23", "breathless_with_fault", "emergency", "breathless with it"),
    _other("R24", "falls", "routine", fell, 0, 1, 1, again_level="soon"),
    _other("R24", "falls", "soon", fell, 0, 2, 3),
    _yes("R25", "chest_pain", "emergency", "chest pain, sudden breathlessness"),
    _yes("R25", "swollen_leg", "urgent", "a swollen leg"),
    _yes("R26", "sudden_change", "emergency", "a sudden change"),
    _yes("R27", "low_mood", "soon", "low for 2 weeks"),
    _yes("R27", "self_harm", "emergency", "thoughts of self-harm"),
    _other("R28", "neck grade", "routine", grade("neck"), 3, 2, 1, again=1, new=True),
    _other("R29", "total after 40", "soon", checked(total, before=[40]), 35, 34, 33, again=1, calm=40),
    _yes("R30", "caregiver_cannot_go_on", "soon", "“I can't keep this up”"),
    Spec("R30", "strain of the caregiver", "soon", signs("caregiver_strain"), 7, 8, 9, need=2),
    _other("R31", "cramp pain on 3 days of a week", "soon", cramped("worst_pain", 1), 6, 7, 8, again=4),
    _other("R31", "nights woken by cramps on 3 days of a week", "soon", cramped("woke", 2), 0, 1, 2, need=2, again=4),
)


def nobody(values: Values) -> list[float]:
    return [NOT] * len(values)


def cases(spec: Spec) -> Iterator[Case]:
    """Each kind of case of one limit, in the order of the table."""

    def made(kind: str, own: Values, level: str, *, by: Values | None = None, told: str = "", **more: Any) -> Case:
        history = spec.make(own, nobody(own) if by is None else by)
        return Case(kind, level, history, told or f"{own[0]:g}: {level or 'no'}", **more)

    fired = [float(spec.beyond)] * spec.need
    enough = [float(spec.at)] * spec.need
    yield made("below", [float(spec.below)] * spec.need, spec.below_level)
    yield made("at", enough, spec.level if spec.at_fires else "")
    yield made("beyond", fired, spec.level)
    yield made("skipped", [*fired, NOT], spec.level, told="stays")
    again = spec.again_level or spec.level
    times = "once" if spec.again == 1 else f"{spec.again} times"
    told = f"{times}: {again}" if spec.again_level else times
    yield made("again", [*fired, spec.beyond], again, count=spec.again, told=told)
    yield made("caregiver", nobody(fired), spec.level, by=fired, told=spec.level)
    later = [spec.below if spec.calm is None else spec.calm, *fired]
    first = spec.make(later, nobody(later))
    yield Case("new", spec.level, first, "once" if spec.new else "each time", count=1 if spec.new else None)
    days = UNHEARD_WEEKLY if spec.weekly else UNHEARD
    history = spec.make(fired, nobody(fired))
    flag = flag_of(history, spec.rule)
    heard = (flag and flag.heard) or history.at
    for more, unheard in ((0, False), (1, True)):
        aged = replace(history, at=heard + dt.timedelta(days + more))
        yield Case("ageing", spec.level, aged, f"{days} days", unheard=unheard)


KINDS = ("below", "at", "beyond", "skipped", "again", "caregiver", "new", "ageing")
HEADS = ("below", "at", "beyond", "then skipped", "once more", "by a caregiver", "fires", "not heard of after")


def table() -> str:
    lines = [f"| rule | asks | {' | '.join(HEADS)} |", f"|---|---|{'---|' * len(HEADS)}"]
    for spec in SPECS:
        told = {case.kind: case.told for case in cases(spec)}
        lines.append(f"| {spec.rule} | {spec.asks} | {' | '.join(told[kind] for kind in KINDS)} |")
    return "\n".join(lines)


def written(page: str) -> str:
    """The page with the table in its place."""
    before, _begin, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}\n\n{table()}\n\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    if "--write" in sys.argv:
        README.write_text(written(README.read_text()))
    else:
        print(table())
