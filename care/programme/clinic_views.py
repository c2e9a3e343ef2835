"""The pages of a clinic about programmes: its collection of exercises, and whose programme needs a look."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from care.models import Exercise
from care.programme.forms import ExerciseForm, initial_of
from care.programme.needs import needs
from care.programme.write import keep_exercise, retire
from people import audit
from people.access import Of, Verb, open_clinic
from people.clinics import sets_programmes
from people.models import Clinic
from people.requests import SignedIn
from people.typed import given_back, keeps_typed


@require_safe
def programmes(request: SignedIn, clinic_id: int) -> HttpResponse:
    """For whoever opens every record of the clinic: who has a programme, and whose needs a look."""
    clinic = _seen(request, clinic_id)
    audit.record("programmes", user=request.user, detail=f"clinic {clinic.pk}")
    found = needs(request.user, clinic, timezone.now())
    context = {
        "staff": True,
        "clinic": clinic,
        "waiting": [each for each in found if each.why],
        "others": [each for each in found if not each.why],
    }
    return render(request, "care/programme/needs.html", context)


@require_safe
def collection(request: SignedIn, clinic_id: int) -> HttpResponse:
    clinic = _seen(request, clinic_id)
    rows = list(Exercise.objects.filter(clinic=clinic))
    context = {
        "staff": True,
        "clinic": clinic,
        "exercises": [row for row in rows if not row.retired_at],
        "retired": [row for row in rows if row.retired_at],
        "may_write": sets_programmes(request.user, clinic),
    }
    return render(request, "care/programme/collection.html", context)


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
def exercise(request: SignedIn, clinic_id: int, exercise_id: int | None = None) -> HttpResponse:
    """One of the collection, or (without a number) a new one."""
    clinic = _written(request, clinic_id)
    row = get_object_or_404(Exercise, clinic=clinic, pk=exercise_id) if exercise_id else None
    initial = (initial_of(row) if row else {}) | given_back(request)
    form = ExerciseForm(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid():
        keep_exercise(clinic, form.said, by=request.user, now=timezone.now(), exercise=row)
        messages.success(request, _("Saved."))
        return redirect("exercise_collection", clinic.pk)
    context = {"staff": True, "clinic": clinic, "form": form, "exercise": row}
    return render(request, "care/programme/exercise.html", context, status=422 if form.errors else 200)


@require_POST
def retire_exercise(request: SignedIn, clinic_id: int, exercise_id: int) -> HttpResponse:
    """Out of what is offered, or (``again``) into it."""
    clinic = _written(request, clinic_id)
    row = get_object_or_404(Exercise, clinic=clinic, pk=exercise_id)
    retire(row, by=request.user, now=timezone.now(), again="again" in request.POST)
    return redirect("exercise_collection", clinic.pk)


def _seen(request: SignedIn, clinic_id: int) -> Clinic:
    told = _("There is no such clinic here, or you do not see its records.")
    return open_clinic(request.user, clinic_id, Verb.VIEW, told=told)


def _written(request: SignedIn, clinic_id: int) -> Clinic:
    _seen(request, clinic_id)
    told = _("You can look at the exercises of this clinic, but not change them.")
    return open_clinic(request.user, clinic_id, Verb.WRITE, Of.EXERCISES, told=told)
