"""The worked numbers on involvement, its interval, spread and signs: worked out again, and looked up on the page."""

import datetime as dt
from pathlib import Path

import numpy as np

import clinical
from clinical.function import drops
from clinical.history import History, Mark
from clinical.involvement import Involvement, involvement, pair_items
from clinical.life import due
from clinical.onset import crossing, fit, repeats
from clinical.opm import Confirmed, Opm, parts
from clinical.rules import RULES, Level
from clinical.signs import flags
from clinical.spread import Kind, PairState, Spread, spread
from clinical.strength import MRC, beside, mrc
from clinical.vocabulary import CELL_BY_NAME, CELLS, Pair
from tests.clinical.records import checks, daily, every, items_of_total, on, readings

FRIDAY = dt.date(2026, 3, 13)
PAGE = " ".join((Path(clinical.__file__).parent / "README.md").read_text().split())


def says(sentence: str) -> bool:
    return sentence in PAGE


def hand(*grades: float) -> Involvement:
    history = History(dt.date(2024, 12, 31), weakness=daily("weakness", every(7, len(grades)), hand_left=list(grades)))
    return involvement(history)[CELLS.index(CELL_BY_NAME["hand.left"])]


def recorded(at: str = "2026-01-01", **onsets: str) -> Spread:
    """Cells low from a day on, weekly; the first log is on 10 January 2025, all cells are answered."""
    days = every(1, 300, start="2025-01-10")
    grades = {cell.column: [4.0] * 300 for cell in CELLS}
    for name, onset in onsets.items():
        grades[name] = np.where(days < np.datetime64(onset), 4.0, 3.0).tolist()
    history = History(dt.date.fromisoformat(at), weakness=daily("weakness", days, **grades))
    return spread(involvement(history), pair_items(history), history.at)


def marked(at: str, *, answered: str = "2025-01-10", **onsets: str) -> Spread:
    """Cells that a clinician marked since a day, and all of them answered once with 4."""
    names = {cell.column: cell for cell in CELLS}
    history = History(
        at=dt.date.fromisoformat(at),
        weakness=daily("weakness", on(answered), **{name: [4] for name in names}),
        marks=tuple(Mark(names[name], "involved", dt.date.fromisoformat(day)) for name, day in onsets.items()),
    )
    return spread(involvement(history), (), history.at)


def test_a_confirmed_line_parts_as_worked():
    computed = Opm("O2d", "P1", 6, 5, 8, text="O2d P1(6; 5–8)")
    lines = [Confirmed(onset, "P1", months, "", FRIDAY, "") for onset, months in (("O2d", 5), ("O2d", 4), ("O2p", 6))]

    assert [parts(line, computed) for line in lines] == [False, True, True]
    near, far, other = (line.text for line in lines)
    assert says(f"against {computed.text} a confirmed {near} does not part, {far} does, and {other} does.")


def test_strength_as_worked():
    visit = np.datetime64("2026-03-02")
    days, grades = visit - np.array([28, 27, 3]), np.array([[4.0], [3], [2]])

    assert beside(days, grades, [visit.item()]).tolist() == [[2]]
    assert np.isnan(beside(days[:1], grades[:1], [visit.item()])).all()
    assert says("of own grades 4, 3 and 2 given 28, 27 and 3 days before a visit the last, 2, stands beside it")
    assert says(f"MRC scale: {', '.join(MRC)}.")
    assert says(f"(3- is {MRC['3-']}, 4+ is {MRC['4+']})")
    assert mrc("4 −") == "4-"


def test_involvement_as_worked():
    found = hand(4, 3, 4, 3)

    assert says(f'4, 3, 4, 3 is {found.status} since {found.onset}, with the evidence "{found.evidence}";')
    assert says(f"4, 3, 4, 4, 3 is {hand(4, 3, 4, 4, 3).status},")
    assert says(f"4, 3, 4, (none), 3 is {hand(4, 3, 4, np.nan, 3).status}.")


def test_interval_as_worked():
    on, low, high = crossing(fit(every(7, 20), np.array([0.0] * 10 + [1.0] * 10)))

    assert says(
        f"So the day is {on}, in the middle between the last 4 and the first 2, and the interval is {low} to {high}."
    )


