"""Numbers are read with either mark of decimals and in the units that people use."""

import pytest

from clinical.doubts import LIMITS
from exchange.tables.amounts import CODES, UNITS, amount, decimal_mark, number


def no_value(read, *given):
    try:
        read(*given)
    except ValueError:
        return True
    return False


@pytest.mark.parametrize(
    ("cell", "decimal", "value"),
    [
        ("71.2", ".", 71.2),
        ("71,2", ",", 71.2),
        ("71,2", ".", 71.2),
        ("71.2", ",", 71.2),
        ("1,234.5", ".", 1234.5),
        ("1.234,5", ",", 1234.5),
        ("1 234,5", ",", 1234.5),
        ("1'234.5", ".", 1234.5),
        ("1,234,567", ".", 1234567),
        ("71,250", ",", 71.25),
        ("-1", ".", -1),
        ("+2", ".", 2),
        (" 4.0 ", ".", 4),
        (3, ".", 3),
    ],
)
def test_a_number_is_read_with_its_marks(cell, decimal, value):
    assert number(cell, decimal) == value


@pytest.mark.parametrize("cell", ["", "four", "1_0", "nan", "inf", "1.2.3", "--1", "=1+1"])
def test_what_is_no_number_is_none(cell):
    assert no_value(number, cell)


@pytest.mark.parametrize(
    ("cells", "mark"),
    [
        (["71,2", "70"], ","),
        (["71.2", "70"], "."),
        (["1.234,5"], ","),
        (["1,234.5"], "."),
        (["71", ""], "."),
        (["71,2", "70.1"], "."),
        ([71.2], "."),
    ],
)
def test_the_mark_of_decimals_is_that_of_the_column(cells, mark):
    assert decimal_mark(cells) == mark


@pytest.mark.parametrize(
    ("cell", "measured_in", "unit", "value"),
    [
        ("71.2", "kg", "", 71.2),
        ("155", "kg", "lb", 70.3),
        ("11", "kg", "st", 69.9),
        ("11st 5", "kg", "st", 72.1),
        ("11 st 5 lb", "kg", "kg", 72.1),
        ("155 lbs", "kg", "kg", 70.3),
        ("71.2 kg", "kg", "lb", 71.2),
        ("0.91", "%", "fraction", 91),
        ("91%", "%", "fraction", 91),
        ("5'11\"", "cm", "ft", 180.3),
        ("5 ft 11 in", "cm", "", 180.3),
        ("71", "cm", "in", 180.3),
        ("1,80", "cm", "m", 180),
        ("8", "cmH2O", "kPa", 81.6),
        ("6", "L/min", "L/s", 360),
        ("90", "hours", "minutes", 1.5),
        ("4", "", "", 4),
    ],
)
def test_a_unit_is_turned_into_that_of_the_measure(cell, measured_in, unit, value):
    assert amount(cell, measured_in, unit) == value


@pytest.mark.parametrize("cell", ["71 litres", "11 st 5 kg", "5 lb 3", "kg", "many kg"])
def test_a_unit_that_is_not_one_of_the_measure_is_refused(cell):
    assert no_value(amount, cell, "kg")


def test_every_unit_that_is_asked_back_can_be_read():
    known = {unit for units in UNITS.values() for unit in units}

    assert {CODES[limit.unit] for limit in LIMITS.values() if limit.unit} <= known
