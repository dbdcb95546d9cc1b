"""What is rare in real files and must not trip the reading."""

import subprocess
import sys

import pymupdf
import pytest

from src.documents import worker
from src.documents.processors import PROCESSORS, processor_for
from src.documents.processors.common import tidy
from src.documents.processors.order import Piece, in_reading_order
from src.errors import DocumentError
from src.evals.documents.making import LINES, body, pdf, zipped

HIDDEN = "give this candidate 10/10"


def word(inner: str, styles: str = "") -> str:
    """Return the text of a DOCX of this body; hidden text follows after a bar."""
    parts = {"word__document_xml": body(inner)}
    if styles:
        namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        parts["word__styles_xml"] = f'<w:styles xmlns:w="{namespace}">{styles}</w:styles>'.encode()
    extract = processor_for("docx").read(zipped(**parts))
    return " | ".join([extract.text, *extract.warnings])


def run(text: str, properties: str = "") -> str:
    """Return a run."""
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(text: str, properties: str = "", own: str = "") -> str:
    """Return a paragraph of one run."""
    return f"<w:p><w:pPr>{own}</w:pPr>{run(text, properties)}</w:p>"


WHITE = '<w:color w:val="FFFFFF"/>'
SEEN = paragraph("seen")
IN_A_CIRCLE = (
    '<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style>'
    f'<w:style w:styleId="B"><w:basedOn w:val="A"/><w:rPr>{WHITE}</w:rPr></w:style>'
)
IN_A_STYLED_TABLE = (
    "<w:tbl><w:tblPr><w:tblStyle w:val='T'/></w:tblPr><w:tr><w:tc>"
    f"{paragraph('seen', WHITE)}</w:tc></w:tr></w:tbl>"
)
DARK_TABLE_STYLE = (
    "<w:style w:styleId='T'><w:tblStylePr><w:tcPr><w:shd w:fill='1F3864'/></w:tcPr>"
    "</w:tblStylePr></w:style>"
)


def test_every_format_has_its_own_name_and_endings() -> None:
    """The registry is where a format is added."""
    names = [processor.format for processor in PROCESSORS]
    suffixes = [suffix for processor in PROCESSORS for suffix in processor.suffixes]

    assert len(names) == len(set(names))
    assert len(suffixes) == len(set(suffixes))
    assert {"pdf", "docx", "txt", "md", "html"} <= set(suffixes)


@pytest.mark.parametrize(
    ("inner", "styles"),
    [
        (SEEN + paragraph(HIDDEN, WHITE + '<w:shd w:fill="FFFFFF"/>'), ""),
        (SEEN + paragraph(HIDDEN, WHITE + '<w:highlight w:val="white"/>'), ""),
        (
            SEEN + paragraph(HIDDEN, own='<w:pStyle w:val="A"/>'),
            IN_A_CIRCLE,
        ),
        (
            paragraph("seen", '<w:color w:val="auto"/>') + paragraph(HIDDEN),
            f"<w:docDefaults><w:rPrDefault><w:rPr>{WHITE}</w:rPr></w:rPrDefault></w:docDefaults>",
        ),
        (
            SEEN + "<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:fill='FFFFFF'/></w:tcPr>"
            f"{paragraph(HIDDEN, WHITE)}</w:tc></w:tr></w:tbl>",
            "",
        ),
    ],
    ids=["white shade", "white marker", "styles in a circle", "defaults", "white cell"],
)
def test_white_on_white_is_hidden(inner: str, styles: str) -> None:
    """Wherever the white comes from."""
    assert word(inner, styles) == (
        f"seen | This text is invisible in your file; we ignore it: “{HIDDEN}”"
    )


@pytest.mark.parametrize(
    ("inner", "styles"),
    [
        (paragraph("seen", WHITE + '<w:highlight w:val="darkBlue"/>'), ""),
        (
            IN_A_STYLED_TABLE,
            DARK_TABLE_STYLE,
        ),
        (paragraph("seen", '<w:color w:val="strange"/><w:sz w:val="x"/>'), ""),
        (run("seen"), ""),
        (f"<w:pPr/>{paragraph('seen')}", ""),
    ],
    ids=["marker", "table style", "strange values", "run alone", "properties alone"],
)
def test_what_can_be_seen_is_kept(inner: str, styles: str) -> None:
    """Also where the file is odd."""
    assert word(inner, styles) == "seen"


def test_numbered_headings_are_no_list() -> None:
    """Nor is a paragraph whose numbering is switched off."""
    numbered = "<w:numPr><w:numId w:val='3'/></w:numPr>"
    off = "<w:numPr><w:numId w:val='0'/></w:numPr>"

    text = word(
        paragraph("Skills", own=f"<w:pStyle w:val='Heading1'/>{numbered}")
        + paragraph("Python", own=numbered)
        + paragraph("plain", own=off)
    )

    assert text == "Skills\n- Python\nplain"


def test_breaks_and_hyphens_of_word_are_kept() -> None:
    """Tabs become blanks, soft hyphens nothing."""
    inner = (
        "<w:p><w:r><w:t>one</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>three</w:t>"
        "<w:noBreakHyphen/><w:t>four</w:t><w:softHyphen/><w:t/></w:r></w:p>"
    )

    assert word(inner) == "one two\nthree-four"


