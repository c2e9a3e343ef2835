"""Whose address this is, with one query whether anybody's or nobody's, so that neither words nor time tell."""

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q

from people.models import User


def signing_in_as(address: str) -> User | None:
    """The account that a password opens under this address: whose it is known to be, else who signed up with it."""
    return _found(address, Q(owns=True) | Q(email=address.lower()))


def owner_of(address: str) -> User | None:
    """Who has shown that this address is theirs: nobody else is sent a code, or a link to a new password."""
    return _found(address, Q(owns=True, is_active=True))


def has_mailbox(user: User | AnonymousUser) -> bool:
    return EmailAddress.objects.filter(user_id=user.pk, verified=True).exists()


def release(address: str, *, keep: User) -> None:
    """Take an address off whoever signed up with it and never showed that it is theirs: its owner has come."""
    others = User.objects.filter(email=address.lower()).exclude(pk=keep.pk)
    shown = EmailAddress.objects.filter(user=OuterRef("pk"), email=address.lower(), verified=True)
    others.exclude(Exists(shown)).update(email=None)


def _found(address: str, which: Q) -> User | None:
    theirs = EmailAddress.objects.filter(user=OuterRef("pk"), email=address.lower(), verified=True)
    return User.objects.annotate(owns=Exists(theirs)).filter(which).order_by("-owns", "pk").first()
