"""PDF: drawn in the warm child of the sandbox. `warm` and `work` are what the child calls.

MuPDF's own fonts set the text: Charis and Nimbus, and Noto and Droid where a script needs them.
The web fonts of the page are WOFF2, which MuPDF doesn't read.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import singledispatchmethod
from html import escape
from typing import Any

import pymupdf

from src.models.reports import ReportFile
from src.reports import letters
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
from src.reports.words import MARKS, visible

CLASSES = {Tone.QUIET: "quiet", Tone.QUOTE: "quote"}
NEEDS: dict[type | None, float] = {Bars: 210.0, Radar: 215.0}
"""Points that a heading needs with the chart after it."""
BESIDE = 222.0
"""Points that a table leaves free for the radar beside it."""
ROW = 15.0
MOST_NAMED = 12
_RUN = re.compile(r"\S{41,}")
BREAK = "\u200b"
RUN = 40
"""Characters of a run without a blank before it may break."""


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
    blocks = (*tell(file), *_without_glyphs(file))
    for block, after in zip(blocks, (*blocks[1:], None), strict=True):
        drawing.sheet.need(NEEDS.get(type(after), 0.0) if isinstance(block, Heading) else 0.0)
        drawing.add(block)
    document, pieces = drawing.sheet.close()
    mark(document, drawing.sheet.root, pieces)
    _number(document, f"Rehearse · {title_of(file)}")
    _describe(document, file)
    document.set_toc(drawing.contents)
    document.subset_fonts()
    letters.mend(document)
    made = bytes(document.tobytes(garbage=3, deflate=True, use_objstms=1))
    document.close()
    return made


def _without_glyphs(file: ReportFile) -> Iterator[Block]:
    """Yield a sentence on signs that no font of ours has, where the report holds some."""
    font = pymupdf.Font("helv")
    texts = unicodedata.normalize("NFC", file.model_dump_json())
    lost = [
        sign
        for sign in sorted(set(texts))
        if not sign.isascii()
        and unicodedata.category(sign) not in {"Cc", "Cf", "Mn", "Zs"}
        and not font.has_glyph(ord(sign), fallback=1)
    ]
    if lost:
        names = ", ".join(f"U+{ord(sign):04X}" for sign in lost[:MOST_NAMED])
        told = f"Signs that can't be shown in this PDF: {names}{' …' * (len(lost) > MOST_NAMED)}."
        yield Text((Run(f"{told} The Word and Markdown files have them.", Tone.QUIET),))


def _describe(document: Any, file: ReportFile) -> None:  # noqa: ANN401
    title = visible(title_of(file))
    at = (file.report.at or file.when).astimezone(UTC)
    document.set_metadata(
        {
            "title": f"Interview report: {title}",
            "subject": "Interview practice report",
            "creator": "Rehearse",
            "producer": f"MuPDF {pymupdf.mupdf_version}",
            "creationDate": _pdf_time(at),
        }
    )
    catalog = document.pdf_catalog()
    document.xref_set_key(catalog, "Lang", pymupdf.get_pdf_str(file.setup.language))
    document.xref_set_key(catalog, "ViewerPreferences", "<</DisplayDocTitle true>>")


def _pdf_time(at: datetime) -> str:
    return f"D:{at:%Y%m%d%H%M%S}Z"


def _number(document: Any, left: str) -> None:  # noqa: ANN401
    """Write the foot of each page, outside the document's structure."""
    font = pymupdf.Font("helv")
    for page in document:
        page.wrap_contents()
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
    text = visible(" ".join(text.split()))
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
        self.sheet.need(64 if high else 90)
        aside = f' <span class="quiet">· {safe(block.aside)}</span>' if block.aside else ""
        level = block.level
        self.sheet.write(f"<h{level}>{safe(block.text)}{aside}</h{level}>", f"H{level}")
        self.contents.append((level, safe_title(block.text), self.sheet.page + 1))
        self.sheet.skip(2)

    @add.register
    def _(self, block: Overall) -> None:
        self.sheet.skip(12)
        self.sheet.write('<p class="quiet">Overall</p>')
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
        parts = list(_parts(block.text))
        for number, part in enumerate(parts, 1):
            more = " more" if number < len(parts) else ""
            self.sheet.write(f'<p class="said{more}">{part}</p>', "BlockQuote")

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
        self.sheet.y = self.sheet.put(
            f'<p class="quiet small">{told}</p>', LEFT, self.sheet.y, RIGHT
        )

    def _chart(self, chart: Chart, top: float, alt: str) -> None:
        with self.sheet.within("Figure", alt):
            self.sheet.picture(chart.svg, LEFT, top)
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
            rows = (block.head, *block.rows)
            widths = _widths(RIGHT - left, rows)
            for number, cells in enumerate(rows):
                self.sheet.need(ROW)
                self._row(cells, left, widths, "TD" if number else "TH")
        if start:
            self.sheet.y = max(self.sheet.y, start[1])

    def _row(self, cells: Sequence[str], left: float, widths: Sequence[float], tag: str) -> None:
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


def _widths(room: float, rows: Sequence[Sequence[str]]) -> list[float]:
    """Return the columns' widths, by their longest cell within bounds."""
    longest = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    weights = [min(max(length, 6), 16) for length in longest]
    return [room * weight / sum(weights) for weight in weights]


def _parts(text: str) -> Iterator[str]:
    """Yield words as they were written, paragraph by paragraph, so that none is laid out whole."""
    for paragraph in re.split(r"\n\s*\n", text.strip("\n")):
        yield "<br/>".join(_indented(row) for row in paragraph.splitlines()) or "&nbsp;"


def _indented(row: str) -> str:
    """Return a line of somebody's words with its indent, as code has it."""
    words = row.expandtabs(4).lstrip(" ")
    return "&nbsp;" * min(len(row.expandtabs(4)) - len(words), 40) + safe(words)


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
    """Return text that is text in HTML; a long run without a blank may break."""
    shown = unicodedata.normalize("NFC", visible(text))
    return escape(_RUN.sub(lambda found: _breakable(found[0]), shown))


def _breakable(run: str) -> str:
    """Return a run with places to break, never before a sign that joins the one before it."""
    out: list[str] = []
    since = 0
    for sign in run:
        if since >= RUN and unicodedata.category(sign)[0] not in "MC":
            out.append(BREAK)
            since = 0
        out.append(sign)
        since += 1
    return "".join(out)


def safe_title(text: str) -> str:
    """Return a heading for the table of contents."""
    return " ".join(visible(text).split())[:120] or "–"
