"""The one answer that is typed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from care.before_said import WORDS
from people.forms import PlainForm


class WordsForm(PlainForm):
    words = forms.CharField(
        label=_("In your own words"),
        max_length=WORDS,
        error_messages={"required": _("Write a few words, or go back.")},
    )
