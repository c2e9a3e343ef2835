"""How much of a phone's export is read."""

from django.utils.translation import gettext as _

from clinical.phone import Gathered
from exchange.tables.table import refused

BLOCK = 1 << 18
MOST_UNPACKED = 2_000_000_000  # bytes: ten years of a watch are about one of them
MOST_KEPT = 200_000  # counts of a day by one source: 50 years of ten of them


def check_size(size: int) -> None:
    """Raises ``CsvRefused`` for more bytes than are read."""
    if size > MOST_UNPACKED:
        told = _("Unpacked, the export of the phone is larger than %(gb)g GB. It is not opened.")
        raise refused(told % {"gb": MOST_UNPACKED / 1e9})


def check_kept(gathered: Gathered) -> None:
    """Raises ``CsvRefused`` where there is more to keep than any phone can have."""
    if sum(map(len, gathered.steps.values())) + len(gathered.weights) + len(gathered.uneven) > MOST_KEPT:
        raise refused(_("The export of the phone says more than any phone can. It is not opened."))
