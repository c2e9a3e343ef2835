"""The sections of a check-in by name."""

from django.utils.translation import gettext_lazy as _

from symptoms.wording.question import Text

SECTIONS: dict[str, Text] = {
    "weakness": _("weakness"),
    "fasciculation": _("twitches and cramps"),
    "fatigue": _("tiredness"),
    "asymmetry": _("left and right"),
    "signs": _("the past seven days"),
}
