"""The questions on the way to an invitation: which comes next, with which answers, and what was said so far."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from people import asking, consent
from people.access import Record
from people.consent import PARTS
from people.days import in_words, readings
from people.models import Invitation, Membership, User

Kind = Invitation.Kind
Role = Membership.Role
KINDS = {"patient": Kind.YOURS, "caregiver": Kind.HELP, "clinician": Kind.HELP, "clinic": Kind.TO_CLINIC}
MONTHS = (1, 3)


@dataclass(frozen=True)
class Question:
    """One page. ``options``: label and address of each answer; ``kind``: choose one, ``day`` or ``parts``."""

    name: str
    title: str
    options: list[tuple[str, str]]
    back: str
    kind: str = "one"
    hidden: tuple[tuple[str, str], ...] = ()
    error: str = ""


class Steps:
    """``given``: the answers so far, as they stand in the address. What is no answer is asked again."""

    def __init__(self, record: Record, given: QueryDict, person: User | None, now: dt.datetime) -> None:
        self.record = record
        self.given = given
        self.person = person
        self.today = now.date()

    @property
    def is_staff(self) -> bool:
        return self.record.for_clinician

    @cached_property
    def says_parts(self) -> bool:
        return asking.says_parts(self.record, self.person)

    def order(self) -> list[str]:
        who = self.given.get("who", "")
        if who not in self._whos():
            return ["who"]
        order = ["who"]
        if who in ("caregiver", "clinician"):
            order += ["access", "until"]
            order += ["basis"] if self.is_staff else []
        order += ["parts"] if who != "patient" and self.says_parts else []
        return [*order, "how"]

    def next_question(self) -> Question | None:
        """The first that has no answer yet; None where all have one."""
        for name in self.order():
            question = getattr(self, f"_{name}")()
            if question is not None:
                return question
        return None

    @property
    def said(self) -> dict[str, Any]:
        """What ``people.invitations.invite`` wants, and ``how`` it is handed over."""
        given, who = self.given, self.given.get("who", "")
        said: dict[str, Any] = {"kind": KINDS[who], "how": given["how"]}
        said["role"] = Role.CLINICIAN if who == "clinic" else who
        if "access" in self.order():
            said |= {"access": given["access"], "until": self._day()}
        if "basis" in self.order():
            said["basis"] = given["basis"]
        if "parts" in self.order():
            said["shares"] = self._chosen_parts()
        return said

    def summary(self) -> list[str]:
        """What will be given, in sentences, before it is sent."""
        said = self.said
        lines = [self._whos()[self.given.get("who", "")]]
        if "access" in said:
            lines.append(str(Membership.Access(said["access"]).label).capitalize())
            lines.append(
                _("Until %(day)s") % {"day": date_format(said["until"], _("j F Y"))} if said["until"] else _("No end")
            )
        if "shares" in said:
            shown = consent.in_words(said["shares"]) or _("nothing else")
            lines.append(_("Also shown: %(parts)s") % {"parts": shown})
        return lines

    def back_to(self, name: str) -> str:
        """The address at which ``name`` is asked once more."""
        kept = self.given.copy()
        order = self.order()
        for later in order[order.index(name) :]:
            kept.pop(later, None)
        if "parts" not in kept:
            kept.pop("part", None)
        return f"?{kept.urlencode()}" if kept else "?"

    @staticmethod
    def ways() -> list[tuple[str, str]]:
        return [("email", _("By e-mail")), ("paper", _("On paper, by hand"))]

    def _one(self, name: str, title: str, answers: list[tuple[str, str]]) -> Question | None:
        if self.given.get(name) in [value for value, _label in answers]:
            return None
        return Question(name, title, [(label, self._with(name, value)) for value, label in answers], self._back(name))

    def _with(self, name: str, value: str) -> str:
        more = self.given.copy()
        more[name] = value
        return f"?{more.urlencode()}"

    def _kept_without(self, name: str) -> tuple[tuple[str, str], ...]:
        return tuple((one, self.given.get(one, "")) for one in self.given if one != name)

    def _back(self, name: str) -> str:
        order = self.order()
        place = order.index(name)
        return self.back_to(order[place - 1]) if place else ""

    def _whos(self) -> dict[str, str]:
        whos = {
            "caregiver": _("A caregiver: family, friend or helper"),
            "clinician": _("Someone of the care team"),
        }
        if self.is_staff and self.person is None:
            whos = {"patient": _("The person themselves"), **whos}
        if self.record.role == Role.PATIENT and self.record.patient.is_kept_alone:
            whos["clinic"] = _("A clinic, which keeps the record from then on")
        return whos

    def _who(self) -> Question | None:
        return self._one("who", _("Who is it?"), list(self._whos().items()))

    def _access(self) -> Question | None:
        answers = [(Membership.Access.READ, _("Look")), (Membership.Access.WRITE, _("Look and write"))]
        return self._one("access", _("What may they do?"), [(str(value), label) for value, label in answers])

    def _basis(self) -> Question | None:
        return self._one("basis", _("How did the person agree?"), agreed_by())

    def _how(self) -> Question | None:
        return self._one("how", _("How do they get it?"), self.ways())

    def _until(self) -> Question | None:
        given = self.given.get("until", "")
        if given == "none" or self._day() is not None:
            return None
        if given:
            error = "" if given == "day" else _("Choose a day that is still to come.")
            hidden, title = self._kept_without("until"), _("Until which day?")
            if days := self._days():
                error = _("“%(value)s” can be two days. Which one do you mean?") % {"value": given}
            options = [(in_words(day), self._with("until", day.isoformat())) for day in days]
            return Question("until", title, options, self.back_to("until"), "day", hidden, error)
        answers = [("none", _("No end, until someone ends it"))]
        for count in MONTHS:
            day = later(self.today, count)
            words = _("One month, until %(day)s") if count == 1 else _("Three months, until %(day)s")
            answers.append((day.isoformat(), words % {"day": date_format(day, _("j F Y"))}))
        return self._one("until", _("Until when?"), [*answers, ("day", _("Another day"))])

    def _day(self) -> dt.date | None:
        days = self._days()
        return days[0] if len(days) == 1 else None

    def _days(self) -> list[dt.date]:
        """Those still to come that the answer can mean."""
        asked = readings(self.given.get("until", ""))
        return [day for day in asked if self.today <= day <= dt.date(2200, 1, 1)]

    def _parts(self) -> Question | None:
        if "parts" in self.given:
            return None
        hidden = self._kept_without("part")
        options = [(str(label), part) for part, label in PARTS.items()]
        title = _("Should they see these parts too?")
        return Question("parts", title, options, self._back("parts"), "parts", hidden)

    def _chosen_parts(self) -> list[str]:
        return [part for part in self.given.getlist("part") if part in PARTS]


def agreed_by() -> list[tuple[str, str]]:
    """How a person agreed to what a clinic notes for them."""
    return [
        (str(Membership.Basis.WORD), _("They said so")),
        (str(Membership.Basis.PAPER), _("They signed it on paper")),
    ]


def later(day: dt.date, months: int) -> dt.date:
    """The same day of a later month; the last of it where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = dt.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(dt.date(year, month + 1, 1) + dt.timedelta(day.day - 1), following - dt.timedelta(1))
