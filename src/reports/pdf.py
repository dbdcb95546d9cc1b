"""PDF: drawn in the warm child of the sandbox. `warm` and `work` are what the child calls.

MuPDF's own fonts set the text: Charis and Nimbus, and Noto and Droid where a script needs them.
The web fonts of the page are WOFF2, which MuPDF doesn't read.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from functools import singledispatchmethod
from html import escape
from typing import Any

import pymupdf

from src.models.enums import Coverage
from src.models.reports import ReportFile
from src.reports.charts import Chart, bars, radar
from src.reports.outline import (
    Bars,
    Block,
    Grid,
    Heading,
    Line,
    Overall,
    Points,
    Radar,
    Run,
    Said,
    Steps,
    Text,
    Title,
    Tone,
)
from src.reports.sheet import HEIGHT, LEFT, RIGHT, Sheet
from src.reports.tags import mark
from src.reports.telling import tell, title_of

MARKS = {Coverage.COVERED: "✓", Coverage.PARTLY: "~", Coverage.MISSED: "✗"}
CLASSES = {Tone.QUIET: "quiet", Tone.QUOTE: "quote"}
BESIDE = 232.0
"""Points that a table leaves free for the radar beside it."""
ROW = 15.0
_UNSEEN = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_RUN = re.compile(r"\S{41,}")


def warm() -> None:
    """Draw a page of all fonts that are common, so that forks find them loaded."""
    sheet = Sheet()
    sheet.write("<h1>A</h1><p>a <b>b</b> ✓ ✗</p>")
    document, _ = sheet.close()
    document.subset_fonts()
    document.tobytes()
    document.close()


def work(data: bytes) -> bytes:
    """Return the PDF of a report that was handed over as JSON."""
    return draw(ReportFile.model_validate_json(data))


def draw(file: ReportFile) -> bytes:
    """Return the report as a PDF on A4."""
    drawing = Drawing()
    for block in tell(file):
        drawing.add(block)
    document, pieces = drawing.sheet.close()
    mark(document, drawing.sheet.root, pieces)
    _number(document, f"Rehearse · {title_of(file)}")
    _describe(document, file)
    document.set_toc(drawing.contents)
    document.subset_fonts()
    made = bytes(document.tobytes(garbage=3, deflate=True, use_objstms=1))
    document.close()
    return made


def _describe(document: Any, file: ReportFile) -> None:  # noqa: ANN401
    title = _UNSEEN.sub("", title_of(file))
    at = (file.report.at or file.when).astimezone()
    document.set_metadata(
        {
            "title": f"Interview report: {title}",
            "subject": "Interview practice report",
            "creator": "Rehearse",
            "producer": f"MuPDF {pymupdf.mupdf_version}",
            "creationDate": _pdf_time(at),
        }
    )
    document.set_language(file.setup.language) if hasattr(document, "set_language") else None
    document.xref_set_key(
        document.pdf_catalog(), "ViewerPreferences", "<</DisplayDocTitle true>>"
    )


def _pdf_time(at: datetime) -> str:
    return f"D:{at:%Y%m%d%H%M%S}Z"


def _number(document: Any, left: str) -> None:  # noqa: ANN401
    """Write the foot of each page, outside the document's structure."""
    font = pymupdf.Font("helv")
    for page in document:
        writer = pymupdf.TextWriter(page.rect, color=(0.373, 0.4, 0.388))
        right = f"Page {page.number + 1} of {document.page_count}"
        room = RIGHT - LEFT - font.text_length(right, 8) - 20
        writer.append((LEFT, HEIGHT - 34), _cut(left, font, room), font, 8)
        writer.append((RIGHT - font.text_length(right, 8), HEIGHT - 34), right, font, 8)
        before = set(page.get_contents())
        writer.write_text(page)
        for xref in set(page.get_contents()) - before:
            stream = b"/Artifact BMC\n" + document.xref_stream(xref) + b"\nEMC\n"
            document.update_stream(xref, stream)


def _cut(text: str, font: Any, room: float) -> str:  # noqa: ANN401
    text = _UNSEEN.sub("", " ".join(text.split()))
    while font.text_length(text, 8) > room:
        text = text[: int(len(text) * 0.9)].rstrip(" …") + " …"
    return text


