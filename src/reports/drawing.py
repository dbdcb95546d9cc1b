"""Blocks drawn on sheets: words as HTML that holds nobody's mark-up but ours, charts as vectors."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import singledispatchmethod
from html import escape

from src.models.enums import Coverage
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
from src.reports.setting import Face, Ink, Words, composed
from src.reports.sheet import LEFT, RIGHT, Sheet
from src.reports.words import MARKS, visible

INKS = {Tone.QUIET: Ink.QUIET, Tone.QUOTE: Ink.QUOTE}
MARK_INKS = {
    Coverage.COVERED: Ink.GOOD,
    Coverage.PARTLY: Ink.FAIR,
    Coverage.MISSED: Ink.QUIET,
}
SMALL, CELLS = 8.0, 8.5
"""Sizes of labels and of cells, as the style sheet has them."""
NEEDS: dict[type | None, float] = {Bars: 210.0, Radar: 215.0}
"""Points that a heading needs with the chart after it."""
BESIDE = 230.0
"""Points that a table leaves free for the radar beside it."""
ROW = 15.0
TOGETHER = 16
"""Rows of a table that aren't parted by a page."""
LABEL, CELL = 24, 60
"""Characters of a name in a chart and in a table; its question's heading has it whole."""
_RUN = re.compile(r"\S{41,}")
BREAK = "\u200b"
RUN = 40
"""Characters of a run without a blank before it may break."""


class Drawing:
    """Draws blocks on sheets, and keeps the table of contents."""

    def __init__(self) -> None:
        self.sheet = Sheet()
        self.contents: list[tuple[int, str, int]] = []
        self._beside: tuple[float, float] | None = None

    def add_all(self, blocks: Sequence[Block]) -> None:
        """Draw blocks in their order; a heading stays with the chart after it."""
        for block, after in zip(blocks, (*blocks[1:], None), strict=True):
            if isinstance(block, Heading):
                self.sheet.need(NEEDS.get(type(after), 0.0))
            self.add(block)

    @singledispatchmethod
    def add(self, block: Block) -> None:
        """Draw a block below the last one."""
        raise TypeError(type(block))

    @add.register
    def _(self, block: Title) -> None:
        self.sheet.write(f"<h1>{safe(block.text)}</h1>", "H1")
        self.sheet.skip(3)
        self._line((Run(" · ".join(block.facts), Tone.QUIET),))
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
        self._line((Run("Overall", Tone.QUIET),))
        self.sheet.write(f'<p class="big">{safe(block.score)}</p>')
        self._line((Run(block.rests_on, Tone.QUIET),))
        if block.headline.strip():
            self.sheet.skip(5)
            self._line((Run(block.headline, Tone.STRONG),))

    @add.register
    def _(self, block: Text) -> None:
        self.sheet.skip(3)
        if block.coverage is None:
            self._line(block.line)
            return
        sign = MARKS[block.coverage]
        face = Face.TEXT if sign.isascii() else Face.MARK
        mark = Words(sign, ink=MARK_INKS[block.coverage], face=face)
        if self.sheet.write_line((mark, Words("\u00a0 "), *by_hand(block.line))):
            return
        mark_ = f'<span class="{block.coverage}">{MARKS[block.coverage]}</span>'
        self.sheet.write(f'<p class="hang">{mark_}&nbsp; {line(block.line)}</p>')

    @add.register
    def _(self, block: Steps) -> None:
        with self.sheet.within("L"):
            for number, words in enumerate(block.lines, 1):
                self._item(f"{number}.", words)

    @add.register
    def _(self, block: Points) -> None:
        with self.sheet.within("L"):
            for words in block.lines:
                self._item("•", (Run(words),))

    def _item(self, sign: str, words: Line) -> None:
        self.sheet.skip(3)
        with self.sheet.within("LI"):
            if not self.sheet.write_line((Words(f"{sign}\u00a0 "), *by_hand(words)), "LBody"):
                self.sheet.write(f'<p class="hang">{sign}&nbsp; {line(words)}</p>', "LBody")

    def _line(self, words: Line) -> None:
        """Draw a paragraph: by hand where it is one line, else as a story."""
        if not self.sheet.write_line(by_hand(words)):
            self.sheet.write(f"<p>{line(words)}</p>")

    @add.register
    def _(self, block: Said) -> None:
        self.sheet.skip(6)
        who = f'<p class="quiet small">{safe(block.who)}</p>' if block.who else ""
        parts = list(_parts(block.text))
        for number, part in enumerate(parts, 1):
            more = " more" if number < len(parts) else ""
            self.sheet.write(f'{who}<p class="said{more}">{part}</p>', "BlockQuote")
            who = ""

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
        self.sheet.y = self._short(Words(told, SMALL, Ink.QUIET), LEFT, self.sheet.y, RIGHT - LEFT)

    def _chart(self, chart: Chart, top: float, alt: str) -> None:
        with self.sheet.within("Figure", alt):
            self.sheet.picture(chart.svg, LEFT, top)
            for label in chart.labels:
                words = Words(cut(label.text, LABEL), SMALL, Ink.QUIET)
                self._short(words, LEFT + label.x, top + label.y, label.width, label.side)

    @add.register
    def _(self, block: Grid) -> None:
        start, self._beside = self._beside, None
        left = LEFT + BESIDE if start else LEFT
        if start:
            self.sheet.y = start[0]
        else:
            self.sheet.need(min(len(block.rows) + 1, TOGETHER) * ROW)
        with self.sheet.within("Table"):
            rows = (block.head, *block.rows)
            widths = _widths(RIGHT - left, rows)
            for number, cells in enumerate(rows):
                self.sheet.need(3 * ROW)
                self._row(cells, left, widths, "TD" if number else "TH")
        if start:
            self.sheet.y = max(self.sheet.y, start[1])

    def _row(self, cells: Sequence[str], left: float, widths: Sequence[float], tag: str) -> None:
        ends = []
        with self.sheet.within("TR"):
            x = left
            for cell, width in zip(cells, widths, strict=True):
                text = cut(cell, CELL)
                words = Words(text, CELLS) if tag == "TD" else Words(text, SMALL, Ink.QUIET)
                with self.sheet.within(tag):
                    ends.append(self._short(words, x, self.sheet.y, width - 3))
                x += width
        self.sheet.y = max(*ends, self.sheet.y + ROW - 3) + 2

    def _short(
        self, words: Words, left: float, top: float, room: float, side: str = "left"
    ) -> float:
        """Draw a few words at a place, by hand where that can be; return where they end."""
        shown = replace(words, text=composed(visible(words.text)))
        end = self.sheet.put_line((shown,), left, top, room, side)
        if end is not None:
            return end
        kind = "cell" if words.size == CELLS else "quiet small"
        html = f'<p class="{kind} {side}">{safe(words.text)}</p>'
        return self.sheet.put(html, left, top, left + room, 60)