def test_latest_answers_as_worked():
    lasting, gone = (hand(*[4] * 6, 3, 3, 3, *[4] * fours) for fours in (6, 7))

    assert (lasting.status, gone.status) == ("involved", "possible")
    assert says("six more of 4 leave it involved (3 of 9), a seventh makes it possible.")


def test_repeats_as_worked():
    answers = [4] * 10 + [4, 4, 4, 4, 3, 3, 3, 3] * 5 + [3] * 10
    course = fit(every(7, len(answers)), (np.array(answers) <= 3).astype(float))

    assert says(
        f"has {course.turns:g} turns where {course.expected:g} are expected: r = 1 − 8 / 17 = {repeats([course]):.2f}."
    )


def test_pairs_as_worked():
    later = marked("2026-01-01", hand_right="2025-01-10", hand_left="2025-07-10")
    before = recorded(hand_right="2025-01-10", hand_left="2025-03-10").pairs[Pair.ARM]
    both = recorded(hand_right="2025-01-10", hand_left="2025-01-10").pairs[Pair.ARM]
    one = marked("2026-01-01", answered="2025-04-10", hand_right="2025-01-10").pairs[Pair.ARM]
    arm = later.pairs[Pair.ARM]

    assert says(
        f"2025-01-10 and 2025-07-10 is {arm.state} since {arm.bilateral_on} after {arm.days} days, "
        f"{later.events[0].kinds[0]}."
    )
    assert (before.days, before.first_side) == (None, "right")
    assert says(f"Already at the first entry and 2025-03-10 is {before.state} since 2025-03-10, the right first,")
    assert says(f"Both already at the first entry is {both.state}.")
    assert one.at_least
    assert says(
        f"2025-01-10 and none by 2025-04-10, the last answer about the left arm, is so far {one.days} days, "
        "in a later report too."
    )


def test_events_as_worked():
    found = marked(
        "2026-01-01", hand_left="2025-02-01", speech="2025-03-01", foot_left="2025-04-01", hand_right="2025-05-01"
    )
    speech, foot, hand = (" and ".join(event.kinds) for event in found.events)

    assert says(f"speech is {speech}, the foot {foot}, the right hand {hand}.")


def test_signs_as_worked():
    headaches = daily("signs", every(7, 5), morning_headache=[5, 2, 3, 4, 1])
    (flag,) = flags(History(dt.date(2024, 1, 29), signs=headaches))
    assert says(
        f"one open episode of {flag.rule} since {flag.since}, last {flag.last}, count {flag.count}, "
        f"with {flag.clear_answers} clear answer."
    )
    (flag,) = flags(History(dt.date(2024, 2, 27), signs=headaches))
    assert says(f"On 2024-02-27 it has not been heard of since {flag.unheard_since}.")

    weights = {"weight": readings(every(7, 5), [78, 76, 75, 72, 71])}
    found = flags(History(dt.date(2024, 1, 29), measurements=weights, usual_weight=80))
    flag = next(flag for flag in found if flag.rule == "R13")
    assert says(
        f"in five weeks is R13 since {flag.since}, last {flag.last}, "
        f"with a loss of {flag.inputs['weight_loss_percent']:.1f} %."
    )
    drop = next(flag for flag in found if flag.rule == "R14")
    assert says(f"there are 14 days, and R14 with {drop.inputs['weight_drop']:g} kg.")
    assert says(f"An urgent sign of Friday 2026-03-13 is due that day, one of level soon by {due(Level.SOON, FRIDAY)}.")


def test_drop_of_the_function_check_as_worked():
    (own, _clinic) = drops(checks(every(28, 3), items_of_total(41, 38, 33)))

    assert says(
        f"41, 38 and 33 at checks 28 days apart: the last is {own.fell[-1]:g} below the middle of the two, told"
    )
    assert says(f"as {own.was[-1]:g} to {own.totals[-1]:g}.")


def test_page_lists_every_rule_of_several_answers_and_each_state_and_tag():
    several = [rule.id for rule in RULES.values() if rule.combined or len(rule.limits) > 1]

    assert len(several) > 10
    assert [rule for rule in several if not says(f"| {rule} |")] == []
    assert all(says(f"| `{state}` |") for state in PairState)
    assert all(says(f"`{kind}`") for kind in Kind)
