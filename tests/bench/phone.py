"""A large export of a phone, read: ``uv run python -m tests.bench.phone [MB]``. Prints time and peak memory."""

import os
import resource
import sys
import tempfile
import time
import zipfile

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from exchange.phone.export import read_export  # noqa: E402
from tests.exchange.phone.made import HEAD, step, weigh, wrapped  # noqa: E402


def main(megabytes: int) -> None:
    with tempfile.TemporaryFile() as file:
        size = _write(file, megabytes * 1_000_000)
        packed = file.tell() / 1e6
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        begun = time.perf_counter()
        export = read_export(file)
        took = time.perf_counter() - begun
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{size / 1e6:.0f} MB of XML in a zip of {packed:.0f} MB: {len(export.days)} days in {took:.1f} s,"
        f" at most {most:.0f} MB of memory ({before:.0f} MB before)"
    )


def _write(file: object, least: int) -> int:
    """Ten years of a watch and a phone: most records are of the heart, of which nothing is taken."""
    size = 0
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed,
        packed.open("apple_health_export/export.xml", "w") as part,
    ):  # type: ignore[call-overload]
        size += part.write(HEAD.encode())
        number = 0
        while size < least:
            day = f"20{15 + number // 336 % 10:02d}-{number // 28 % 12 + 1:02d}-{number % 28 + 1:02d}"
            lines = [weigh(f"{day} 07:{number % 60:02d}:00 +0100", 70 + number % 40 / 10)]
            for hour in range(24):
                at = f"{day} {hour:02d}:{number % 60:02d}:00 +0100"
                lines += [step(at, 100 + (number + hour) % 400, source) for source in ("Watch", "Phone")]
                lines += [step(at, 60 + (number * hour) % 41, "Watch", kind="HeartRate") for _ in range(6)]
            size += part.write("".join(lines).encode())
            number += 1
        size += part.write(wrapped("").partition(HEAD)[2].encode())
    return size


if __name__ == "__main__":
    main(int((sys.argv[1:] or ["500"])[0]))
