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
        ("R19", "weakness.speech", 2, 3, "routine"),
        ("R20", "signs.uncontrolled_laughing_crying", 2, 1, "routine"),
        ("R22", "niv_hours", 16.5, 16, "urgent"),
        ("R28", "weakness.neck", 2, 3, "routine"),
    ],
)
def test_threshold_fires_at_its_limit_and_not_before(rule, measure, fires, does_not, level):
    assert fired(answered(measure, [fires]), rule) == {rule: level}
    assert fired(answered(measure, [does_not]), rule) == {}
    assert fired(answered(measure, [fires, does_not]), rule) == {rule: level}
    assert fired(answered(measure, [fires, does_not, does_not]), rule) == {}


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


def test_episode_holds_every_firing_since_two_clear_answers_in_a_row():
    flag = the(weekly_signs(morning_headache=[5, 2, 0, 3, NOT, 1, 4]), "R07")

    assert flag == Flag(
        rule="R07",
        level=Level.SOON,
        since=day(21),
        last=day(42),
        count=2,
        inputs={"signs.morning_headache": 4},
        version=clinical.ENGINE,
        fired=day(42),
        heard=day(42),
        unheard_since=day(42),
    )


def test_one_clear_answer_leaves_a_sign_open_and_is_counted_and_a_second_one_clears_it():
    def after(*answers: float) -> list[int]:
        return [flag.clear_answers for flag in flags(weekly_signs(morning_headache=[5, *answers]))]

    assert [after(), after(1), after(NOT, 1), after(1, 4), after(1, 1)] == [[0], [1], [1], [0], []]


@pytest.mark.parametrize(("step", "open_after"), [(1, 7), (3, 3), (6, 2), (7, 1)])
def test_clear_answers_about_the_past_seven_days_are_of_two_weeks(step, open_after):
    def still(clear: int) -> bool:
        days = every(step, clear + 1)
        return bool(flags(answered("signs.morning_headache", [5, *[0] * clear], days)))

    assert [still(clear) for clear in (open_after, open_after + 1)] == [True, False]


def test_two_clear_days_clear_a_grade():
    assert fired(answered("weakness.neck", [2, 3], every(1, 2))) == {"R28": "routine"}
    assert fired(answered("weakness.neck", [2, 3, 3], every(1, 3))) == {}


@pytest.mark.parametrize(
    ("measure", "answer", "days"), [("signs.morning_headache", 5, 28), ("weakness.neck", 1, 60), ("niv_hours", 20, 60)]
)
def test_a_sign_whose_question_is_not_answered_for_long_was_not_heard_of_since(measure, answer, days):
    def since(ago: int, said: float = answer) -> dt.date | None:
        history = answered(measure, [answer, said], np.array([AT - dt.timedelta(ago)] * 2, "datetime64[D]") - [1, 0])
        (flag,) = flags(history)
        return flag.unheard_since

    assert [since(days), since(days + 1)] == [None, AT - dt.timedelta(days + 1)]


def test_what_was_not_heard_of_again_gives_its_level_to_no_other_question():
    lying = daily("signs", np.array([AT], "datetime64[D]"), breathless_lying_flat=[3])
    history = replace(answered("function.orthopnea", [1]), signs=lying)
    flag = the(history, "R06")

    assert (flag.level, flag.since, flag.unheard_since) == ("soon", day(0), None)
    assert the(answered("function.orthopnea", [1]), "R06").level == "urgent"


def test_two_questions_about_one_state_tell_once_that_it_began():
    grades = daily("weakness", every(7, 4), breathing=[2, 1, 1, 1])
    flag = the(replace(answered("function.dyspnea", [2, 2, 2, 1]), weakness=grades), "R05")

    assert (flag.since, flag.last, flag.count, flag.new) == (day(7), day(7), 1, True)


def test_a_level_keeps_the_day_on_which_it_fired_last():
    flag = the(weekly_signs(choking_needed_help=[1, 0], coughing_with_food=[3, 3]), "R11")

    assert (flag.level, flag.fired, flag.last, flag.clear_answers) == ("urgent", day(0), day(7), 0)


def test_new_sign_fires_once_and_stays_while_it_lasts():
    flag = the(answered("weakness.neck", [3, 2, 2, 1]), "R28")

    assert (flag.since, flag.last, flag.count, flag.inputs) == (day(7), day(7), 1, {"weakness.neck": 2})


def test_new_sign_fires_anew_after_two_clear_answers_and_not_after_one():
    assert the(answered("weakness.neck", [2, 3, 3, 2]), "R28").since == day(21)
    assert the(answered("weakness.neck", [2, 3, 2]), "R28").last == day(0)


