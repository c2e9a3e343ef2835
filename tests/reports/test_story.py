import copy
import datetime as dt

import pytest

from clinical.opm import Confirmed, Opm
from reports.story import opm_words, story
from tests.reports.figures.sample import made, nothing, report, series

VISIT = dt.date(2025, 3, 1)


def told(changed=None, since=VISIT, visit=VISIT):
    return dict(story(*made(changed or report(), series()), since, visit))


def changed(**entries):
    """The sample with other entries for some cells."""
    other = copy.deepcopy(report())
    for cell in other["involvement"]:
        cell |= entries.get(cell["cell"].replace(".", "_"), {})
    return other


def test_the_story_is_four_questions_in_the_order_of_the_illness():
    assert list(told()) == [
        "Where it began",
        "On the other side",
        "Speech, swallowing, breathing",
        "New since the visit on 1 Mar 2025",
    ]


def test_where_it_began_has_its_likely_range():
    assert (
        told()["Where it began"]
        == "Left hand and fingers, on 1 March 2023, most likely between 13 Feb 2023 and 13 Mar 2023."
    )


def test_what_was_there_at_the_first_entry_has_no_range():
    began = changed(hand_left={"on_or_before": True, "onset": None, "onset_low": None, "onset_high": "2023-03-01"})

    assert told(began)["Where it began"] == "Left hand and fingers, already at the first entry (1 March 2023)."


def test_a_clinicians_word_is_told_apart():
    began = changed(hand_left={"by": "clinician", "dated": "clinician", "onset_low": None, "onset_high": None})

    assert told(began)["Where it began"] == "Left hand and fingers, on 1 March 2023 (marked by a clinician)."


def test_several_parts_at_the_start_are_named_together():
    already = {"on_or_before": True, "onset": None, "onset_low": None, "onset_high": "2023-03-01"}
    began = changed(hand_left=already, hand_right=already)
    began["spread"]["first"] = ["hand.left", "hand.right"]

    assert (
        told(began)["Where it began"]
        == "Left hand and fingers and right hand and fingers (which was first is not known), "
        "already at the first entry (1 March 2023)."
    )


def test_crossing_over_is_told_for_both_pairs():
    assert told()["On the other side"] == (
        "Both arms since 20 September 2023, 6.7 months after the left arm. "
        "Both legs since 9 October 2024, 8.7 months after the left leg."
    )


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("none", "Arms not affected by these answers."),
        (None, "Arms: no answers."),
        ("both_at_first_log", "Both arms already at the first entry."),
    ],
)
def test_a_pair_that_did_not_cross_is_told_as_it_stands(state, words):
    other = report()
    other["spread"]["pairs"]["arm"] = {"state": state}

    assert told(other)["On the other side"].startswith(words)


def test_a_pair_with_a_possible_part_is_not_said_to_be_free():
    other = changed(hand_right={"status": "possible", "onset": None})
    other["spread"]["pairs"]["arm"] = {"state": "none"}

    assert told(other)["On the other side"].startswith("Arms: possible, not yet counted.")


def test_joining_tells_silence_apart_from_no_change():
    other = changed(swallowing={"status": "no_data", "onset": None})

    assert told(other)["Speech, swallowing, breathing"] == (
        "Speech affected since 26 March 2025. Not affected by these answers: breathing. "
        "No answers about swallowing and saliva."
    )


def test_new_parts_are_named_with_their_days():
    assert (
        told()["New since the visit on 1 Mar 2025"] == "Speech (26 Mar 2025) and swallowing and saliva (21 May 2025)."
    )


def test_since_a_day_that_was_no_visit_none_is_claimed():
    assert told(visit=None)["New since 1 Mar 2025"] == "Speech (26 Mar 2025) and swallowing and saliva (21 May 2025)."


def test_nothing_new_is_told_apart_from_no_answers():
    assert told(since=dt.date(2025, 6, 1))["New since 1 Jun 2025"] == "No newly affected part was logged."
    assert told(since=dt.date(2025, 6, 27))["New since 27 Jun 2025"] == "No weakness answers since then."


def test_a_story_without_answers_claims_nothing():
    assert dict(story(*made(*nothing()), VISIT, None)) == {
        "Where it began": "No weakness answers yet.",
        "On the other side": "Arms: no answers. Legs: no answers.",
        "Speech, swallowing, breathing": "No answers about speech, swallowing and saliva and breathing.",
        "New since 1 Mar 2025": "No weakness answers since then.",
    }


def test_a_single_low_answer_is_possible_and_not_counted():
    empty, silent = nothing()
    empty["involvement"][0] |= {"status": "possible", "grade_now": 3}

    assert story(*made(empty, silent), VISIT, None)[0][1] == ("Possible, not yet counted as affected: speech.")


def test_the_consensus_words_are_told_with_their_source_and_as_self_report():
    source = "Self-report, to be confirmed. After ALS-OPM, Meyer and others 2025 (CC BY 4.0), examination not included."

    assert opm_words(Opm("O2d", "P1", 6, 5, 8, text="O2d P1(6; 5–8)")) == f"O2d P1(6; 5–8). {source}"
    least = Opm("O2d", "P1", 3, at_least=True, text="O2d P1(at least 3)")
    assert opm_words(least) == f"O2d P1(at least 3). {source}"
    assert opm_words(Opm(None, None)) == f"Not given: more than one part at the start. {source}"
    assert opm_words(None) == "No part is known to have been the first."


def test_what_a_clinician_confirmed_comes_first_and_the_answers_beside_it_only_where_they_part():
    said = Confirmed("O2d", "P1", 6, "M0", dt.date(2026, 3, 2), "Cleo")
    same, other = (Opm("O2d", "P1", 6, low, 8, text=f"O2d P1(6; {low}–8)") for low in (5, 7))

    confirmed = "O2d P1(6) M0, confirmed by Cleo on 2 Mar 2026."
    assert opm_words(same, said) == f"{confirmed} After ALS-OPM, Meyer and others 2025 (CC BY 4.0)."
    assert opm_words(None, said) == f"{confirmed} After ALS-OPM, Meyer and others 2025 (CC BY 4.0)."
    assert opm_words(other, said) == f"{confirmed} By the answers now: {opm_words(other)}"
    unexamined = Confirmed("O2d", "P1", 6, "", dt.date(2026, 3, 2), "Cleo")
    assert opm_words(same, unexamined).startswith("O2d P1(6), confirmed by Cleo on 2 Mar 2026. M not examined.")
