"""What audit events were about becomes ids: their details held names, addresses and what was typed.

Which row was meant, follows from record, moment and author, for it was written in the same transaction. Where that is not
one row alone, nothing is kept of the detail. It cannot be undone: the row that is named says more than the detail did.
"""

import datetime as dt
import re

from django.db import migrations

DONE = re.compile(r"(membership|invitation|patient|clinic|consent|accesstoken|keptmapping) [0-9a-f-]+\b")
NEAR = dt.timedelta(seconds=10)  # from the moment that a page takes for now to that of its event
CLINIC = ("open clinic", "change clinic", "keep mapping", "rename mapping", "delete mapping")
MERGES = ("merge", "merge into", "undo merge")
INVITED = ("invite", "withdraw invitation", "accept invitation", "decline invitation")
VERBS = (
    *(*CLINIC, *MERGES, *INVITED, "grant", "end grant", "share", "emergency"),
    *("token made", "token ended", "agree research", "close", "move"),
)


def scrub(apps, schema_editor):
    AuditEvent = apps.get_model("people", "AuditEvent")
    found = AuditEvent.objects.filter(verb__in=VERBS).exclude(detail="").order_by("pk")
    for event in found.iterator(chunk_size=1000):
        if not DONE.match(event.detail):
            AuditEvent.objects.filter(pk=event.pk).update(detail=_about(apps, event))


def _about(apps, event):
    """The new detail of an event."""

    def one(name, rows, called):
        """The only one of these rows that was called so then; what followed a colon or a comma is no part of it."""
        names = [(row, called(row)) for row in rows]
        several = [
            row
            for row, said in names
            if said and (event.detail == said or event.detail.startswith((f"{said}:", f"{said},")))
        ]
        return f"{name} {several[0].pk}" if len(several) == 1 else ""

    def of(name):
        return apps.get_model("people", name).objects

    moment = (event.at - NEAR, event.at + NEAR)
    match event.verb:
        case verb if verb in CLINIC:
            named = [row for row in of("Clinic").all() if event.detail.startswith(row.name)]
            longest = max(named, key=lambda row: len(row.name), default=None)
            words = event.detail[len(longest.name) + 1 :] if longest and verb == "change clinic" else ""
            return " ".join(["clinic", str(longest.pk), *words.replace(",", "").split()]) if longest else ""
        case verb if verb in MERGES:
            kept_by = of("Patient").filter(pk=event.patient_id).values("clinic")
            return one("patient", of("Patient").filter(clinic__in=kept_by, reference=event.detail), lambda row: row.reference)
        case verb if verb in INVITED:
            rows = of("Invitation").filter(patient=event.patient_id, made_at__lte=event.at + NEAR)
            if verb != "invite":
                rows = rows.filter(answered_at__range=moment)
            if verb == "invite" and not event.detail.endswith(": again"):
                rows = rows.filter(made_at__range=moment)
            return one("invitation", rows, lambda row: row.email or row.name or "on paper")
        case "token made" | "token ended":
            when = {"created_at__range": moment} if event.verb == "token made" else {"ended_at__range": moment}
            rows = of("AccessToken").filter(**when)
            return one("accesstoken", rows, lambda row: row.name)
        case "agree research":
            rows = of("Consent").filter(patient=event.patient_id, starts_at__range=moment)
            return one("consent", rows, lambda row: row.basis)
        case "grant" | "end grant" | "share" | "emergency":
            rows = of("Membership").filter(patient=event.patient_id).select_related("user", "clinic")
            if event.verb in ("grant", "emergency"):
                rows = rows.filter(starts_at__range=moment)
            if event.verb == "end grant":
                rows = rows.filter(ends_at__range=moment)
            return one("membership", rows, lambda row: _called(row, event.verb))
    return ""


def _called(row, verb):
    if verb == "emergency":
        return row.reason
    return (row.user.name or row.user.email or "") if row.user else row.clinic.name


class Migration(migrations.Migration):
    dependencies = [("people", "0012_links_for_a_visit")]
    operations = [migrations.RunPython(scrub, migrations.RunPython.noop)]
