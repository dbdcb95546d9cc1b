"""What lies under and over a PDF's text: is anything to be seen there?"""

from functools import cached_property

import pymupdf

NEAR_WHITE = 0xEB
SEEN_CONTRAST = 24
"""Levels of 255 that a pale text must stand out by."""
COVERED_CONTRAST = 10
"""The same for text of another colour: less is a box over it, or a ground of its own colour."""
LONGEST_SIDE = 1000
MOST_SCALE = 2.0
MOST_AREAS = 200
LEAST_PT = 4.0
PICTURE_SHARE = 0.25
MANY_SHAPES = 60
_AREAS = {"fill-path", "fill-shade", "fill-image", "fill-imgmask"}

Box = tuple[float, float, float, float]


class Ground:
    """A page as it is drawn; rendered once, and only when some text may not be seen."""

    def __init__(self, page: pymupdf.Page) -> None:
        self._page = page
        width, height = page.rect.width, page.rect.height
        self._scale = min(MOST_SCALE, LONGEST_SIDE / max(width, height, 1.0))

    def swallows(self, color: int, box: Box) -> bool:
        """Say whether text of this colour can't be seen in its box."""
        pale = min(color >> 16 & 255, color >> 8 & 255, color & 255) >= NEAR_WHITE
        if pale:
            return self._contrast(box) < SEEN_CONTRAST
        return self._on_an_area(box) and self._contrast(box) < COVERED_CONTRAST

    def is_picture(self) -> bool:
        """Say whether pictures fill much of the page, or letters may be drawn as shapes."""
        size = self._page.rect.get_area()
        pictures = [rect for kind, rect in self._painted if kind.startswith("fill-im")]
        shapes = sum(kind == "fill-path" for kind, _ in self._painted)
        covered = sum(rect.get_area() for rect in pictures)
        return covered >= PICTURE_SHARE * size or shapes >= MANY_SHAPES

    @cached_property
    def _painted(self) -> list[tuple[str, pymupdf.Rect]]:
        log = self._page.get_bboxlog()
        return [(kind, pymupdf.Rect(box)) for kind, box in log if kind in _AREAS]

    @cached_property
    def _areas(self) -> list[Box]:
        """Painted areas that can hold or cover text, the largest first."""
        rects = [r for _, r in self._painted if min(r.width, r.height) >= LEAST_PT]
        rects.sort(key=lambda rect: -rect.get_area())
        return [(r.x0, r.y0, r.x1, r.y1) for r in rects[:MOST_AREAS]]

    def _on_an_area(self, box: Box) -> bool:
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in self._areas)

    @cached_property
    def _drawn(self) -> pymupdf.Pixmap:
        matrix = pymupdf.Matrix(self._scale, self._scale)
        return self._page.get_pixmap(matrix=matrix, colorspace=pymupdf.csRGB, alpha=False)

    def _contrast(self, box: Box) -> int:
        """Return how far the colours in the middle half of a box's height lie apart."""
        drawn, scale = self._drawn, self._scale
        quarter = (box[3] - box[1]) / 4
        left, right = int(max(0.0, box[0] * scale)), int(min(drawn.width, box[2] * scale + 1))
        top, bottom = (box[1] + quarter) * scale, (box[3] - quarter) * scale
        rows = range(int(max(0.0, top)), int(min(drawn.height, bottom + 1)))
        samples = drawn.samples_mv
        pixels = b"".join(
            samples[y * drawn.stride + 3 * left : y * drawn.stride + 3 * right] for y in rows
        )
        channels = [pixels[c::3] for c in range(3)]
        return max((max(c) - min(c) for c in channels if c), default=0)
