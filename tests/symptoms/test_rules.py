"""Each rule of ``clinical.rules`` has its words, its question and the limits that docs/clinical.md 7.3 gives it."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import override

from clinical import rules
from clinical.rules import RISING, RULES, Level
from clinical.vocabulary import MEASURES, SIGN_FLAGS, SIGN_WRONG
from symptoms.day.walk import ASKED_WEEKLY
from symptoms.wording import WITH_FAULT, WRONG
from symptoms.wording.rules import HOW_SOON, LEADS, RULE_WORDS
from tests import locales

CLINICAL = Path(__file__).parents[2] / "docs/clinical.md"
DERIVED = {"weight_loss_percent", "weight_drop", "bmi", "function.total_drop"}  # made of several answers
YES_NO = {f"signs.{name}" for name in (*SIGN_FLAGS, *SIGN_WRONG)}  # 1 is yes: the table gives no number
SIGNS = {rules.at_most: "≤", rules.at_least: "≥", rules.below: "<", rules.above: ">"}

# Levels of the table that an asked rule can't reach, as nothing asks what they need.
OUT_OF_REACH = {"R24": {Level.EMERGENCY}}  # head hit, strong pain, can't get up, blackout
# Limits that the table writes in words.
IN_WORDS = {
    ("R06", "function.orthopnea", "≤ 2"): "item 11 = 2",
    ("R08", "signs.poor_concentration", "≥ 4"): "poor concentration most days",
    ("R21", "niv_hours", "< 4"): "under 4 h/night",
    ("R22", "function.respiratory_insufficiency", "≤ 1"): "daytime use newly needed",
    ("R24", "falls", "≥ 1"): "one fall routine",
    ("R29", "function.total_drop", "≥ 6"): "total −6 or more",
    ("R31", "cramps.woke", "≥ 1"): "woken by cramps",
}


def table():
    """Threshold and level of each row of section 7.3, by id."""
    section = CLINICAL.read_text().partition("### 7.3 ")[2].partition("\n### ")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line[:3] == "| R"]
    return {name: (threshold, level) for name, _sign, threshold, _text, level in rows}


def limits():
    return [(rule, limit) for rule in RULES.values() for limit in (*rule.limits, *rule.combined)]


def comparisons(text):
    return set(re.findall(r"[<>≤≥] \d+(?:\.\d+)?", text))


def test_each_rule_has_a_name_and_a_text_and_each_level_its_words():
    assert list(RULE_WORDS) == list(RULES)
    assert [set(words) for words in (LEADS, HOW_SOON)] == [set(Level), set(Level)]


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_each_rule_and_each_level_speaks_each_language(language):
    texts = {(rule, kind): getattr(words, kind) for rule, words in RULE_WORDS.items() for kind in ("name", "text")}
    texts |= {(level, "lead"): text for level, text in LEADS.items()}
    texts |= {(level, "soon"): text for level, text in HOW_SOON.items()}
    with override("en"):
        english = {key: str(text) for key, text in texts.items()}
    known = {} if language == "en" else locales.translations(locales.read(language))
    wanted = {key: text if language == "en" else known.get((text,), ("",))[0] for key, text in english.items()}

    assert [key for key, text in wanted.items() if not text.strip()] == []
    with override(language):
        assert {key: str(text) for key, text in texts.items()} == wanted


def test_each_measure_that_a_rule_reads_is_recorded_or_follows_from_what_is():
    read = {measure for rule in RULES.values() for measure in rule.measures}

    assert read - set(MEASURES) == DERIVED


def test_each_answer_that_a_rule_reads_is_asked_once_a_week_or_when_something_is_wrong():
    read = {measure for rule in RULES.values() for measure in rule.measures if measure.startswith("signs.")}

    assert read - ASKED_WEEKLY == {*WRONG, *WITH_FAULT} == {f"signs.{name}" for name in SIGN_WRONG}


def test_the_table_and_the_rules_have_the_same_ids_in_the_same_order():
    assert list(table()) == list(RULES) == [f"R{number:02}" for number in range(1, len(RULES) + 1)]


def test_a_rule_without_a_limit_is_told_with_another():
    alone = [rule.id for rule in RULES.values() if not rule.measures and not rule.told_with]

    assert alone == list(rules.NOT_ASKED) == []
    assert {rule.id: rule.told_with for rule in RULES.values() if rule.told_with} == {"R18": "R09"}


def test_each_asked_rule_reaches_the_levels_of_the_table():
    wanted = {
        rule: {level for level in RISING if re.search(rf"\b{level}\b", said)} - OUT_OF_REACH.get(rule, set())
        for rule, (_threshold, said) in table().items()
    }
    reached = {rule.id: set(rule.levels) for rule in RULES.values()}
    for rule in filter(lambda rule: rule.told_with, RULES.values()):
        reached[rule.id] = reached[rule.told_with] & wanted[rule.id]

    assert reached == wanted


def test_each_limit_is_written_in_the_table():
    rows = {rule: f"{threshold} {level}" for rule, (threshold, level) in table().items()}
    found = {
        (rule.id, limit.measure, f"{SIGNS[limit.beyond]} {limit.limit:g}"): rows[rule.id] for rule, limit in limits()
    }
    missing = [
        key
        for key, row in found.items()
        if key[1] not in YES_NO and key not in IN_WORDS and key[2] not in comparisons(row)
    ]

    assert missing == []
    assert {key: text for key, text in IN_WORDS.items() if text not in found.get(key, "")} == {}


def test_the_rules_that_tell_a_state_that_began_are_those_of_the_table():
    life = CLINICAL.read_text().partition("### 7.4 ")[2].partition("\n## ")[0]
    named = re.search(r"“New” rules \(([^)]*)\)|\"New\" rules \(([^)]*)\)", life)

    assert [rule.id for rule in RULES.values() if rule.new] == (named[1] or named[2]).split(", ")
    assert [f"no answer to its question for {rules.UNHEARD_WEEKLY} days", f"or {rules.UNHEARD} (others)"] == [
        found[0] for found in re.finditer(r"no answer to its question for \d+ days|or \d+ \(others\)", life)
    ]


def test_a_stored_sign_of_a_rule_that_is_told_with_another_is_left_to_that_one():
    stored = [{"rule": "R09"}, {"rule": "R18"}, {"rule": "R99"}]

    assert rules.of_known_rules(stored) == [{"rule": "R09"}]


def test_the_days_and_weeks_that_a_limit_takes_are_written_in_the_table():
    spans = {
        (rule.id, limit.days, limit.weeks): table()[rule.id][0] for rule, limit in limits() if limit.days is not None
    }

    assert spans.keys() == {("R21", 5, 1), ("R30", 1, 2), ("R31", 3, 1), ("R31", 3, 2)}
    assert "for 5 of 7 nights" in spans["R21", 5, 1]
    assert "≥ 8/10 for 2 weeks" in spans["R30", 1, 2]
    assert "on ≥ 3 days in a week" in spans["R31", 3, 1]
    assert "≥ 3 nights a week for 2 weeks" in spans["R31", 3, 2]
