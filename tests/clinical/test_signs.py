import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import clinical
from clinical.history import Daily, Days, FunctionChecks, History, Span
from clinical.rules import RULES, Level
from clinical.signs import Flag, flags
from clinical.vocabulary import FUNCTION_ITEMS, MEASURES
from tests.clinical.records import checks, daily, every, items_of_total, readings

AT = dt.date(2024, 12, 31)
NOT = np.nan


def answered(measure: str, values: list[float], days: Days | None = None) -> History:
    """One measure answered weekly from Monday 1 January 2024 on, unless other days are given."""
    days = every(7, len(values)) if days is None else days
    section = MEASURES[measure].section
    if section == "function":
        answers = np.full((len(days), 12), 4.0)
        answers[:, FUNCTION_ITEMS.index(measure.removeprefix("function."))] = values
        return History(AT, function=checks(days, answers))
    if section == "measurement":
        return History(AT, measurements={measure: readings(days, values)})
    column = measure.removeprefix(f"{section}.").replace(".", "_")
    return History(AT, **{section: daily(section, days, **{column: values})})


def weekly_signs(**columns: list[float]) -> History:
    return History(AT, signs=daily("signs", every(7, len(next(iter(columns.values())))), **columns))


def fired(history: History, *rules: str) -> dict[str, str]:
    """Rule and level, of these rules or of all."""
    return {flag.rule: str(flag.level) for flag in flags(history) if not rules or flag.rule in rules}


def the(history: History, rule: str) -> Flag:
    (found,) = (flag for flag in flags(history) if flag.rule == rule)
    return found


def day(number: int) -> dt.date:
    return dt.date(2024, 1, 1) + dt.timedelta(number)


# One answer beyond a limit


@pytest.mark.parametrize(
    ("rule", "measure", "fires", "does_not", "level"),
    [
        ("R05", "weakness.breathing", 1, 2, "urgent"),
        ("R05", "function.dyspnea", 1, 2, "urgent"),
        ("R06", "function.orthopnea", 2, 3, "soon"),
        ("R06", "function.orthopnea", 1, 3, "urgent"),
        ("R06", "signs.breathless_lying_flat", 2, 1, "soon"),
        ("R07", "signs.morning_headache", 3, 2, "soon"),
        ("R09", "signs.cannot_clear_phlegm", 2, 1, "soon"),
        ("R09", "peak_cough_flow", 269, 270, "soon"),
        ("R11", "signs.choking_needed_help", 1, 0, "urgent"),
        ("R11", "signs.coughing_with_food", 3, 2, "soon"),
        ("R12", "signs.long_meals", 3, 2, "routine"),
        ("R17", "signs.saliva_trouble", 4, 3, "routine"),
        ("R18", "signs.cannot_clear_phlegm", 2, 1, "soon"),
        ("R19", "weakness.speech", 2, 3, "routine"),
        ("R20", "signs.uncontrolled_laughing_crying", 2, 1, "routine"),
        ("R22", "niv_hours", 16.5, 16, "urgent"),
        ("R28", "weakness.neck", 2, 3, "routine"),
    ],
)
def test_threshold_fires_at_its_limit_and_not_before(rule, measure, fires, does_not, level):
    assert fired(answered(measure, [fires]), rule) == {rule: level}
    assert fired(answered(measure, [does_not]), rule) == {}
    assert fired(answered(measure, [fires, does_not]), rule) == {}


@pytest.mark.parametrize(
    ("rule", "limit"),
    [(rule.id, limit) for rule in RULES.values() for limit in rule.limits if limit.days is None],
    ids=lambda given: getattr(given, "measure", given),
)
def test_skipped_question_neither_fires_nor_clears(rule, limit):
    beyond = next(value for value in (0, 2, 5, 100, 20) if limit.beyond(value, limit.limit))
    skipped = answered(limit.measure, [beyond])
    if MEASURES[limit.measure].section in ("weakness", "signs", "function"):
        skipped = answered(limit.measure, [beyond, NOT])

    assert the(skipped, rule) == the(answered(limit.measure, [beyond]), rule)
    assert fired(answered(limit.measure, []), rule) == {}


# Episodes


def test_episode_holds_every_firing_since_the_last_cleared_answer():
    flag = the(weekly_signs(morning_headache=[5, 2, 3, NOT, 4]), "R07")

    assert flag == Flag(
        rule="R07",
        level=Level.SOON,
        since=day(14),
        last=day(28),
        count=2,
        inputs={"signs.morning_headache": 4},
        version=clinical.ENGINE,
    )


def test_new_sign_fires_once_and_stays_while_it_lasts():
    flag = the(answered("weakness.neck", [3, 2, 2, 1]), "R28")

    assert (flag.since, flag.last, flag.count, flag.inputs) == (day(7), day(7), 1, {"weakness.neck": 2})


