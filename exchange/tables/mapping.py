"""What the columns of a table mean: a value that has a name, is kept as JSON and fits every table of the same make."""

import json
from collections.abc import Mapping as Map
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from clinical.vocabulary import MEASURES
from exchange.rows import CONFIRMED, MODE, SAME
from exchange.tables.amounts import UNITS
from exchange.tables.days import ORDERS, SERIAL, SINCE
from exchange.tables.table import refused
from symptoms.models.base import Source

OUT = "out"  # left out
PATIENT, DAY, SOURCE, START = "patient", "day", "source", "start"
MEASURE, VALUE = "measure", "value"  # where a line names what it holds
TOTAL, CUTTING_WITHOUT, CUTTING_WITH = "total", "cutting_food.without_tube", "cutting_food.with_tube"  # items 5a and 5b
NAME = "name"
FACTS = {NAME: "", "birth_date": "", "onset_date": "", "diagnosis_date": "", "height": "cm"}  # with their units
HOW = (MODE, SAME, CONFIRMED)
HALF_POINTS = MISSING, DOWN = ("missing", "down")
MEANINGS = (
    OUT,
    PATIENT,
    DAY,
    SOURCE,
    START,
    MEASURE,
    VALUE,
    TOTAL,
    CUTTING_WITHOUT,
    CUTTING_WITH,
    *FACTS,
    *HOW,
    *MEASURES,
)
KINDS_OF_DAY = (*ORDERS, SERIAL, *SINCE)
DAYS_MEANT = (DAY, START, "birth_date", "onset_date", "diagnosis_date")


@dataclass(frozen=True)
class Column:
    """``means``: one of MEANINGS. ``unit``: that of its numbers, blank for that of the measure. ``order``: how its days
    are written, or that they are days or months since a start. ``visit``: columns with the same are of one visit of a
    line that holds several; an ISO day where the name of the column says the day."""

    means: str = OUT
    unit: str = ""
    decimal: str = "."
    order: str = ""
    visit: str = ""


@dataclass(frozen=True)
class Mapping:
    """``columns``: by name; a column that is not named is left out. ``patient``, ``source``: of the whole file, where
    no column says it. ``missing``: what stands where nothing was recorded, beside a blank. ``half_points``: "missing"
    where they are read as such, "down" where they are rounded down and marked, blank where they are asked about."""

    name: str
    columns: Map[str, Column]
    patient: str = ""
    source: str = ""
    missing: tuple[str, ...] = ()
    half_points: str = ""

    def named(self, *meanings: str) -> list[str]:
        """The columns that mean one of these."""
        return [name for name, column in self.columns.items() if column.means in meanings]

    @property
    def wide(self) -> bool:
        """Whether a line holds several visits."""
        return any(column.visit for column in self.columns.values())

    def with_column(self, name: str, **said: str) -> "Mapping":
        changed = replace(self.columns.get(name, Column()), **said)
        return replace(self, columns={**self.columns, name: changed})


def unit_of(means: str) -> str:
    """The unit in which a meaning is kept; blank for none."""
    return FACTS.get(means, "") or (MEASURES[means].unit if means in MEASURES else "")


def as_said(mapping: Mapping) -> dict[str, Any]:
    """As JSON holds it, without what is as it would be anyway."""
    usual = asdict(Column())
    said = asdict(mapping)
    said["columns"] = {
        name: {key: value for key, value in column.items() if key == "means" or value != usual[key]}
        for name, column in said["columns"].items()
    }
    return {key: value for key, value in said.items() if value or key == "name"}


def to_json(mapping: Mapping) -> str:
    return json.dumps(as_said(mapping), ensure_ascii=False, indent=2) + "\n"


def from_json(text: str) -> Mapping:
    """Raises ``CsvRefused`` with what is wrong in it."""
    try:
        said = json.loads(text)
        columns = {name: Column(**column) for name, column in said.pop("columns").items()}
        missing = tuple(said.pop("missing", ()))
        mapping = Mapping(columns=columns, missing=missing, **said)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise refused(
            _("This is no mapping, or something in it is not known. It is as --keep-mapping writes it.")
        ) from error
    for name, column in columns.items():
        _check(name, column)
    texts: tuple[Any, ...] = (mapping.name, mapping.patient, mapping.source, *mapping.missing)
    if not all(isinstance(each, str) for each in texts) or mapping.source not in ("", *Source):
        raise refused(_("This is no mapping, or something in it is not known. It is as --keep-mapping writes it."))
    if mapping.half_points not in ("", *HALF_POINTS):
        raise refused(_("This is no mapping, or something in it is not known. It is as --keep-mapping writes it."))
    return mapping


def _check(name: str, column: Column) -> None:
    allowed: dict[str, tuple[str, ...]] = {
        "means": MEANINGS,
        "unit": ("", *UNITS.get(unit_of(column.means), ())),
        "decimal": (".", ","),
        "order": ("", *KINDS_OF_DAY),
    }
    for key, values in allowed.items():
        if getattr(column, key) not in values:
            sentence = _("The mapping says “%(found)s” for “%(key)s” of this column, which is not known.")
            raise refused(sentence % {"found": str(getattr(column, key))[:40], "key": key}, column=name)
    if not isinstance(column.visit, str):
        raise refused(_("This is no mapping, or something in it is not known. It is as --keep-mapping writes it."))
