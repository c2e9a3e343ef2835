"""The pages of a PDF as small grey pictures, beside those that were looked at and kept.

Compared is where ink is, not of which letters: the text of a PDF says that. Letters that another version of a font or
of a drawer makes a little larger, darker or beside their place are no difference; a line that stands elsewhere is one.
To renew the kept ones, which is one line, then look at each and commit it:
``rm tests/reports/pdf/kept/*.png; uv run pytest tests/reports/pdf/test_kept_pages.py``
"""

import io
from pathlib import Path

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image

Grey = NDArray[np.float64]  # (height, width), from 0 black to 1 white

DOTS = 60  # an inch: a line of print is ten of them high
FINER = 4  # drawn so many times larger first: a hairline is grey then, and not a whole dot or none
SHADES = 16
BESIDE, FAINT = 1, 0.15  # a dot, 0.4 mm, and a shade: no difference
PIECE = (10, 40)  # dots, a line of print by 17 mm: what moves is small beside a whole page, and not beside one of these
# The share of dots of a piece. Measured on the kept pages: hinted letters 0, all of them half a dot down and across
# 0.003, every stroke a quarter of a dot wider 0.05; any one line of them 2 mm lower 0.25 at least.
LIMIT = 0.1


def drawn(pdf: bytes) -> list[bytes]:
    """Each page, as it is kept: a PNG."""
    pages = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            large = page.render(scale=FINER * DOTS / 72, grayscale=True).to_pil()
            file = io.BytesIO()
            large.reduce(FINER).quantize(SHADES, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
            pages.append(file.getvalue())
    return pages


def grey(picture: bytes | Path) -> Grey:
    with Image.open(picture if isinstance(picture, Path) else io.BytesIO(picture)) as opened:
        return np.asarray(opened.convert("L")) / 255


def moved(kept: Grey, now: Grey) -> float:
    """In the piece of the page where it is highest, the share of dots of which the other picture has none alike on that
    spot or beside it; 1 where the pages are not of one size."""
    if kept.shape != now.shape:
        return 1.0
    one, other = _soft(kept), _soft(now)
    return max(_most(_alone(one, other)), _most(_alone(other, one)))


def _soft(picture: Grey) -> Grey:
    across = np.pad(picture, 1, mode="edge")
    down = (across[:-2] + 2 * across[1:-1] + across[2:]) / 4
    return (down[:, :-2] + 2 * down[:, 1:-1] + down[:, 2:]) / 4


def _alone(here: Grey, there: Grey) -> NDArray[np.bool_]:
    """Dots that are clearly darker, or clearly lighter, than all dots of the other picture around them."""
    darkest, lightest = (_around(there, best) for best in (np.minimum, np.maximum))
    return (here < darkest - FAINT) | (here > lightest + FAINT)


def _around(picture: Grey, best: np.ufunc) -> Grey:
    """Of each dot and those that are ``BESIDE`` it."""
    for _axis in range(2):
        wide = np.pad(picture, ((BESIDE, BESIDE), (0, 0)), mode="edge")
        picture = best.reduce([wide[n : n + len(picture)] for n in range(2 * BESIDE + 1)]).T
    return picture


def _most(alone: NDArray[np.bool_]) -> float:
    (high, wide), (tall, broad) = alone.shape, PIECE
    whole = np.pad(alone, ((0, -high % tall), (0, -wide % broad)))
    return float(whole.reshape(whole.shape[0] // tall, tall, -1, broad).mean((1, 3)).max())
