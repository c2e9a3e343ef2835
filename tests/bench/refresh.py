"""What it costs to work out everyone's report, printed and never asserted.

``uv run python -m tests.bench.refresh [--patients 500 5000] [--days 1096]``. CPU is told, not only time: the database
server works beside this process, on a machine of its own or on the same.
"""

import io
import os
import resource
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test.utils import setup_databases, teardown_databases  # noqa: E402
from django.utils import timezone  # noqa: E402

from symptoms.derive import maker  # noqa: E402
from tests import workers  # noqa: E402
from tests.bench.crowd import grow, templates  # noqa: E402
from tests.bench.processes import cpu_seconds, peak_megabytes, server  # noqa: E402

STEPS = {
    "reading": ("read_history",),
    "computing": ("compute",),
    "outlining": ("_outline",),
    "writing": ("_store", "_digest"),
}
PROCESSES = 2


def main() -> None:
    parser = ArgumentParser()
    parser.add_argument("--patients", type=int, nargs="+", default=[500, 5000])
    parser.add_argument("--days", type=int, default=1096)
    wanted = parser.parse_args()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        known = templates(wanted.days, timezone.now())
        for patients in sorted(wanted.patients):
            began = time.monotonic()
            grow(known, patients)
            print(f"\n{patients} patients x {wanted.days} days, made in {time.monotonic() - began:.0f} s", flush=True)
            for told in ("first reports", "again"):
                print(f"  {told:<14} {in_this_process(patients)}", flush=True)
            print(f"  {PROCESSES} workers      {by_workers(patients)}", flush=True)
    finally:
        teardown_databases(databases, verbosity=0)


def in_this_process(patients: int) -> str:
    """Rate, CPU and peak of ``refresh --all``, and how long each step took, as the columns of a row."""
    spent = dict.fromkeys(STEPS, 0.0)
    undo = [timed(maker, name, spent, step) for step, names in STEPS.items() for name in names]
    ours, theirs, began = time.process_time(), cpu_seconds(server()), time.monotonic()
    call_command("refresh", "--all", stdout=io.StringIO())
    seconds, ours, theirs = time.monotonic() - began, time.process_time() - ours, cpu_seconds(server()) - theirs
    for back in undo:
        back()
    steps = ", ".join(f"{1000 * took / patients:.1f} {step}" for step, took in spent.items())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"{row(patients, seconds, ours, theirs)} | ms: {steps} | peak {peak:.0f} MB"


def by_workers(patients: int) -> str:
    """The same of ``refresh --all --queue`` with a worker of two processes, from when it is at work."""
    with tempfile.TemporaryDirectory() as var:
        worker = workers.start_worker(settings.REDIS_URL, var, PROCESSES)
        try:
            call_command("refresh", "--all", "--queue", stdout=io.StringIO())  # until all of it is warm
            ours, theirs, began = cpu_seconds(worker.pid), cpu_seconds(server()), time.monotonic()
            call_command("refresh", "--all", "--queue", stdout=io.StringIO())
            seconds = time.monotonic() - began
            ours, theirs = cpu_seconds(worker.pid) - ours, cpu_seconds(server()) - theirs
            return f"{row(patients, seconds, ours, theirs)} | peak {peak_megabytes(worker.pid):.0f} MB each"
        finally:
            workers.kill(worker)


def row(patients: int, seconds: float, ours: float, theirs: float) -> str:
    each = 1000 / patients
    cpu = f"CPU ms a patient {ours * each:5.1f} Python {theirs * each:5.1f} server {(ours + theirs) * each:5.1f} in all"
    return f"{patients / seconds:6.1f} patients/s | {cpu}"


def timed(module: Any, name: str, spent: dict[str, float], step: str) -> Callable[[], None]:
    """Add the time that a function of a module takes to a step, until what this returns is called."""
    function = getattr(module, name)

    def timing(*args: Any, **named: Any) -> Any:
        began = time.perf_counter()
        try:
            return function(*args, **named)
        finally:
            spent[step] += time.perf_counter() - began

    setattr(module, name, timing)
    return lambda: setattr(module, name, function)


if __name__ == "__main__":
    main()
