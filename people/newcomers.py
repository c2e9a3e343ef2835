"""Accounts that are made for somebody, and the addresses that an invitation shows to be someone's."""

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from people import audit
from people.models import Invitation, User


def account_of(address: str) -> User | None:
    """Who signs in with this address, as far as it is known to be theirs."""
    found = EmailAddress.objects.filter(email__iexact=address, verified=True, user__is_active=True)
    found_one = found.select_related("user").first()
    return found_one.user if found_one else User.objects.filter(email=address.lower(), is_active=True).first()


def is_theirs(user: User, address: str) -> bool:
    """Whether someone signs in with this address."""
    return bool(address) and account_of(address) == user


def new_account(invitation: Invitation, name: str) -> User:
    """Raises ``ValidationError`` where the address already has an account: its owner signs in instead."""
    address = invitation.email
    taken = ValidationError(_("There is an account with this address. Sign in first, then open the invitation again."))
    if address and (account_of(address) or User.objects.filter(email=address).exists()):
        raise taken
    try:
        return _made(address, name.strip() or invitation.proposed_name, "by invitation")
    except IntegrityError as at_the_same_moment:
        raise taken from at_the_same_moment


def new_operator(address: str) -> User:
    """For who looks after the site: they come in by a code that is sent to this address. Raises ``ValidationError``."""
    return _made(address.strip().lower(), "", "by command")


def _made(address: str, name: str, how: str) -> User:
    """Without a password. Raises ``ValidationError``, and ``IntegrityError`` for an address just taken."""
    user = User(email=address or None, name=name)
    user.set_unusable_password()
    user.full_clean(exclude=["password"])
    with transaction.atomic():
        user.save(force_insert=True)
    if address:
        EmailAddress.objects.create(user=user, email=address, primary=True, verified=True)
    audit.record("account", user=user, detail=how)
    return user


def verify(user: User, address: str) -> None:
    """Who opened the link that was sent to their own address has shown that it is theirs."""
    if not address or EmailAddress.objects.filter(email__iexact=address, verified=True).exists():
        return
    own = EmailAddress.objects.filter(user=user, email__iexact=address)
    if not own.update(verified=True) and user.email == address:
        has_one = EmailAddress.objects.filter(user=user, primary=True).exists()
        EmailAddress.objects.create(user=user, email=address, verified=True, primary=not has_one)
