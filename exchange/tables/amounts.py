"""Numbers and their units. The factors are those of ``clinical.doubts``."""

import math
import re
from collections.abc import Iterable

from clinical.doubts import FACTORS, Unit
from clinical.vocabulary import Measure
from exchange.tables.table import Cell

LB, ST, FT = FACTORS[Unit.POUNDS], 14 * FACTORS[Unit.POUNDS], 12 * FACTORS[Unit.INCHES]
# By the unit of a measure, the units in which it is given elsewhere too, and what one of them comes to.
UNITS = {
    "kg": {"kg": 1.0, "lb": LB, "st": ST, "g": 0.001},
    "%": {"%": 1.0, "fraction": FACTORS[Unit.FRACTION]},
    "cmH2O": {"cmH2O": 1.0, "kPa": FACTORS[Unit.KILOPASCALS]},
    "L/min": {"L/min": 1.0, "L/s": FACTORS[Unit.LITRES_A_SECOND]},
    "cm": {"cm": 1.0, "m": 100.0, "in": FACTORS[Unit.INCHES], "ft": FT},
    "hours": {"hours": 1.0, "minutes": 1 / 60},
    "minutes": {"minutes": 1.0, "hours": 60.0},
}
CODES = {  # how our units are called by the product's own doubts
    Unit.FRACTION: "fraction",
    Unit.POUNDS: "lb",
    Unit.INCHES: "in",
    Unit.KILOPASCALS: "kPa",
    Unit.LITRES_A_SECOND: "L/s",
}
_WORDS = {
    "kg": ("kg", "kgs", "kilo", "kilogram", "kilograms", "kilogramm", "kilogramos"),
    "lb": ("lb", "lbs", "pound", "pounds", "pfund", "libras", "#"),
    "st": ("st", "stone", "stones"),
    "g": ("g", "grams", "gramm", "gramos"),
    "%": ("%", "percent", "per cent", "prozent", "pct", "por ciento"),
    "fraction": ("fraction", "ratio", "anteil"),
    "cmH2O": ("cmh2o", "cm h2o"),
    "kPa": ("kpa",),
    "L/min": ("l/min", "lpm", "l/m"),
    "L/s": ("l/s", "l/sec"),
    "cm": ("cm",),
    "m": ("m",),
    "in": ("in", "inch", "inches", "zoll", '"', "”", "″"),
    "ft": ("ft", "feet", "foot", "'", "’", "′"),
    "hours": ("h", "hr", "hrs", "hours", "stunden", "std", "horas"),
    "minutes": ("min", "mins", "minutes", "minuten", "minutos"),
}
UNIT_OF_WORD = {word: unit for unit, words in _WORDS.items() for word in words}
_PARTS = {"st": ("lb", LB), "ft": ("in", FACTORS[Unit.INCHES])}  # 11 st 5 lb, 5 ft 11 in
_SAID = re.compile(r"(?P<number>[+-]?[\d., ]*\d)\s*(?P<unit>[^\d\s.,+-][^\d]*?)?\s*(?P<rest>\d[\d.,]*\s*[^\d\s]*)?")


def decimal_mark(cells: Iterable[Cell]) -> str:
    """The mark of decimals in a column: that which comes last where both occur, else the one that occurs."""
    written = [cell for cell in dict.fromkeys(cells) if isinstance(cell, str)]
    both = [cell for cell in written if "," in cell and "." in cell]
    if both:
        return max(",.", key=lambda mark: sum(cell.rfind(mark) == max(map(cell.rfind, ",.")) for cell in both))
    return "," if any("," in cell for cell in written) and not any("." in cell for cell in written) else "."


def number(cell: Cell, decimal: str = ".") -> float:
    """Raises ``ValueError``. A lone mark is one of decimals, whichever it is; in front of three digits more than once,
    or beside the other, it divides thousands."""
    if isinstance(cell, (int, float)):
        found = float(cell)
    elif not isinstance(cell, str):
        raise ValueError(cell)
    else:
        found = float(_plain(cell.strip(), decimal))
    if not math.isfinite(found):
        raise ValueError(cell)
    return found


def _plain(text: str, decimal: str) -> str:
    other = "," if decimal == "." else "."
    if "_" in text:  # Python would read 1_0 as 10
        raise ValueError(text)
    for mark in (other, "'", " ", "\u00a0", "\u202f"):
        whole, point, part = text.partition(decimal)
        groups = whole.lstrip("+-").split(mark)
        grouped = len(groups) > 1 and all(len(group) == 3 for group in groups[1:]) and 1 <= len(groups[0]) <= 3
        if grouped and (mark != other or point or len(groups) > 2):
            text = whole.replace(mark, "") + point + part
    return text.replace(",", ".")


def amount(cell: Cell, measure_unit: str, unit: str = "", decimal: str = ".") -> float:
    """A number in ``unit`` (blank: that of the measure) in the unit of the measure, to one decimal where it was turned
    into it. A unit within the cell counts before ``unit``. Raises ``ValueError``."""
    units = UNITS.get(measure_unit, {})
    try:
        found, said, more = number(cell, decimal), unit, 0.0
    except ValueError:
        parts = _SAID.fullmatch(str(cell).strip())
        if parts is None or not parts["unit"]:
            raise
        said = UNIT_OF_WORD.get(parts["unit"].strip().lower(), "")
        found, more = number(parts["number"], decimal), _second(parts["rest"], said, decimal)
        if said not in units:
            raise
    factor = units.get(said, 1.0)
    return found if factor == 1 and not more else round(found * factor + more, 1)


def _second(rest: str | None, unit: str, decimal: str) -> float:
    """The pounds beside stones and the inches beside feet, in the unit of the measure."""
    if not rest:
        return 0.0
    small, factor = _PARTS.get(unit, ("", 0.0))
    parts = _SAID.fullmatch(rest.strip())
    if not small or parts is None or (parts["unit"] and UNIT_OF_WORD.get(parts["unit"].strip().lower()) != small):
        raise ValueError(rest)
    return number(parts["number"], decimal) * factor


def one_decimal(measure: Measure, value: float) -> float:
    """A weight as its field takes it; other numbers stay as they are."""
    return round(value, 1) if measure.unit == "kg" else value
