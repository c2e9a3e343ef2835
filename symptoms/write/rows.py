"""Entries as rows: each in its table, a check-in's answers in those of its sections."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Model

from symptoms.models import CheckIn, FunctionCheck
from symptoms.models.base import AskedBack, DayEntry
from symptoms.models.check_in import Section
from symptoms.record.columns import ENTRY_SECTIONS, SECTION_MODELS, by_section
from symptoms.record.standing import Statement
from symptoms.write.inserting import insert


def build(model: type[DayEntry], said: Statement, **fields: Any) -> tuple[DayEntry, list[Section]]:
    """An unsaved entry and its unsaved sections."""
    columns: dict[str, dict[str, Any]] = {**by_section(said.values)}
    if model is FunctionCheck:
        fields["mode"] = said.mode or FunctionCheck.usual_mode(fields["source"])
    if issubclass(model, AskedBack):
        fields["confirmed"] = sorted(said.confirmed)
    if model is not CheckIn:
        return model(**fields, **columns.get(ENTRY_SECTIONS[model][0], {})), []
    if said.not_known:
        columns["weakness"] = columns.get("weakness", {}) | {"not_known": dict(said.not_known)}
    entry = CheckIn(**fields)
    own = {"check_in": entry, "patient_id": entry.patient_id}
    return entry, [
        SECTION_MODELS[name](**own, **row, confirmed_same=name in said.same) for name, row in columns.items()
    ]


def save_all(built: Iterable[tuple[DayEntry, list[Section]]], batch_size: int = 1000) -> None:
    """Bulk writes: entries of one model, then their sections table by table."""
    pairs = list(built)
    if not pairs:
        return
    type(pairs[0][0])._default_manager.bulk_create([entry for entry, _ in pairs], batch_size=batch_size)
    for model in SECTION_MODELS.values():
        rows = [row for _, sections in pairs for row in sections if isinstance(row, model)]
        model._default_manager.bulk_create(rows, batch_size=batch_size)


def insert_entries(
    model: type[DayEntry],
    entries: Iterable[tuple[dict[str, Any], Mapping[str, float | None], Collection[str], Mapping[str, str]]],
) -> None:
    """Very many entries, each as its own fields by attribute name, what it says, which of its sections were confirmed
    as the same as last time, and why cells have no grade; without model instances."""
    tables: dict[type[Model], list[dict[str, Any]]] = {model: []}
    for fields, values, same, not_known in entries:
        columns: dict[str, dict[str, Any]] = {**by_section(values)}
        if not_known:
            columns["weakness"] = columns.get("weakness", {}) | {"not_known": dict(not_known)}
        if model is CheckIn:
            tables[model].append(fields)
            for name, row in columns.items():
                own = {
                    "check_in_id": fields["id"],
                    "patient_id": fields["patient_id"],
                    "confirmed_same": name in same,
                }
                tables.setdefault(SECTION_MODELS[name], []).append(own | row)
        else:
            tables[model].append(fields | columns.get(ENTRY_SECTIONS[model][0], {}))
    for table, rows in tables.items():
        insert(table, rows)
