"""Fatigue, twitches and cramps by week: gaps stay gaps, an answered zero is drawn, nothing is called good or bad."""

from reports.figures.marks import Bars, Line, Plot, Table
from tests.reports.figures import sample


def weekly(**values: list[float | None]) -> tuple[dict, dict]:
    """Only these were answered, in the weeks from 6 January 2025."""
    report, series = sample.nothing()
    weeks = len(next(iter(values.values())))
    series |= {"first_week": "2025-01-06", "weeks": weeks, "twitches": [None] * weeks}
    for section in ("fatigue", "cramps"):
        series[section] = {name: values.get(name, [None] * weeks) for name in series[section]}
    return report, series | {"twitches": values.get("twitches", series["twitches"])}


def test_fatigue_is_joined_only_over_neighbouring_weeks():
    (plot,) = sample.figure("fatigue", *weekly(now=[3, 4, None, 5])).panels
    assert isinstance(plot, Plot)
    (line,) = (mark for mark in plot.marks if isinstance(mark, Line))
    assert [[vertex.value for vertex in segment] for segment in line.segments] == [[3, 4], [5]]


def test_fatigue_table_says_no_answer_once_for_a_silent_stretch():
    assert sample.figure("fatigue", *weekly(now=[3, None, None, 5], worst=[6, None, None, None])).table == Table(
        ("When", "Tired when asked", "Worst of the day", "After washing or dressing", "Minutes to recover"),
        (
            ("Week of 6 January 2025", "3", "6", "no answer", "no answer"),
            ("Week of 13 January 2025 to week of 20 January 2025", *["no answer"] * 4),
            ("Week of 27 January 2025", "5", "no answer", "no answer", "no answer"),
        ),
    )


def test_fatigue_says_the_latest_week_of_each_question():
    assert sample.figure("fatigue", *weekly(now=[3, 4], recovery_minutes=[45, None])).reading == (
        "Latest weekly answers: tired when asked 4 of 10 (week of 13 January 2025), "
        "minutes to recover 45 (week of 6 January 2025)."
    )


def test_answered_zero_is_a_bar_and_a_silent_week_is_none():
    (plot,) = sample.figure("twitches", *weekly(twitches=[0, None, 2])).panels
    assert isinstance(plot, Plot)
    (bars,) = plot.marks
    assert isinstance(bars, Bars)
    assert [(bar.start.isoformat(), bar.value) for bar in bars.bars] == [("2025-01-06", 0), ("2025-01-20", 2)]


def test_twitches_are_said_in_the_words_of_the_question():
    readings = [sample.figure("twitches", *weekly(twitches=[value])).reading for value in (0, 1.5, 3)]
    assert readings == [
        f"Latest weekly answers: twitches {words} (week of 6 January 2025)."
        for words in ("none", "between now and then and often", "nearly all the time")
    ]


def test_twitches_never_say_more_or_fewer_is_a_sign():
    alone = sample.series() | {"treatments": [], "events": []}
    assert sample.figure("twitches", sample.report(), alone).caption == (
        "Twitches are common in ALS. How many you feel goes up and down, and so do cramps. "
        "Neither more nor fewer of them says how weakness changes. "
        "Self-reported, not checked by a clinician unless marked so."
    )


def test_without_answers_each_says_so_in_words():
    readings = [sample.figure(name, *sample.nothing()).reading for name in ("fatigue", "twitches")]
    assert readings == ["No answers about tiredness yet.", "No answers about twitches or cramps yet."]
