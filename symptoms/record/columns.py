"""Measure names to tables and back: the only place that knows which column holds which measure."""

from collections.abc import Iterable, Mapping

from clinical.vocabulary import CHECK_IN_SECTIONS, MEASURES, measures_of
from symptoms.models import (
    Asymmetry,
    CheckIn,
    Fasciculation,
    Fatigue,
    FunctionCheck,
    Measurement,
    Signs,
    Weakness,
)
from symptoms.models.base import AskedBack, DayEntry
from symptoms.models.check_in import Section
from symptoms.record.standing import Statement
from symptoms.record.validation import Values

SECTION_MODELS: dict[str, type[Section]] = {
    "weakness": Weakness,
    "fasciculation": Fasciculation,
    "fatigue": Fatigue,
    "asymmetry": Asymmetry,
    "signs": Signs,
}
# An entry model and the sections whose measures it holds.
ENTRY_SECTIONS: dict[type[DayEntry], tuple[str, ...]] = {
    CheckIn: CHECK_IN_SECTIONS,
    FunctionCheck: ("function",),
    Measurement: ("measurement",),
}


def measure_names(model: type[DayEntry]) -> tuple[str, ...]:
    """The measures that an entry model holds, in table order."""
    return tuple(measure.name for section in ENTRY_SECTIONS[model] for measure in measures_of(section))


def lookups(model: type[DayEntry]) -> tuple[str, ...]:
    """The same, as paths for ``values_list``: one query reads an entry with all its sections."""
    return tuple(
        f"{MEASURES[name].section}__{MEASURES[name].column}" if model is CheckIn else MEASURES[name].column
        for name in measure_names(model)
    )


def values_of(entry: DayEntry, sections: Iterable[str] = ()) -> Values:
    """What an entry says, by measure name, without the gaps; in all its sections, or in some. Check-ins want them
    selected with them."""
    found: Values = {}
    for section in sections or ENTRY_SECTIONS[type(entry)]:
        row = getattr(entry, section, None) if isinstance(entry, CheckIn) else entry
        if row is None:
            continue
        for measure in measures_of(section):
            value = getattr(row, measure.column)
            if value is not None:
                found[measure.name] = value
    return found


def unknown_of(entry: DayEntry) -> dict[str, str]:
    """Why there is no grade, by cell, as far as an entry says it."""
    weakness = getattr(entry, "weakness", None)
    return weakness.not_known if weakness else {}


def confirmed_sections(entry: DayEntry) -> list[str]:
    """The sections of an entry that were confirmed as the same as last time."""
    return [name for name in CHECK_IN_SECTIONS if getattr(getattr(entry, name, None), "confirmed_same", False)]


def statement_of(entry: DayEntry | None) -> Statement:
    """All that an entry says; of none, nothing."""
    if entry is None:
        return Statement()
    mode = entry.mode if isinstance(entry, FunctionCheck) else None
    confirmed = frozenset(entry.confirmed) if isinstance(entry, AskedBack) else frozenset()
    return Statement(values_of(entry), unknown_of(entry), frozenset(confirmed_sections(entry)), mode, confirmed)


def by_section(values: Mapping[str, float | None]) -> dict[str, dict[str, float]]:
    """``{"weakness": {"hand_left": 3}}``: columns and numbers per section, without the gaps."""
    found: dict[str, dict[str, float]] = {}
    for name, value in values.items():
        if value is not None:
            measure = MEASURES[name]
            found.setdefault(measure.section, {})[measure.column] = value
    return found
