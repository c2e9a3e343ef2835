"""Whether an advisory is known of a package that the image holds: ``advisories.py PIP_AUDIT REQUIREMENTS``.

Ends with 1 where there is one that ``exceptions.toml`` does not name, or whose time there is over. Where the service
can't be asked it says so in one line and ends with 0: a change is not held up by a network.
"""

import datetime as dt
import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DAYS = {"critical": 2, "high": 7, "medium": 30, "low": 90}
EXCEPTIONS = Path(__file__).parent / "exceptions.toml"
PATIENCE = 60  # seconds for all packages


def main(pip_audit: str, requirements: str) -> int:
    options = ["--require-hashes", "--disable-pip", "--format", "json", "--timeout", "5", "--progress-spinner", "off"]
    try:
        asked = subprocess.run(
            [pip_audit, "--requirement", requirements, *options], capture_output=True, text=True, timeout=PATIENCE
        )
        packages = json.loads(asked.stdout)["dependencies"]
    except subprocess.TimeoutExpired:
        return _not_asked(f"no answer within {PATIENCE} seconds")
    except (ValueError, KeyError):
        return _not_asked(next(reversed(asked.stderr.strip().splitlines()), "no answer"))
    wrong = list(problems(packages, tomllib.loads(EXCEPTIONS.read_text()).get("advisory", []), dt.date.today()))
    print("\n".join(wrong))
    unknown = [package["name"] for package in packages if "skip_reason" in package]
    if unknown:
        _not_asked(f"{len(unknown)} of {len(packages)} packages are not known to the service")
    return 1 if wrong else 0


def problems(packages: list[dict[str, Any]], exceptions: list[dict[str, Any]], today: dt.date) -> Iterator[str]:
    """A sentence for each advisory that nobody excepted, and for each exception that does not hold."""
    excepted = set()
    for each in exceptions:
        if each["until"] - each["found"] > dt.timedelta(days=DAYS[each["level"]]):
            yield f"{each['id']}: {each['level']} may wait for {DAYS[each['level']]} days."
        elif each["until"] < today:
            yield f"{each['id']}: its time was over on {each['until']}."
        elif not each["reason"].strip():
            yield f"{each['id']}: no reason is given."
        else:
            excepted.add(each["id"])
    for package in packages:
        for found in package.get("vulns", []):
            if not excepted & {found["id"], *found.get("aliases", [])}:
                mended = ", ".join(found.get("fix_versions", [])) or "no version yet"
                yield f"{found['id']}: {package['name']} {package['version']}, mended in {mended}."


def _not_asked(why: object) -> int:
    print(f"Advisories could NOT be looked up: {why}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
