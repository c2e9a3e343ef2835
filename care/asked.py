"""What was asked of the list of patients: search, filters, order. Kept for each person, who finds it as it was left.

What is searched for is somebody's name. It is sent in a form, and stands in the address of the page that answers it
encrypted: addresses are kept by browsers, proxies and logs (TRUST 11).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.fernet import InvalidToken, MultiFernet

from care.models import ListState
from clinical.need import Group
from clinical.rules import RISING, Level
from people.models import Clinic, User
from people.sealing import keys

KEYS = ("q", "group", "owner", "clinic", "level", "due", "sort", "closed", "page")
KEPT = ("group", "owner", "clinic", "level", "due", "sort")  # not what was searched for: it is somebody's name
SEARCH = b"alsweak search"  # what its key is for
GROUPS = {group.name.lower(): group for group in Group}
OWNERS = ("me", "nobody")
SORTS = ("need", "name", "last_entry")


@dataclass(frozen=True)
class Asked:
    """Whatever is not known in what was asked is left out."""

    search: str = ""
    group: Group | None = None
    owner: str = ""
    clinic: Clinic | None = None
    level: Level | None = None
    due: bool = False  # only those of whom something is to be looked at again
    sort: str = "need"
    closed: bool = False

    @classmethod
    def of(cls, said: Mapping[str, Any], clinics: list[Clinic]) -> "Asked":
        clinic, owner, sort = said.get("clinic"), said.get("owner"), said.get("sort")
        return cls(
            search=_unsealed(str(said.get("q", ""))),
            group=GROUPS.get(str(said.get("group"))),
            owner=str(owner) if owner in OWNERS else "",
            clinic=next((each for each in clinics if str(each.pk) == str(clinic)), None),
            level=next((level for level in RISING if level == said.get("level")), None),
            due=said.get("due") == "yes",
            sort=str(sort) if sort in SORTS else "need",
            closed="closed" in said,
        )

    @property
    def kept(self) -> dict[str, str]:
        """As ``of`` reads it."""
        said = {
            "group": self.group.name.lower() if self.group is not None else "",
            "owner": self.owner,
            "clinic": str(self.clinic.pk) if self.clinic else "",
            "level": str(self.level or ""),
            "due": "yes" if self.due else "",
            "sort": self.sort,
        }
        return {name: value for name, value in said.items() if value}

    @property
    def filtered(self) -> bool:
        """Whether somebody may be missing in what is shown."""
        return bool(self.search) or len(self.kept) > 1


def sealed(said: Mapping[str, Any]) -> dict[str, str]:
    """What a form said, as the address of its answer says it. What is not known is left out."""
    known = {name: str(said[name]) for name in KEYS if said.get(name) or (name == "closed" and name in said)}
    search = known.pop("q", "").replace("\0", "").strip()
    return known | ({"q": keys(SEARCH)[0].encrypt(search.encode()).decode()} if search else {})


def _unsealed(search: str) -> str:
    """As it was typed; nothing of what this site did not seal, or with a key that it no longer has."""
    try:
        return MultiFernet(keys(SEARCH)).decrypt(search).decode()
    except (InvalidToken, ValueError):  # a ValueError where a letter in it is none of a seal's
        return ""


def asked_by(user: User, query: Mapping[str, Any], clinics: list[Clinic]) -> Asked:
    """What the address says; without a word there, what it last said. Reads once, writes where it is another."""
    last = ListState.objects.filter(user=user).first()
    if not any(name in query for name in KEYS):
        return Asked.of(last.said if last else {}, clinics)
    asked = Asked.of(query, clinics)
    if not asked.closed and asked.kept != (last.said if last else {}):
        ListState.objects.update_or_create(user=user, defaults={"said": asked.kept})
    return asked
