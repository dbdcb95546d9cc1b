"""PDF by PyMuPDF, in the child only: text in reading order, hidden text apart."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypedDict, cast

import pymupdf

from src.documents import limits
from src.documents.processors.common import finish
from src.documents.sentences import error
from src.models.documents import Extract

NEAR_WHITE = 0xEB
TINY_PT = 1.6
FAINT_ALPHA = 13
"""Of 255: 5 %."""
INVISIBLE_MODE = 3
SEEN_CONTRAST = 24
"""Grey levels between the darkest and the lightest pixel of a span that can be read."""


class Span(TypedDict):
    """What PyMuPDF tells of a run of text."""

    text: str
    size: float
    color: int
    alpha: int
    bbox: tuple[float, float, float, float]


@dataclass
class Found:
    """Text of the pages so far."""

    seen: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    pictures: int = 0


class PdfProcessor:
    """Reads up to the page limit."""

    def read(self, data: bytes) -> Extract:
        """Return the text, or say that the file is encrypted, scanned or damaged."""
        try:
            document = pymupdf.open(stream=data, filetype="pdf")
        except (pymupdf.FileDataError, RuntimeError, ValueError) as problem:
            raise error("damaged") from problem
        if document.needs_pass:
            raise error("encrypted")
        pages = document.page_count
        found = Found()
        chars = 0
        for number in range(min(pages, limits.MOST_PAGES)):
            _read_page(document[number], found)
            chars = sum(map(len, found.seen))
            if chars > limits.MOST_CHARS:
                break
        return _finished(found, pages)


def _finished(found: Found, pages: int) -> Extract:
    text = "\n".join(found.seen)
    hidden = " ".join(found.hidden)
    if not text.strip() and hidden.strip():
        text, hidden = hidden, ""  # a text layer under a scan: nothing else can be seen
    if not text.strip():
        raise error("scanned" if found.pictures else "no_text")
    over = pages > limits.MOST_PAGES
    warnings = (f"Only the first {limits.MOST_PAGES} of {pages} pages were read.",) if over else ()
    return finish(text, "pdf", pages=pages, hidden=hidden, warnings=warnings)


def _read_page(page: pymupdf.Page, found: Found) -> None:
    try:
        flags = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_MEDIABOX_CLIP
        layout = page.get_text("dict", flags=flags)
        invisible = _invisible_boxes(page)
        found.pictures += len(page.get_images())
    except (RuntimeError, ValueError) as problem:
        raise error("damaged") from problem
    ground = _Ground(page)
    blocks = [block for block in layout["blocks"] if block.get("type") == 0]
    for block in _in_reading_order(blocks, page.rect.width):
        for line in block["lines"]:
            shown = "".join(_sorted_text(line["spans"], invisible, ground, found))
            if shown.strip():
                found.seen.append(shown)
        found.seen.append("")


def _sorted_text(
    spans: list[Span], invisible: list[pymupdf.Rect], ground: "_Ground", found: Found
) -> Iterator[str]:
    for span in spans:
        if span["text"].strip() and _is_hidden(span, invisible, ground):
            found.hidden.append(span["text"])
        else:
            yield span["text"]


def _is_hidden(span: Span, invisible: list[pymupdf.Rect], ground: "_Ground") -> bool:
    box = pymupdf.Rect(span["bbox"])
    if span["size"] < TINY_PT or span.get("alpha", 255) <= FAINT_ALPHA:
        return True
    if any(mark.intersects(box) and mark.contains(_middle(box)) for mark in invisible):
        return True
    color = span["color"]
    pale = min(color >> 16 & 255, color >> 8 & 255, color & 255) >= NEAR_WHITE
    return pale and not ground.shows(box)


def _middle(box: pymupdf.Rect) -> pymupdf.Point:
    return pymupdf.Point((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)


def _invisible_boxes(page: pymupdf.Page) -> list[pymupdf.Rect]:
    """Return where text is written in the mode that draws nothing."""
    traces = page.get_texttrace()
    return [pymupdf.Rect(t["bbox"]) for t in traces if t["type"] == INVISIBLE_MODE]


class _Ground:
    """The page as it is drawn, rendered once and only when a pale span asks."""

    def __init__(self, page: pymupdf.Page) -> None:
        self._page = page
        self._drawn: pymupdf.Pixmap | None = None

    def shows(self, box: pymupdf.Rect) -> bool:
        """Say whether anything can be told apart within a box."""
        if self._drawn is None:
            self._drawn = self._page.get_pixmap(colorspace=pymupdf.csGRAY, alpha=False)
        drawn = self._drawn
        place = (box & self._page.rect).irect
        rows = [
            drawn.samples[y * drawn.stride + place.x0 : y * drawn.stride + place.x1]
            for y in range(max(0, place.y0), min(place.y1, drawn.height))
        ]
        levels = set(b"".join(rows))
        return bool(levels) and max(levels) - min(levels) >= SEEN_CONTRAST


class Block(TypedDict):
    """A block of lines."""

    bbox: tuple[float, float, float, float]
    lines: list[dict[str, list[Span]]]


def _in_reading_order(blocks: list[Block], width: float) -> list[Block]:
    """Return blocks by column where a page has two, else from top to bottom.

    A block that crosses the middle ends the columns above it.
    """
    ordered: list[Block] = []
    left: list[Block] = []
    right: list[Block] = []
    middle = width / 2
    for block in sorted(blocks, key=lambda b: (round(b["bbox"][1]), b["bbox"][0])):
        x0, _, x1, _ = block["bbox"]
        if x0 < middle - 10 < middle + 10 < x1:
            ordered += [*left, *right, block]
            left, right = [], []
        elif x0 >= middle - 10:
            right.append(block)
        else:
            left.append(block)
    return cast("list[Block]", [*ordered, *left, *right])
