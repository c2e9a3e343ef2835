"""Import a register file through the command line, into a database of its own, and compare with hand-checked numbers.

    python .ci/register.py FILE

The slopes are points a month of the total, by least squares, over the visits with all twelve items. They were worked
out on whole months; a report reckons with the dates of the visits, which can move the third decimal, and tells two.
"""

import json
import os
import subprocess
import sys
import tempfile

SLOPES = {"S_103": -0.486, "S_169": -0.464, "S_21": -2.169, "S_28": -1.505}
UNKNOWN_AT_EVERY_VISIT = {"S_95": {"fine_motor", "total"}, "S_149": {"bulbar", "gross_motor", "total"}}
SCORES = ("bulbar", "fine_motor", "gross_motor", "respiratory", "total")


def manage(*arguments: str) -> str:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments], check=True, text=True, stdout=subprocess.PIPE
    ).stdout


def slope_of_total(report: dict) -> float | None:
    trends = {(trend["measure"], trend["source"]): trend["slope"] for trend in report["trends"]}
    return trends["function.total", "clinician"]


def unknown_at_every_visit(report: dict) -> set[str]:
    return {score for score in SCORES if all(visit[score] is None for visit in report["function"])}


def main(file: str) -> None:
    with tempfile.TemporaryDirectory() as var:
        os.environ["ALSWEAK_VAR"] = var
        for server in ("DATABASE_URL", "REDIS_URL"):
            os.environ.pop(server, None)
        manage("migrate")
        print(manage("import_csv", "--confirm", file))
        reports = {patient: json.loads(manage("report", patient)) for patient in SLOPES | UNKNOWN_AT_EVERY_VISIT}
    slopes = {patient: slope_of_total(report) for patient, report in reports.items()}
    unknown = {patient: unknown_at_every_visit(report) for patient, report in reports.items()}
    print("slopes of the total:", slopes, "unknown at every visit:", unknown, sep="\n")
    told = {patient: round(slope, 2) for patient, slope in SLOPES.items()}
    assert slopes == told | dict.fromkeys(UNKNOWN_AT_EVERY_VISIT)
    assert unknown == {patient: set() for patient in SLOPES} | UNKNOWN_AT_EVERY_VISIT


if __name__ == "__main__":
    main(*sys.argv[1:])
