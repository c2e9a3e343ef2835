"""A file that is chosen, and where it goes."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.phone.export import is_export
from people.forms import PlainForm, clinic_field
from people.models import Clinic

KINDS = ".csv,.tsv,.txt,.xlsx,.zip,.json,.xml,.db"


class FileForm(PlainForm):
    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput(attrs={"accept": KINDS}),
        allow_empty_file=True,  # the reader of the file says what is wrong with it
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        size = file.size or 0
        if size > settings.ALSWEAK_IMPORT_MAX_BYTES:
            most = settings.ALSWEAK_PHONE_MAX_BYTES if is_export(file) else settings.ALSWEAK_IMPORT_MAX_BYTES
            if size > most:
                raise too_large(most)
        return file

    @property
    def is_too_large(self) -> bool:
        return self.has_error("file", "too_large")


class ImportForm(FileForm):
    def __init__(self, *args: Any, clinics: QuerySet[Clinic], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clinic"] = clinic_field(clinics)
        self.order_fields(["clinic"])


def too_large(most: int) -> ValidationError:
    """More bytes than a request can take: what a worker brings in is smaller too."""
    told = _("The file is larger than %(mb)d MB. Send it in parts.") % {"mb": most // 1_000_000}
    return ValidationError(told, code="too_large")


class MappingForm(PlainForm):
    """A kept mapping, by another name."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80, required=False)
