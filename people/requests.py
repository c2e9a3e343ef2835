"""The request of someone who signed in: what the login middleware lets through to every page that is not public."""

from django.http import HttpRequest

from people.models import User


class SignedIn(HttpRequest):
    user: User
