"""The questions of a page: those that were answered stay on it, so that an answer can be changed."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Mapping, Sequence

from exchange.tables.questions import Asker, Question

_PREFIX = "answer-"


class PageAsker(Asker):
    """Keeps what was asked, in its order. ``fixed``: what is settled by the place, and not asked on the page.

    An answer that is none any more (another column was chosen since) is asked anew, and what was never asked does
    no harm.
    """

    def __init__(self, answers: Mapping[str, str], fixed: Mapping[str, str], *, accept: bool = False) -> None:
        super().__init__({**answers, **fixed}, accept=accept)
        self.fixed = fixed
        self.asked: dict[str, Question] = {}

    def ask(self, key: str, sentence: str, options: Sequence[str] = (), proposed: str | None = None) -> str | None:
        if key not in self.fixed:
            self.asked[key] = Question(key, sentence, tuple(options), proposed)
        if options and self.answers.get(key) not in (None, *options):
            del self.answers[key]
        return super().ask(key, sentence, options, proposed)

    @property
    def unused(self) -> list[str]:
        return []


def field_of(key: str) -> str:
    """The name of a field in which a question of this key is answered."""
    return _PREFIX + urlsafe_b64encode(key.encode()).decode()


def key_of_field(name: str) -> str | None:
    if not name.startswith(_PREFIX):
        return None
    try:
        return urlsafe_b64decode(name.removeprefix(_PREFIX)).decode()
    except (Error, ValueError):
        return None
