"""The mappings that a clinic keeps: which of them fit a file, and the only writers of them."""

import datetime as dt
import json
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from exchange.models import KeptFile, KeptMapping
from exchange.rows import CsvRefused
from exchange.tables.detail import detailed
from exchange.tables.mapping import OUT, Column, Mapping, as_said, from_json
from exchange.tables.questions import Asker
from exchange.tables.table import Table
from people import audit
from people.models import Clinic, User


def mapping_of(kept: KeptFile, tables: tuple[Table, ...], asker: Asker) -> Mapping | None:
    """The one with which the file is read, with what was chosen otherwise since; None to have one proposed."""
    if kept.mapping is None:
        return None
    mapping = read(kept.mapping)
    table = _table_for(mapping, tables)
    if table is None:
        return None
    for name in table.names:
        means, unit = asker.given(f"means.{name}"), asker.given(f"unit.{name}")
        if means is not None and means != mapping.columns.get(name, Column()).means:
            chosen = {**mapping.columns, name: Column(means)}
            mapping = replace(mapping, columns={**chosen, name: detailed(table, name, chosen[name], chosen, asker)})
        elif unit is not None and name in mapping.columns:
            mapping = mapping.with_column(name, unit=unit)
    return mapping


def read(kept: KeptMapping) -> Mapping:
    return replace(from_json(json.dumps(kept.said)), name=kept.name)


def fitting(clinic: Clinic, tables: tuple[Table, ...]) -> list[KeptMapping]:
    """Those of a clinic whose columns one of these tables has, the newest first. One that this version can't read any
    more is none of them."""
    found = []
    for kept in clinic.mappings.all():
        try:
            mapping = read(kept)
        except CsvRefused:
            continue
        if _table_for(mapping, tables):
            found.append(kept)
    return found


def _table_for(mapping: Mapping, tables: tuple[Table, ...]) -> Table | None:
    needed = {name for name, column in mapping.columns.items() if column.means != OUT}
    return next((table for table in tables if needed and needed <= set(table.names)), None)


def as_they_are(table: Table, asker: Asker) -> Mapping:
    """Nothing is known of any column but what was said of it."""
    return Mapping(_("Table"), {name: Column(asker.given(f"means.{name}") or OUT) for name in table.names})


def keep_mapping(clinic: Clinic, name: str, mapping: Mapping, *, by: User, now: dt.datetime) -> KeptMapping:
    """Under a name that is new, or instead of what stood there. Whose record it was, is not kept."""
    name = _checked(name)
    said = as_said(replace(mapping, name=name, patient=""))
    kept, _made = KeptMapping.objects.update_or_create(
        clinic=clinic, name=name, defaults={"said": said, "by": by, "made_at": now}
    )
    audit.record("keep mapping", user=by, detail=audit.of(kept))
    return kept


def rename_mapping(kept: KeptMapping, name: str, *, by: User) -> None:
    """Raises ``ValidationError`` for no name and for one that another has."""
    name = _checked(name)
    if kept.clinic.mappings.filter(name=name).exclude(pk=kept.pk).exists():
        raise ValidationError(_("There is one of this name already."))
    audit.record("rename mapping", user=by, detail=audit.of(kept))
    kept.name = name
    kept.save(update_fields=["name"])


def delete_mapping(kept: KeptMapping, *, by: User) -> None:
    """What was read with it stays."""
    audit.record("delete mapping", user=by, detail=audit.of(kept))
    kept.delete()


def _checked(name: str) -> str:
    name = " ".join(name.split())
    most = KeptMapping._meta.get_field("name").max_length or 0
    if not name:
        raise ValidationError(_("Give it a name."))
    if len(name) > most:
        raise ValidationError(_("The name has more than %(most)d letters.") % {"most": most})
    return name
