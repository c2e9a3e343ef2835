"""The form of whom an invitation goes to."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from people.forms import PlainForm
from people.models import User
from people.slips import slip_of


class InviteForm(PlainForm):
    """To whom an invitation goes: an address to write to, or a name for a sheet that is handed over."""

    email = forms.EmailField(
        label=_("Their e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    )
    name = forms.CharField(
        label=_("What to call them"),
        max_length=100,
        required=False,
        help_text=_("So that you know the invitation again. They can change it."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    sure = forms.CharField(required=False, widget=forms.HiddenInput)  # an address that was asked about already

    def __init__(self, *args: Any, by_hand: bool, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        if by_hand:
            del self.fields["email"]

    def clean_email(self) -> str:
        address = self.cleaned_data["email"].lower()
        if address == self.by.email:
            raise ValidationError(_("This is your own address."))
        if address.endswith(".invalid"):
            raise ValidationError(_("Nobody can have an address that ends in .invalid."))
        return address

    @property
    def slip(self) -> str:
        """What the address was probably meant to be, if nobody was asked yet."""
        address = self.cleaned_data.get("email", "")
        return "" if address == self.cleaned_data["sure"].lower() else slip_of(address)
