"""From the sheet to the bytes of a PDF/UA: tagged, with title and language, and of one day always the same.

Nothing is fetched but our own style sheets. WeasyPrint takes seconds to load, and libraries that a machine may lack
(Pango): so it is loaded by the job alone, and a page that offers a PDF knows nothing of it.
"""

import importlib
import io
import re
import threading
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader import render_to_string
from django.utils import translation

from reports.figures import theme
from reports.sheet import Printed

STYLES = ("css/paper.css", "css/summary.css")
_one = threading.Lock()  # fonts are shared by the threads of a process, and a page beside them wants its turn


class Missing(Exception):
    """The libraries that make a PDF are not on this machine."""


def pdf_of(made: Printed, language: str, paper: str) -> bytes:
    """Raises ``Missing``."""
    library = weasyprint()
    with translation.override(language):
        html: str = render_to_string("reports/sheet/pdf.html", {"made": made, "language": language, "paper": paper})
    style = f"<style>{theme.printed()}</style>"
    styled = re.sub(r"<svg [^>]*>", lambda found: found[0] + style, html)  # no style of a page reaches into a drawing
    with _one:
        document = library.HTML(string=styled, base_url="static:/", url_fetcher=_fetcher()())
        bytes_: bytes = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=b"alsweak")
    return bytes_


@cache
def weasyprint() -> Any:
    """The library. Raises ``Missing``."""
    try:
        return importlib.import_module("weasyprint")
    except (ImportError, OSError) as missing:
        raise Missing from missing


@cache
def _fetcher() -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OnlyOurStyles(URLFetcher):
        """Neither the network nor the disk: what is not one of our style sheets is refused."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            for name in STYLES:
                if url.endswith(staticfiles_storage.url(name)):
                    return URLFetcherResponse(url, io.BytesIO(_read(name)), headers={"Content-Type": "text/css"})
            raise ValueError("Nothing is fetched for a PDF but our own style sheets.")

    return OnlyOurStyles


@cache
def _read(name: str) -> bytes:
    found = finders.find(name)
    return Path(found).read_bytes() if found else staticfiles_storage.open(name).read()
