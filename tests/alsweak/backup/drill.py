"""What an operator does with a backup, in a process of its own: ``python -m tests.alsweak.backup.drill FILE``.

It restores into the database that the environment names, and says of the site there, as JSON: what was told; of each
report that was current whether, made anew, it is the same; whether Ada can sign in; whether what is written then has
the next number.
"""

import io
import json
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from clinical import ENGINE  # noqa: E402
from people import months  # noqa: E402
from people.models import AuditEvent, Patient  # noqa: E402
from symptoms.derive import maker  # noqa: E402
from symptoms.models import CheckIn, Report  # noqa: E402
from symptoms.write import verbs  # noqa: E402
from tests.cast import NOW, PASSWORD, TODAY  # noqa: E402


def main(file: str) -> None:
    out = io.StringIO()
    call_command("restore", file, stdout=out)
    current = Report.objects.exclude(pk__in=Report.objects.stale(ENGINE))
    print(json.dumps({"told": out.getvalue().splitlines(), "reports": list(map(same, current))} | lived()))


def same(report: Report) -> bool:
    made = maker.report_of(report.patient, report.as_of)
    return (made.report.to_json(), made.series.to_json()) == (report.report, report.series)


def lived() -> dict[str, object]:
    """A restored site is one that goes on."""
    setup_test_environment()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # that of the tests, who made her
    client = Client()
    client.post(reverse("account_login"), {"login": "ada@example.org", "password": PASSWORD})
    ada, last = Patient.objects.get(reference="A-1"), AuditEvent.objects.order_by("pk").last()
    author = CheckIn.objects.filter(patient=ada).first().author
    verbs.record_check_in(ada, TODAY, {"weakness.neck": 2}, by=author, source="self", now=NOW)
    return {
        "signed in": client.session.get("_auth_user_id") == str(author.pk),
        "next": AuditEvent.objects.order_by("pk").last().pk > last.pk,
        "months": [months.ahead(timezone.now()), months.outside()],
    }


if __name__ == "__main__":
    main(sys.argv[1])
