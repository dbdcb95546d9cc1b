"""One known text in many layouts, as PDF and DOCX, each returned as bytes."""

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import pymupdf
from docx import Document as Word
from docx.enum.section import WD_SECTION
from docx.oxml import parse_xml
from docx.shared import Pt, RGBColor

from src.evals.documents.making import saved

PAPER = (50, 50, 540, 790)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

HEAD = ["Zoë Nørgård-Łuczak", "Staff nurse, Århus", "zoe@example.test · +45 00 00 00 00"]
SKILLS = ["Wound care", "Triage", "IV cannulation", "Café rota (naïve)", "EHR charting", "ECG"]
JOBS = [
    ("Harbour Clinic, Odense", "2021 – present"),
    ("Fjord Hospital, Vejle", "2018 – 2021"),
    ("Mercy Home, Ribe", "2016 – 2018"),
]
DONE = [
    "Led a ward of 24 beds through an office move without one missed medication round",
    "Cut falls by 31 % in a year; the checklist is now used in four wards",
    "Trained eleven students, two of whom became staff nurses",
]
LINES = [*HEAD, *SKILLS, *(f"{place} {when}" for place, when in JOBS), *DONE]


def _html(body: str, page: pymupdf.Page, box: tuple[float, float, float, float]) -> None:
    spare, _ = page.insert_htmlbox(pymupdf.Rect(box), body)
    assert spare >= 0, "the text must fit"


def _lines(page: pymupdf.Page, x: float, y: float, lines: Sequence[str], step: float = 16) -> float:
    writer = pymupdf.TextWriter(page.rect)
    font = pymupdf.Font("tiro")
    for line in lines:
        writer.append((x, y), line, font=font, fontsize=10)
        y += step
    writer.write_text(page)
    return y


def _entries() -> str:
    return "".join(f"<h3>{place} {when}</h3>" for place, when in JOBS)


def _list(items: Sequence[str]) -> str:
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


def _paragraphs(items: Sequence[str]) -> str:
    return "".join(f"<p>{item}</p>" for item in items)


def one_column(page: pymupdf.Page) -> None:
    """Lines below each other."""
    _lines(page, 60, 60, LINES)


def flowing(page: pymupdf.Page) -> None:
    """Headings, bullets and paragraphs."""
    _html(_paragraphs(HEAD) + _entries() + _list(SKILLS) + _list(DONE), page, PAPER)


def sidebar(page: pymupdf.Page) -> None:
    """A narrow column at the left of a wide one."""
    _html(_paragraphs(HEAD), page, (50, 40, 540, 120))
    _html(_list(SKILLS), page, (40, 140, 190, 780))
    _html(_entries() + _list(DONE), page, (210, 140, 550, 780))


def right_sidebar(page: pymupdf.Page) -> None:
    """A narrow column at the right, drawn first."""
    _html(_list(SKILLS), page, (400, 140, 560, 780))
    _html(_paragraphs(HEAD), page, (50, 40, 540, 120))
    _html(_entries() + _list(DONE), page, (50, 140, 380, 780))


def newspaper(page: pymupdf.Page) -> None:
    """Two equal columns with lines at the same heights, drawn line by line."""
    left, right = [*HEAD, *SKILLS], [*(f"{a} {b}" for a, b in JOBS), *DONE]
    for number in range(max(len(left), len(right))):
        y = 80 + 15 * number
        for x, column in ((40, left), (310, right)):
            if number < len(column):
                words = column[number].split()
                _lines(page, x, y, [" ".join(words[:5])])
                if words[5:]:
                    _lines(page, x, y + 300, [" ".join(words[5:10])])
                    _lines(page, x, y + 500, [" ".join(words[10:])])


def dates_at_the_right(page: pymupdf.Page) -> None:
    """Entries with their dates at the margin and bullets between."""
    y = _lines(page, 50, 60, [*HEAD, *SKILLS])
    for (place, when), done in zip(JOBS, DONE, strict=True):
        _lines(page, 450, y, [when])
        y = _lines(page, 50, y, [place, f"• {done}"])