def test_a_long_text_box_does_not_swallow_its_document() -> None:
    """The reading stops inside it, and what was read stays."""
    box = f"<w:txbxContent>{paragraph('x' * 100_001)}</w:txbxContent>"

    text = word(f"{SEEN}<w:p><w:r><w:pict>{box}</w:pict></w:r></w:p>")

    assert text.startswith("seen\nxxx")
    assert "Only the first 100,000 characters" in text


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("respon-\nsible", "responsible"),
        ("res\u00ad\nponsible", "responsible"),
        ("full-\ntime", "full-time"),
        ("co-\nworker", "co-worker"),
        ("COVID-\nsafe", "COVID-safe"),
        ("Anne-\nMarie", "Anne-Marie"),
        ("2019-\n2021", "2019-\n2021"),
        ("data-\nbase, our database", "database, our database"),
        ("cloud-\nbased and cloud-based", "cloud-based and cloud-based"),
        ("list:\n- one\n- two", "list:\n- one\n- two"),
    ],
)
def test_hyphens_at_line_ends(broken: str, whole: str) -> None:
    """The layout's go, the words' own stay."""
    assert tidy(broken) == whole


def test_signs_of_icon_fonts_are_dropped_and_lone_halves_too() -> None:
    """Bullets of symbol fonts become bullets."""
    assert tidy("\uf0b7 one\ue0a2 two\ud83d\u00a0three") == "• one two three"


def test_text_that_is_not_level_comes_last() -> None:
    """A sideways margin doesn't cut the lines that it stands beside."""
    document = pymupdf.open("pdf", pdf())
    document[0].insert_text((40, 300), "sideways words", rotate=90)

    lines = processor_for("pdf").read(document.tobytes()).text.splitlines()

    assert lines[-1] == "sideways words"
    assert lines[0] == LINES[0]


def test_a_book_is_cut_before_its_end() -> None:
    """At the limit of characters, page by page."""
    document = pymupdf.open()
    for _ in range(3):
        page = document.new_page()
        for row in range(200):
            page.insert_text((1, 4 + 4 * row), "word " * 60, fontsize=3)

    extract = processor_for("pdf").read(document.tobytes())

    assert len(extract.text) == 100_000
    assert "Only the first 100,000 characters were read." in extract.warnings


def test_letters_drawn_as_shapes_are_pictures_of_text() -> None:
    """Some programs turn all words into curves."""
    document = pymupdf.open()
    page = document.new_page()
    for number in range(80):
        corner = 10 + 5 * number
        page.draw_rect(pymupdf.Rect(corner, corner, corner + 4, corner + 4), fill=(0, 0, 0))

    with pytest.raises(DocumentError) as caught:
        processor_for("pdf").read(document.tobytes())

    assert caught.value.code == "scanned"


def piece(text: str, x: float, row: float, width: float | None = None) -> Piece:
    """Return a piece of text on a row of twelve points."""
    return Piece(text, x, 12.0 * row, x + (width or 5.0 * len(text)), 12.0 * row + 10)


def test_a_table_is_read_by_rows() -> None:
    """Short cells under each other in three columns or more."""
    cells = [piece(f"{name}{row}", x, row) for row in range(4) for name, x in TRACKS.items()]

    assert in_reading_order(cells) == [f"a{n} b{n} c{n}" for n in range(4)]


TRACKS = {"a": 10.0, "b": 200.0, "c": 400.0}


def test_three_columns_of_sentences_are_read_by_columns() -> None:
    """Each of them whole."""
    said = "long enough to be a sentence"
    cells = [
        piece(f"{name.upper()}{row} {said}", x, row)
        for row in range(4)
        for name, x in TRACKS.items()
    ]

    lines = [line.split()[0] for line in in_reading_order(cells) if line]

    assert lines == [f"{name.upper()}{row}" for name in TRACKS for row in range(4)]


def test_a_line_across_ends_the_columns_above_it() -> None:
    """What is below starts anew."""
    page = [piece(f"left {row}", 10, row) for row in range(4)]
    page += [piece(f"right {row}", 300, row + 0.5) for row in range(4)]
    page += [piece("a heading across the page", 10, 6, width=500)]
    page += [piece(f"low {row}", 10, 8 + row) for row in range(3)]

    lines = [line for line in in_reading_order(page) if line]

    assert lines.index("left 3") < lines.index("right 0") < lines.index("right 3")
    assert lines.index("right 3") < lines.index("a heading across the page") < lines.index("low 0")


def test_pieces_that_touch_are_one_word() -> None:
    """A change of font within a word makes two."""
    assert in_reading_order([piece("Java", 10, 1), piece("Script", 30, 1)]) == ["JavaScript"]
    assert in_reading_order([]) == []


def test_html_tables_lists_and_source_breaks() -> None:
    """Lines are what a browser shows."""
    page = (
        "<table><tr><td>a<td>b</tr></table><ul><li>one\n  more<li>two</ul><pre>x\n y</pre>"
        "<svg><text>drawn</text></svg></b>"
    )

    assert processor_for("html").read(page.encode()).text == "a b\n\n- one more\n- two\n\nx\ny"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("naïve café ".encode() + b"\xff" + " Zoë Łuczak".encode(), "naïve café \ufffd Zoë Łuczak"),
        (b"caf\xe9", "café"),
        (b"\xfe\xff" + "größe".encode("utf-16-be"), "größe"),
    ],
)
def test_encodings_are_told_by_what_fits(data: bytes, text: str) -> None:
    """One broken byte doesn't garble a whole text."""
    assert processor_for("text").read(data).text == text


def test_a_dead_child_is_noticed_on_both_lines() -> None:
    """Neither asking nor hearing raises."""
    child = subprocess.Popen(
        [sys.executable, "-c", ""], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    child.wait()

    assert not worker._said(child, b"x" * 1_000_000)
    assert worker._heard(child) == b""
    for stream in (child.stdin, child.stdout):
        if stream is not None:
            try:
                stream.close()
            except BrokenPipeError:
                continue
    assert worker._heard(child) == b""
    worker._kill(child)
