from types import SimpleNamespace

import pytest
from django.core.exceptions import ImproperlyConfigured

from alsweak import checks
from alsweak.checks import RULES, production_is_whole, refuse_half_set

POSTGRES = {"ENGINE": "django.db.backends.postgresql"}
WHOLE = {
    "PRODUCTION": True,
    "DEMO": False,
    "DEBUG": False,
    "SECRET_KEY": "x" * 50,
    "SECRET_KEY_IS_GENERATED": False,
    "DATABASES": {"default": POSTGRES},
    "REDIS_URL": "redis://:secret@redis:6379/0",
    "ALLOWED_HOSTS": ["als.example.org"],
    "SECURE_SSL_REDIRECT": True,
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "SECURE_HSTS_SECONDS": 365 * 24 * 3600,
    "MAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "ALSWEAK_URL": "https://als.example.org",
}

BREACHES = [
    ("alsweak.E001", {"SECRET_KEY_IS_GENERATED": True}),
    ("alsweak.E001", {"SECRET_KEY": "x" * 49}),
    ("alsweak.E002", {"DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3"}}}),
    ("alsweak.E003", {"DEBUG": True}),
    ("alsweak.E004", {"REDIS_URL": ""}),
    ("alsweak.E005", {"ALLOWED_HOSTS": []}),
    ("alsweak.E005", {"ALLOWED_HOSTS": ["als.example.org", "*"]}),
    ("alsweak.E006", {"SESSION_COOKIE_SECURE": False}),
    ("alsweak.E006", {"CSRF_COOKIE_SECURE": False}),
    ("alsweak.E007", {"SECURE_SSL_REDIRECT": False}),
    ("alsweak.E008", {"SECURE_HSTS_SECONDS": 3600}),
    ("alsweak.E009", {"DEMO": True}),
    ("alsweak.E010", {"MAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}),
    *(
        ("alsweak.E010", {"MAIL_BACKEND": f"django.core.mail.backends.{name}.EmailBackend"})
        for name in ("dummy", "filebased", "locmem")
    ),
    ("alsweak.E012", {"REDIS_URL": "redis://redis:6379/0"}),
    ("alsweak.E013", {"REDIS_URL": "redis://:secret@redis.example.org:6379/0"}),
    ("alsweak.E013", {"REDIS_URL": "redis://:secret@10.0.0.7:6379/0"}),
    ("alsweak.E014", {"DATABASES": {"default": POSTGRES | {"HOST": "db.example.org"}}}),
    ("alsweak.E014", {"DATABASES": {"default": POSTGRES | {"OPTIONS": {"host": "db.example.org"}}}}),
    ("alsweak.E014", {"DATABASES": {"default": POSTGRES | {"HOST": "10.0.0.7", "OPTIONS": {"sslmode": "require"}}}}),
    ("alsweak.E014", {"DATABASES": {"default": POSTGRES, "replica": POSTGRES | {"HOST": "replica.example.org"}}}),
    ("alsweak.E011", {"ALSWEAK_URL": "http://localhost:8000"}),
]


@pytest.fixture
def found(monkeypatch):
    def with_changes(call=lambda: production_is_whole(None), **changes):
        monkeypatch.setattr(checks, "settings", SimpleNamespace(**WHOLE | changes))
        return call()

    return with_changes


def test_whole_production_has_nothing_to_say(found):
    assert found() == []


@pytest.mark.parametrize(("number", "change"), BREACHES)
def test_breach_is_refused_by_its_number_alone_and_with_a_hint(found, number, change):
    (error,) = found(**change)
    assert error.id == number
    assert error.hint


@pytest.mark.parametrize(
    "change",
    [
        {"REDIS_URL": "rediss://:secret@redis.example.org:6379/0"},
        {"REDIS_URL": "redis://:secret@localhost:6379/0"},
        {"DATABASES": {"default": POSTGRES | {"HOST": "db.example.org", "OPTIONS": {"sslmode": "verify-full"}}}},
        *({"DATABASES": {"default": POSTGRES | {"HOST": host}}} for host in ("", "postgres", "/run/postgresql", "::1")),
    ],
)
def test_what_stays_on_the_machine_or_is_encrypted_may_pass(found, change):
    assert found(**change) == []


def test_development_may_do_what_production_may_not(found):
    assert found(PRODUCTION=False, DEBUG=True, REDIS_URL="", DEMO=True) == []


def test_every_rule_is_tried():
    assert {number for number, *_ in RULES} == {number for number, _ in BREACHES}


def test_a_web_process_refuses_to_start_half_set_and_says_why(monkeypatch):
    monkeypatch.setattr(checks, "settings", SimpleNamespace(**WHOLE | {"DEBUG": True}))
    with pytest.raises(ImproperlyConfigured, match=r"alsweak.E003: Production runs with DEBUG.* Unset DEBUG"):
        checks.refuse_half_set()


def test_half_set_site_does_not_start(found):
    assert found(refuse_half_set) is None
    with pytest.raises(ImproperlyConfigured, match=r"(?s)alsweak\.E003: .+Unset DEBUG\..+alsweak\.E009: "):
        found(refuse_half_set, DEBUG=True, DEMO=True)
