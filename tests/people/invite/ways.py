"""Asking someone in, as it is pressed."""

from django.urls import reverse

ASKED = "?who=caregiver&access=read&until=none&parts=&how=email"
CAREGIVER = "A caregiver: family, friend or helper"
NO_END = "No end, until someone ends it"
HANDED = "?who=caregiver&access=write&until=none&parts=&how=paper"


def url(record, query=""):
    return reverse("share", args=[record.pk]) + query


def send(client, record, query=ASKED, once="1", **said):
    return client.post(url(record, query), {"send": "yes", "once": once} | said)


def walk(client, record, *answers):
    """Press answer after answer; the questions that were asked."""
    asked, address = [], url(record)
    for answer in answers:
        step = client.get(address).context["step"]
        asked.append(step.title)
        if step.kind == "parts":
            address = url(record, "?" + "&".join(f"{name}={value}" for name, value in step.hidden) + "&parts=" + answer)
        else:
            address = url(record, next(where for label, where in step.options if label == answer))
    return asked, client.get(address)
