"""Secrets: codes that are copied by hand, and of which only a digest is kept."""

from hypothesis import given
from hypothesis import strategies as st

from people import codes


@given(st.text(codes.CODE_LETTERS, min_size=12, max_size=12), st.sampled_from([" ", "-", "", " - "]), st.booleans())
def test_a_code_is_read_however_it_was_copied(code, between, small):
    groups = between.join([code[:4], code[4:8], code[8:]])

    assert codes.as_typed(groups.lower() if small else groups) == code
    assert codes.as_typed(codes.in_groups(code)) == code


def test_codes_are_of_letters_that_no_eye_confuses_and_never_the_same():
    made = {codes.new_secret(by_hand=True) for _n in range(500)}

    assert len(made) == 500
    assert {len(code) for code in made} == {12}
    assert set("".join(made)) & set("01OIL") == set()
