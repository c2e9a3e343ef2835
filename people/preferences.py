"""How the pages look for someone: the one writer of it, and the page on which they say so, a press each."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people.models import User
from people.requests import SignedIn

SWITCHES = ("large", "calm", "hide_charts")


def change(user: User, **said: Any) -> None:
    """Raises ``ValidationError`` for what cannot be chosen; then nothing is written."""
    for name, value in said.items():
        setattr(user, name, value)
    try:
        user.full_clean(exclude=["password", "email"])
        if user.language and user.language not in dict(settings.LANGUAGES):
            raise ValidationError({"language": _("This language is not there yet.")})
    except ValidationError:
        user.refresh_from_db(fields=[*said])
        raise
    user.save(update_fields=[*said])


@require_http_methods(["GET", "HEAD", "POST"])
def looks(request: SignedIn) -> HttpResponse:
    """Size, light or dark, numbers and pictures, language. Each button is one press, and one press takes it back."""
    user = request.user
    error = ""
    if request.method == "POST":
        said: dict[str, Any] = {name: request.POST[name] == "on" for name in SWITCHES if name in request.POST}
        said |= {name: request.POST[name] for name in ("theme", "language") if name in request.POST}
        try:
            change(user, **said)
            return redirect("settings")
        except ValidationError as refused:
            error = " ".join(refused.messages)
    switches = [
        ("large", user.large, _("Large buttons and letters")),
        ("calm", user.calm, _("Log without numbers and earlier answers")),
        ("hide_charts", user.hide_charts, _("Hide the pictures")),
    ]
    themes = [(value, label, user.theme == value) for value, label in User.Theme.choices]
    context = {"switches": switches, "themes": themes, "error": error}
    return render(request, "people/settings.html", context, status=422 if error else 200)


@require_http_methods(["GET", "HEAD"])
def language(request: SignedIn) -> HttpResponse:
    """The languages, each by its own name. The choice is sent to ``looks``."""
    return render(request, "people/language.html", {"languages": settings.LANGUAGES})
