"""What programs are answered to anything that they may send: ``python -m tests.bench.fuzz [--examples N] [--as ROLE]``.

Schemathesis makes up requests that the OpenAPI description allows, and as many that it does not, the same each time.
``--own N``: N mistaken ones of each operation instead, made from good ones (``tests/mistaken.py``), which is quicker.
``--pages N``: broken forms to each page, for one person of each role (``tests/alsweak/test_any_form.py``).
Printed and never asserted: how many of each operation, and each kind of difference with one request that shows it.
"""

import argparse
import logging
import os
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

import django
import pytest

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from django.conf import settings  # noqa: E402
from django.test.utils import setup_databases, setup_test_environment, teardown_databases  # noqa: E402

from people.models import Clinic, Membership  # noqa: E402
from tests import generated, mistaken, rights  # noqa: E402
from tests.cast import new_patient, person  # noqa: E402
from tests.symptoms.api.test_bearer import Program  # noqa: E402

ROLES = ("clinician", "patient", "caregiver")
PEOPLE = (rights.ADA, rights.BEN, rights.CLEO, rights.THEA, rights.RITA, rights.AMY)  # of whom pages are asked


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--examples", type=int, default=100, help="of each operation, half of them as described")
    parser.add_argument("--as", dest="role", choices=ROLES, action="append")
    parser.add_argument("--own", type=int, metavar="N", help="N mistaken requests of each operation instead")
    parser.add_argument("--pages", type=int, metavar="N", help="N broken forms of each page instead, for each person")
    parser.add_argument("--only", default="", help="operations whose name holds this")
    wanted = parser.parse_args()
    if wanted.pages:
        os.environ |= {"ALSWEAK_BROKEN_FORMS": str(wanted.pages), "ALSWEAK_BROKEN_BY": " ".join(PEOPLE)}
        sys.exit(pytest.main(["-q", "-s", "-n0", "--log-level=CRITICAL", "tests/alsweak/test_any_form.py"]))
    settings.ALSWEAK_API_PER_MINUTE = 10**9
    setup_test_environment()
    logging.getLogger("django.request").setLevel(logging.ERROR)  # thousands of refusals
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        for role in wanted.role or ROLES[:2]:
            asked(role, wanted.examples, wanted.only, wanted.own)
    finally:
        teardown_databases(databases, verbosity=0)


def asked(role: str, examples: int, only: str, own: int | None) -> None:
    clinic = Clinic.objects.create(name=f"Clinic of the {role}", time_zone="Europe/Berlin")
    record = new_patient(clinic, f"A-{role}", name="Ada")
    who = {each: person(f"{each}-of-{role}") for each in ROLES}
    for each, user in who.items():
        where = {"clinic": clinic} if each == "clinician" else {"patient": record, "granted_by": user}
        Membership.objects.create(user=user, role=each, access="write", **where)
    program = Program(who[role], record)
    kinds = generated.there(record, program, who["clinician"])
    answered: Counter[int] = Counter()
    differences = 0
    with generated.on_this_connection():
        for operation in generated.operations():
            if only not in operation.label:
                continue
            for how, told in _each_way(operation, examples, own, (record, kinds, program.secret)):
                answered += told.answered
                differences += len(told.differences)
                counts = " ".join(f"{status}:{number}" for status, number in sorted(told.answered.items()))
                print(f"{role} {operation.label} {how}: {told.answered.total()} ({counts})", flush=True)
                for kind, example in told.differences.items():
                    print(f"    {kind}\n        {example}", flush=True)
    errors = sum(number for status, number in answered.items() if status >= 500)
    print(f"{role}: {answered.total()} requests, {errors} server errors, {differences} differences")


def _each_way(operation: Any, examples: int, own: int | None, of: tuple[Any, ...]) -> Iterator[tuple[str, Any]]:
    if own:
        yield "mistaken", mistaken.ask(operation, own, *of)
        return
    for mode in (generated.POSITIVE, generated.NEGATIVE):
        yield mode.value, generated.ask(operation, mode, examples // 2, *of)


if __name__ == "__main__":
    main()
