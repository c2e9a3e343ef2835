"""The programs that may read or write for someone: listed, let in, and ended in one press."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from people import mail, tokens
from people.account import second_step
from people.account.page import address_of
from people.forms import PlainForm
from people.models import AccessToken, Patient, User
from people.numbers import whole
from people.recheck import recheck_first
from people.requests import SignedIn
from people.typed import given_back, keeps_typed

FEW_RECORDS = 3  # that are there to be pressed; of more the references are written (ACCESS 4)
FEW_PAST = 5
Scope = AccessToken.Scope


class ProgramForm(PlainForm):
    """What a program is called, what it may do, and for how long."""

    name = forms.CharField(
        label=gettext_lazy("What is the program called?"),
        max_length=60,
        help_text=gettext_lazy("So that you know it again in the list, such as “Bathroom scale”."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scope = forms.ChoiceField(
        label=gettext_lazy("What may it do?"),
        choices=[(Scope.READ, gettext_lazy("Look")), (Scope.WRITE, gettext_lazy("Look and write"))],
        initial=Scope.READ,
        widget=forms.RadioSelect,
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("For how long?"),
        choices=[
            (30, gettext_lazy("30 days")),
            (tokens.USUAL.days, gettext_lazy("90 days")),
            (tokens.LONGEST.days, gettext_lazy("One year")),
        ],
        coerce=int,
        initial=tokens.USUAL.days,
    )

    @property
    def said(self) -> dict[str, Any]:
        """What ``people.tokens`` asks of each program, but for whose records."""
        said = self.cleaned_data
        return {"name": said["name"], "scope": said["scope"], "lasts": dt.timedelta(days=said["days"])}


class ReferencesField(forms.CharField):
    """A list of references, a line each. ``find`` reads it; none is every record."""

    def __init__(self, help_text: Any) -> None:
        area = forms.Textarea({"rows": 3, "autocomplete": "off"})
        label = gettext_lazy("In which records?")
        super().__init__(label=label, help_text=help_text, required=False, max_length=4000, widget=area)


def find(written: str, among: QuerySet[Patient], unknown: str) -> list[Patient] | None:
    """Those whose references were written; None for none. Raises ``ValidationError``, with ``unknown`` as its words."""
    wanted = {line.strip() for line in written.splitlines()} - {""}
    if not wanted:
        return None
    found = list(among.filter(reference__in=wanted))
    if missing := wanted - {each.reference for each in found}:
        raise ValidationError(unknown % {"references": ", ".join(sorted(missing))})
    return found


class OwnProgramForm(ProgramForm):
    """The same of one's own program, and with whose record."""

    field_order = ("name", "scope", "record", "references", "days")
    record = forms.ChoiceField(label=gettext_lazy("In whose record?"), required=False, widget=forms.RadioSelect)
    references = ReferencesField(
        gettext_lazy("Their references, one on each line. Leave it empty for every record that you may open.")
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.visible = Patient.objects.visible_to(user)
        few = list(self.visible.order_by("reference", "pk")[: FEW_RECORDS + 1])
        if len(few) > FEW_RECORDS:
            del self.fields["record"]
            return
        del self.fields["references"]
        self.only = few[0] if len(few) == 1 else None
        if len(few) < 2:
            del self.fields["record"]
            return
        asked: Any = self.fields["record"]
        asked.choices = [("", _("Every record that I may open")), *((str(each.pk), str(each)) for each in few)]

    only: Patient | None = None

    def clean_references(self) -> list[Patient] | None:
        told = _("You open no record with this reference: %(references)s.")
        return find(self.cleaned_data["references"], self.visible, told)

    @property
    def patients(self) -> list[Patient] | None:
        """Those that the program is given; None for every one that its owner may open."""
        if self.only:
            return [self.only]
        if written := self.cleaned_data.get("references"):
            return list(written)
        if chosen := self.cleaned_data.get("record"):
            return list(self.visible.filter(pk=chosen))
        return None


@require_http_methods(["GET", "HEAD", "POST"])
def programs(request: SignedIn) -> HttpResponse:
    now = timezone.now()
    if request.method == "POST":
        end_pressed(request, AccessToken.objects.filter(user=request.user))
        return redirect("sessions")  # not to the list: a gaze that rests would end the next one
    standing = tokens.in_force(request.user, now).prefetch_related("patients")
    rows = [(each, _records(each)) for each in standing]
    return render(request, "account/programs.html", listed(rows, tokens.past(request.user, now), tokens.MOST))


def end_pressed(request: SignedIn, among: QuerySet[AccessToken]) -> None:
    """End the one whose button was pressed, and say so. Raises ``Http404`` for one that is not ``among`` these."""
    token = get_object_or_404(among, pk=whole(request.POST.get("end", "")))
    tokens.end(token, by=request.user, now=timezone.now())
    messages.success(request, _("%(program)s is not let in any more.") % {"program": token.name})


def _records(token: AccessToken) -> str:
    named = ", ".join(map(str, token.patients.all()))
    return _("every record that you may open") if token.every_record else named


def listed(rows: list[tuple[AccessToken, str]], past: QuerySet[AccessToken], most: int) -> dict[str, Any]:
    """What a list of programs shows. ``rows``: those that are let in, with whose records they open."""
    return {
        "rows": rows,
        "may_add": len(rows) < most,
        "most": most,
        "past": [(each, each.ended_at or each.expires_at) for each in past[:FEW_PAST]],
    }


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
@recheck_first
def new(request: SignedIn) -> HttpResponse:
    """Let a program in. The answer shows its token, this once."""
    form = OwnProgramForm(request.POST or None, initial=given_back(request), user=request.user)
    if form.is_bound and form.is_valid():
        try:
            token, secret = tokens.make(
                request.user,
                **form.said,
                patients=form.patients,
                two_factors=second_step.was_shown(request),
                now=timezone.now(),
            )
        except ValidationError as refused:
            form.refuse(refused)
        else:
            _tell(request.user, token)
            return render(request, "account/program_made.html", {"token": token, "secret": secret})
    return render(request, "account/program_new.html", {"form": form}, status=422 if form.errors else 200)


def _tell(user: User, token: AccessToken) -> None:
    """A letter, as for every new way in."""
    if address := address_of(user):
        mail.write(address, "program", {"token": token}, language=user.language)