def test_new_sign_fires_anew_after_a_cleared_answer():
    assert the(answered("weakness.neck", [2, 3, 2]), "R28").since == day(14)


def test_answer_clears_only_the_question_it_answers():
    lying = daily("signs", every(7, 2), breathless_lying_flat=[2, 0])
    history = replace(answered("function.orthopnea", [4, 1]), signs=lying)

    assert fired(history) == {"R06": "urgent"}
    assert the(history, "R06").inputs == {"function.orthopnea": 1}


def test_flag_of_several_questions_takes_the_highest_level_and_the_earliest_day():
    lying = daily("signs", every(7, 2), breathless_lying_flat=[2, 3])
    flag = the(replace(answered("function.orthopnea", [4, 1]), signs=lying), "R06")

    assert (flag.level, flag.since, flag.last, flag.count) == ("urgent", day(0), day(7), 2)
    assert flag.inputs == {"signs.breathless_lying_flat": 2, "function.orthopnea": 1}


def test_level_follows_the_answers_down():
    flag = the(answered("function.orthopnea", [1, 2]), "R06")

    assert (flag.level, flag.since) == ("soon", day(0))


def test_flags_come_with_the_highest_level_first():
    history = weekly_signs(morning_headache=[3], saliva_trouble=[7], choking_needed_help=[1], coughing_with_food=[3])

    assert fired(history) == {"R11": "urgent", "R07": "soon", "R17": "routine"}
    assert [flag.rule for flag in flags(history)] == ["R11", "R07", "R17"]


def test_empty_record_has_no_flags():
    assert flags(History(AT)) == ()


def test_lower_of_two_checks_of_one_day_counts():
    function = checks(every(0, 2), np.full((2, 12), 4.0))
    function.items[0, FUNCTION_ITEMS.index("dyspnea")] = 1

    assert fired(History(AT, function=function)) == {"R05": "urgent"}


# Rules of several answers


@pytest.mark.parametrize(
    ("weeks", "fires"),
    [
        ({"unrefreshing_sleep": [4, 4], "nightmares": [2, 2]}, True),
        ({"daytime_sleepiness": [6, 6], "poor_concentration": [4, 4]}, True),
        ({"unrefreshing_sleep": [4, 4], "nightmares": [2, 0], "daytime_sleepiness": [0, 6]}, True),
        ({"unrefreshing_sleep": [4], "nightmares": [2]}, False),  # one week
        ({"unrefreshing_sleep": [4, NOT, 4], "nightmares": [2, NOT, 2]}, False),  # not two weeks running
        ({"unrefreshing_sleep": [4, 4], "nightmares": [1, 1]}, False),
        ({"unrefreshing_sleep": [7, 7]}, False),  # the other three were skipped
    ],
)
def test_r08_needs_two_signs_of_poor_sleep_for_two_weeks(weeks, fires):
    assert fired(weekly_signs(**weeks)) == ({"R08": "soon"} if fires else {})


def test_r08_is_cleared_by_a_week_without_two_signs_and_not_by_a_half_answered_one():
    weeks = {"unrefreshing_sleep": [4, 4, 0], "nightmares": [2, 2, 0], "poor_concentration": [0, 0, 0]}

    assert fired(weekly_signs(**weeks, daytime_sleepiness=[0, 0, 9])) == {}
    assert fired(weekly_signs(**(weeks | {"poor_concentration": [0, 0, NOT]}), daytime_sleepiness=[0, 0, 9])) == {
        "R08": "soon"
    }


@pytest.mark.parametrize(
    ("signs", "level"),
    [
        ({"fever": [1]}, "urgent"),
        ({"coloured_phlegm": [1]}, "urgent"),
        ({"fever": [0], "coloured_phlegm": [0]}, "soon"),
        ({}, "soon"),
    ],
)
def test_r09_is_urgent_with_fever_or_coloured_phlegm(signs, level):
    assert fired(weekly_signs(cannot_clear_phlegm=[2], **signs)) == {"R09": level, "R18": "soon"}


@pytest.mark.parametrize(
    ("signs", "fires"),
    [
        ({"fever": [1], "more_breathless": [1]}, True),
        ({"coloured_phlegm": [1], "more_breathless": [1]}, True),
        ({"fever": [1], "more_breathless": [0]}, False),
        ({"fever": [0], "coloured_phlegm": [0], "more_breathless": [1]}, False),
        ({"fever": [1]}, False),
        ({"more_breathless": [1]}, False),
        ({"fever": [1, NOT], "more_breathless": [1, 1]}, True),  # the second week settles nothing
        ({"fever": [1, 1], "more_breathless": [1, 0]}, False),
    ],
)
def test_r10_needs_signs_of_infection_with_more_breathlessness(signs, fires):
    assert fired(weekly_signs(**signs)) == ({"R10": "urgent"} if fires else {})


