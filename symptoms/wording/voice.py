"""To whom a page speaks: to the person whose record it is, or to someone who helps them.

A sentence that speaks to the person is written twice, side by side (``Said``). Which of the two is read is decided
where a page is made, from the record (``symptoms.record.roles.voice_of``), and handed down as an argument (``Voice``).
Programs, files and the clinic read it as the person does.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext

Text = str | Promise


@dataclass(frozen=True)
class Said:
    """One sentence for both. ``to_helper`` names the person: ``%(Name)s`` where that begins a sentence, ``%(name)s``
    within one, ``%(to_name)s`` for languages that have another case after "of" or "to"."""

    to_person: Text
    to_helper: Text

    def __str__(self) -> str:
        """As the person reads it."""
        return str(self.to_person)


Words = Text | Said


@dataclass(frozen=True)
class Voice:
    """``helps``: whom the reader helps, by name; blank where the record has none. None: it is the person who reads."""

    helps: str | None = None

    def says(self, words: Words, **filled: object) -> Text:
        """The sentence for this reader, in the language of this moment. ``filled``: what else stands in it."""
        if not isinstance(words, Said):
            return str(words) % filled if filled else words
        if self.helps is None:
            return str(words.to_person) % filled if filled else words.to_person
        return str(words.to_helper) % (self._names() | filled)

    def _names(self) -> dict[str, object]:
        if self.helps:
            return dict.fromkeys(("name", "Name", "to_name"), self.helps)
        to = pgettext("after “of” or “to”", "the person")
        return {"name": gettext("the person"), "Name": gettext("The person"), "to_name": to}


PERSON = Voice()
NAMELESS = Voice("")  # on a page that may hold no name
