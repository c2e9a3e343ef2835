"""Days that are counted from a start, which is asked for where no column says it."""

import datetime as dt

from django.utils.translation import gettext as _

from exchange.rows import Problems
from exchange.tables.days import DAYS, since
from exchange.tables.questions import Asker
from exchange.tables.table import refused

AS_DAYS = "days"


class Starts:
    def __init__(self, asker: Asker, problems: Problems) -> None:
        self.asker, self.problems = asker, problems
        self.known: dict[str, dt.date | None] = {}

    def day(
        self, patient: str, start: dt.date | None, count: float, unit: str, line: int, column: str
    ) -> dt.date | None:
        """None while the start is not known, and for what is no day, which is told."""
        start = start or self._start(patient, unit)
        if start is None:
            return None
        try:
            return since(start, count, unit)
        except ValueError:
            sentence = _("%(count)g after %(start)s is no day.") % {"count": count, "start": start}
            self.problems.add(sentence, line, column)
            return None

    def _start(self, patient: str, unit: str) -> dt.date | None:
        """Raises ``CsvRefused`` where days are to stay as they are, or the answer is no day."""
        if patient not in self.known:
            sentence = _(
                "On which day did the count of days of “%(patient)s” begin? A day such as 2025-03-31, or “days”."
            )
            if unit != DAYS:
                sentence = _(
                    "On which day did the count of months of “%(patient)s” begin? A day such as 2025-03-31, or “days”."
                )
            every = self.asker.given("start")
            answer = self.asker.given(f"start.{patient}") or every
            answer = answer or self.asker.ask(f"start.{patient}", sentence % {"patient": patient})
            self.known[patient] = self._read(answer) if answer else None
        return self.known[patient]

    @staticmethod
    def _read(answer: str) -> dt.date:
        if answer == AS_DAYS:
            raise refused(_("Days without a start can't be kept here: every row needs the day it is about."))
        try:
            return dt.date.fromisoformat(answer)
        except ValueError as error:
            raise refused(_("“%(given)s” is no day such as 2025-03-31.") % {"given": answer[:40]}) from error
