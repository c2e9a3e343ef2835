"""The letters: that something will be erased, and, before the address goes, what was."""

from django.urls import reverse

from exchange.erase import receipt
from exchange.models import EraseRequest, Erasure
from people import clinics, mail
from people.models import Membership, Patient


def tell_erased(erasure: Erasure, address: str, language: str) -> None:
    """The receipt. This letter is the last that holds the address, and is gone once sent."""
    said = erasure.receipt
    context: dict[str, object] = {
        "erasure": erasure,
        "said": said,
        "stays": [receipt.STAYS[key] for key in said["stays"]],
        "until": erasure.at.date() + receipt.HELD,
        "path": reverse("erased", args=[erasure.pk]),
    }
    mail.write(address, "erased", context, language=language)


def tell_asked(request: EraseRequest, address: str, language: str) -> None:
    """Until when it can be called off, so that nobody's record is erased behind their back."""
    path = reverse("erase_record", args=[request.patient_id]) if request.patient_id else reverse("erase_account")
    mail.write(address, "erase_asked", {"request": request, "path": path}, language=language)


def tell_clinic(request: EraseRequest, patient: Patient) -> None:
    """Whoever runs the clinic that keeps the record, if one does: by its address, without a name."""
    clinic = patient.clinic
    for grant in clinics.team(clinic).filter(role=Membership.Role.ADMIN, user__is_active=True):
        if grant.user and grant.user.email:
            path = reverse("dashboard", args=[patient.pk])
            context: dict[str, object] = {"request": request, "path": path}
            mail.write(grant.user.email, "erase_asked_clinic", context, language=grant.user.language or clinic.language)
