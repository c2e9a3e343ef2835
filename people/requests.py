"""The request of someone who signed in: what the login middleware lets through to every page that is not public; and
where they are led back to."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from people.models import User


class SignedIn(HttpRequest):
    user: User


def on_this_site(request: HttpRequest, wanted: str, otherwise: str) -> str:
    """An address of this site that somebody asked to be led back to; else the other one."""
    here = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if wanted and here else otherwise
