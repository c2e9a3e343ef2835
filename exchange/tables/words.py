"""A day said back in words, so that nobody has to guess which number was the month."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext


def in_words(day: dt.date) -> str:
    """``8 January 2024``, in the reader's language."""
    return date_format(day, gettext("j F Y"))
