"""Every header, cookie and rule of caches of a production site, over every address and kind of answer (TRUST 9, 11)."""

import runpy
from collections.abc import Callable, Iterator
from http.cookies import Morsel
from pathlib import Path

import pytest
from django.conf import settings as site
from django.core.management import call_command
from django.db import OperationalError, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from symptoms.derive.tasks import refresh
from symptoms.write import verbs
from tests import rights
from tests.rights_cast import address, cast, enter, table  # noqa: F401  (fixtures)

POLICY = (
    "base-uri 'none'; connect-src 'self'; default-src 'none'; font-src 'self'; form-action 'self';"
    " frame-ancestors 'none'; img-src 'self' data:; manifest-src 'self'; object-src 'none'; script-src 'self';"
    " style-src 'self'; style-src-attr 'unsafe-hashes' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    " 'sha256-AR/cKIZjWPcPmBUPDA6oti9XBiTbJvz0Cro2J1VzzS8='"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "accelerometer=(), bluetooth=(), camera=(), display-capture=(), geolocation=(),"
    " gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()",
    "Referrer-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
NO_REFERRER = {"join/<str:secret>/"}  # its address is a secret, and is told to nobody
BY_SCRIPT = {"__Host-csrftoken", "__Host-side"}  # which this site's own scripts read
OF_THE_BROWSER = ("SESSION_", "CSRF_", "SECURE_", "SIDE_", "ZONE_", "VISIT_", "X_FRAME", "CONTENT_SECURITY")


@pytest.fixture
def production(settings, monkeypatch, tmp_path):
    """What production says of browsers, over the site of the tests."""
    monkeypatch.setenv("ALSWEAK_PRODUCTION", "1")
    monkeypatch.setenv("ALSWEAK_VAR", str(tmp_path))
    said = runpy.run_path(str(Path(site.BASE_DIR) / "alsweak" / "settings.py"))
    for name, value in said.items():
        if name.startswith(OF_THE_BROWSER):
            setattr(settings, name, value)
    return said


def browser() -> Client:
    client = Client(raise_request_exception=False, headers={"x-forwarded-proto": "https"})
    client.defaults["wsgi.url_scheme"] = "https"
    return client


def wrong(response: HttpResponse, *, referrer: str = "same-origin") -> Iterator[str]:
    """What of an answer is not as it has to be."""
    wanted = HEADERS | {"Referrer-Policy": referrer}
    found = {name: response.headers.get(name) for name in wanted}
    found["Content-Security-Policy"] = "; ".join(sorted((found["Content-Security-Policy"] or "").split("; ")))
    yield from (f"{name}: {found[name]}" for name in wanted if found[name] != wanted[name])
    cache = response.headers.get("Cache-Control", "")
    user = getattr(response.wsgi_request, "user", None)
    if user is not None and user.is_authenticated and "no-store" not in cache:
        yield f"a personal page is kept: {cache}"
    if "public" in cache or "max-age" in cache.replace("max-age=0", ""):
        yield f"it is kept: {cache}"
    yield from (f"cookie {each.OutputString()}" for each in response.cookies.values() if not is_whole(each))


def is_whole(cookie: Morsel) -> bool:
    if cookie.key == "__Secure-visit":  # to one address alone, which is narrower than __Host- can be
        return bool(cookie["secure"] and cookie["httponly"] and cookie["samesite"] == "Strict" and not cookie["domain"])
    said = (cookie["secure"], cookie["path"], cookie["domain"], cookie["samesite"])
    return (
        cookie.key.startswith("__Host-")
        and said == (True, "/", "", "Lax")
        and (not cookie.value or bool(cookie["httponly"]) is (cookie.key not in BY_SCRIPT))  # blank: it is taken away
    )


@pytest.mark.parametrize("who", [rights.OUT, rights.ADA, rights.CLEO])
def test_every_address_answers_with_every_header_keeps_nothing_and_sets_whole_cookies(who, production, cast, address):  # noqa: F811
    client, found, kinds = browser(), {}, set()
    enter(client, who, cast)
    session = dict(client.cookies)
    for route, row in table().items():
        referrer = "no-referrer" if route in NO_REFERRER else "same-origin"
        for method in row:
            with transaction.atomic():
                response = client.generic(method, address(route), content_type="application/json")
                b"".join(response) if response.streaming else None
                transaction.set_rollback(True)
            client.cookies.clear()
            client.cookies.update(session)
            kinds.add(response.status_code)
            if amiss := [*wrong(response, referrer=referrer)]:
                found[f"{method} {route} {response.status_code}"] = amiss

    assert found == {}
    assert kinds >= ({200, 302, 401, 404} if who == rights.OUT else {200, 302, 400, 403, 404, 405})


def test_an_answer_without_them_is_noticed(rf):
    bare = HttpResponse(headers={"Cache-Control": "max-age=60"})
    bare.wsgi_request = rf.get("/")
    bare.set_cookie("seen", "yes")

    assert [*wrong(bare)] == [
        *(f"{name}: {'' if name == 'Content-Security-Policy' else None}" for name in HEADERS),
        "it is kept: max-age=60",
        "cookie seen=yes; Path=/",
    ]


def failing(error: Exception) -> Callable[..., None]:
    def fail(*args: object, **how: object) -> None:
        raise error

    return fail


KINDS: dict[str, tuple[int, dict[str, str]]] = {
    "a form without its token": (403, {}),
    "a method that is none": (405, {}),
    "a page that fails": (500, {}),
    "records out of reach": (503, {"Retry-After": "10"}),
    "an address that is none": (404, {}),
    "an address of the API that is none": (404, {}),
    "a charset that is none": (400, {}),
    "plain http": (301, {"Location": "https://testserver/help/"}),
    "a host of nobody": (400, {}),
    "a whole record": (200, {"Content-Type": "application/zip"}),
    "a table": (200, {"Content-Type": "text/csv; charset=utf-8"}),
    "a figure": (200, {"Content-Type": "image/svg+xml"}),
    "a report for a program": (200, {"Content-Type": "application/json"}),
    "the same report again": (304, {}),
    "signing out": (302, {"Clear-Site-Data": '"cache", "storage"'}),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_answer_has_them(kind, production, record, ada, monkeypatch):
    how = {"by": ada, "source": "self", "now": timezone.now()}
    verbs.record_check_in(record, timezone.now().date(), {"weakness.hand.left": 2}, **how)
    refresh(record.pk)
    client = browser()
    client.force_login(ada)
    entries, api = reverse("entries", args=[record.pk]), f"/api/v1/patients/{record.pk}/report/"
    strict = Client(enforce_csrf_checks=True, headers={"x-forwarded-proto": "https"})
    strict.force_login(ada)
    broken = {"a page that fails": ValueError("lost"), "records out of reach": OperationalError("gone")}
    if kind in broken:
        monkeypatch.setattr("symptoms.views.entries.open_record", failing(broken[kind]))
    asks = {
        "a form without its token": lambda: strict.post("/settings/"),
        "a method that is none": lambda: client.delete(entries),
        "a page that fails": lambda: client.get(entries),
        "records out of reach": lambda: client.get(entries),
        "an address that is none": lambda: client.get("/nothing/"),
        "an address of the API that is none": lambda: client.get("/api/v1/nothing/"),
        "a charset that is none": lambda: client.generic("POST", "/settings/", b"x", "text/plain; charset=rot13"),
        "plain http": lambda: client.get("/help/", headers={"x-forwarded-proto": "http"}),
        "a host of nobody": lambda: client.get("/help/", headers={"host": "evil.example.org"}),
        "a whole record": lambda: client.get(reverse("export_zip", args=[record.pk])),
        "a table": lambda: client.get(reverse("export_csv", args=[record.pk])),
        "a figure": lambda: client.get(f"/patients/{record.pk}/pictures/spread.svg"),
        "a report for a program": lambda: client.get(api),
        "the same report again": lambda: client.get(api, headers={"if-none-match": client.get(api)["ETag"]}),
        "signing out": lambda: client.post(reverse("account_logout")),
    }
    response = asks[kind]()
    status, more = KINDS[kind]

    assert (response.status_code, {name: response.headers.get(name) for name in more}) == (status, more)
    # Who asks over plain http is led to the other before anything is said; a browser takes HSTS from nobody there.
    assert [*wrong(response)] == (["Strict-Transport-Security: None"] if kind == "plain http" else [])
    assert asks.keys() == KINDS.keys()


def test_a_page_that_failed_is_kept_by_nobody_either(production, record, ada, monkeypatch):
    client = browser()
    client.force_login(ada)
    monkeypatch.setattr("symptoms.views.entries.open_record", failing(ValueError("lost")))

    assert client.get(reverse("entries", args=[record.pk])).headers["Cache-Control"] == "no-store"


def test_files_of_the_site_are_kept_for_good_where_their_name_holds_what_is_in_them(production, settings, tmp_path):
    (tmp_path / "from").mkdir()
    (tmp_path / "from" / "calm.css").write_text("p { color: black }")
    settings.STATIC_ROOT, settings.STATICFILES_DIRS = tmp_path / "to", [tmp_path / "from"]
    settings.STORAGES, settings.WHITENOISE_USE_FINDERS = production["STORAGES"], False
    settings.INSTALLED_APPS = ["django.contrib.staticfiles"]
    call_command("collectstatic", "--noinput", "--verbosity", "0")
    (named,) = (tmp_path / "to").glob("calm.*.css")
    response = browser().get(f"/static/{named.name}")

    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "max-age=315360000, public, immutable"
    assert [line for line in wrong(response) if "kept" not in line] == []
