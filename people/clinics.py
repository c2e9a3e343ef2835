"""The clinics where someone works."""

from django.db.models import QuerySet

from people.models import Clinic, Membership, User


def clinics_written_by(user: User) -> QuerySet[Clinic]:
    """The clinics whose every record this person may write in."""
    grants = user.memberships.current().filter(access=Membership.Access.WRITE, user__is_active=True)
    return Clinic.objects.filter(pk__in=grants.values("clinic")).order_by("name")
