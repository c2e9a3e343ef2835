"""Every rule below, at and beyond each of its limits; skipped, again, by a caregiver, "new", and aged."""

import pytest

from clinical.rules import RULES
from tests.clinical.rule_cases import BEGIN, END, KINDS, README, SPECS, cases, flag_of, written

CASES = [
    pytest.param(spec, case, id=f"{spec.rule} {spec.asks} {spec.level} {case.kind} {case.told}")
    for spec in SPECS
    for case in cases(spec)
]


@pytest.mark.parametrize(("spec", "case"), CASES)
def test_a_rule_fires_as_its_case_says(spec, case):
    assert case.holds(spec), flag_of(case.history, spec.rule)


def test_each_rule_has_every_kind_of_case_at_each_of_its_levels():
    assert {(spec.rule, spec.level) for spec in SPECS} == {
        (rule.id, str(level)) for rule in RULES.values() for level in rule.levels
    }
    assert {tuple(dict.fromkeys(case.kind for case in cases(spec))) for spec in SPECS} == {KINDS}


def test_a_rule_is_new_in_its_cases_where_it_tells_a_state_that_began():
    assert {spec.rule for spec in SPECS if spec.new} == {rule.id for rule in RULES.values() if rule.new}


def test_the_table_of_rules_and_cases_is_what_the_cases_say():
    page = README.read_text()

    assert (page.count(BEGIN), page.count(END)) == (1, 1)
    assert page == written(page)
