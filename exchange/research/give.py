"""An export, and what is noted of it: whose records were given is in the audit before anybody has the file."""

import datetime as dt
from collections.abc import Callable
from typing import IO

from django.conf import settings
from django.db import transaction

from exchange.research.pseudonyms import Pseudonyms
from exchange.research.refused import Refused
from exchange.research.write import Given, Told, consents_of, write_export
from people import audit, replica
from people.models import Clinic

TRIES = 3


def give(
    file: IO[bytes],
    *,
    now: dt.datetime,
    clinic: Clinic | None = None,
    keep: Callable[[Given], None] = lambda given: None,
    found: Told = lambda people: None,
    progress: Told = lambda people: None,
) -> Given:
    """Write the zip; nobody is in it who takes their yes back before it is noted. ``keep`` is called in the transaction
    that notes it. Raises ``Refused``."""
    pseudonyms = Pseudonyms(settings.ALSWEAK_RESEARCH_SECRET)
    for _try in range(TRIES):
        given = replica.written(
            file,
            lambda: write_export(file, pseudonyms, now=now, clinic=clinic, found=found, progress=progress),
        )
        with transaction.atomic():
            standing = (
                consents_of(clinic).select_for_update(of=("self",), no_key=True).values_list("patient", flat=True)
            )
            if given.people <= set(standing):
                audit.record_all("research export", dict.fromkeys(given.people, ""), user=None)
                keep(given)
                return given
    raise Refused("People took their yes back while this was made. Nothing was given. Try it again.")