@pytest.mark.parametrize(
    ("serious", "answers", "fires"),
    [(True, [0], True), (False, [0], False), (True, [0, 0, 0], False), (True, [0, 0, NOT], True)],
)
def test_r11_fires_on_choking_that_needed_help_until_an_answer_says_none(serious, answers, fires):
    choked = Span("choking", "", day(10), serious=serious)
    history = replace(weekly_signs(choking_needed_help=answers), events=(choked,))

    assert fired(history) == ({"R11": "urgent"} if fires else {})


# Weight


def weighed(*kilograms: float, step: int = 7, **more) -> History:
    return replace(answered("weight", list(kilograms), every(step, len(kilograms))), **more)


@pytest.mark.parametrize(
    ("kilograms", "usual", "fires"),
    [((76,), 80, True), ((76.1,), 80, False), ((80, 78, 76), None, True), ((80, 78, 77), None, False), ((), 80, False)],
)
def test_r13_fires_at_five_percent_below_usual_or_first_weight(kilograms, usual, fires):
    assert fired(weighed(*kilograms, usual_weight=usual), "R13") == ({"R13": "soon"} if fires else {})


def test_r13_fires_again_at_ten_percent():
    flag = the(weighed(76, 75, 72, 71, usual_weight=80), "R13")

    assert (flag.since, flag.last, flag.count) == (day(0), day(14), 2)
    assert flag.inputs == {"weight": 72, "weight_loss_percent": 10, "usual_weight": 80}


def test_r13_says_that_its_baseline_is_the_first_weight():
    assert the(weighed(80, 76), "R13").inputs["first_weight"] == 80


def test_weights_count_as_seven_day_medians():
    assert fired(weighed(80, 80, 80, 60, 80, step=1)) == {}


@pytest.mark.parametrize(
    ("kilograms", "step", "fires"),
    [((80, 79, 78), 7, True), ((80, 79, 78.1), 7, False), ((80, 77), 15, False), ((80,), 7, False)],
)
def test_r14_fires_at_two_kilograms_in_fourteen_days(kilograms, step, fires):
    assert fired(weighed(*kilograms, step=step)) == ({"R14": "soon"} if fires else {})


@pytest.mark.parametrize(
    ("kilograms", "height", "fires"), [((53,), 170, True), ((54,), 170, False), ((53,), None, False), ((), 170, False)]
)
def test_r15_fires_at_a_body_mass_index_under_eighteen_and_a_half(kilograms, height, fires):
    assert fired(weighed(*kilograms, height=height)) == ({"R15": "soon"} if fires else {})


@pytest.mark.parametrize(("kilograms", "level"), [((80, 76), "soon"), ((80, 77), "routine"), ((80, 76, 77), "routine")])
def test_r12_is_soon_with_weight_loss(kilograms, level):
    meals = daily("signs", every(7, 1), long_meals=[3])

    assert fired(weighed(*kilograms, signs=meals), "R12") == {"R12": level}


# Breathing machine, falls, function check, cramps


def ventilated(*hours: float, since: int = -100) -> History:
    start = Span("niv", "", day(since))
    return replace(answered("niv_hours", list(hours), every(1, len(hours))), treatments=(start,))


@pytest.mark.parametrize(
    ("hours", "since", "fires"),
    [
        ((3, 3, 3, 3, 3), -100, True),
        ((3, 3, 8, 3, 8, 3, 3), -100, True),
        ((3, 3, 8, 8, 8, 3, 3), -100, False),
        ((3, 3, 3, 3), -100, False),  # four answered nights settle nothing
        ((4, 4, 4, 4, 4), -100, False),
        ((3, 3, 3, 3, 3), -24, True),
        ((3, 3, 3, 3, 3), -23, False),  # in its first four weeks
    ],
)
def test_r21_fires_on_five_short_nights_of_seven_after_four_weeks(hours, since, fires):
    history = ventilated(*hours, since=since)
    if since != -100:
        days = every(1, 5, start="2024-01-05")
        history = replace(history, measurements={"niv_hours": readings(days, list(hours))})

    assert fired(history) == ({"R21": "soon"} if fires else {})


def test_r21_counts_the_four_weeks_from_the_first_night_where_no_start_is_known():
    assert fired(answered("niv_hours", [3.0] * 28, every(1, 28))) == {}
    assert fired(answered("niv_hours", [3.0] * 33, every(1, 33))) == {"R21": "soon"}


