"""The way in, as whoever was asked goes it."""

from django.urls import reverse

from people import invitations

JOIN = "/join/"


def ask(kind, by, role="caregiver", **more):
    return invitations.invite(kind, by=by, role=role, **more)


def opened(client, made):
    client.get(reverse("join_link", args=[made.secret]))
    return client


def answer(client, do="accept", **more):
    press = client.session.get("press", "")
    return client.post(JOIN, {"do": do, "press": press, "remember": "on"} | more)
