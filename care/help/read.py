"""Which topics are of what was written, and whether one is on the list for the visit."""

from collections.abc import Mapping
from dataclasses import dataclass

from care.before.read import Coming
from care.before_said import MATTERS
from care.help.topics import OF_PART, OF_RULE, TOPICS, Topic
from care.models import VisitAnswer
from clinical.vocabulary import CELL_BY_NAME
from people.access import Record
from people.models import User
from symptoms.read import stored
from symptoms.read.private import rules_hidden

INVOLVED = ("involved", "possible")


def in_order(record: Record, user: User) -> tuple[list[Topic], list[Topic]]:
    """The topics of the signs that stand and of the parts that are weak, as this reader is shown them; and all others.
    One query. A sign that was answered by the team leads here too: what can be offered does not end with that."""
    row = stored.whole(record.patient.pk)
    report = row.report if row else {}
    raised = [flag["rule"] for flag in report.get("flags", ()) if flag["rule"] in OF_RULE]
    hidden = rules_hidden(record, user)(raised)
    found = {OF_RULE[rule].key for rule in raised if rule not in hidden}
    for entry in report.get("involvement", ()):
        if entry["status"] in INVOLVED:
            found.add(OF_PART[CELL_BY_NAME[entry["cell"]].region].key)
    return [topic for topic in TOPICS if topic.key in found], [topic for topic in TOPICS if topic.key not in found]


@dataclass(frozen=True)
class Place:
    """Where a topic stands on one's list for the visit. ``row``: None while it does not; ``free``: the first of the
    three things that is not said yet, blank where all are."""

    visit: Coming
    row: VisitAnswer | None
    free: str


def place_of(topic: Topic, visit: Coming, mine: Mapping[str, VisitAnswer]) -> Place:
    said = [mine[name] for name in MATTERS if name in mine]
    row = next((each for each in said if means(each, topic)), None)
    return Place(visit, row, next((name for name in MATTERS if name not in mine), ""))


def means(row: VisitAnswer, topic: Topic) -> bool:
    return row.answer == topic.matter if topic.matter else row.words == str(topic.title)
