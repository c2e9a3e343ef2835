"""The letter to whoever sees one of two records: that they were put together, or are two again. No health data."""

import datetime as dt

from django.urls import reverse

from exchange.merging.who import told_of
from exchange.models import Merge
from people import mail


def tell(template: str, made: Merge, now: dt.datetime) -> None:
    """To each in their language, or in that of the clinic; not to whoever did it."""
    clinic = made.kept.clinic
    for user in told_of(made.kept, made.other, now):
        if user.email and user.pk != made.by_id:
            context: dict[str, object] = {"clinic": clinic, "path": reverse("home")}
            mail.write(user.email, template, context, language=user.language or clinic.language)
