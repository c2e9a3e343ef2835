"""What the care team does with a raised flag, and what it says to the person."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from care.answers import later
from care.models import NOTE, REPLY, SignAnswer
from people.forms import DayField, PlainForm
from symptoms.wording import RULES

Action, Reason = SignAnswer.Action, SignAnswer.Reason
DAY = str(Action.SNOOZED)
AFTER = ("week", "visit")  # what ``care.answers.later`` knows
CLOSE = tuple(map(str, Reason))


class FlagForm(PlainForm):
    """An answer to a sign: ``action`` is a state, how long it is put off, or why it is closed."""

    rule = forms.ChoiceField(choices=[(rule, rule) for rule in RULES], widget=forms.HiddenInput)
    since = DayField(widget=forms.HiddenInput)
    id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    next = forms.CharField(required=False, widget=forms.HiddenInput)
    action = forms.ChoiceField(
        label=_("What has been done?"),
        choices=[
            (Action.ACKNOWLEDGED, _("Seen")),
            ("week", _("Later: in a week")),
            ("visit", _("Later: at the next visit; where none is named, in about three months")),
            (DAY, _("Later: show it again on a day")),
            (Reason.DEALT_WITH, _("Closed: dealt with")),
            (Reason.KNOWN, _("Closed: known")),
            (Reason.NOT_SO, _("Closed: not so")),
            (Reason.OTHER, _("Closed: another reason, in the note")),
        ],
        error_messages={"required": _("Choose what has been done.")},
        widget=forms.RadioSelect,
    )
    until = DayField(label=_("Show it again on"), required=False)
    note = forms.CharField(
        label=_("Note for the team"), required=False, max_length=NOTE, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args: Any, today: dt.date, next_visit: dt.date | None = None, **kwargs: Any) -> None:
        self.today, self.next_visit = today, next_visit
        super().__init__(*args, **kwargs)
        asked: Any = self.fields["action"]
        asked.layout = "compact"

    @property
    def said(self) -> dict[str, Any]:
        """As ``care.answers.answer_sign`` takes it."""
        asked = self.cleaned_data
        chosen = asked["action"]
        said = {name: asked[name] for name in ("rule", "since", "id", "note")}
        if chosen in CLOSE:
            return said | {"action": Action.CLOSED, "reason": chosen}
        if chosen in AFTER:
            return said | {"action": Action.SNOOZED, "until": later(chosen, self.today, self.next_visit)}
        # A day stands on the page whatever was chosen above it.
        return said | {"action": chosen, "until": asked["until"] if chosen == DAY else None}


class ReplyForm(PlainForm):
    """A few words to the person: one of the clinic's, or own ones."""

    answer = forms.IntegerField(widget=forms.HiddenInput)
    next = forms.CharField(required=False, widget=forms.HiddenInput)
    template = forms.ChoiceField(label=_("A reply of the clinic"), required=False)
    own = forms.CharField(
        label=_("Or in your own words"), required=False, max_length=REPLY, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args: Any, templates: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked: Any = self.fields["template"]
        asked.choices = [("", _("none")), *((text, text) for text in templates)]

    @property
    def text(self) -> str:
        return str(self.cleaned_data["own"].strip() or self.cleaned_data["template"])


class TemplatesForm(PlainForm):
    texts = forms.CharField(
        label=_("Replies, one a line"),
        help_text=_(
            "A clinician chooses one of them after “Seen”. Without any, those that alsweak came with are offered."
        ),
        required=False,
        widget=forms.Textarea({"rows": 10}),
    )
