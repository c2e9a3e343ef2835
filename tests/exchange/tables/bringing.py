"""Files into a clinic and what stands there afterwards, for the tests beside it."""

from pathlib import Path

from exchange.tables.bring import Open, bring
from exchange.tables.questions import Asker
from exchange.tables.read import read_tables
from symptoms.models import CheckIn, FunctionCheck, Measurement
from symptoms.record.columns import values_of
from tests.cast import NOW

CASES = Path(__file__).parent.parent / "cases"


def brought(data, clinic, *, accept=True, mapping=None, confirm=False, **answers):
    """``answers`` beside what is proposed, where ``accept``; keys with points come as ``**{"unit.weight": "lb"}``."""
    asker = Asker({key: str(answer) for key, answer in answers.items()}, accept=accept)
    tables = read_tables(data if isinstance(data, bytes) else data.encode())
    return bring(tables, clinic, asker, now=NOW, mapping=mapping, confirm=confirm)


def case(name):
    return (CASES / name).read_bytes()


def kept(clinic):
    """What stands: by reference, ISO day and source, the values by measure name."""
    found = {}
    for model in (CheckIn, FunctionCheck, Measurement):
        for entry in model.objects.standing().filter(patient__clinic=clinic):
            key = (entry.patient.reference, entry.day.isoformat(), entry.source)
            found.setdefault(key, {}).update(values_of(entry))
    return found


def questions(data, clinic, **answers):
    """The questions that are open without accepting anything, by key: options and proposal."""
    try:
        brought(data, clinic, accept=False, **answers)
    except Open as asked:
        return {question.key: (question.options, question.proposed) for question in asked.questions}
    return {}
