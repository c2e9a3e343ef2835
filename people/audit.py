"""Who did what, written in the same transaction as the act. No health value goes in here."""

from people.models import AuditEvent, Patient, User


def record(verb: str, *, user: User | None, patient: Patient | None = None, detail: str = "") -> AuditEvent:
    return AuditEvent.objects.create(verb=verb, user=user, patient=patient, detail=detail[:200])
