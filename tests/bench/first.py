"""Of a clinic's people, how far up the list those stand who need contact this week: printed and never asserted.

``uv run python -m tests.bench.first [--people 500] [--seed 20261127]``. Into one record in ten an urgent change is
planted at its last answers, if they are of the last seven days. The team has answered all signs that fired before these
days; or none at all, ever.
"""

from argparse import ArgumentParser

from clinical.history import History
from clinical.life import State, fired_on
from clinical.need import Group, Place, need
from clinical.report import compute
from tests.bench.lived import DAY, END, living
from tests.bench.signs import changes

ONE_IN, TOP = 10, 0.4
WEEK_AGO = END - 6 * DAY


class Last:
    """In the place of a draw: always the last day."""

    def integers(self, low: int, high: int) -> int:
        return high - 1


def main() -> None:
    parser = ArgumentParser()
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("--days", type=int, default=200)
    parser.add_argument("--seed", type=int, default=20261127)
    wanted = parser.parse_args()
    people = [living(wanted.seed, number, wanted.days) for number in range(wanted.people)]
    planted: set[int] = set()
    for number in range(0, len(people), ONE_IN):
        recent = [changed for *_, changed, day in changes(Last(), people[number]) if day >= WEEK_AGO]
        if recent:
            people[number] = recent[number // ONE_IN % len(recent)]
            planted.add(number)
    for told, looks in (("that fired before this week were answered", True), ("were never answered", False)):
        places = [place(history, looks) for history in people]
        order = sorted(range(len(people)), key=lambda number: (places[number].order, number))
        top = set(order[: round(TOP * len(order))])
        groups = ", ".join(f"{group.name.lower()} {sum(each.group == group for each in places)}" for group in Group)
        last = max(order.index(number) for number in planted) + 1
        print(
            f"signs {told}: of {len(planted)} planted in {len(people)}, {len(planted & top)} in the top {TOP:.0%}, "
            f"the last one at {last} ({groups})",
            flush=True,
        )


def place(history: History, looks: bool) -> Place:
    facts = compute(history, "A-1").facts
    old = {(sign.rule, sign.since): State.ACKNOWLEDGED for sign in facts.signs if fired_on(sign) < WEEK_AGO}
    return need(facts, old if looks else {}, END).place(facts.last_day)


if __name__ == "__main__":
    main()
