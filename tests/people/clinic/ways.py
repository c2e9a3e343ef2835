"""What is pressed on the pages of a clinic, and what stands after it."""

from people.models import Membership


def work(clinic):
    current = Membership.objects.current().filter(clinic=clinic, user__isnull=False)
    return {(grant.user.name, grant.role) for grant in current}


def asked(**changed):
    return {"by": "email", "email": "gus@example.org", "name": "", "role": "clinician"} | changed
