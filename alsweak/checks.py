"""What a start is warned of, and a production start refused for.

Each check looks at the settings as they ended up, not at the environment.
"""

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured

from alsweak import catalogues

SECRET_LENGTH = 50  # what Django's own deploy check asks for
HSTS_SECONDS = 365 * 24 * 3600  # TRUST 9: at least a year

SENDS_NOTHING = ("console", "dummy", "filebased", "locmem")  # Django's backends for a developer
HERE = ("localhost", "127.0.0.1", "::1")

Rule = tuple[str, Callable[[], bool], str, str]


def _is_elsewhere(host: str | None) -> bool:
    """Whether a host is another machine: neither this one or a socket of it, nor a name of the network of compose,
    which leaves the machine by no wire. Such a name has no dot."""
    return host is not None and host not in ("", *HERE) and not host.startswith("/") and ("." in host or ":" in host)


RULES: tuple[Rule, ...] = (
    (
        "alsweak.E001",
        lambda: settings.SECRET_KEY_IS_GENERATED or len(settings.SECRET_KEY) < SECRET_LENGTH,
        "Production runs with a development secret, or with a short one.",
        f"Set SECRET_KEY to {SECRET_LENGTH} or more random characters of its own.",
    ),
    (
        "alsweak.E002",
        lambda: any(database["ENGINE"].endswith("sqlite3") for database in settings.DATABASES.values()),
        "Production keeps its records in SQLite.",
        "Set DATABASE_URL to a PostgreSQL database.",
    ),
    (
        "alsweak.E003",
        lambda: settings.DEBUG,
        "Production runs with DEBUG, which shows records in error pages.",
        "Unset DEBUG.",
    ),
    (
        "alsweak.E004",
        lambda: not settings.REDIS_URL,
        "Production has no broker: jobs would live in the memory of one web process.",
        "Set REDIS_URL, and run a worker and a beat beside the web process.",
    ),
    (
        "alsweak.E005",
        lambda: not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS,
        "Production answers to any host name, or to none.",
        "Set ALLOWED_HOSTS to the names that this site is reached by, separated by commas.",
    ),
    (
        "alsweak.E006",
        lambda: not (settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE),
        "Session or CSRF cookies would travel without TLS.",
        "Set SESSION_COOKIE_SECURE and CSRF_COOKIE_SECURE.",
    ),
    (
        "alsweak.E007",
        lambda: not settings.SECURE_SSL_REDIRECT,
        "Pages would be served without TLS.",
        "Set SECURE_SSL_REDIRECT, and let the proxy in front send X-Forwarded-Proto.",
    ),
    (
        "alsweak.E008",
        lambda: settings.SECURE_HSTS_SECONDS < HSTS_SECONDS,
        "Browsers would remember to use TLS for less than a year.",
        f"Set SECURE_HSTS_SECONDS to {HSTS_SECONDS} or more.",
    ),
    (
        "alsweak.E009",
        lambda: settings.DEMO,
        "Production has the one-press sign-ins of the demo.",
        "Unset ALSWEAK_DEMO.",
    ),
    (
        "alsweak.E010",
        lambda: settings.MAIL_BACKEND.rpartition("mail.backends.")[2].partition(".")[0] in SENDS_NOTHING,
        "Letters, with invitations in them, would be sent to nobody.",
        "Set EMAIL_URL to a mail server, such as smtp+tls://user:password@mail.example.org:587.",
    ),
    (
        "alsweak.E011",
        lambda: "//localhost" in settings.ALSWEAK_URL,
        "The links in letters would lead to the reader's own machine.",
        "Set CSRF_TRUSTED_ORIGINS, or ALSWEAK_URL, to the address of this site, such as https://als.example.org.",
    ),
    (
        "alsweak.E012",
        lambda: bool(settings.REDIS_URL) and not urlsplit(settings.REDIS_URL).password,
        "Whoever reaches Redis could give jobs to the workers: it has no password.",
        "Set REDIS_PASSWORD, or REDIS_PASSWORD_FILE, and give Redis the same with requirepass.",
    ),
    (
        "alsweak.E013",
        lambda: _is_elsewhere(urlsplit(settings.REDIS_URL).hostname) and not settings.REDIS_URL.startswith("rediss:"),
        "Jobs would travel to Redis on another machine without TLS.",
        "Begin REDIS_URL with rediss://.",
    ),
    (
        "alsweak.E014",
        lambda: any(
            _is_elsewhere(database.get("HOST") or how.get("host")) and how.get("sslmode") != "verify-full"
            for database in settings.DATABASES.values()
            for how in [database.get("OPTIONS", {})]
        ),
        "Records would travel to PostgreSQL on another machine without TLS, or to whoever says to be that machine.",
        "Add ?sslmode=verify-full&sslrootcert=FILE to DATABASE_URL (and DATABASE_REPLICA_URL), with the certificate of"
        " who signed its own.",
    ),
)


@register(Tags.security)
def production_is_whole(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[Error]:
    """Every rule that a production start breaks; anywhere else, none applies."""
    if not settings.PRODUCTION:
        return []
    return [Error(message, hint=hint, id=number) for number, is_broken, message, hint in RULES if is_broken()]


@register(Tags.translation)
def catalogues_are_current(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[Warning]:
    """A warning for each language that would be spoken as it was before its text changed, or not at all."""
    return [
        Warning(
            f"{catalogues.catalogue_of(text)} is missing or older than its text.",
            hint="It is made at a start: let whoever starts the site write to that folder.",
            id="alsweak.W001",
        )
        for text in catalogues.outdated()
    ]


def refuse_half_set() -> None:
    """Stop a start that breaks a rule: a WSGI server runs no checks of its own. Raises ``ImproperlyConfigured``."""
    broken = production_is_whole(None)
    if broken:
        raise ImproperlyConfigured("\n".join(f"{error.id}: {error.msg} {error.hint}" for error in broken))
