"""How a program comes in: ``Authorization: Bearer alsw_...``, under ``/api/`` and nowhere else."""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied, Throttled
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request

from people import tokens
from people.backends import Backend
from people.models import AccessToken, User

SCHEME = "Bearer"


class Bearer(BaseAuthentication):
    """The token's owner, or the account of a clinic's program, with the token: the door to each record asks it
    (``people.access``).

    Who sends a token is judged by it alone, also where a session is sent too. No cookie is read, so that nothing of
    another site can send it unseen: no CSRF token is asked for.
    """

    def authenticate(self, request: Request) -> tuple[User, AccessToken] | None:
        scheme, _blank, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != SCHEME.lower():
            return None
        used = tokens.use(secret.strip(), timezone.now())
        user = _who(used.token) if used else None
        if used is None or user is None:
            raise AuthenticationFailed(_("This token lets nobody in: it has ended, or is not one of ours."))
        user.token = used.token
        self._count(request, used)
        if (user.works or used.token.clinic_id) and settings.STAFF_NEED_TWO_FACTORS and not used.token.two_factors:
            raise PermissionDenied(_("This token was made without a second step. Make another on the site."))
        if request.method not in SAFE_METHODS and not used.token.may_write:
            raise PermissionDenied(_("This program was let in to look, not to write."))
        return user, used.token

    def authenticate_header(self, request: Request) -> str:
        return SCHEME

    @staticmethod
    def _count(request: Request, used: tokens.Use) -> None:
        """Raises ``Throttled`` beyond the limit; ``rate_is_told`` says how much of it is left."""
        most = settings.ALSWEAK_API_PER_MINUTE
        request._request.rate = (most, max(0, most - used.asked), used.left)  # type: ignore[attr-defined]
        if used.asked > most:
            raise Throttled(used.left)


def _who(token: AccessToken) -> User | None:
    """As whom the program is there; None where that account opens nothing any more."""
    return token.user if token.clinic_id else Backend().get_user(token.user_id)


class BearerScheme(OpenApiAuthenticationExtension):
    target_class = Bearer
    name = "token"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        told = "An access token, made on the site under “My account”, “Programs”, or under “Programs” of a clinic."
        return {"type": "http", "scheme": "bearer", "description": told}
