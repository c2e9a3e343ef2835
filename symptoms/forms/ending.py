"""Since when a record is closed."""

from django.utils.translation import gettext_lazy as _

from people.forms import DayField, PlainForm


class EndingForm(PlainForm):
    on = DayField(label=_("Since which day?"), required=False)
