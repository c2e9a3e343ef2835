"""The days of an export into one record: by the same way as every table, whole or not at all."""

from typing import Any

from exchange.models import Import
from exchange.phone.choice import choice_of, mapping_of, note_given, table_of
from exchange.phone.export import Export
from exchange.phone.told import notes_of
from exchange.tables.bring import Brought, bring
from exchange.tables.questions import Asker
from people.models import Clinic


def bring_phone(export: Export, clinic: Clinic, asker: Asker, **how: Any) -> Brought:
    """``how``: as ``exchange.tables.bring.bring`` takes it. Raises ``CsvRefused``, and ``Open`` while something is
    asked."""
    choice = choice_of(asker.answers, clinic)
    note_given(asker)
    table = table_of(export, choice)
    mapping = mapping_of(export, choice)
    return bring((table,), clinic, asker, mapping=mapping, kind=Import.Kind.PHONE, notes=notes_of(export), **how)
