"""How often something is tried: by visitor and account, so that nobody locks anybody else out.

Codes of an authenticator app have six digits: tries from very many addresses would find one. So those from addresses at
which this account's second step was never right share one limit, and an owner whose address is known is not hit by it.
Only who has shown a first factor gets as far as that.
"""

import hashlib

from allauth.account.adapter import get_adapter
from allauth.core import context, ratelimit
from allauth.core.internal.ratelimit import get_ip
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from people.models import User


def visitor(account_name: str) -> str:
    """What a limit counts by: this account as tried from this address on the internet."""
    return f"{account_name.lower()} from {get_ip(context.request)}"


class SecondStep:
    """The tries at the second step of one account, from where this request comes."""

    def __init__(self, request: HttpRequest, user: User) -> None:
        self.request = request
        self.account = f"second-step-{user.pk}"
        self.here = visitor(self.account)
        self._known = f"alsweak:known:{hashlib.sha256(self.here.encode()).hexdigest()}"

    def count(self) -> None:
        """Count one more. Raises ``ValidationError`` where there were too many."""
        if not ratelimit.consume(self.request, action="login_failed", key=self.here):
            raise get_adapter().validation_error("too_many_login_attempts")
        if not self._is_known() and not ratelimit.consume(self.request, action="second_step", key=self.account):
            raise get_adapter().validation_error("too_many_second_steps")

    def was_right(self) -> None:
        """From here on this address is one of theirs, for as long as a device can be remembered."""
        ratelimit.clear(self.request, action="login_failed", key=self.here)
        cache.set(self._known, True, settings.SESSION_COOKIE_AGE)

    def _is_known(self) -> bool:
        return bool(cache.get(self._known))
