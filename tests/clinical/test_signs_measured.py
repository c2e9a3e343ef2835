"""The rules that read weights and oxygen readings."""

from dataclasses import replace

import numpy as np
import pytest

from clinical.history import History, Readings
from tests.clinical.records import daily, every, readings
from tests.clinical.signed import AT, answered, day, fired, the


def weighed(*kilograms: float, step: int = 7, **more) -> History:
    return replace(answered("weight", list(kilograms), every(step, len(kilograms))), **more)


@pytest.mark.parametrize(
    ("kilograms", "usual", "fires"),
    [
        ((77, 76, 76), 80, True),
        ((77, 76.1, 76.1), 80, False),
        ((77, 76), 80, False),  # one weight alone
        ((77, 76, 76.1, 76), 80, False),  # never two in a row
        ((76, 75, 74), 80, False),  # so from the beginning: no change
        ((80, 78, 76, 76), None, True),
        ((80, 78, 77, 77), None, False),
        ((), 80, False),
    ],
)
def test_r13_fires_when_two_weights_cross_five_percent_below_usual_or_first_weight(kilograms, usual, fires):
    assert fired(weighed(*kilograms, usual_weight=usual), "R13") == ({"R13": "soon"} if fires else {})


def test_r13_takes_the_median_of_several_weights_of_a_week_at_its_word():
    days = [77, 77, 77, 77, 74, 74, 74]

    assert fired(weighed(*days, step=1, usual_weight=80), "R13") == {}
    assert fired(weighed(*days, 74, step=1, usual_weight=80), "R13") == {"R13": "soon"}


def test_r13_fires_again_at_ten_percent():
    flag = the(weighed(79, 76, 75, 72, 71, usual_weight=80), "R13")

    assert (flag.since, flag.last, flag.count) == (day(14), day(28), 2)
    assert flag.inputs == {"weight": 71, "weight_loss_percent": 11.25, "usual_weight": 80}


def test_r13_says_that_its_baseline_is_the_first_weight():
    assert the(weighed(80, 76, 76), "R13").inputs["first_weight"] == 80


def scales(home: tuple[float, ...], clinic: tuple[float, ...]) -> History:
    """Weighed once a week at home and, the day after, in the clinic."""
    days = np.sort(np.concatenate([every(7, len(home)), every(7, len(clinic), "2024-01-02")]))
    both = {day: ("self", kg) for day, kg in zip(every(7, len(home)), home, strict=True)}
    both |= {day: ("clinician", kg) for day, kg in zip(every(7, len(clinic), "2024-01-02"), clinic, strict=True)}
    sources, kg = zip(*(both[day] for day in days), strict=True)
    return History(AT, measurements={"weight": Readings(days, np.array(kg), sources)}, height=170)


@pytest.mark.parametrize("rule", ["R13", "R14", "R15"])
def test_two_scales_that_differ_are_no_loss_of_weight(rule):
    assert fired(scales((80, 80, 80, 80), (75, 75, 75, 75)), rule) == {}
    assert fired(scales((80, 80, 80, 80), (80, 80, 53, 53)), rule) == {rule: "soon"}


def test_weights_count_as_seven_day_medians():
    assert fired(weighed(80, 80, 80, 60, 80, step=1)) == {}


@pytest.mark.parametrize(
    ("kilograms", "step", "fires"),
    [
        ((80, 80, 78, 78), 7, True),
        ((80, 80, 78.1, 78.1), 7, False),
        ((80, 79, 78), 7, False),  # of two weights each the medians are 79.5 and 78.5
        ((80, 77), 7, False),
        ((80, 80, 77), 15, False),
        ((80, 80, 80, 80, 77, 77, 77), 2, True),
        ((80,), 7, False),
    ],
)
def test_r14_fires_at_two_kilograms_in_fourteen_days_between_medians_of_two_weights(kilograms, step, fires):
    assert fired(weighed(*kilograms, step=step), "R14") == ({"R14": "soon"} if fires else {})


@pytest.mark.parametrize(
    ("kilograms", "height", "fires"),
    [((53, 53), 170, True), ((53,), 170, False), ((54, 54), 170, False), ((53, 53), None, False), ((), 170, False)],
)
def test_r15_fires_at_a_body_mass_index_under_eighteen_and_a_half(kilograms, height, fires):
    assert fired(weighed(*kilograms, height=height), "R15") == ({"R15": "soon"} if fires else {})


@pytest.mark.parametrize(
    ("kilograms", "level"),
    [((80, 76, 76), "soon"), ((80, 76), "routine"), ((80, 77, 77), "routine"), ((80, 76, 76, 77), "routine")],
)
def test_r12_is_soon_with_weight_loss(kilograms, level):
    meals = daily("signs", every(7, 1), long_meals=[3])

    assert fired(weighed(*kilograms, signs=meals), "R12") == {"R12": level}


# Oxygen


def oxygen(*taken: tuple[str, str, float]) -> History:
    """Readings of one day: measure, source, %."""
    measures: dict[str, list[tuple[str, float]]] = {}
    for measure, source, percent in taken:
        measures.setdefault(measure, []).append((source, percent))
    found = {}
    for measure, said in measures.items():
        sources, values = zip(*said, strict=True)
        found[measure] = Readings(np.repeat(np.datetime64(AT), len(said)), np.array(values, float), sources)
    return History(AT, measurements=found)


FIRST, SECOND = ("spo2", "self"), ("spo2_second", "self")


@pytest.mark.parametrize(
    ("readings", "raised"),
    [
        ([(*FIRST, 88), (*SECOND, 88)], {"R03": "emergency", "R04": "urgent"}),
        ([(*FIRST, 88), (*SECOND, 89)], {"R04": "urgent"}),
        ([(*FIRST, 93.5), (*SECOND, 93)], {"R04": "urgent"}),
        ([(*FIRST, 93), (*SECOND, 94)], {}),
        ([(*FIRST, 80)], {}),
        ([(*SECOND, 80)], {}),
        ([(*FIRST, 80), ("spo2", "caregiver", 80)], {"R03": "emergency", "R04": "urgent"}),  # two people, two readings
        ([(*FIRST, 80), (*SECOND, 97), ("spo2", "caregiver", 80)], {"R03": "emergency", "R04": "urgent"}),
    ],
)
def test_r03_and_r04_fire_on_two_low_oxygen_readings_of_one_day(readings, raised):
    assert fired(oxygen(*readings)) == raised


def test_two_low_readings_of_two_days_are_not_two_of_one_day():
    assert fired(answered("spo2", [80, 80], every(1, 2))) == {}


def test_oxygen_readings_are_cleared_by_two_days_without_a_low_one_and_not_by_a_day_with_one():
    def after(*later: float) -> dict[str, str]:
        days = every(1, 1 + len(later))
        taken = {"spo2": readings(days, [85, *later]), "spo2_second": readings(days[:1], [86])}
        return fired(History(AT, measurements=taken), "R03")

    assert [bool(after(97)), bool(after(97, 85)), bool(after(97, 97))] == [True, True, False]


def test_r03_keeps_both_readings():
    assert the(oxygen((*FIRST, 87), (*SECOND, 85)), "R03").inputs == {"spo2": 85, "spo2_second": 87}
