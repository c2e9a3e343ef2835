"""The letters that this room writes. Each holds a link at most and no health data: a mailbox is read by others too."""

from people import mail
from people.invitations import Made, account_of


def path_of(made: Made) -> str:
    return f"/join/{made.secret}/"


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
