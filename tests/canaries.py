"""What must stand in no log: names and addresses of the cast, their password, secrets, and a value like no other."""

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from alsweak.logs import Line
from people.tokens import PREFIX

WEIGHT = "71.3125"  # no number but that of a test that looks for it
PASSWORD = "a long enough secret"  # that of the cast; a plugin's module is not imported before pytest does
CANARIES = re.compile(rf"\b(?:Ada|Ben|Cleo)\b|\w+@example\.org|{PASSWORD}|{PREFIX}[\w-]{{20,}}|{re.escape(WEIGHT)}")


class Watch(logging.Handler):
    """Reads what is logged, as the site would write it, and keeps where it held a canary."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(Line())
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.found += [f"{record.name}: {canary}" for canary in CANARIES.findall(self.format(record))]


@contextmanager
def watched() -> Iterator[list[str]]:
    watch = Watch()
    logging.getLogger().addHandler(watch)
    try:
        yield watch.found
    finally:
        logging.getLogger().removeHandler(watch)


def in_files(logs: Iterable[Path]) -> list[str]:
    there = [log for log in logs if log.exists()]
    return [f"{log}: {canary}" for log in there for canary in CANARIES.findall(log.read_text(errors="replace"))]