def ruled_table(page: pymupdf.Page) -> None:
    """A table with lines."""
    rows = "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in JOBS)
    style = "<style>td{border:1px solid black;padding:3px}</style>"
    text = _paragraphs(HEAD) + f"{style}<table>{rows}</table>" + _list(SKILLS) + _list(DONE)
    _html(text, page, PAPER)


def banner(page: pymupdf.Page) -> None:
    """White words on a dark banner."""
    page.draw_rect(pymupdf.Rect(0, 0, 595, 130), fill=(0.1, 0.2, 0.35), color=None)
    _html(f'<div style="color:white">{_paragraphs(HEAD)}</div>', page, (50, 20, 540, 120))
    _html(_entries() + _list(SKILLS) + _list(DONE), page, (50, 150, 540, 790))


def shaded(page: pymupdf.Page) -> None:
    """Text on pale and on coloured boxes, such as a page printed by a browser has."""
    page.draw_rect(page.rect, fill=(1, 1, 1), color=None)
    page.draw_rect(pymupdf.Rect(30, 30, 560, 420), fill=(0.93, 0.95, 1), color=None)
    _html(f'<div style="color:#555">{_paragraphs(LINES)}</div>', page, (50, 50, 540, 800))


def turned(page: pymupdf.Page) -> None:
    """A page that is turned for reading."""
    flowing(page)
    page.set_rotation(90)


def cropped(page: pymupdf.Page) -> None:
    """A page whose crop box leaves a margin out."""
    flowing(page)
    page.set_cropbox(pymupdf.Rect(30, 30, 580, 830))


def word_by_word(page: pymupdf.Page) -> None:
    """Every word placed by itself, as some programs write."""
    font = pymupdf.Font("tiro")
    writer = pymupdf.TextWriter(page.rect)
    for number, line in enumerate(LINES):
        x = 60.0
        for word in line.split():
            writer.append((x, 60 + 15 * number), word, font=font, fontsize=10)
            x += font.text_length(word, 10) + 2.6
    writer.write_text(page)


def hyphenated(page: pymupdf.Page) -> None:
    """Long words broken at the ends of lines."""
    broken = (
        " ".join(DONE).replace("medication", "medi-\ncation").replace("students", "stu-\ndents")
    )
    _lines(page, 60, 60, [*HEAD, *SKILLS, *(f"{a} {b}" for a, b in JOBS), *broken.split("\n")])


def with_icons(page: pymupdf.Page) -> None:
    """Symbols of icon fonts before the lines, ligatures within."""
    text = "".join(f"<p>&#xf0b7; {line}</p>" for line in LINES)
    _html(text.replace("office", "o\ufb03ce"), page, (50, 50, 540, 800))


PDF_LAYOUTS: dict[str, Callable[[pymupdf.Page], None]] = {
    made.__name__: made
    for made in (
        one_column,
        flowing,
        sidebar,
        right_sidebar,
        newspaper,
        dates_at_the_right,
        ruled_table,
        banner,
        shaded,
        turned,
        cropped,
        word_by_word,
        hyphenated,
        with_icons,
    )
}


def pdf_of(layout: str) -> bytes:
    """Return the known text as a PDF in a layout."""
    document = pymupdf.open()
    PDF_LAYOUTS[layout](document.new_page())
    return bytes(document.tobytes())


def plain_word() -> bytes:
    """Paragraphs, headings and bullets."""
    document = Word()
    document.add_heading(HEAD[0])
    for line in HEAD[1:]:
        document.add_paragraph(line)
    for item in SKILLS:
        document.add_paragraph(item, style="List Bullet")
    for place, when in JOBS:
        document.add_paragraph(f"{place}\t{when}")
    for item in DONE:
        document.add_paragraph(item, style="List Number")
    return saved(document)


def layout_table() -> bytes:
    """A table without lines that makes two columns, with a table inside."""
    document = Word()
    left, right = document.add_table(1, 2).rows[0].cells
    left.text = "\n".join([*HEAD, *SKILLS])
    inner = right.add_table(3, 2)
    for row, (place, when) in zip(inner.rows, JOBS, strict=True):
        row.cells[0].text, row.cells[1].text = place, when
    for item in DONE:
        right.add_paragraph(item)
    return saved(document)


