"""Whatever stands in a form, on every page that somebody may send: answered by a page and never by an error of ours.

What is broken is drawn, the same each time. More of it: ``python -m tests.bench.fuzz --pages``.
"""

import copy
import os
import random
import re
import uuid
from typing import Any
from urllib.parse import quote_from_bytes

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from tests import rights
from tests.rights_cast import address, cast, table  # noqa: F401  (fixtures)

MANY = int(os.environ.get("ALSWEAK_BROKEN_FORMS", "1"))  # of each page, for each person
WHO = os.environ.get("ALSWEAK_BROKEN_BY", f"{rights.ADA} {rights.CLEO}").split()
NAMED = re.compile(r"<(?:input|select|textarea|button)\b[^>]*?\bname=\"([^\"]+)\"")
BROKEN = [
    *(b"", b" ", b"0", b"-1", b"1e309", b"NaN", b"-0", b"9" * 400, b"99999999999", b"1.5", b"true"),
    *(b"9" * 5000, "²".encode(), b"[" * 20_000),  # digits that ``int`` refuses, more than ``json`` can nest
    *(b"0000-00-00", b"0001-01-01", b"9999-12-31", b"2026-02-30", b"1899-12-31", b"2999-01-01", b"2026-13", b"24:61"),
    *(b"\0", b"a\0b", "٣".encode(), b"\xed\xa0\xbd", b"\xff\xfe", "\u202e\u2028".encode(), b"x" * 20_000),
    *(b"../../etc", b"hand.left", b"nose", b"weakness", b"[]", b"{}", b"None", b"on", b"self", b"a@b", b"//evil"),
    str(uuid.UUID(int=7)).encode(),
    b"00000000-0000-0000-0000-00000000000g",
]
FILES = [
    b"",
    b"\0" * 50,
    b"PK\x03\x04nothing",
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xfea\0",
    b'"' * 5000,
    b"a;b\n1;2;3\n",
    b"{",
]
ANOTHER = {"day": ["0001-01-01", "9999-12-31", "2026-02-30"], "id": [str(uuid.UUID(int=7)), "nothing"]}
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


class Broken:
    """Draws what is sent of a page, the same for the same route and person."""

    def __init__(self, *of: Any) -> None:
        self.draw = random.Random(repr(of))

    def form(self, page: str) -> tuple[str, bytes]:
        """Content type and body: some of the fields that the page has, some of them twice, some with values of their
        own, and one that it has not."""
        names = [*dict.fromkeys(NAMED.findall(page)), "nonsense"]
        said = [(name, self.value()) for name in names if self.draw.random() < 0.8]
        said += [(name, self.value()) for name in names if self.draw.random() < 0.1]
        if 'type="file"' in page and self.draw.random() < 0.8:
            return "multipart/form-data; boundary=B", self._parts(said)
        body = "&".join(f"{quote_from_bytes(name.encode())}={quote_from_bytes(value)}" for name, value in said)
        return "application/x-www-form-urlencoded", body.encode()

    def value(self) -> bytes:
        return self.draw.choice(BROKEN)

    def _parts(self, said: list[tuple[str, bytes]]) -> bytes:
        head = b'--B\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n'
        parts = [head % (name.encode(), b"", value) for name, value in said]
        parts += [head % (b"file", b'; filename="%s"' % name, self.draw.choice(FILES)) for name in (b"a.csv", b"b.zip")]
        return b"".join(parts) + b"--B--\r\n"

    def address(self, at: str) -> str:
        """Sometimes of another day, or of what is not there, with a query that nothing asks for."""
        if self.draw.random() < 0.2:
            at = at.replace(str(timezone.now().date()), self.draw.choice(ANOTHER["day"]))
        if self.draw.random() < 0.1:
            *_first, last = UUID.findall(at) or [""]
            at = at.replace(last, self.draw.choice(ANOTHER["id"])) if last else at
        names = ("page", "from", "to", "day", "month", "next", "q", "rule", "since", "cell", "answer", "kind", "why")
        asked = [f"{self.draw.choice(names)}={quote_from_bytes(self.value()[:2000])}" for _ in range(2)]
        return f"{at}?{'&'.join(asked)}" if self.draw.random() < 0.5 else at


def sent(client: Client, *request: Any, **more: Any) -> tuple[Any, str]:
    """The answer and its text, once nothing of it stays, neither in the database nor in the browser."""
    kept = copy.deepcopy(client.cookies)
    with transaction.atomic():
        response = client.generic(*request, **more)
        text = "" if response.streaming else response.content.decode(errors="replace")
        transaction.set_rollback(True)
    client.cookies = kept
    return response, text


@pytest.mark.parametrize("who", WHO)
def test_no_form_that_somebody_may_send_is_an_error(who, cast, address):  # noqa: F811
    client = Client(raise_request_exception=False)
    client.force_login(cast[who])
    errors, answered = {}, 0
    for route, row in table().items():
        for number in range(MANY):
            gets, posts = (who in row.get(method, ()) for method in ("GET", "POST"))
            if route.startswith("api/") or not (posts or (gets and MANY > 1)):
                continue
            broken, at = Broken(route, who, number), address(route)
            requests: list[tuple[Any, ...]] = [("GET", broken.address(at))] if gets and MANY > 1 else []
            if posts:
                page = sent(client, "GET", at)[1] if gets else ""
                kind, body = broken.form(page)
                requests.append(("POST", broken.address(at), body, kind))
            for request in requests:
                response, text = sent(client, *request)
                answered += 1
                if response.status_code >= 500:
                    what = f"{response.exc_info[1]!r}"[:300] if response.exc_info else text[:300]
                    errors[f"{request[0]} {route}: {what}"] = request[1:3]

    assert errors == {}
    assert answered > MANY * 20
    print(f"{who}: {answered} requests, 0 server errors")
