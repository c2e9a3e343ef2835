"""Whatever is sent, it is answered by a page or by the API, with the headers of the site, and never by an error."""

import json
from contextlib import closing
from io import BytesIO
from urllib.parse import quote

import pytest
from django.test import Client, RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alsweak import errors
from alsweak.wsgi import Site
from tests.symptoms.api.calls import Caller, refusal

NOTHING = ("request", "There is nothing at this address.")
UNREAD = ("request", "Something in the address or in what was sent cannot be read.")
LOGIN = "/accounts/login/"
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data; boundary=B", "text/plain", "application/json")
PART = b'--B\r\nContent-Disposition: form-data; name="answer"\r\n\r\n3\xff\r\n--B--\r\n'
TOKEN = "csrftoken=" + "a" * 32  # without one a form is refused before it is read
CODECS = ["utf-16", "utf-7", "latin-1", "rot13", "idna", "punycode", "undefined", "hex", "unicode_escape", "no such"]
printable = st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=20)  # what a header can hold
cheap = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


def served(path, *, method="POST", body=b"", **environ):
    """What the site answers to its server, which makes another request of the same than a test client does.

    The status, whether the content policy is there, who may frame it, and the body.
    """
    environ |= {"REQUEST_METHOD": method, "PATH_INFO": path, "CONTENT_LENGTH": str(len(body))}
    said = {}

    def start(status, headers):
        said.update(headers, status=int(status[:3]))

    with closing(Site()(RequestFactory()._base_environ(**environ) | {"wsgi.input": BytesIO(body)}, start)) as answer:
        content = b"".join(answer)
    policy = said["Content-Security-Policy"].split("; ")
    return said["status"], "default-src 'none'" in policy, said["X-Frame-Options"], content


def whole(status):
    return (status, True, "DENY")


@pytest.mark.django_db
@pytest.mark.parametrize("charset", CODECS)
def test_a_charset_other_than_utf_8_is_refused_by_a_page(charset):
    answers = [
        served(LOGIN, body=PART, QUERY_STRING=query, HTTP_COOKIE=TOKEN, CONTENT_TYPE=f"{form}; charset={charset}")
        for form in FORMS
        for query in ("", "next=/%FF")
    ]

    assert {said[:3] for said in answers} == {whole(400)}
    assert [said[3].count(b"<h1>That could not be read</h1>") for said in answers] == [1] * 8


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", "utf8"])
def test_a_form_in_utf_8_is_read(client, db, charset):
    form = client.post(LOGIN, b"login=%C3%A4", content_type=f"{FORMS[0]}; charset={charset}").context["form"]

    assert form["login"].value() == "ä"


@pytest.mark.django_db
def test_the_api_refuses_it_in_its_own_shape(record, ada):
    ada = Caller(ada, record)
    response = ada.client.post(f"{ada.base}check-ins/", b"{}", content_type="application/json; charset=utf-16")

    assert refusal(response) == (400, [UNREAD])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "broken",
    [
        {"HTTP_HOST": "no one's"},
        {"CONTENT_TYPE": "text/plain; name*=rot13''%41; charset=rot13"},
        {"CONTENT_TYPE": "text/plain; name*=none''%41"},
        {"CONTENT_TYPE": "text/plain; charset=utf-8", "QUERY_STRING": "a&" * 1001},
        {"CONTENT_TYPE": "multipart/form-data"},
    ],
)
def test_a_request_that_cannot_be_read_is_refused_with_all_headers(broken):
    assert served(LOGIN, body=b"answer=3", HTTP_COOKIE=TOKEN, **broken)[:3] == whole(400)


def test_what_production_sends_to_https_is_refused_with_all_headers_too(settings, db):
    settings.SECURE_SSL_REDIRECT = True

    assert served(LOGIN, method="GET", HTTP_HOST="no one's")[:3] == whole(400)


@cheap
@given(
    form=st.sampled_from(FORMS) | printable,
    charset=st.sampled_from(CODECS) | printable,
    body=st.sampled_from([PART, b"answer=%00%FF", b"--B"]) | st.binary(max_size=60),
    query=st.sampled_from(["", "page=%00", "from=%FF&day=%00", "q=" + "x" * 9000]) | printable,
    cookie=st.sampled_from([TOKEN, TOKEN, "sessionid=\x00", "csrftoken=x; =;;"]) | printable,
    path=st.sampled_from([LOGIN, "/help/", "/accounts/signup/", "/patients/", "/api/v1/patients/", "/healthz"]),
)
@pytest.mark.django_db
def test_no_form_no_charset_no_query_and_no_cookie_is_an_error(form, charset, body, query, cookie, path):
    said = served(path, body=body, CONTENT_TYPE=f"{form}; charset={charset}", QUERY_STRING=query, HTTP_COOKIE=cookie)

    assert said[:3] == whole(said[0] if said[0] < 500 else 400)


@pytest.mark.parametrize("path", ["", "nonsense", "v1/", "v1/nonsense/", "v1/patients/nonsense/", "v1/patients/1/x/"])
def test_an_address_of_the_api_that_is_none_is_refused_in_its_own_shape(db, client, path):
    assert refusal(client.get(f"/api/{path}")) == (404, [NOTHING])


def test_what_an_id_is_not_is_refused_in_its_own_shape(record, ada):
    ada = Caller(ada, record)

    assert refusal(ada.get("check-ins/nonsense/")) == (404, [NOTHING])
    assert refusal(ada.delete("check-ins/nonsense/")) == (404, [NOTHING])
    assert refusal(ada.client.patch("/api/v1/token/")) == (405, [("request", 'Method "PATCH" not allowed.')])


def test_a_page_that_is_none_is_a_page(client, db):
    page = client.get("/nonsense/")

    assert (page.status_code, page.content.count(b"<h1>This page is not here</h1>")) == (404, 1)


def test_an_error_of_ours_is_told_to_a_program_in_the_shape_of_the_api():
    answers = [errors.server_error(RequestFactory().get(path)) for path in ("/api/v1/patients/", "/patients/")]

    told = "Something went wrong here. What was sent just now may not be saved."
    assert [answer.status_code for answer in answers] == [500, 500]
    assert json.loads(answers[0].content) == {
        "type": "about:blank",
        "title": "Internal Server Error",
        "status": 500,
        "detail": told,
        "errors": [{"where": "request", "what": told}],
        "reference": "",  # there is none outside of the site's middleware
    }
    assert answers[1].content.count(b"<h1>Something went wrong here</h1>") == 1


PAGES = {
    "check-in/2026-03-01/all/fatigue.now/?from=": 200,
    "entries/?page=": 200,
    "flags/?since=": 200,
    "mark/?cell=": 200,
    "people/?page=": 200,
    "pictures/body/?stage=": 200,
    "progress/?seen=": 200,
    "treatment/?changes=": 404,
}


@settings(cheap, max_examples=20)
@given(asked=st.sampled_from([*PAGES]), value=st.sampled_from(["\0", "x" * 9000, "-1", "٣"]) | st.text(max_size=20))
def test_no_value_in_an_address_is_an_error(record, cleo, asked, value):
    client = Client()  # raises what would be an error
    client.force_login(cleo)

    assert client.get(f"/patients/{record.pk}/{asked}{quote(value)}").status_code == PAGES[asked]
