"""What lays out a PDF is fetched where the machine lacks it, as the browser of the page tests is."""

import pytest

from reports.pdf import make
from tests import debian


@pytest.fixture(scope="session", autouse=True)
def pango():
    with debian.one_at_a_time():
        try:
            make.weasyprint()
        except make.Missing:
            debian.install("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", *debian.FONTS)
    make.weasyprint()
