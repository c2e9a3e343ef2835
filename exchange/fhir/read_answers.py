"""Answers to signs, and the plans of the person, back into the lines of their tables."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from exchange.archive.care_tables import SIGNS
from exchange.archive.read import Line
from exchange.archive.record_tables import PLANS
from exchange.fhir.entered import Entered
from exchange.fhir.entries import Entries, Entry, LeftOut, Wrong
from exchange.fhir.read_courses import one_of_column
from exchange.fhir.read_days import day_at
from exchange.fhir.read_people import People, extension, moment_at, uuid_at
from exchange.fhir.signs import REPLY, TELLS, UNDONE, UNTIL


@dataclass
class Answers:
    """``lines``: by the file of the table."""

    bundle: Entries
    people: People
    entered: Entered
    lines: dict[str, list[Line]]

    def take(self, entry: Entry) -> bool:
        """Whether it was one of them. Raises ``Wrong`` and ``LeftOut``."""
        if entry.kind == "CarePlan":
            self.lines[PLANS.file].append(Line(entry.number, self._plan(entry)))
        elif entry.kind == "Communication":
            self.lines[SIGNS.file].append(Line(entry.number, self._answer(entry)))
        return entry.kind in ("CarePlan", "Communication")

    def _plan(self, entry: Entry) -> dict[str, Any]:
        cadence, left_out = "", []
        for each in entry.each("activity"):
            for code in entry.codes(f"{each}.detail.code"):
                kind, _dot, name = code.partition(".")
                if kind == "topic":
                    left_out += PLANS.column("left_out").kind.read(name)
                elif kind == "cadence":
                    cadence = one_of_column(entry, PLANS.column("cadence"), name, f"{each}.detail.code")
        if not cadence:
            raise LeftOut(entry.kind)
        return {
            "patient": self.people.reference(entry),
            "since": day_at(entry, "period.start"),
            "cadence": cadence,
            "left_out": left_out,
            "author": entry.get("author.display") or "",
            "made_at": moment_at(entry, "created"),
        }

    def _answer(self, entry: Entry) -> dict[str, Any]:
        actions = [code.removeprefix("answer.") for code in entry.codes("category[0]")]
        if not actions:
            raise LeftOut(entry.kind)
        flag = self.bundle.referred(entry, "about[0]")
        if flag is None or flag.kind != "Flag":
            raise Wrong("about[0]", _("It refers to no Flag of this bundle."))
        rule = (flag.codes("code") or [""])[0].partition(".")[2]
        until, tells = extension(entry, UNTIL, "valueDate"), extension(entry, TELLS, "valueBoolean")
        reason = (entry.codes("reasonCode[0]") or [""])[0].removeprefix("reason.")
        author, _at = self.entered.of(entry)
        undone, reply = self.entered.also(entry, UNDONE), self.entered.also(entry, REPLY)
        return {
            "patient": self.people.reference(entry),
            "rule": rule or flag.need("code.text"),
            "since": day_at(flag, "period.start"),
            "action": one_of_column(entry, SIGNS.column("action"), actions[0], "category[0]"),
            "until": day_at(entry, until) if until else None,
            "reason": one_of_column(entry, SIGNS.column("reason"), reason, "reasonCode[0]") if reason else "",
            "note": entry.get("note[0].text") or "",
            "tells": bool(tells and entry.get(tells, bool)),
            "press": uuid_at(entry, "identifier[0].value") if entry.get("identifier", list) else None,
            "author": author,
            "at": moment_at(entry, "sent"),
            "undone_by": undone[0] if undone else "",
            "undone_at": undone[1] if undone else None,
            "reply": entry.get("payload[0].contentString") or "",
            "reply_by": reply[0] if reply else "",
            "reply_at": reply[1] if reply else None,
        }
