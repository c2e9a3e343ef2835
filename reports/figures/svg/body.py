"""The body map: thirteen parts with their grades, one map beside (narrow: above) the other."""

from reports.figures.body_shapes import EDGE, HEIGHT, SHAPES, WIDTH
from reports.figures.language import gettext as _
from reports.figures.marks import Bodies, Part
from reports.figures.svg.element import group, label, path, text, wrap
from reports.figures.svg.page import Page
from reports.figures.theme import paint

TYPE, STEP = 18, 19
BELOW_HEAD = 14
LEFT, CROPPED = 74, 212  # of a map without labels
GRADE, GRADE_ALONE = 20, 34  # type of a grade beside its label, and without one


def draw_bodies(panel: Bodies, page: Page) -> tuple[str, float]:
    """The maps with their hatching; the SVG and its height. On a dense page without words: the grades alone."""
    drawn = [_hatching(page)]
    if page.size.dense:
        step = (page.width - CROPPED) / max(1, len(panel.bodies) - 1)
        maps = ("".join(_part(part, page) for part in body.parts) for body in panel.bodies)
        return "".join([*drawn, *(group(each, place=(n * step - LEFT, 0)) for n, each in enumerate(maps))]), HEIGHT
    step = 0.0 if page.narrow else (page.width - WIDTH) / max(1, len(panel.bodies) - 1)
    heads = [wrap(body.label, WIDTH + 2 * EDGE, page.type) for body in panel.bodies]
    head = max(map(len, heads)) * page.line + BELOW_HEAD
    height = head + HEIGHT + 10
    for n, body in enumerate(panel.bodies):
        x = 0 if page.narrow else n * step if len(panel.bodies) > 1 else (page.width - WIDTH) / 2
        parts = group(*(group(_part(part, page)) for part in body.parts), place=(0, head))
        drawn.append(group(_head(heads[n], page) + parts, place=(x, n * (height + 20) if page.narrow else 0)))
    rows = len(panel.bodies) if page.narrow else 1
    return "".join(drawn), height * rows + 20 * (rows - 1)


def _hatching(page: Page) -> str:
    lines = f'<path d="M0 8L8 0M-2 2L2 -2M6 10L10 6" stroke-width="1.5"{paint("hatch")}/>'
    return (
        f'<defs><pattern id="{page.prefix}-hatch" width="8" height="8" patternUnits="userSpaceOnUse">{lines}'
        "</pattern></defs>"
    )


def _head(lines: list[str], page: Page) -> str:
    return "".join(
        text(WIDTH / 2, page.type + n * page.line, words, page.type, anchor="middle", bold=True)
        for n, words in enumerate(lines)
    )


def _part(part: Part, page: Page) -> str:
    shape = SHAPES[part.cell]
    if part.grade is None:
        outline = path(shape.d, "hatched", 1.5, f' fill="url(#{page.prefix}-hatch)"')
        grade = ""
    else:
        outline = path(shape.d, f"grade-{part.grade}", 1)
        (x, y), size = shape.grade_at, GRADE_ALONE if page.size.dense else GRADE
        grade = text(x, y + (size - GRADE) / 3, str(part.grade), size, f"on-grade-{part.grade}", "middle", bold=True)
    changed = path(shape.d, "changed", 8 if page.size.dense else 4) if part.was is not None else ""
    return outline + changed + grade + ("" if page.size.dense else _label(part))


def _label(part: Part) -> str:
    """The name, in as many lines as the place beside the part asks for, and what the grade was where it was another
    one; within the part where that is broad enough."""
    shape, (x, y) = SHAPES[part.cell], SHAPES[part.cell].label_at
    within = shape.anchor == "middle"
    lines = wrap(part.label, shape.room, TYPE)
    if within and part.grade is None:
        return "".join(label(x, y + n * STEP, words, TYPE, "text", "middle") for n, words in enumerate(lines))
    role = f"on-grade-{part.grade}" if within else "text"
    told = [text(x, y + n * STEP, words, TYPE, role, shape.anchor) for n, words in enumerate(lines)]
    if part.was is not None:
        below = shape.grade_at[1] + STEP if within else y + len(lines) * STEP
        told.append(text(x, below, _("was %(grade)d") % {"grade": part.was}, TYPE, role, shape.anchor))
    return "".join(told)