def test_answer_clears_only_the_question_it_answers():
    lying = daily("signs", every(7, 3), breathless_lying_flat=[2, 0, 0])
    history = replace(answered("function.orthopnea", [4, 1]), signs=lying)

    assert fired(history) == {"R06": "urgent"}
    assert the(history, "R06").inputs == {"function.orthopnea": 1}


def test_flag_of_several_questions_takes_the_highest_level_and_the_earliest_day():
    lying = daily("signs", every(7, 2), breathless_lying_flat=[2, 3])
    flag = the(replace(answered("function.orthopnea", [4, 1]), signs=lying), "R06")

    assert (flag.level, flag.since, flag.last, flag.count) == ("urgent", day(0), day(7), 2)
    assert flag.inputs == {"signs.breathless_lying_flat": 2, "function.orthopnea": 1}


def test_level_follows_the_answers_down():
    once, twice = (the(answered("function.orthopnea", [1, *[2] * n]), "R06") for n in (1, 2))

    assert [(flag.level, flag.since) for flag in (once, twice)] == [("urgent", day(0)), ("soon", day(0))]


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
    weeks = {"unrefreshing_sleep": [4, 4, 0, 0], "nightmares": [2, 2, 0, 0], "poor_concentration": [0, 0, 0, 0]}
    half = weeks | {"poor_concentration": [0, 0, NOT, NOT]}

    assert fired(weekly_signs(**weeks, daytime_sleepiness=[0, 0, 9, 9])) == {}
    assert fired(weekly_signs(**half, daytime_sleepiness=[0, 0, 9, 9])) == {"R08": "soon"}


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
    assert fired(weekly_signs(cannot_clear_phlegm=[2], **signs)) == {"R09": level}


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
        ({"fever": [1, 1], "more_breathless": [1, 0]}, True),
        ({"fever": [1, 1, 1], "more_breathless": [1, 0, 0]}, False),
    ],
)
def test_r10_needs_signs_of_infection_with_more_breathlessness(signs, fires):
    assert fired(weekly_signs(**signs)) == ({"R10": "urgent"} if fires else {})


@pytest.mark.parametrize(
    ("serious", "answers", "fires"),
    [(True, [0], True), (False, [0], False), (True, [0, 0, 0], True), (True, [0, 0, 0, 0], False)],
)
def test_r11_fires_on_choking_that_needed_help_until_two_weeks_say_none(serious, answers, fires):
    choked = Span("choking", "", day(10), serious=serious)
    history = replace(weekly_signs(choking_needed_help=answers), events=(choked,))

    assert fired(history) == ({"R11": "urgent"} if fires else {})


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


@pytest.mark.parametrize(("hours", "fires"), [([16, 16.5], True), ([17, 17, 17], True), ([17, 16, 16], False)])
def test_r22_fires_at_each_day_with_more_than_sixteen_hours(hours, fires):
    history = answered("niv_hours", hours, every(1, len(hours)))

    assert fired(history, "R22") == ({"R22": "urgent"} if fires else {})
    assert not fires or the(history, "R22").last == day(len(hours) - 1)


@pytest.mark.parametrize(
    ("answers", "last"), [((3, 2, 1), 14), ((1,), 0), ((2, 1, 1), 7), ((2, 1, 1, 1), None), ((4, 3, 2), None)]
)
def test_r22_fires_at_the_check_that_newly_says_machine_by_day(answers, last):
    found = [flag.last for flag in flags(answered("function.respiratory_insufficiency", answers)) if flag.rule == "R22"]

    assert found == ([] if last is None else [day(last)])


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


def test_r24_was_heard_of_as_long_as_falls_are_asked_for():
    assert the(fell(80), "R24").unheard_since == AT - dt.timedelta(80)
    assert the(fell(80, answers={5: 0}), "R24").unheard_since is None


def test_r24_begins_with_the_first_fall_of_the_series():
    flag = the(fell(300, 150, 80, 20), "R24")

    assert (flag.since, flag.last, flag.inputs) == (AT - dt.timedelta(150), AT - dt.timedelta(20), {"falls": 2})


@pytest.mark.parametrize(
    ("totals", "step", "fires"),
    [
        ((40, 34), 28, True),
        ((40, 35), 28, False),
        ((41, 38, 33), 28, True),  # 6.5 below the middle of those of 14 to 60 days before
        ((40, 38, 34), 28, False),  # 6 below one of them, which may have been high by its error
        ((40, 34), 13, False),
        ((40, 34), 61, False),
        ((40, 34, 34), 28, True),  # one clear answer
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
