"""What processes cost, as Linux tells it."""

import os
from collections.abc import Iterator
from pathlib import Path

from django.db import connection

TICKS = os.sysconf("SC_CLK_TCK")


def server() -> int:
    """The process of the database server that heads the others."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT split_part(pg_read_file('postmaster.pid'), E'\n', 1)")
        return int(cursor.fetchone()[0])


def cpu_seconds(head: int) -> float:
    """What a process and its children have used, with those of its children that have ended."""
    return sum(sum(map(int, fields[11 : 15 if pid == head else 13])) for pid, fields in _family(head)) / TICKS


def peak_megabytes(head: int) -> float:
    """The most memory that one of the children of a process has held."""
    peaks = [
        int(line.split()[1])
        for pid, _ in _family(head)
        if pid != head
        for line in Path(f"/proc/{pid}/status").read_text().splitlines()
        if line.startswith("VmHWM")
    ]
    return max(peaks) / 1024


def _family(head: int) -> Iterator[tuple[int, list[str]]]:
    """A process and its children with their fields of ``/proc/PID/stat`` from the third on."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        if head in (int(stat.parent.name), int(fields[1])):
            yield int(stat.parent.name), fields
