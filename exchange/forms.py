"""A file to be read into a clinic."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from people.forms import PlainForm, clinic_field
from people.models import Clinic


class ImportForm(PlainForm):
    file = forms.FileField(
        label=_("CSV file"),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        allow_empty_file=True,  # the reader of the file says what is wrong with it
    )

    def __init__(self, *args: Any, clinics: QuerySet[Clinic], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clinic"] = clinic_field(clinics)
        self.order_fields(["clinic"])