class Drawing:
    """Draws blocks on sheets, and keeps the table of contents."""

    def __init__(self) -> None:
        self.sheet = Sheet()
        self.contents: list[tuple[int, str, int]] = []
        self._beside: tuple[float, float] | None = None

    @singledispatchmethod
    def add(self, block: Block) -> None:
        """Draw a block below the last one."""
        raise TypeError(type(block))

    @add.register
    def _(self, block: Title) -> None:
        self.sheet.write(f"<h1>{safe(block.text)}</h1>", "H1")
        self.sheet.skip(3)
        self.sheet.write(f'<p class="quiet">{safe(" · ".join(block.facts))}</p>')
        self.contents.append((1, safe_title(block.text), 1))

    @add.register
    def _(self, block: Heading) -> None:
        high = block.level == 2  # noqa: PLR2004 - the level of sections
        self.sheet.skip(16 if high else 13)
        self.sheet.need(110 if high else 90)
        aside = f' <span class="quiet">· {safe(block.aside)}</span>' if block.aside else ""
        level = block.level
        self.sheet.write(f"<h{level}>{safe(block.text)}{aside}</h{level}>", f"H{level}")
        self.contents.append((level, safe_title(block.text), self.sheet.page + 1))
        self.sheet.skip(2)

    @add.register
    def _(self, block: Overall) -> None:
        self.sheet.skip(12)
        self.sheet.write(f'<p class="big">{safe(block.score)}</p>')
        self.sheet.write(f'<p class="quiet">{safe(block.rests_on)}</p>')
        if block.headline.strip():
            self.sheet.skip(5)
            self.sheet.write(f"<p><b>{safe(block.headline)}</b></p>")

    @add.register
    def _(self, block: Text) -> None:
        self.sheet.skip(3)
        if block.coverage is None:
            self.sheet.write(f"<p>{line(block.line)}</p>")
            return
        mark_ = f'<span class="{block.coverage}">{MARKS[block.coverage]}</span>'
        self.sheet.write(f'<p class="hang">{mark_}&nbsp; {line(block.line)}</p>')

    @add.register
    def _(self, block: Steps) -> None:
        with self.sheet.within("L"):
            for number, words in enumerate(block.lines, 1):
                self._item(f"{number}.", line(words))

    @add.register
    def _(self, block: Points) -> None:
        with self.sheet.within("L"):
            for words in block.lines:
                self._item("•", safe(words))

    def _item(self, sign: str, words: str) -> None:
        self.sheet.skip(3)
        with self.sheet.within("LI"):
            self.sheet.write(f'<p class="hang">{sign}&nbsp; {words}</p>', "LBody")

    @add.register
    def _(self, block: Said) -> None:
        self.sheet.skip(6)
        if block.who:
            self.sheet.need(40)
            self.sheet.write(f'<p class="quiet small">{safe(block.who)}</p>')
        for part in _parts(block.text):
            self.sheet.write(f'<p class="said">{part}</p>', "BlockQuote")

    @add.register
    def _(self, block: Radar) -> None:
        chart = radar(block)
        self.sheet.need(chart.height + 10)
        top = self.sheet.y + 4
        self._chart(chart, top, block.alt)
        self._beside = (top + 8, top + chart.height)

    @add.register
    def _(self, block: Bars) -> None:
        chart = bars(block)
        self.sheet.skip(4)
        self.sheet.need(chart.height + 24)
        with self.sheet.within("P"):
            self._legend()
        self._chart(chart, self.sheet.y, block.alt)
        self.sheet.y += chart.height

    def _legend(self) -> None:
        told = "Score of 10 as bars, level of 5 as dots below, by question"
        self.sheet.y = self.sheet.put(f'<p class="quiet small">{told}</p>', LEFT, self.sheet.y, RIGHT)

    def _chart(self, chart: Chart, top: float, alt: str) -> None:
        with self.sheet.within("Figure", alt):
            self.sheet.picture(chart.svg, LEFT, top, chart.width, chart.height)
            for label in chart.labels:
                html = f'<p class="quiet small {label.side}">{safe(label.text)}</p>'
                left = LEFT + label.x
                self.sheet.put(html, left, top + label.y, left + label.width, 22)

    @add.register
    def _(self, block: Grid) -> None:
        start, self._beside = self._beside, None
        left = LEFT + BESIDE if start else LEFT
        if start:
            self.sheet.y = start[0]
        with self.sheet.within("Table"):
            for number, cells in enumerate((block.head, *block.rows)):
                if not start:
                    self.sheet.need(ROW)
                self._row(cells, left, "TD" if number else "TH")
        if start:
            self.sheet.y = max(self.sheet.y, start[1])

    def _row(self, cells: tuple[str, ...], left: float, tag: str) -> None:
        widths = _widths(RIGHT - left, len(cells))
        ends = []
        with self.sheet.within("TR"):
            x = left
            for cell, width in zip(cells, widths, strict=True):
                quiet = "" if tag == "TD" else ' class="quiet small"'
                with self.sheet.within(tag):
                    html = f"<p{quiet}>{safe(cell)}</p>"
                    ends.append(self.sheet.put(html, x, self.sheet.y, x + width - 6, 60))
                x += width
        self.sheet.y = max(*ends, self.sheet.y + ROW - 3) + 2


def _widths(room: float, columns: int) -> list[float]:
    """Return a wide first column and even ones after it."""
    first = room * 0.36
    return [first, *[(room - first) / (columns - 1)] * (columns - 1)]


def _parts(text: str) -> Iterator[str]:
    """Yield words as they were written, paragraph by paragraph, so that none is laid out whole."""
    for paragraph in re.split(r"\n\s*\n", text.strip("\n")):
        yield "<br/>".join(safe(row) for row in paragraph.splitlines()) or "&nbsp;"


def line(runs: Line) -> str:
    """Return a line's runs as HTML."""
    return " ".join(_run(run) for run in runs if run.text.strip())


def _run(run: Run) -> str:
    words = safe(run.text)
    match run.tone:
        case Tone.STRONG:
            return f"<b>{words}</b>"
        case Tone.QUOTE:
            return f'<span class="quote">“{words}”</span>'
        case Tone.QUIET:
            return f'<span class="quiet">{words}</span>'
        case _:
            return words


def safe(text: str) -> str:
    """Return text that is text in HTML; runs without a blank may break after 40 characters."""
    shown = _UNSEEN.sub("", text)
    return escape(_RUN.sub(lambda m: "\u200b".join(_pieces(m[0])), shown))


def _pieces(run: str) -> list[str]:
    return [run[at : at + 40] for at in range(0, len(run), 40)]


def safe_title(text: str) -> str:
    """Return a heading for the table of contents."""
    return " ".join(_UNSEEN.sub("", text).split())[:120] or "–"
