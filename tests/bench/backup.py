"""What a backup and a restore cost, printed and never asserted: ``python -m tests.bench.backup [--patients 100 1000]``.

Of people with a full diary of every day; into the same database program and into the other one. Each command is a
process of its own, whose memory and CPU are told: those of pg_dump and pg_restore among them, the server's not.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from argparse import ArgumentParser
from pathlib import Path

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from django.db import connection  # noqa: E402
from django.test.utils import setup_databases, teardown_databases  # noqa: E402
from django.utils import timezone  # noqa: E402

from symptoms.derive import maker  # noqa: E402
from tests import servers, workers  # noqa: E402
from tests.alsweak.backup.restored import ROOT, empty  # noqa: E402
from tests.bench.crowd import grow, templates  # noqa: E402

OTHER = {"postgresql": "sqlite", "sqlite": "postgresql"}


def main() -> None:
    parser = ArgumentParser()
    parser.add_argument("--patients", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--days", type=int, default=1096)
    parser.add_argument("--other", action="store_true", help="into the other database too")
    wanted = parser.parse_args()
    os.environ["PATH"] = f"{servers.postgres_programs()}{os.pathsep}{os.environ['PATH']}"
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        known = templates(wanted.days, timezone.now())
        for patients in sorted(wanted.patients):
            grow(known, patients)
            for patient in known:
                maker.refresh(patient.pk, now=timezone.now())
            print(f"\n{patients} patients x {wanted.days} days")
            with tempfile.TemporaryDirectory() as folder:
                told_of(Path(folder), [connection.vendor, *([OTHER[connection.vendor]] if wanted.other else [])])
    finally:
        teardown_databases(databases, verbosity=0)


def told_of(folder: Path, vendors: list[str]) -> None:
    took = command("backup", "--to", folder / "backups", database=workers.database(), var=folder)
    (file,) = (folder / "backups").iterdir()
    with zipfile.ZipFile(file) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    rows = sum(table["rows"] for table in manifest["tables"].values())
    native = next(it["stored"] for name, it in manifest["members"].items() if name.startswith("database."))
    size = f"{file.stat().st_size / 1e6:.1f} MB, {native / 1e6:.1f} of it for its own program"
    print(f"  backup               {told(rows, *took)} | {size}", flush=True)
    for vendor in vendors:
        with empty(vendor, folder) as database:
            took = command("restore", file, database=database, var=folder)
        print(f"  into {vendor:<15} {told(rows, *took)}", flush=True)


def command(*words: object, database: str, var: Path) -> tuple[float, float, float]:
    """Seconds, CPU seconds and the most memory in MB of a command of the site."""
    env = os.environ | {"DATABASE_URL": database, "ALSWEAK_VAR": str(var), "DJANGO_SETTINGS_MODULE": "alsweak.settings"}
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    measured = (
        "import resource, sys; from django.core.management import execute_from_command_line as run; run(sys.argv);"
    )
    measured += " print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    done = subprocess.run(
        [sys.executable, "-c", measured, *map(str, words)],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - began, cpu, int(done.stdout.splitlines()[-1]) / 1024


def told(rows: int, seconds: float, cpu: float, peak: float) -> str:
    return f"{rows:9} rows in {seconds:6.1f} s, {rows / seconds:7.0f} rows/s | CPU {cpu:6.1f} s | peak {peak:4.0f} MB"


if __name__ == "__main__":
    main()
