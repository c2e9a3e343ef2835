"""The web application; without Redis its process carries the worker too."""

import gc
import os

import django
from django.core.exceptions import SuspiciousOperation
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alsweak.settings")
UNREADABLE = "application/octet-stream; charset=unreadable"  # which no page takes (alsweak.middleware)


class Request(WSGIRequest):
    """A request that can always be answered by a page.

    Django decodes the address in the charset that the Content-Type names, before there is any page to answer for it:
    with one that is not for text, such as rot13, the server's own bare error would be all that one gets.
    """

    def __init__(self, environ: dict[str, object]) -> None:
        try:
            super().__init__(environ)
        except (LookupError, ValueError, SuspiciousOperation):
            super().__init__(environ | {"CONTENT_TYPE": UNREADABLE})


class Site(WSGIHandler):
    request_class = Request


django.setup(set_prefix=False)
application = Site()

from alsweak import checks, embedded, patience  # noqa: E402  (they need the settings)

checks.refuse_half_set()
patience.install()
gc.freeze()  # what is loaded stays: to look through all of it for garbage would hold up one request in ten
embedded.start()
