"""The pages of a PDF by PyMuPDF, in the child only: text in reading order, hidden text apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pymupdf

from src.documents import limits
from src.documents.processors.common import finish
from src.documents.processors.ground import Ground
from src.documents.processors.order import Piece, in_reading_order
from src.documents.processors.unseen import layered_lines, shown_text, unseen_lines
from src.documents.sentences import error
from src.models.documents import Extract

TINY_PT = 1.6
FAINT_ALPHA = 13
"""Of 255: 5 %. Text that is drawn in the mode that draws nothing has 0."""
FEW_WORDS = 8
BROKEN = (pymupdf.FileDataError, pymupdf.mupdf.FzErrorBase, RuntimeError, ValueError)
LEVEL = 0.99
"""The cosine of a line that runs from left to right."""


@dataclass
class Page:
    """What one page gave."""

    seen: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    shown: str = ""
    pictured: bool = False

    @property
    def words(self) -> int:
        """How many words can be seen."""
        return sum(len(line.split()) for line in self.seen)


def read_pdf(data: bytes) -> Extract:
    """Return the text, or say that the file is encrypted, scanned or damaged."""
    try:
        document = pymupdf.open(stream=data, filetype="pdf")
        if document.needs_pass:
            raise error("encrypted")
        count = document.page_count
        pages = list(_pages(document, count))
        outside = [line for page in pages for line in page.outside]
        outside += layered_lines(document, [page.shown for page in pages])
        return _finished(pages, count, outside)
    except BROKEN as problem:
        code = "too_complex" if "malloc" in str(problem) else "damaged"
        raise error(code) from problem


def _pages(document: pymupdf.Document, count: int) -> Iterator[Page]:
    """Yield pages up to the limits; a picture's invisible text layer is the picture's text."""
    chars = 0
    for number in range(min(count, limits.MOST_PAGES)):
        page = _read_page(document[number])
        if page.pictured and not page.words:
            page.seen, page.hidden = page.hidden, []
        yield page
        chars += sum(map(len, page.seen)) + sum(map(len, page.hidden))
        if chars > limits.MOST_CHARS:
            return


def _finished(pages: Sequence[Page], count: int, outside: Sequence[str]) -> Extract:
    warnings = []
    if not any(page.words for page in pages) and any(page.hidden for page in pages):
        for page in pages:
            page.seen, page.hidden = page.hidden, []
    few = sum(page.words for page in pages) < FEW_WORDS
    if few and any(page.pictured for page in pages):
        raise error("scanned")
    pictures = [n for n, page in enumerate(pages, start=1) if page.pictured and not page.words]
    if pictures:
        named = ", ".join(map(str, pictures))
        warnings.append(f"Page {named}: a picture without text, which was not read.")
    if count > limits.MOST_PAGES:
        warnings.append(f"Only the first {limits.MOST_PAGES} of {count} pages were read.")
    text = "\n".join(line for page in pages for line in page.seen)
    hidden = [*(line for page in pages for line in page.hidden), *outside]
    return finish(text, "pdf", pages=count, hidden=hidden, warnings=warnings)


def _read_page(page: pymupdf.Page) -> Page:
    """Return a page's text; lines that don't run level come last, as they stand."""
    found = Page()
    ground = Ground(page)
    level: list[Piece] = []
    other: list[str] = []
    read = shown_text(page)
    found.shown = read.extractText()
    found.outside = unseen_lines(page, found.shown)
    for line in _lines(page, read):
        text = "".join(_visible(line["spans"], ground, found))
        if not text.strip():
            continue
        if line["dir"][0] >= LEVEL:
            level.append(Piece(text, *line["bbox"]))
        else:
            other.append(text)
    found.seen = [*in_reading_order(level), *other, ""]
    found.pictured = ground.is_picture()
    return found


def _lines(page: pymupdf.Page, read: pymupdf.TextPage) -> Iterator[dict]:  # type: ignore[type-arg]  # PyMuPDF's own shape
    for block in page.get_text("dict", textpage=read)["blocks"]:
        yield from block.get("lines", ())


def _visible(
    spans: Sequence[dict],  # type: ignore[type-arg]  # PyMuPDF's own shape
    ground: Ground,
    found: Page,
) -> Iterator[str]:
    """Yield the spans that can be seen, and put the others aside."""
    for span in spans:
        faint = span["size"] < TINY_PT or span.get("alpha", 255) <= FAINT_ALPHA
        if span["text"].strip() and (faint or ground.swallows(span["color"], span["bbox"])):
            found.hidden.append(span["text"])
        else:
            yield span["text"]
