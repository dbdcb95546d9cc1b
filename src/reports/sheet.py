"""Pages that are filled from top to bottom: each piece is a story of its own, and tagged."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pymupdf
from pymupdf import mupdf

from src.errors import DocumentError
from src.reports.setting import LEADING, Words, set_line, width_of
from src.reports.tags import Element, Piece

WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT, TOP, BOTTOM = 56.0, 539.0, 54.0, 776.0
MOST_PAGES = 400
LINE = 30.0
"""Points that any first line fits into."""
SHORT = 200.0
"""Points: a piece shorter than this isn't torn where the next page holds it whole."""

SIDES = {"left": 0.0, "center": 0.5, "right": 1.0}

CSS = """
body { margin: 0; font-family: sans-serif; font-size: 9.5pt; line-height: 1.35; color: #131917 }
p, h1, h2, h3 { margin: 0 }
h1 { font-family: serif; font-size: 21pt; line-height: 1.2 }
h2 { font-family: serif; font-size: 14pt; line-height: 1.25 }
h3 { font-family: serif; font-size: 11.5pt; line-height: 1.3; font-weight: bold }
.big { font-family: serif; font-size: 25pt; line-height: 1.2; font-weight: bold; color: #0B6B5D }
.quiet { color: #5F6663 }
.small { font-size: 8pt }
.cell { font-size: 8.5pt }
.quote { color: #0B6B5D }
.covered { color: #2E7D4F } .partly { color: #B4650B } .missed { color: #5F6663 }
.said { border-left: 2pt solid #DFD9CC; padding-left: 9pt }
.more { padding-bottom: 6pt }
.hang { margin-left: 16pt; text-indent: -16pt }
.right { text-align: right } .left { text-align: left } .center { text-align: center }
"""


class Sheet:
    """Writes pieces down the page and begins a new page when one is full."""

    def __init__(self) -> None:
        self._out = io.BytesIO()
        self._writer = pymupdf.DocumentWriter(self._out)
        self._device: Any = None
        self._pieces: list[int] = []
        self.root = Element("Document")
        self._open = [self.root]
        self.y = TOP
        self._turn()

    @property
    def page(self) -> int:
        """Return the page that is being filled, from 0."""
        return len(self._pieces) - 1

    def _turn(self) -> None:
        if len(self._pieces) >= MOST_PAGES:
            raise DocumentError(f"More than {MOST_PAGES} pages.", code="too_complex")
        if self._device is not None:
            self._writer.end_page()
        self._device = self._writer.begin_page(pymupdf.Rect(0, 0, WIDTH, HEIGHT))
        self._pieces.append(0)
        self.y = TOP

    def need(self, height: float) -> None:
        """Begin a new page unless so much room is left on this one."""
        if self.y + height > BOTTOM and self.y > TOP:
            self._turn()

    def skip(self, height: float) -> None:
        """Leave some room."""
        self.y = min(self.y + height, BOTTOM)

    @contextmanager
    def within(self, tag: str, alt: str = "") -> Iterator[Element]:
        """Gather what is written inside under one element of the document's structure."""
        made = Element(tag, alt)
        self._open[-1].kids.append(made)
        self._open.append(made)
        yield made
        self._open.pop()

    def write(self, html: str, tag: str = "P", *, left: float = LEFT, right: float = RIGHT) -> None:
        """Write a piece below the last one, over as many pages as it takes."""
        self.need(LINE)  # in no room at all MuPDF takes a story for placed
        story = pymupdf.Story(html, user_css=CSS)
        with self.within(tag):
            more = self._place(story, left, right)
            while more:
                self._turn()
                more = self._place(story, left, right, torn=True)

    def _place(self, story: Any, left: float, right: float, *, torn: bool = False) -> bool:  # noqa: ANN401
        more, filled = story.place(pymupdf.Rect(left, self.y, right, BOTTOM))
        if more and not torn and self.y > TOP:
            more, filled = self._whole(story, left, right, filled)
        self._draw(story)
        self.y = filled[3]
        return bool(more)

    def _whole(self, story: Any, left: float, right: float, filled: Any) -> tuple[bool, Any]:  # noqa: ANN401
        """Return the placing of a short piece on a page of its own, of a long one where it was."""
        whole, _ = story.place(pymupdf.Rect(left, TOP, right, TOP + SHORT))
        if whole and filled[3] > self.y:
            again: tuple[bool, Any] = story.place(pymupdf.Rect(left, self.y, right, BOTTOM))
            return again
        self._turn()
        placed: tuple[bool, Any] = story.place(pymupdf.Rect(left, self.y, right, BOTTOM))
        return placed

    def put(self, html: str, left: float, top: float, right: float, height: float = 40) -> float:
        """Write a piece at a place, cut to its room; return where it ends."""
        story = pymupdf.Story(html, user_css=CSS)
        _, filled = story.place(pymupdf.Rect(left, top, right, top + height))
        self._draw(story)
        return float(filled[3])

    def write_line(self, words: Sequence[Words], tag: str = "P") -> bool:
        """Write words as one line below the last piece; False where they need a story."""
        wide = width_of(words)
        if not words or wide is None or wide > RIGHT - LEFT:
            return False
        self.need(LINE)
        with self.within(tag):
            self.y = self.put_line(words, LEFT, self.y, RIGHT - LEFT) or self.y
        return True

    def put_line(
        self, words: Sequence[Words], left: float, top: float, room: float, side: str = "left"
    ) -> float | None:
        """Write words on one line at a place; return its end, None where they need a story."""
        wide = width_of(words)
        if wide is None or wide > room:
            return None
        x = left + (room - wide) * SIDES[side]
        end = top + LEADING * max(each.size for each in words)
        with self._group(pymupdf.Rect(x - 2, top - 2, x + wide + 2, end + 2)):
            set_line(self._device.this, words, x, top)
        return end

    def picture(self, svg: str, left: float, top: float) -> None:
        """Draw an SVG at a place, as vectors: in a story it would become a bitmap."""
        drawing = pymupdf.open("svg", svg.encode())
        page = drawing[0]
        with self._group(pymupdf.Rect(left, top, left + page.rect.width, top + page.rect.height)):
            moved = mupdf.FzMatrix(1, 0, 0, 1, left, top)
            mupdf.fz_run_page(page.this, self._device.this, moved, mupdf.FzCookie())
        drawing.close()

    @contextmanager
    def _group(self, room: Any) -> Iterator[None]:  # noqa: ANN401 - PyMuPDF has no types
        """Make one piece of what is drawn inside, by a clip round it."""
        path, no_turn = mupdf.fz_new_path(), mupdf.FzMatrix()
        mupdf.fz_rectto(path, *room)
        mupdf.fz_clip_path(self._device.this, path, 0, no_turn, mupdf.FzRect(*room))
        yield
        mupdf.fz_pop_clip(self._device.this)
        self._count()

    def _draw(self, story: Any) -> None:  # noqa: ANN401 - PyMuPDF has no types
        story.draw(self._device)
        self._count()

    def _count(self) -> None:
        self._open[-1].kids.append(Piece(self.page, self._pieces[-1]))
        self._pieces[-1] += 1

    def close(self) -> tuple[Any, list[int]]:
        """Return the document and how many pieces each page holds."""
        self._writer.end_page()
        self._writer.close()
        return pymupdf.open("pdf", self._out.getvalue()), self._pieces
