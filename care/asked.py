"""What was asked of the list of patients: search, filters, order. Kept for each person, who finds it as it was left."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from care.models import ListState
from clinical.need import Group
from clinical.rules import RISING, Level
from people.models import Clinic, User

KEYS = ("q", "group", "owner", "clinic", "level", "due", "sort", "closed", "page")
KEPT = ("group", "owner", "clinic", "level", "due", "sort")  # not what was searched for: it is somebody's name
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
            search=str(said.get("q", "")).replace("\0", "").strip(),
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


def asked_by(user: User, query: Mapping[str, Any], clinics: list[Clinic]) -> Asked:
    """What the address says; without a word there, what it last said. Reads once, writes where it is another."""
    last = ListState.objects.filter(user=user).first()
    if not any(name in query for name in KEYS):
        return Asked.of(last.said if last else {}, clinics)
    asked = Asked.of(query, clinics)
    if not asked.closed and asked.kept != (last.said if last else {}):
        ListState.objects.update_or_create(user=user, defaults={"said": asked.kept})
    return asked
