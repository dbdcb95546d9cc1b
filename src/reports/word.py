"""DOCX by python-docx: styles of Word's own, so that a person can work on it."""

import io
import unicodedata
from datetime import UTC
from functools import singledispatchmethod
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from src.models.enums import Coverage
from src.models.reports import ReportFile
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
from src.reports.telling import tell, title_of
from src.reports.words import MARKS, visible

TEXT, GRAY, ACCENT = (RGBColor.from_string(c) for c in ("131917", "5F6663", "0B6B5D"))
COLORS = {Tone.QUIET: GRAY, Tone.QUOTE: ACCENT}
MARK_COLORS = {
    Coverage.COVERED: RGBColor.from_string("2E7D4F"),
    Coverage.PARTLY: RGBColor.from_string("B4650B"),
    Coverage.MISSED: GRAY,
}
SIZES = {1: 21, 2: 14, 3: 11.5}
WORDS = "Spoken words"


def to_word(file: ReportFile) -> bytes:
    """Return the report as DOCX."""
    drawing = Drawing(file)
    for block in tell(file):
        drawing.add(block)
    out = io.BytesIO()
    drawing.document.save(out)
    return out.getvalue()


class Drawing:
    """Adds blocks to a document."""

    def __init__(self, file: ReportFile) -> None:
        self.document = Document()
        _set_page(self.document)
        _set_styles(self.document, file.setup.language)
        _set_foot(self.document, f"Rehearse · {visible(title_of(file))}")
        properties = self.document.core_properties
        properties.title = f"Interview report: {visible(title_of(file))}"[:255]
        properties.subject = "Interview practice report"
        properties.author, properties.comments = "Rehearse", ""
        properties.language = file.setup.language
        at = (file.report.at or file.when).astimezone(UTC).replace(tzinfo=None)
        properties.created = properties.modified = at

    @singledispatchmethod
    def add(self, block: Block) -> None:
        """Add a block at the end."""
        raise TypeError(type(block))

    def _paragraph(self, line: Line, style: str | None = None) -> Any:  # noqa: ANN401
        paragraph = self.document.add_paragraph(style=style)
        for number, run in enumerate(line):
            self._run(paragraph, run, blank=number > 0)
        if is_from_the_right("".join(run.text for run in line)):
            paragraph._p.get_or_add_pPr().append(parse_xml(f"<w:bidi {nsdecls('w')}/>"))  # noqa: SLF001
        return paragraph

    def _run(self, paragraph: Any, run: Run, *, blank: bool = False) -> None:  # noqa: ANN401
        words = visible(run.text)
        if run.tone is Tone.QUOTE:
            words = f"“{words}”"
        added = paragraph.add_run(f"{' ' if blank else ''}{words}")
        added.bold = run.tone is Tone.STRONG or None
        if run.tone in COLORS:
            added.font.color.rgb = COLORS[run.tone]

    @add.register
    def _(self, block: Title) -> None:
        self.document.add_heading(visible(block.text), 1)
        self._paragraph((Run(" · ".join(block.facts), Tone.QUIET),))

    @add.register
    def _(self, block: Heading) -> None:
        heading = self.document.add_heading(visible(block.text), block.level)
        if block.aside:
            self._run(heading, Run(f"· {block.aside}", Tone.QUIET), blank=True)

    @add.register
    def _(self, block: Overall) -> None:
        self._paragraph((Run("Overall", Tone.QUIET),))
        big = self._paragraph((Run(block.score, Tone.STRONG),)).runs[0]
        big.font.size, big.font.color.rgb = Pt(24), ACCENT
        self._paragraph((Run(block.rests_on, Tone.QUIET),))
        if block.headline.strip():
            self._paragraph((Run(block.headline, Tone.STRONG),))

    @add.register
    def _(self, block: Text) -> None:
        if block.coverage is None:
            self._paragraph(block.line)
            return
        paragraph = self._paragraph((Run(MARKS[block.coverage]), *block.line))
        paragraph.runs[0].font.color.rgb = MARK_COLORS[block.coverage]

    @add.register
    def _(self, block: Steps) -> None:
        for line in block.lines:
            self._paragraph(line, "List Number")

    @add.register
    def _(self, block: Points) -> None:
        for words in block.lines:
            self._paragraph((Run(words),), "List Bullet")

    @add.register
    def _(self, block: Said) -> None:
        if block.who:
            who = self._paragraph((Run(block.who, Tone.QUIET),))
            who.paragraph_format.keep_with_next = True
        self._paragraph((Run(block.text),), WORDS)

    @add.register
    def _(self, block: Grid) -> None:
        table = self.document.add_table(rows=0, cols=len(block.head), style="Light Shading")
        for number, cells in enumerate((block.head, *block.rows)):
            row = table.add_row()
            for place, words in zip(row.cells, cells, strict=True):
                place.text = visible(words)
            if number == 0:
                row._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))  # noqa: SLF001

    @add.register
    def _(self, _: Radar | Bars) -> None:
        """Add nothing: tables and headings say the same."""


def is_from_the_right(text: str) -> bool:
    """Say whether the first letter that has a direction is of a script written from the right."""
    ways = (unicodedata.bidirectional(sign) for sign in text)
    return next((way for way in ways if way in {"L", "R", "AL"}), "L") != "L"


def _set_page(document: Any) -> None:  # noqa: ANN401 - python-docx has no types
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2)


def _set_styles(document: Any, language: str) -> None:  # noqa: ANN401
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size, normal.font.color.rgb = "Arial", Pt(10), TEXT
    normal.paragraph_format.space_after = Pt(4)
    marks = normal.element.get_or_add_rPr()
    marks.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="{language}"/>'))
    for level, size in SIZES.items():
        style = document.styles[f"Heading {level}"]
        style.font.name, style.font.size, style.font.color.rgb = "Georgia", Pt(size), TEXT
        fonts = style.element.rPr.rFonts
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    words = document.styles.add_style(WORDS, WD_STYLE_TYPE.PARAGRAPH)
    words.base_style = normal
    words.paragraph_format.left_indent = Cm(0.4)
    border = '<w:left w:val="single" w:sz="16" w:space="6" w:color="DFD9CC"/>'
    edge = parse_xml(f"<w:pBdr {nsdecls('w')}>{border}</w:pBdr>")
    words.element.get_or_add_pPr().insert(0, edge)


def _set_foot(document: Any, left: str) -> None:  # noqa: ANN401
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.style.paragraph_format.tab_stops.clear_all()
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(16.6), WD_TAB_ALIGNMENT.RIGHT)
    parts = (f"{left[:80]}\tPage ", "PAGE", " of ", "NUMPAGES")
    for number, words in enumerate(parts):
        run = paragraph.add_run("" if number % 2 else words)
        run.font.size, run.font.color.rgb = Pt(8), GRAY
        if number % 2:
            for kind in ("begin", "", "end"):
                xml = f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>'
                field = f"<w:instrText {nsdecls('w')}>{words}</w:instrText>"
                run._r.append(parse_xml(xml if kind else field))  # noqa: SLF001