def fell(*days_ago: int, answers: dict[int, int] | None = None, serious: bool = False) -> History:
    """Falls as events, and as answers, so many days before the day of the report."""
    events = tuple(Span("fall", "", AT - dt.timedelta(ago), serious=serious) for ago in days_ago)
    answers = dict(sorted((answers or {}).items(), reverse=True))
    days = np.array([AT - dt.timedelta(ago) for ago in answers], "datetime64[D]")
    return History(AT, signs=daily("signs", days, falls=list(answers.values())), events=events)


@pytest.mark.parametrize(
    ("history", "level"),
    [
        (fell(10), "routine"),
        (fell(10, serious=True), "soon"),
        (fell(10, 89), "soon"),
        (fell(10, 90), "routine"),
        (fell(90), None),
        (fell(answers={10: 2}), "soon"),
        (fell(answers={10: 1, 3: 0}), "routine"),  # later days without a fall undo none
        (fell(10, answers={10: 1}), "routine"),  # the same fall, said twice
        (fell(answers={10: 0}), None),
        (fell(answers={10: NOT}), None),
    ],
)
def test_r24_counts_the_falls_of_ninety_days(history, level):
    assert fired(history) == ({"R24": level} if level else {})


def test_r24_begins_with_the_first_fall_of_the_series():
    flag = the(fell(300, 150, 80, 20), "R24")

    assert (flag.since, flag.last, flag.inputs) == (AT - dt.timedelta(150), AT - dt.timedelta(20), {"falls": 2})


@pytest.mark.parametrize(
    ("totals", "step", "fires"),
    [
        ((40, 34), 28, True),
        ((40, 35), 28, False),
        ((40, 38, 34), 28, True),  # between any two of 14 to 60 days
        ((40, 34), 13, False),
        ((40, 34), 61, False),
        ((40, 34, 34), 28, True),
        ((40, 34, 34, 34), 28, False),
        ((40,), 28, False),
    ],
)
def test_r29_fires_on_a_drop_of_six_between_two_checks(totals, step, fires):
    history = History(AT, function=checks(every(step, len(totals)), items_of_total(*totals)))

    assert fired(history, "R29") == ({"R29": "soon"} if fires else {})


def test_r29_needs_whole_totals_of_one_rater_group():
    function = checks(every(28, 2), items_of_total(40, 34))
    other = FunctionChecks(function.days, function.items, function.gastrostomy, ("self", "clinician"))
    missing = replace(function, items=np.where(np.arange(12) == 0, np.nan, function.items))

    assert fired(History(AT, function=other), "R29") == {}
    assert fired(History(AT, function=missing), "R29") == {}


@pytest.mark.parametrize(
    ("pains", "fires"),
    [
        ([7, 7, 7], True),
        ([7, 0, 7, 0, 0, 0, 7], True),
        ([7, 0, 7, 0, 0, 0, 0, 7], False),
        ([6, 6, 6], False),
        ([7, 7, NOT], False),
        ([7, 7, 7, NOT, NOT, NOT, NOT, NOT, NOT, 0], True),  # one answer in a week settles nothing
        ([7, 7, 7, NOT, NOT, NOT, NOT, 0, 0, 0], False),
    ],
)
def test_r31_fires_on_three_days_of_strong_cramps_in_a_week(pains, fires):
    history = answered("cramps.worst_pain", pains, every(1, len(pains)))

    assert fired(history) == ({"R31": "soon"} if fires else {})


@pytest.mark.parametrize(
    ("woke", "fires"),
    [
        ([1, 1, 1, 0, 0, 0, 0] * 2, True),
        ([1, 1, 1, 0, 0, 0, 0], False),
        ([1, 1, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0], False),
        ([1, 1, 1] + [NOT] * 14 + [1, 1, 1], False),
    ],
)
def test_r31_fires_on_three_broken_nights_a_week_for_two_weeks(woke, fires):
    assert fired(answered("cramps.woke", woke, every(1, len(woke)))) == ({"R31": "soon"} if fires else {})


# Whatever was logged


@settings(max_examples=25)
@given(st.lists(st.sampled_from([NOT, 0, 1, 2, 3, 7]), max_size=8), st.integers(0, 3))
def test_days_without_answers_change_no_flag(answers, at):
    section = daily("signs", every(7, len(answers)), morning_headache=answers, choking_needed_help=answers)
    at = min(at, len(answers))
    later = np.concatenate([section.days[:at], section.days[at:] + 7])
    gap = section.days[:1] + 7 * at if len(answers) else every(7, 1)
    padded = Daily(
        np.concatenate([later[:at], gap, later[at:]]), np.insert(section.values, at, np.nan, axis=0), section.columns
    )
    kept = Daily(later, section.values, section.columns)

    assert flags(History(AT, signs=padded)) == flags(History(AT, signs=kept))
