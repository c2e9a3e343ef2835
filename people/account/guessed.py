"""Passwords that are tried first: words, names, dates and keys in a row, and what is made of them.

By zxcvbn (Wheeler, USENIX Security 2016), whose lists of leaked passwords, words and names come with its package:
nothing is asked of another site. It asks for no kinds of letters. Measured: 12 MB of memory for each process that
checks one, 0.2 s for the first, 2 to 16 ms for each.
"""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from people.models import User

GUESSES = 1e8  # zxcvbn's score 3: more than a slow hash that was stolen lets through cheaply
READ = 72  # characters, of which zxcvbn takes no more; what follows them makes none easier
# Its words are English. What stands in passwords of the other languages of this site as "summer" does in English:
MORE_WORDS = (
    *("alsweak", "frühling", "fruehling", "sommer", "herbst", "winter", "januar", "februar", "märz", "april", "mai"),
    *("juni", "juli", "august", "september", "oktober", "november", "dezember", "passwort", "kennwort", "geheim"),
    *("primavera", "verano", "otoño", "otono", "invierno", "enero", "febrero", "marzo", "abril", "mayo", "junio"),
    *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre", "contraseña", "contrasena", "secreto"),
)


class SoonGuessed:
    """A validator of Django's kind; it looks at whose password it is too."""

    def validate(self, password: str, user: User | None = None) -> None:
        from zxcvbn import zxcvbn  # here: most processes never check one

        theirs = re.findall(r"\w{3,}", f"{user.name} {user.email or ''}") if user else []
        if zxcvbn(password[:READ], user_inputs=[*MORE_WORDS, *theirs])["guesses"] < GUESSES:
            raise ValidationError(self.get_help_text(), code="soon_guessed")

    def get_help_text(self) -> str:
        return _(
            "This password is one of the first that are tried. Three or four words that have nothing to do with each"
            " other are good, and easy to remember."
        )
