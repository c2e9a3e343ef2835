"""Who may see whom, and who saw what."""

from people.models.audit import AuditEvent
from people.models.audit_seal import AuditSeal
from people.models.clinic import Clinic
from people.models.consent import Consent
from people.models.handed import LinkOpening, VisitLink
from people.models.invitation import Invitation
from people.models.mail import OutgoingMail
from people.models.membership import STAFF, Membership
from people.models.patient import Patient
from people.models.token import AccessToken
from people.models.user import User, UserManager, time_zones, validate_time_zone

__all__ = [
    "STAFF",
    "AccessToken",
    "AuditEvent",
    "AuditSeal",
    "Clinic",
    "Consent",
    "Invitation",
    "LinkOpening",
    "Membership",
    "OutgoingMail",
    "Patient",
    "User",
    "UserManager",
    "VisitLink",
    "time_zones",
    "validate_time_zone",
]
