"""Breathing tests and weight: readings as they are, thresholds where they belong."""

from collections.abc import Sequence

from reports.figures.context import Context
from reports.figures.marks import Figure, Line, Plot, Threshold
from tests.reports.figures import sample


def measured(
    context: Context | None = None, name: str = "weight", usual: float | None = None, **readings: Sequence[object]
) -> Figure:
    report, series = sample.nothing()
    main, other = (sample.weighed(list(readings.get("weight", [])), usual, place=place) for place in (0, 1))
    series |= {"readings": dict(readings), "weight": main, "other_weight": other}
    return sample.figure(name, report, series, context)


def thresholds(figure: Figure) -> dict[str, list[tuple[float, str]]]:
    return {
        panel.label: [(mark.value, mark.label) for mark in panel.marks if isinstance(mark, Threshold)]
        for panel in figure.panels
        if isinstance(panel, Plot)
    }


TESTS = {
    "fvc_percent": [["2025-02-01", 80, "clinician"], ["2025-05-01", 71.5, "clinician"]],
    "snip": [["2025-02-01", 60, "clinician"]],
    "spo2": [["2025-02-01", 97, "self"]],
}


def test_breathing_thresholds_are_for_clinicians():
    assert thresholds(measured(None, "breathing", **TESTS)) == {
        "Forced vital capacity (FVC)": [],
        "Sniff pressure (SNIP)": [],
        "Oxygen level (SpO2)": [],
    }
    assert thresholds(measured(Context(audience="clinician"), "breathing", **TESTS)) == {
        "Forced vital capacity (FVC)": [(50, "NICE: below 50 %")],
        "Sniff pressure (SNIP)": [(40, "NICE: below 40 cmH2O")],
        "Oxygen level (SpO2)": [(94, "NICE: below 94 %")],
    }


def test_clinic_chooses_its_own_thresholds():
    context = Context(audience="clinician", thresholds={"fvc_percent": (65, "Canada: below 65 %")})
    assert thresholds(measured(context, "breathing", **TESTS)) == {
        "Forced vital capacity (FVC)": [(65, "Canada: below 65 %")],
        "Sniff pressure (SNIP)": [],
        "Oxygen level (SpO2)": [],
    }


def test_breathing_says_the_latest_value_of_each_test():
    assert measured(None, "breathing", **TESTS).reading == (
        "Latest: Forced vital capacity (FVC) 71.5 % of predicted on 1 May 2025; "
        "Sniff pressure (SNIP) 60 cmH2O on 1 February 2025; Oxygen level (SpO2) 97 % on 1 February 2025."
    )


def test_oxygen_level_is_never_a_comfort():
    assert measured(None, "breathing", **TESTS).caption == (
        "An oxygen level above a line does not show that breathing is well."
    )


def test_breathing_table_is_in_order_of_day():
    assert measured(None, "breathing", **TESTS).table.rows == (
        ("1 February 2025", "Forced vital capacity (FVC)", "80 % of predicted", "clinic"),
        ("1 February 2025", "Sniff pressure (SNIP)", "60 cmH2O", "clinic"),
        ("1 February 2025", "Oxygen level (SpO2)", "97 %", "self-reported"),
        ("1 May 2025", "Forced vital capacity (FVC)", "71.5 % of predicted", "clinic"),
    )


WEIGHTS = [["2025-01-01", 80, "self"], ["2025-01-04", 79, "self"], ["2025-03-01", 74, "self"]]
SCALES = [*WEIGHTS, ["2025-03-01", 72, "clinician"]]


def test_weight_is_told_against_the_usual_weight():
    assert measured(usual=82, weight=WEIGHTS).reading == (
        "74 kg on 1 March 2025 (median of seven days), 9.8 % below the usual weight of 82 kg."
    )


def test_without_a_usual_weight_the_first_one_counts_and_is_named():
    assert measured(weight=WEIGHTS).reading == (
        "74 kg on 1 March 2025 (median of seven days), 7.5 % below the first recorded weight of 80 kg."
    )


def test_weight_lines_lie_five_and_ten_per_cent_below():
    assert thresholds(measured(usual=80, weight=WEIGHTS)) == {
        "Weight": [(76, "5 % below usual weight"), (72, "10 % below usual weight")]
    }


def test_weight_is_the_median_of_seven_days_in_line_and_table():
    figure = measured(usual=80, weight=WEIGHTS)
    assert figure.table.rows == (
        ("1 January 2025", "80 kg", "80 kg", "the same", "self-reported"),
        ("4 January 2025", "79 kg", "79.5 kg", "0.6 % below", "self-reported"),
        ("1 March 2025", "74 kg", "74 kg", "7.5 % below", "self-reported"),
    )


def test_weights_more_than_four_weeks_apart_are_not_joined():
    (plot,) = measured(weight=WEIGHTS).panels
    assert isinstance(plot, Plot)
    (line,) = (mark for mark in plot.marks if isinstance(mark, Line))
    assert [[vertex.value for vertex in segment] for segment in line.segments] == [[80, 79.5], [74]]


def test_two_kinds_of_scale_are_two_lines_and_two_sentences():
    figure = measured(usual=80, weight=SCALES)
    (plot,) = figure.panels
    assert isinstance(plot, Plot)

    assert [mark.name for mark in plot.marks if isinstance(mark, Line)] == [
        "Seven-day median, at home",
        "Seven-day median, in the clinic",
    ]
    assert figure.reading == (
        "At home: 74 kg on 1 March 2025 (median of seven days), 7.5 % below the usual weight of 80 kg. "
        "In the clinic: 72 kg on 1 March 2025 (median of seven days), 10.0 % below the usual weight of 80 kg."
    )
    assert [row[2:4] for row in figure.table.rows[-2:]] == [("74 kg", "7.5 % below"), ("72 kg", "10.0 % below")]


def test_weights_that_were_stored_before_scales_were_told_apart_are_shown_as_they_were():
    report, series = sample.nothing()
    all_at_home = [[day, kg, "self"] for day, kg, _source in SCALES]
    series |= {"readings": {"weight": SCALES}, "weight": sample.weighed(all_at_home, 80)}

    assert [row[2] for row in sample.figure("weight", report, series).table.rows[-2:]] == ["73 kg", "73 kg"]


def test_gain_is_told_as_plainly_as_loss():
    assert measured(usual=70, weight=WEIGHTS).reading.endswith("5.7 % above the usual weight of 70 kg.")


def test_without_readings_each_says_so_in_words():
    assert [sample.figure(name, *sample.nothing()).reading for name in ("breathing", "weight")] == [
        "No breathing tests yet.",
        "No weight recorded yet.",
    ]
