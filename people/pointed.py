"""What audit events were about, in words, from the rows that their details name (``audit.of``) as these are now."""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from people.models import AuditEvent, Invitation, Membership, Patient

ABOUT = re.compile(r"(membership|invitation) (\d+)\b|(patient) ([0-9a-f-]{36})\b")
ROWS: dict[str, Callable[[], QuerySet[Any]]] = {
    "membership": lambda: Membership.objects.select_related("user", "clinic"),
    "invitation": Invitation.objects.all,
    "patient": Patient.objects.all,
}


def pointed(events: Sequence[AuditEvent]) -> dict[int, str]:
    """By the id of each event; blank where it names nothing that has a name. At most a query for each kind of row."""
    about = {event.pk: _about(event.detail) for event in events}
    asked: dict[str, set[str]] = defaultdict(set)
    for kind, pk in about.values():
        asked[kind].add(pk)
    rows = {(kind, str(row.pk)): row for kind, ids in asked.items() if kind for row in ROWS[kind]().filter(pk__in=ids)}
    return {event.pk: _words(event.verb, rows.get(about[event.pk])) for event in events}


def _about(detail: str) -> tuple[str, str]:
    found = ABOUT.match(detail)
    return (found[1] or found[3], found[2] or found[4]) if found else ("", "")


def _words(verb: str, row: Membership | Invitation | Patient | None) -> str:
    match row:
        case Membership():
            return row.reason if verb == "emergency" else str(row.user or row.clinic)
        case Invitation():
            return row.email or row.name or _("on paper")
        case Patient():
            return row.reference
    return ""
