"""What a stranger's first program looks like: shown at ``/api/docs/``, and run by a test as it stands there.

Address, token and person come from the environment, so that no secret stands in a file. Neither needs more than curl
or Python's own library.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Example:
    name: str
    title: str | Promise
    language: str
    code: str


EXAMPLES = (
    Example(
        "who",
        _("Whose records the token opens, and their ids"),
        "curl",
        """\
curl --fail-with-body -H "Authorization: Bearer $ALSWEAK_TOKEN" "$ALSWEAK_SITE/api/v1/patients/"
""",
    ),
    Example(
        "fall",
        _("Write that somebody fell"),
        "curl",
        """\
curl --fail-with-body -H "Authorization: Bearer $ALSWEAK_TOKEN" -H "Content-Type: application/json" \\
  -d '{"kind": "fall", "start": "2026-03-02"}' "$ALSWEAK_SITE/api/v1/patients/$ALSWEAK_PERSON/events/"
""",
    ),
    Example(
        "week",
        _("Add a week of weights, and run it again without harm: each day has an id of its own"),
        "Python",
        """\
import datetime, json, os, urllib.request, uuid
site, token, person = (os.environ[f"ALSWEAK_{name}"] for name in ("SITE", "TOKEN", "PERSON"))
weights = [71.9, 71.8, 72.0, 71.7, 71.6, 71.8, 71.5]  # kg, of the last seven days, yesterday last
for ago, weight in enumerate(reversed(weights), 1):
    day = str(datetime.date.today() - datetime.timedelta(days=ago))
    body = json.dumps({"day": day, "measurement": {"weight": weight}}).encode()
    address = f"{site}/api/v1/patients/{person}/measurements/{uuid.uuid5(uuid.UUID(person), day)}/"
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    answer = urllib.request.urlopen(urllib.request.Request(address, body, headers, method="PUT"))
    print(day, weight, answer.status)  # 201 where it is new, 200 where it was there
""",
    ),
    Example(
        "kept",
        _("Ask for the report, and again only for what has changed"),
        "Python",
        """\
import json, os, urllib.error, urllib.request
site, token, person = (os.environ[f"ALSWEAK_{name}"] for name in ("SITE", "TOKEN", "PERSON"))
ask = urllib.request.Request(f"{site}/api/v1/patients/{person}/report/", headers={"Authorization": f"Bearer {token}"})
answer = urllib.request.urlopen(ask)
print(answer.status, json.load(answer)["current"], answer.headers["RateLimit"])
ask.add_header("If-None-Match", answer.headers["ETag"])
try:
    urllib.request.urlopen(ask)
except urllib.error.HTTPError as same:
    print(same.code)  # 304: what you have still holds
""",
    ),
)
