"""What lays out a PDF is fetched where the machine lacks it, as the browser of the page tests is."""

import pytest

from reports.pdf import make
from tests import debian


@pytest.fixture(scope="session", autouse=True)
def pango():
    with debian.one_at_a_time():
        if not make.can():
            debian.install("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", *debian.FONTS)
    if not make.can():
        raise RuntimeError("The tests of PDFs need Pango: install libpango-1.0-0 and libpangoft2-1.0-0.")
