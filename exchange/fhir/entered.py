"""Who entered what a bundle holds, and when: of its Provenances."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from exchange.fhir.entries import Entry
from exchange.fhir.read_people import People, id_of, moment_at

NOT_SAID = "FHIR"  # who entered it, where no Provenance says so


@dataclass
class Entered:
    """``said``: author and moment by the id of what it is about and by what was done with it, nothing where it was
    entered; ``now``: where nothing says when."""

    now: dt.datetime
    said: dict[tuple[str, str], tuple[str, dt.datetime]] = field(default_factory=dict)

    def note(self, entry: Entry) -> None:
        """Raises ``Wrong``."""
        said = (entry.get("agent[0].who.display") or NOT_SAID, moment_at(entry, "recorded"))
        did = (entry.codes("activity") or [""])[0]
        for each in entry.each("target"):
            self.said[(entry.get(f"{each}.reference") or "").removeprefix("urn:uuid:"), did] = said

    def of(self, entry: Entry) -> tuple[str, dt.datetime]:
        """Who entered it, and when."""
        return self.also(entry, "") or (NOT_SAID, self.now)

    def also(self, entry: Entry, did: str) -> tuple[str, dt.datetime] | None:
        """Who did that with it, and when, where anybody did."""
        return self.said.get((entry.need("id"), did))


def recorded(entry: Entry, people: People, entered: Entered, who: str) -> dict[str, Any]:
    """What the archive keeps of each entry: whose it is, its id, who said it (at the path ``who``), who entered it and
    when. Raises ``Wrong``."""
    author, at = entered.of(entry)
    return {
        "patient": people.reference(entry),
        "id": id_of(entry),
        "source": people.source(entry, who),
        "author": author,
        "made_at": at,
    }