def dark_header() -> bytes:
    """White words in dark cells and dark paragraphs, and in a marked run."""
    document = Word()
    cell = document.add_table(1, 1).cell(0, 0)
    cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {W} w:val="clear" w:fill="1F3864"/>'))
    white(cell.paragraphs[0], HEAD[0])
    shaded_paragraph = document.add_paragraph()
    shaded_paragraph._p.get_or_add_pPr().append(
        parse_xml(f'<w:shd {W} w:val="clear" w:fill="404040"/>')
    )
    white(shaded_paragraph, HEAD[1])
    run = white(document.add_paragraph(), HEAD[2])
    run._r.get_or_add_rPr().append(parse_xml(f'<w:shd {W} w:val="clear" w:fill="000000"/>'))
    for line in LINES[3:]:
        document.add_paragraph(line)
    return saved(document)


def white(paragraph: Any, text: str) -> Any:  # noqa: ANN401 - python-docx's paragraph and run
    """Add white words to a paragraph and return their run."""
    run = paragraph.add_run(text)
    run.font.color.rgb = RGBColor(255, 255, 255)
    return run


def header_and_notes() -> bytes:
    """Words in header and footer, the same on every section, and in two columns."""
    document = Word()
    section = document.sections[0]
    section.header.paragraphs[0].text = HEAD[0]
    section.footer.paragraphs[0].text = HEAD[2]
    document.add_paragraph(HEAD[1])
    added = document.add_section(WD_SECTION.CONTINUOUS)
    added.header.is_linked_to_previous = False
    added.header.paragraphs[0].text = HEAD[0]
    added._sectPr.append(parse_xml(f'<w:cols {W} w:num="2"/>'))
    for line in LINES[3:]:
        document.add_paragraph(line)
    return saved(document)


BOX = """<w:r {w} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:v="urn:schemas-microsoft-com:vml"><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>
 <wps:wsp><wps:spPr><a:solidFill><a:srgbClr val="203050"/></a:solidFill></wps:spPr><wps:txbx>
 {inner}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict>
 <v:rect fillcolor="#203050"><v:textbox>{inner}</v:textbox></v:rect></w:pict></mc:Fallback>
 </mc:AlternateContent></w:r>"""


def text_box() -> bytes:
    """White words in a dark text box, anchored in the middle of a sentence; written twice."""
    document = Word()
    lines = "".join(
        f'<w:p><w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>{line}</w:t></w:r></w:p>'
        for line in SKILLS
    )
    inner = f"<w:txbxContent>{lines}</w:txbxContent>"
    document.add_paragraph(HEAD[0])
    first, _, rest = HEAD[1].partition(" ")
    paragraph = document.add_paragraph(f"{first} ")
    paragraph._p.append(parse_xml(BOX.format(w=W, inner=inner)))
    paragraph.add_run(rest)
    for line in [HEAD[2], *LINES[9:]]:
        document.add_paragraph(line)
    return saved(document)


def tracked() -> bytes:
    """Changes that were tracked, links, tabs and tab stops, small capitals."""
    document = Word()
    for line in LINES[:-1]:
        document.add_paragraph(line).paragraph_format.tab_stops.add_tab_stop(Pt(200))
    last = document.add_paragraph()
    last._p.append(parse_xml(f'<w:ins {W} w:id="1"><w:r><w:t>{LINES[-1]}</w:t></w:r></w:ins>'))
    last._p.append(
        parse_xml(f'<w:del {W} w:id="2"><w:r><w:delText>Gone words</w:delText></w:r></w:del>')
    )
    last._p.append(
        parse_xml(f'<w:moveFrom {W} w:id="3"><w:r><w:t>{LINES[0]}</w:t></w:r></w:moveFrom>')
    )
    return saved(document)


def strict_word() -> bytes:
    """The same in the strict namespace, in a part that Word for the web numbers."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(plain_word())) as usual,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as strict,
    ):
        for name in usual.namelist():
            data = usual.read(name).replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            strict.writestr(name.replace("word/document.xml", "word/document2.xml"), data)
    return out.getvalue()


DOCX_LAYOUTS: dict[str, Callable[[], bytes]] = {
    made.__name__: made
    for made in (
        plain_word,
        layout_table,
        dark_header,
        header_and_notes,
        text_box,
        tracked,
        strict_word,
    )
}
