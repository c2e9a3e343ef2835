"""A page as it prints, beside a picture of it that was looked at and kept.

Compared in coarse grey: another version of a font is no difference, and a line, chart or band that moved is one.
To renew a picture delete its file, run the test, look at what it wrote and commit it.
"""

import base64
from pathlib import Path

from playwright.sync_api import Page

KEPT = Path(__file__).parent / "kept"
BLOCK = 12  # CSS px: about a line of small print
# The share of grey blocks that clearly differ.
MOVED = """async ([kept, now, block]) => {
  const blocks = async (url) => {
    const image = await createImageBitmap(await (await fetch(url)).blob());
    const width = Math.round(image.width / block), height = Math.round(image.height / block);
    const canvas = new OffscreenCanvas(width, height), brush = canvas.getContext("2d");
    brush.imageSmoothingQuality = "high";
    brush.drawImage(image, 0, 0, width, height);
    const { data } = brush.getImageData(0, 0, width, height);
    return { width, height, grey: data.filter((_, n) => n % 4 === 1) };
  };
  const [a, b] = await Promise.all([blocks(kept), blocks(now)]);
  if (a.width !== b.width || a.height !== b.height) return 1;
  return a.grey.filter((value, n) => Math.abs(value - b.grey[n]) > 48).length / a.grey.length;
}"""


def printed(page: Page, width: int, height: int) -> bytes:
    """The first sheet as it is printed, as a PNG."""
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(media="print")
    picture = page.screenshot(animations="disabled")
    page.emulate_media(media="screen")
    return picture


def moved(blank: Page, name: str, picture: bytes) -> float:
    """How much of it, 0 to 1, is not as in the kept picture; where none is kept this one is, to be looked at.
    ``blank``: any page of a browser."""
    kept = KEPT / f"{name}.png"
    if not kept.exists():
        kept.parent.mkdir(exist_ok=True)
        kept.write_bytes(picture)
        raise AssertionError(f"{kept.name} was not kept yet: look at it, and commit it.")
    urls = [f"data:image/png;base64,{base64.b64encode(png).decode()}" for png in (kept.read_bytes(), picture)]
    return blank.evaluate(MOVED, [*urls, BLOCK])
