"""What is wrong with the rows of a file, or doubtful, beside what stands in the records that they are of."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clinical.vocabulary import MEASURES
from exchange.asking import Question, questions_of
from exchange.rows import FileInDoubt, Problems, Row, Rows
from people.models import Patient
from symptoms.models.base import Source
from symptoms.record.days import local_day
from symptoms.record.validation import check_apart, check_day, days_of_checks

NOTED = 20  # rows of one note that are told one by one


@dataclass(frozen=True)
class Rules:
    """``future_days``: days after the patient's today are kept, and told; ``close_checks``: the same for function
    checks outside the clinic that are less than 14 days apart; ``confirm``: values that can hardly be are right."""

    future_days: bool = False
    close_checks: bool = False
    confirm: bool = False


@dataclass(frozen=True)
class Judged:
    """Rows that are kept and told of, ``early`` for their day and ``close`` to another function check; and what is
    asked back and was confirmed."""

    early: tuple[Row, ...] = ()
    close: tuple[Row, ...] = ()
    asked: tuple[Question, ...] = ()

    @property
    def notes(self) -> list[str]:
        told = {
            _("Dated after today: %(which)s. Kept; reports leave them out until that day."): self.early,
            _("Function checks less than 14 days after another: %(which)s. Kept."): self.close,
        }
        return [sentence % {"which": _which(rows)} for sentence, rows in told.items() if rows]

    def in_place(self, other: "Judged", references: Collection[str]) -> "Judged":
        """With what was found of these patients anew."""

        def kept(rows: Iterable[Row]) -> list[Row]:
            return [row for row in rows if row.patient not in references]

        asked = [question for question in self.asked if question.row.patient not in references]
        return Judged((*kept(self.early), *other.early), (*kept(self.close), *other.close), (*asked, *other.asked))

    @cached_property
    def confirmed(self) -> dict[int, set[str]]:
        """By line, the measures that were asked back and are right."""
        found: dict[int, set[str]] = {}
        for question in self.asked:
            found.setdefault(question.row.line, set()).add(question.doubt.measure)
        return found


def judge(
    rows: Rows,
    patients: Mapping[str, Patient],
    by_reference: Mapping[str, list[Row]],
    new: Collection[str],
    rules: Rules,
    now: dt.datetime,
) -> Judged:
    """``by_reference``: the rows that are judged; ``new``: references of those who have nothing on record.

    Raises ``CsvRefused`` with all that cannot be, and ``FileInDoubt``.
    """
    problems = Problems()
    early = _days_after_today(patients, by_reference, problems, now, rules.future_days)
    close = _checks_too_close(patients, by_reference, rows, problems, rules.close_checks)
    problems.refuse_if_any()
    asked = questions_of(rows, patients, by_reference, new)
    if asked and not rules.confirm:
        raise FileInDoubt(tuple(question.told for question in asked), tuple(question.row.day for question in asked))
    return Judged(tuple(early), tuple(close), tuple(asked))


def _days_after_today(
    patients: Mapping[str, Patient],
    by_reference: Mapping[str, list[Row]],
    problems: Problems,
    now: dt.datetime,
    future_days: bool,
) -> list[Row]:
    """Adds the rows whose day cannot be to ``problems``; those whose day is still to come and are kept."""
    early = []
    for reference, rows in by_reference.items():
        patient = patients[reference]
        today = local_day(patient, now)
        for row in rows:
            try:
                check_day(patient, row.day, now, future_days=future_days)
            except ValidationError as refused:
                problems.add(" ".join(refused.messages), row.line, "date")
            else:
                early += [row] if row.day > today else []
    return early


def _checks_too_close(
    patients: Mapping[str, Patient],
    by_reference: Mapping[str, list[Row]],
    rows: Rows,
    problems: Problems,
    close_checks: bool,
) -> list[Row]:
    """The same for function checks outside the clinic, in order of day. A day that has one is not made anew."""
    places = [place for place, name in enumerate(rows.measures) if MEASURES[name].section == "function"]
    close: list[Row] = []
    too_soon: list[tuple[int, str]] = []
    checks = {
        reference: [
            row
            for row in sorted(own, key=lambda row: (row.day, row.line))
            if row.source != Source.CLINICIAN and any(row.values[place] is not None for place in places)
        ]
        for reference, own in by_reference.items()
    }
    checked = days_of_checks(patients[reference] for reference, own in checks.items() if own)
    for reference, own in checks.items():
        for day, of_day in groupby(own, key=lambda row: row.day):
            days = checked[patients[reference].pk]
            try:
                check_apart(day, days)
            except ValidationError as refused:
                if not close_checks:
                    too_soon += [(row.line, " ".join(refused.messages)) for row in of_day]
                    continue
                close += of_day
            days.add(day)
    for line, sentence in sorted(too_soon):
        problems.add(sentence, line, "date")
    return close


def _which(rows: tuple[Row, ...]) -> str:
    which = [_("line %(line)d (%(day)s)") % {"line": row.line, "day": row.day} for row in rows[:NOTED]]
    if len(rows) > NOTED:
        which.append(_("and %(count)d more") % {"count": len(rows) - NOTED})
    return ", ".join(which)
