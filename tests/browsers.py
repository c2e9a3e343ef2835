"""The Chromium of the page tests: the machine's own, or one that is fetched for them."""

import os
import shutil
import subprocess
import sys

from playwright.sync_api import Playwright

from tests import debian

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# The same browser without the window that nobody sees: a third less work for each page.
SHELL = "chromium-headless-shell"


def chromium(playwright: Playwright) -> str:
    """The path of a Chromium: $CHROMIUM, the system's, Playwright's, or one fetched now; else RuntimeError."""
    with debian.one_at_a_time():
        found = _find(playwright)
        if not found and not debian.install("chromium", *debian.FONTS):
            subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
        if "CHROMIUM" not in os.environ and not shutil.which(SHELL):
            debian.add(SHELL)
        found = _find(playwright)
    if not found:
        raise RuntimeError("The page tests need Chromium: install it, or set CHROMIUM to its path.")
    return found


def _find(playwright: Playwright) -> str | None:
    own = playwright.chromium.executable_path
    names = (SHELL, "chromium", "google-chrome")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, (*names, own))), None)
