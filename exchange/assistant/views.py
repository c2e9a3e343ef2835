"""A file into a clinic: chosen, looked at, asked about, brought in (``/import/``)."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from exchange.assistant.forms import ImportForm, MappingForm
from exchange.assistant.mappings import delete_mapping, fitting, rename_mapping
from exchange.assistant.outcome import Outcome, outcome_of
from exchange.assistant.place import Place
from exchange.assistant.shown import (
    COLUMNS,
    cells_shown,
    columns_shown,
    phone_shown,
    questions_shown,
    rows_shown,
    settled_shown,
    wrong_shown,
)
from exchange.assistant.steps import AWAY, keep_large, keep_or_tell, link_of, press, told
from exchange.assistant.wording import meanings
from exchange.kept import waiting
from exchange.large import without_data
from exchange.models import KeptFile, KeptMapping
from exchange.rows import SHOWN, CsvRefused
from exchange.tables.read import read_tables
from people.access import Verb, open_clinics
from people.models import Clinic
from people.numbers import whole
from people.requests import SignedIn


def _clinics(request: SignedIn) -> QuerySet[Clinic]:
    told = _("Only the care team of a clinic can add a file to it.")
    return open_clinics(request.user, Verb.WRITE, told=told)


@require_http_methods(["GET", "HEAD", "POST"])
def import_file(request: SignedIn) -> HttpResponse:
    """A file of any kind that is read here, and the clinic that it goes into."""
    clinics, now = _clinics(request), timezone.now()
    form = ImportForm(request.POST or None, request.FILES or None, clinics=clinics)
    if request.method == "POST" and form.is_valid():
        place = Place(request.user, form.cleaned_data["clinic"])
        if large_file := keep_large(form.cleaned_data["file"], place, now):
            return redirect("import_large", large_file.pk)
        if keep_or_tell(form, place, now):
            return redirect("import_look")
    context = {
        "staff": True,
        "form": form,
        "waits": waiting(request.user, None, now),
        "on_their_way": without_data().filter(clinic__in=clinics, is_kept=True),
        "mappings": KeptMapping.objects.filter(clinic__in=clinics).exists(),
    }
    status = 200 if request.method != "POST" else 413 if form.is_too_large else 422
    return render(request, "exchange/import.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def look(request: SignedIn) -> HttpResponse:
    """What the file that waits would do, what is asked about it; then what came of it."""
    clinics, now = _clinics(request), timezone.now()
    kept = waiting(request.user, None, now)
    if kept is None or kept.clinic not in clinics:
        return redirect("import_csv")
    place, refused, outcome = Place(request.user, kept.clinic), "", None
    if request.method == "POST":
        if request.POST.get("kept") != str(kept.pk):
            messages.warning(request, _("Another file was chosen since. This is the one."))
            return redirect("import_look")
        if request.POST.get("do") == AWAY:
            kept.delete()
            return redirect("import_csv")
        try:
            outcome = press(kept, request.POST, place, now)
        except ValidationError as error:
            refused = " ".join(error.messages)
        if outcome is None and not refused:
            return redirect("import_look")
    if kept.done is not None:
        context = {"staff": True, "kept": kept, "done": kept.done, "link": link_of(kept.done)}
        return render(request, "exchange/brought.html", context)
    context = _context(kept, outcome or outcome_of(kept, place, now), place) | {"name_refused": refused}
    return render(request, "exchange/look.html", context, status=422 if request.method == "POST" else 200)


def _context(kept: KeptFile, outcome: Outcome, place: Place) -> dict[str, Any]:
    proposal = outcome.proposal
    context = {
        "staff": True,
        "kept": kept,
        "outcome": outcome,
        "is_table": proposal is not None,
        "proposal": proposal,
        "would": told(outcome) if outcome.done else None,
        "wrong": wrong_shown(outcome.refused),
        "doubts": outcome.doubts[:SHOWN],
        "more_doubts": len(outcome.doubts[SHOWN:]),
        "questions": questions_shown(outcome),
        "cells": cells_shown(outcome)[:SHOWN],
        "more_cells": len(outcome.cells[SHOWN:]),
        "settled": settled_shown(outcome, place)[:SHOWN],
        "phone": phone_shown(outcome),
    }
    if outcome.phone and outcome.done:
        context["rows"] = rows_shown(outcome, place)
    if proposal:
        context |= {
            "columns": columns_shown(outcome),
            "more_columns": len(proposal.table.names[COLUMNS:]),
            "rows": rows_shown(outcome, place),
            "meanings": meanings(),
            "mappings": _fitting(kept),
        }
    return context


def _fitting(kept: KeptFile) -> list[KeptMapping]:
    try:
        return fitting(kept.clinic, read_tables(bytes(kept.data)))
    except CsvRefused:
        return []


@require_http_methods(["GET", "HEAD", "POST"])
def mappings(request: SignedIn) -> HttpResponse:
    """How files are read that a clinic often gets: under another name, or no more."""
    ours = KeptMapping.objects.filter(clinic__in=_clinics(request)).select_related("clinic", "by")
    status, wrong = 200, None
    if request.method == "POST":
        kept = get_object_or_404(ours, pk=whole(request.POST.get("mapping", "")))
        try:
            if request.POST.get("do") == "delete":
                delete_mapping(kept, by=request.user)
            else:
                rename_mapping(kept, request.POST.get("name", ""), by=request.user)
            return redirect("import_mappings")
        except ValidationError as error:
            wrong, status = (kept.pk, error), 422
    forms = []
    for each in ours.order_by("clinic__name", "name"):
        typed = request.POST if wrong and wrong[0] == each.pk else None
        form = MappingForm(typed, initial={"name": each.name}, auto_id=f"mapping{each.pk}_%s")
        if wrong and typed is not None:
            form.is_valid()
            form.add_error("name", wrong[1])
        forms.append((each, form))
    return render(request, "exchange/mappings.html", {"staff": True, "forms": forms}, status=status)
