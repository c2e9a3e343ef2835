"""What is not accessible yet, in plain words: those of the paper that an organisation publishes (docs/trust)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# What, and what to do instead: blank where nothing helps.
BARRIERS: list[tuple[Promise, Promise | str]] = [
    (
        _(
            "Nobody who uses a gaze tracker, a switch, voice control or a screen reader each day has tried this "
            "site yet. How well it works with them is not known."
        ),
        _("Tell the clinic, or whoever runs this site, what does not work."),
    ),
    (
        _(
            "The page for days without internet keeps the language and the size of letters of the day on which "
            "the device was made ready."
        ),
        _("Turn it off and on again."),
    ),
    (
        _("With large letters on a phone, long words are split at the end of a line. Some browsers cut them."),
        _("Use a larger screen, or smaller letters."),
    ),
    (
        _("A picture that is explored tells single values to mouse and finger alone, and is wider than a phone."),
        _("The table below it has the same numbers."),
    ),
    (
        _("The page on which a paper sheet is entered has many small boxes."),
        _("“Something changed” asks one thing at a time."),
    ),
    (
        _("The summary on paper and as a PDF has small letters. Nobody has tried the PDF with a screen reader."),
        _("The page itself has large letters."),
    ),
    (
        _(
            "How hard the sentences are to read was counted by a formula. No clinician has read the German and "
            "Spanish ones yet."
        ),
        "",
    ),
    (
        _(
            "What saves and what leads on change sides after each press, so that eyes that rest press nothing. "
            "That is unusual, and was tried by programs alone."
        ),
        "",
    ),
]
