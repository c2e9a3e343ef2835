"""What the suite costs, printed and never asserted: ``uv run python -m tests.bench.suite``, and what pytest takes."""

import ctypes
import os
import re
import resource
import subprocess
import sys
import time
from contextlib import suppress

ADOPT_ORPHANS = 36  # PR_SET_CHILD_SUBREAPER of Linux


def main(arguments: list[str]) -> int:
    # A site or a worker that a test kills leaves children behind: here they are counted too.
    ctypes.CDLL(None).prctl(ADOPT_ORPHANS, 1)
    began = time.monotonic()
    run = subprocess.Popen([sys.executable, "-m", "pytest", *arguments], stdout=subprocess.PIPE, text=True)
    assert run.stdout is not None
    last = ""
    for line in run.stdout:
        print(line, end="", flush=True)
        last = line if line.strip() else last
    failed = run.wait()
    seconds = time.monotonic() - began
    with suppress(ChildProcessError):
        while True:
            os.wait()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = used.ru_utime + used.ru_stime
    tests = sum(int(number) for number in re.findall(r"(\d+) (?:passed|failed)", last))
    print(f"{'tests':<28}{tests:>8}")
    print(f"{'seconds':<28}{seconds:>8.1f}")
    print(f"{'CPU seconds, user':<28}{used.ru_utime:>8.1f}")
    print(f"{'CPU seconds, system':<28}{used.ru_stime:>8.1f}")
    print(f"{'CPU milliseconds a test':<28}{1000 * cpu / max(tests, 1):>8.1f}")
    print(f"{'cores kept busy':<28}{cpu / seconds:>8.2f}")
    return failed


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