def _widths(room: float, rows: Sequence[Sequence[str]]) -> list[float]:
    """Return the columns' widths, by their longest cell within bounds."""
    longest = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    weights = [min(max(length, 6), 14) + 1 for length in longest]
    return [room * weight / sum(weights) for weight in weights]


def _parts(text: str) -> Iterator[str]:
    """Yield words as they were written, paragraph by paragraph, so that none is laid out whole."""
    for paragraph in re.split(r"\n\s*\n", text.strip("\n")):
        yield "<br/>".join(_indented(row) for row in paragraph.splitlines()) or "&nbsp;"


def _indented(row: str) -> str:
    """Return a line of somebody's words with its indent, as code has it."""
    words = row.expandtabs(4).lstrip(" ")
    return "&nbsp;" * min(len(row.expandtabs(4)) - len(words), 40) + safe(words)


def cut(text: str, most: int) -> str:
    """Return the beginning of a text that is longer than there is room for."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"


def line(runs: Line) -> str:
    """Return a line's runs as HTML."""
    return " ".join(_run(run) for run in runs if run.text.strip())


def by_hand(runs: Line) -> tuple[Words, ...]:
    """Return a line's runs as words for the setter, with the blanks between them."""
    out: list[Words] = []
    for run in runs:
        if run.text.strip():
            text = composed(visible(" ".join(run.text.split())))
            text = f"“{text}”" if run.tone is Tone.QUOTE else text
            face = Face.BOLD if run.tone is Tone.STRONG else Face.TEXT
            words = Words(text, ink=INKS.get(run.tone, Ink.TEXT), face=face)
            out += [Words(" "), words] if out else [words]
    return tuple(out)


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
