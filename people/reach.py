"""How to reach whom: the numbers of a clinic and when somebody reads there. The one maker of these words.

Whatever a clinic sets, it is never said that an entry is read at once (CLINICAL 13.8).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from people.models import Clinic, Membership, Patient, User


@dataclass(frozen=True)
class Number:
    """A number to call. ``text`` says whose it is; ``href`` is what a telephone dials."""

    text: str
    number: str

    @property
    def loose(self) -> str:
        """``text`` for where a line is too short for the number: it parts at its blanks, and nowhere else."""
        return self.text.replace("\N{NO-BREAK SPACE}", " ")

    @property
    def href(self) -> str:
        national = re.sub(r"\(0\)", "", self.number) if self.number.startswith("+") else self.number
        return f"tel:{'+' if national.startswith('+') else ''}{re.sub(r'[^0-9]', '', national)}"


@dataclass(frozen=True)
class Reach:
    """How a clinic can be reached; every number is None, and ``clinic`` blank, for who keeps a record alone."""

    clinic: str = ""
    clinic_id: int | None = None
    emergency: Number | None = None
    team: Number | None = None
    out_of_hours: Number | None = None
    crisis: Number | None = None
    hours: str = ""

    @property
    def numbers(self) -> tuple[Number, ...]:
        """All that are known, the most urgent first."""
        return tuple(number for number in (self.emergency, self.team, self.out_of_hours, self.crisis) if number)

    @property
    def is_set(self) -> bool:
        """Whether the clinic has said anything of itself."""
        return bool(self.numbers or self.hours)

    @property
    def emergency_words(self) -> str:
        if self.emergency:
            return _("In an emergency, call %(number)s.") % {"number": on_one_line(self.emergency.number)}
        return _("In an emergency, call your emergency number.")

    @property
    def reading(self) -> str:
        """Whether anybody reads what is written, and when."""
        if self.hours:
            words = _("%(clinic)s reads entries: %(hours)s. Nobody reads an entry at once.")
            return words % {"clinic": self.clinic, "hours": self.hours}
        return _("Nobody reads entries between visits.") if self.is_set else _("Nobody reads this page for you.")

    @property
    def line(self) -> str:
        """What stands below every warning."""
        return f"{self.emergency_words} {self.reading}"

    @property
    def printed(self) -> str:
        """The same for paper, with every number; blank where none is known."""
        if not self.numbers:
            return ""
        others = [f"{number.text}." for number in self.numbers if number is not self.emergency]
        return " ".join([self.emergency_words, *others, self.reading])

    def to_call(self, levels: set[str], *, crisis: bool = False) -> tuple[Number, ...]:
        """Whom warnings of these levels (CLINICAL 7.2) ask to call, the most urgent first; the team always; in a
        ``crisis`` the crisis line before all."""
        wanted = (
            self.crisis if crisis else None,
            self.emergency if "emergency" in levels else None,
            self.team,
            self.out_of_hours if "urgent" in levels else None,
        )
        return tuple(number for number in wanted if number)


def on_one_line(number: str) -> str:
    """A number that no end of a line parts: with blanks that hold, and a joiner that nobody sees after each hyphen."""
    return number.replace(" ", "\N{NO-BREAK SPACE}").replace("-", "-\N{WORD JOINER}")


def reach_of(clinic: Clinic) -> Reach:
    if clinic.is_own_records:
        return Reach()
    said = {
        "emergency": (clinic.emergency_number, _("Emergency: call %(number)s")),
        "team": (clinic.telephone, _("%(clinic)s: call %(number)s")),
        "out_of_hours": (clinic.out_of_hours, _("%(clinic)s, out of hours: call %(number)s")),
        "crisis": (clinic.crisis_line, _("Thoughts of self-harm: call %(number)s")),
    }
    numbers = {
        name: Number(text % {"clinic": clinic.name, "number": on_one_line(number)}, number)
        for name, (number, text) in said.items()
        if number
    }
    return Reach(clinic=clinic.name, clinic_id=clinic.pk, hours=clinic.reading_hours, **numbers)


def opened_to(user: User) -> list[Patient]:
    """The records that were opened to someone, their own first, then as they were opened."""
    grants = user.memberships.current().filter(patient__isnull=False).select_related("patient__clinic")
    own_first = sorted(grants.order_by("starts_at", "pk"), key=lambda grant: grant.role != Membership.Role.PATIENT)
    return [grant.patient for grant in own_first if grant.patient]


def reach_of_records(records: Iterable[Patient]) -> list[Reach]:
    """Their clinics in that order, as far as they say anything."""
    clinics = {patient.clinic.pk: patient.clinic for patient in records}
    return [reach for clinic in clinics.values() if (reach := reach_of(clinic)).is_set]


def missing(clinic: Clinic) -> list[str]:
    """What the clinic has not said of itself, and what can't be told because of it."""
    told = {
        "emergency_number": _("Without an emergency number a warning only says: “Call your emergency number now.”"),
        "telephone": _("Without a telephone number Help only says: “Call the number that your clinic gave you.”"),
        "out_of_hours": _("Without an out-of-hours line a warning of the same day names no number for the night."),
        "crisis_line": _("Without a crisis line Help names no number for someone who thinks about harming themselves."),
    }
    return [sentence for name, sentence in told.items() if not getattr(clinic, name)]
