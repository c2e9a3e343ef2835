"""The only place where a colour is named.

A **tone** is a colour by what it is for, in light, dark and print. A **role** says which tones a mark wears. ``paint``
gives a mark both a class and the light colours as plain attributes: a page's style sheet turns the class into dark or
print, and where no style sheet reaches (e-mail, PDF) the figure still stands on its own. ``css`` is that sheet; it is
kept as ``static/css/figures.css``, since the Content-Security-Policy forbids styles written into a page.

Grades run light (4) to dark (0) in one blue that falls evenly in lightness: it reads in grey and with any colour
blindness. On dark paper the darkest still stands out three to one, and the paper's colour parts the grades; on light
paper and in print an edge does. Copper is the one accent. Red is not here: nobody's decline is drawn as an alarm.
"""

from dataclasses import dataclass
from typing import Literal

Mode = Literal["light", "dark"]


@dataclass(frozen=True)
class Tone:
    light: str
    dark: str
    printed: str


TONES = {
    "paper": Tone("#fdfcf9", "#14191d", "#ffffff"),
    "ink": Tone("#1b2630", "#e9edf0", "#000000"),
    "soft": Tone("#43505b", "#b6c1ca", "#222222"),
    "rule": Tone("#d4d9dc", "#38434c", "#aaaaaa"),
    "edge": Tone("#6d7f8d", "#7e8e9b", "#444444"),
    "accent": Tone("#8a4200", "#f2b272", "#000000"),
    "tint": Tone("#f4e3cd", "#43311f", "#e4e4e4"),
    "on-mark": Tone("#ffffff", "#14191d", "#ffffff"),
    "line": Tone("#2a668f", "#8fc0e0", "#222222"),
    "range": Tone("#d5e4ee", "#25394a", "#dddddd"),
    "grade-4": Tone("#e4edf2", "#d2e2ec", "#eef1f3"),
    "grade-3": Tone("#b4d0e1", "#9ec0d8", "#c3d2dc"),
    "grade-2": Tone("#78aecd", "#6ea2c4", "#8fabbd"),
    "grade-1": Tone("#2f6c96", "#4686ae", "#41647c"),
    "grade-0": Tone("#0f2c46", "#1e6d98", "#0d1f2e"),
    "grade-edge": Tone("#6d7f8d", "#14191d", "#444444"),
    "on-grade-4": Tone("#1b2630", "#0b141b", "#000000"),
    "on-grade-3": Tone("#1b2630", "#0b141b", "#000000"),
    "on-grade-2": Tone("#0b1620", "#0b141b", "#000000"),
    "on-grade-1": Tone("#ffffff", "#0b141b", "#ffffff"),
    "on-grade-0": Tone("#ffffff", "#ffffff", "#ffffff"),
}

ROLES = {
    "paper": {"fill": "paper"},
    "text": {"fill": "ink"},
    "soft": {"fill": "soft"},
    "note": {"fill": "accent"},
    "rule": {"stroke": "rule"},
    "day": {"stroke": "edge"},
    "middle": {"stroke": "edge"},
    "visit": {"stroke": "ink"},
    "span": {"stroke": "soft"},
    "crossing": {"stroke": "accent"},
    "threshold": {"stroke": "accent"},
    "band": {"fill": "tint"},
    "known": {"fill": "ink", "stroke": "paper"},
    "new": {"fill": "accent", "stroke": "paper"},
    "open": {"fill": "paper", "stroke": "ink"},
    "known-range": {"stroke": "ink"},
    "new-range": {"stroke": "accent"},
    "range-halo": {"stroke": "paper"},
    "on-mark": {"fill": "on-mark"},
    "hatch": {"stroke": "edge"},
    "hatched": {"stroke": "edge"},
    "changed": {"fill": "none", "stroke": "accent"},
    "bar": {"fill": "line"},
    "point": {"fill": "line", "stroke": "paper"},
    "hollow": {"fill": "paper", "stroke": "line"},
    "line": {"fill": "none", "stroke": "line"},
    "range": {"fill": "range"},
    **{f"grade-{grade}": {"fill": f"grade-{grade}", "stroke": "grade-edge"} for grade in range(5)},
    **{f"on-grade-{grade}": {"fill": f"on-grade-{grade}"} for grade in range(5)},
}


def colour(tone: str, mode: Mode = "light") -> str:
    """The colour of a tone, for a drawer that cannot use classes."""
    return str(getattr(TONES[tone], mode))


def _attributes(role: str) -> str:
    worn = {key: "none" if tone == "none" else TONES[tone].light for key, tone in ROLES[role].items()}
    return f' class="fig-{role}"' + "".join(f' {key}="{value}"' for key, value in worn.items())


_PAINT = {role: _attributes(role) for role in ROLES}


def paint(role: str) -> str:
    """The class and the light colours of a role, as attributes that begin with a space."""
    return _PAINT[role]


def _tokens(mode: Literal["light", "dark", "printed"]) -> str:
    return " ".join(f"--fig-{name}: {getattr(tone, mode)};" for name, tone in TONES.items())


LAYOUT = """\
.fig { display: block; width: 100%; height: auto; font-family: inherit; }
.fig-narrow { display: none; max-width: 30rem; }
@media screen and (max-width: 49rem) {
  .fig-wide { display: none; }
  .fig-wide:only-child, .fig-narrow { display: block; }
}
"""


def printed() -> str:
    """The style of a drawing on paper, by itself, for where no style sheet reaches into it."""
    worn = (
        f".fig-{role} {{ "
        + " ".join(f"{key}: {'none' if tone == 'none' else TONES[tone].printed};" for key, tone in tones.items())
        + " }"
        for role, tones in ROLES.items()
    )
    return 'svg { font-family: Arial, "Liberation Sans", "DejaVu Sans", sans-serif; } ' + " ".join(worn)


def css() -> str:
    """The text of ``static/css/figures.css``: tokens, then what each class wears."""
    worn = {
        f".fig-{role}": " ".join(
            f"{key}: none;" if tone == "none" else f"{key}: var(--fig-{tone});" for key, tone in tones.items()
        )
        for role, tones in ROLES.items()
    }
    return (
        "/* Written from reports/figures/theme.py; a test holds the two together. */\n"
        f":root {{ {_tokens('light')} }}\n"
        f'@media (prefers-color-scheme: dark) {{ :root:not([data-theme="light"]) {{ {_tokens("dark")} }} }}\n'
        f':root[data-theme="dark"] {{ {_tokens("dark")} }}\n'
        f"@media print {{ :root, :root:not(#fig) {{ {_tokens('printed')} }} }}\n"
        + "".join(f".fig {selector} {{ {rules} }}\n" for selector, rules in worn.items())
        + LAYOUT
    )
