"""The letters that this room writes. Each holds a link at most and no health data: a mailbox is read by others too."""

from django.urls import reverse

from people import mail
from people.invitations import Made
from people.models import Invitation, User
from people.newcomers import account_of


def path_of(made: Made) -> str:
    return reverse("join_link", args=[made.secret])


def link_of(made: Made) -> str:
    """What opens an invitation, for whoever holds it."""
    return f"{mail.site()}{path_of(made)}"


def send_invitation(made: Made) -> None:
    """Write to whom an invitation was made for; one without an address is handed over on paper, and nothing is sent."""
    invitation = made.invitation
    if not invitation.email:
        return
    clinic = invitation.clinic or (invitation.patient.clinic if invitation.patient else None)
    account = account_of(invitation.email)
    language = account.language if account else ""
    mail.write(
        invitation.email,
        "invitation",
        {"invitation": invitation, "clinic": clinic, "path": path_of(made)},
        language=language or (clinic.language if clinic else ""),
    )


def tell_of_new_way(invitation: Invitation, person: User) -> None:
    """Tell whom a record belongs to that someone made a new way into their account, or that it was used."""
    if not person.email:
        return
    assert invitation.patient is not None
    context: dict[str, object] = {"invitation": invitation, "clinic": invitation.patient.clinic}
    mail.write(person.email, "new_way", context, language=person.language or invitation.patient.clinic.language)
