"""Files in the shapes that real programs leave: known words in each, or the code that is told."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

import pymupdf
from docx import Document as Word
from docx.oxml import parse_xml

from src.evals.documents.bombs import page_of, raw_pdf, stream
from src.evals.documents.making import W, archive, body, docx, paragraph, pdf, run, saved, word

ENGLISH = "Led a ward of 24 beds and trained eleven students"
POLISH = "Zażółć gęślą jaźń, Łódź, od 2019 pielęgniarka oddziałowa w szpitalu"
FRENCH = "Infirmière diplômée à Besançon – naïve, œuvre, déjà 10 €"
RUSSIAN = "Медицинская сестра в хирургическом отделении, опыт семь лет"
GREEK = "Νοσηλεύτρια στο χειρουργικό τμήμα με εμπειρία επτά ετών"
JAPANESE = "外科病棟の看護師として七年間はたらきました。"
CHINESE = "在外科病房担任护士七年，负责培训新同事。"
KOREAN = "외과 병동에서 칠 년 동안 간호사로 일했습니다."
HEBREW = "אחות במחלקה כירורגית"
ARABIC = "ممرضة في قسم الجراحة"


@dataclass(frozen=True)
class Shape:
    """A file's name and bytes, and the words that it holds or the code of its error."""

    name: str
    data: bytes
    words: str = ""
    code: str = ""
    unwanted: str = ""


def type3() -> bytes:
    """Letters drawn by the page description itself, with a table that names them."""
    table = (
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> "
        b"endcodespacerange 1 beginbfrange <41> <5a> <0041> endbfrange endcmap end"
    )
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [.001 0 0 .001 0 0] "
        b"/CharProcs << /a 6 0 R >> /Encoding << /Differences [65 "
        + b"/a " * 26
        + b"] >> /FirstChar 65 /LastChar 90 /Widths ["
        + b"600 " * 26
        + b"] /ToUnicode 7 0 R >>"
    )
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R "
        b"/Resources << /Font << /F 5 0 R >> >> >>"
    )
    shown = stream(b"BT /F 12 Tf 20 200 Td (STAFFNURSE) Tj 0 -20 Td (WOUNDCARE) Tj ET")
    drawn = stream(b"600 0 0 0 600 700 d1 50 0 500 700 re f")
    return raw_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            page,
            shown,
            font,
            drawn,
            stream(table),
        ]
    )


def with_code_and_files() -> bytes:
    """A PDF with JavaScript on opening and a file inside."""
    document = pymupdf.open("pdf", pdf([ENGLISH]))
    document.embfile_add("x.exe", b"MZ" * 50, filename="x.exe")
    script = document.get_new_xref()
    document.update_object(script, "<< /S /JavaScript /JS (app.alert\\(1\\)) >>")
    document.xref_set_key(document.pdf_catalog(), "OpenAction", f"{script} 0 R")
    return bytes(document.tobytes())


def annotated() -> bytes:
    """A form that was filled in, and words typed over a page."""
    document = pymupdf.open("pdf", pdf(["Application form"]))
    page = document[0]
    field = pymupdf.Widget()
    field.rect, field.field_name = pymupdf.Rect(72, 600, 400, 620), "name"
    field.field_type, field.field_value = pymupdf.mupdf.PDF_WIDGET_TYPE_TEXT, ENGLISH
    page.add_widget(field)
    page.add_freetext_annot(pymupdf.Rect(72, 500, 400, 530), "Wound care").update()
    return bytes(document.tobytes())


def spread(text: str) -> bytes:
    """A line whose letters are placed one by one."""
    document = pymupdf.open()
    page = document.new_page()
    x = 60.0
    for letter in text:
        page.insert_text((x, 100), letter)
        x += pymupdf.get_text_length(letter, "helv", 11)
    return bytes(document.tobytes())


def turned_text() -> bytes:
    """A margin that reads upwards beside level lines."""
    document = pymupdf.open("pdf", pdf([ENGLISH]))
    document[0].insert_text((30, 400), "Curriculum vitae", rotate=90)
    return bytes(document.tobytes())


def unicode_pdf(text: str) -> bytes:
    """A page laid out in another script."""
    document = pymupdf.open()
    document.new_page().insert_htmlbox(pymupdf.Rect(40, 40, 560, 300), f"<p>{text}</p>")
    document.subset_fonts()
    return bytes(document.tobytes())


def locked(owner_only: bool = False) -> bytes:  # noqa: FBT001, FBT002 - one of two files
    """A PDF under a password; one that only forbids copying opens for everybody."""
    document = pymupdf.open("pdf", pdf([ENGLISH]))
    words = {"owner_pw": "o"} if owner_only else {"owner_pw": "o", "user_pw": "u"}
    return bytes(document.tobytes(encryption=pymupdf.mupdf.PDF_ENCRYPT_AES_256, **words))


def scanned() -> bytes:
    """Pictures of pages."""
    picture = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 200, 200))
    picture.clear_with(220)
    document = pymupdf.open()
    page = document.new_page()
    page.insert_image(page.rect, pixmap=picture, keep_proportion=False)
    return bytes(document.tobytes())


def busy_word() -> bytes:
    """Content controls, notes, tracked changes, comments, fields, and tables within tables."""
    document = Word()
    document.sections[0].header.paragraphs[0].text = "Headline here"
    control = f"<w:sdt {W}><w:sdtContent>{paragraph('In a control')}</w:sdtContent></w:sdt>"
    document.element.body.insert(0, parse_xml(control))
    field = (
        f'<w:p {W}><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGEREF secret'
        f'</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("shown field")}'
        f'<w:r><w:fldChar w:fldCharType="end"/></w:r><w:ins>{run(" inserted")}</w:ins>'
        f"<w:del><w:r><w:delText>deleted</w:delText></w:r></w:del></w:p>"
    )
    document.element.body.insert(1, parse_xml(field))
    outer = document.add_table(1, 2)
    outer.cell(0, 0).text = "outer cell"
    outer.cell(0, 1).add_table(1, 1).cell(0, 0).add_table(1, 1).cell(0, 0).text = "innermost cell"
    data = saved(document)
    note = f'<w:footnote w:id="2">{paragraph("a foot note")}</w:footnote>'
    notes = f"<w:footnotes {W}>{note}</w:footnotes>"
    comments = f"<w:comments {W}><w:comment>{paragraph('unwanted')}</w:comment></w:comments>"
    return _with(data, {"word/footnotes.xml": notes, "word/comments.xml": comments})


def _with(data: bytes, parts: dict[str, str]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as usual:
        kept = {name: usual.read(name) for name in usual.namelist()}
    return archive(kept | {name: text.encode() for name, text in parts.items()})


def slipping() -> bytes:
    """An archive with a name that would leave its folder, if anybody unpacked it."""
    return archive(
        {"../../../../tmp/slipped.xml": b"<x/>", "word/document.xml": body(paragraph(ENGLISH))}
    )


def page_of_scripts() -> bytes:
    """A page with scripts, comments, styles and a template round its words."""
    return (
        f"<!doctype html><html><head><title>t</title><script>alert('unwanted')</script></head>"
        f"<body onload=unwanted()><!-- unwanted --><h1>Zoë</h1><script>unwanted</script>"
        f"<template>unwanted</template><noscript>unwanted</noscript><p>{ENGLISH}&nbsp;&amp; more"
        f"</p><iframe src=//x></iframe></body></html>"
    ).encode()


def _text(data: bytes, words: str) -> Shape:
    return Shape("cv.txt", data, words)


def _pdf(data: bytes, words: str = ENGLISH, unwanted: str = "") -> Shape:
    return Shape("cv.pdf", data, words, unwanted=unwanted)


def _no(name: str, data: bytes, code: str) -> Shape:
    return Shape(name, data, code=code)


SHAPES: dict[str, Callable[[], Shape]] = {
    "type 3 font": lambda: _pdf(type3(), "STAFFNURSE WOUNDCARE"),
    "JavaScript and a file inside": lambda: _pdf(with_code_and_files(), unwanted="alert"),
    "form and typed notes": lambda: _pdf(annotated(), f"Application form {ENGLISH} Wound care"),
    "letter by letter": lambda: _pdf(spread(ENGLISH)),
    "turned margin": lambda: _pdf(turned_text(), f"{ENGLISH} Curriculum vitae"),
    "ligatures": lambda: _pdf(unicode_pdf("o\ufb03ce and \ufb01eld"), "office and field"),
    "Hebrew PDF": lambda: _pdf(unicode_pdf(f"<span dir=rtl>{HEBREW}</span>"), HEBREW),
    "Japanese PDF": lambda: _pdf(unicode_pdf(JAPANESE), JAPANESE),
    "Greek PDF": lambda: _pdf(unicode_pdf(GREEK), GREEK),
    "forbids copying": lambda: _pdf(locked(owner_only=True)),
    "junk before the mark": lambda: _pdf(b"\xef\xbb\xbf\r\n" + pdf([ENGLISH])),
    "PDF and archive in one": lambda: _pdf(
        pdf([ENGLISH]) + docx(["unwanted"]), unwanted="unwanted"
    ),
    "archive and PDF in one": lambda: Shape("cv.docx", docx([ENGLISH]) + b"%PDF-1.7", ENGLISH),
    "busy Word file": lambda: Shape(
        "cv.docx",
        busy_word(),
        "Headline here In a control shown field inserted outer cell innermost cell a foot note",
        unwanted="unwanted",
    ),
    "Arabic Word file": lambda: Shape("cv.docx", docx([ARABIC, HEBREW]), f"{ARABIC} {HEBREW}"),
    "slipping names": lambda: Shape("cv.docx", slipping(), ENGLISH),
    "scripts": lambda: Shape("cv.html", page_of_scripts(), f"Zoë {ENGLISH} more", "", "unwanted"),
    "a page of another encoding": lambda: Shape(
        "cv.htm", f'<meta charset="windows-1251"><p>{RUSSIAN}'.encode("cp1251"), RUSSIAN
    ),
    "Markdown": lambda: Shape("cv.md", f"# Zoë\n\n* {ENGLISH}\n".encode(), f"Zoë {ENGLISH}"),
    "UTF-8": lambda: _text(POLISH.encode(), POLISH),
    "UTF-8 with its mark": lambda: _text(POLISH.encode("utf-8-sig"), POLISH),
    "UTF-16 with its mark": lambda: _text(POLISH.encode("utf-16"), POLISH),
    "UTF-16 without a mark": lambda: _text(ENGLISH.encode("utf-16-le"), ENGLISH),
    "UTF-16, the other way round": lambda: _text(FRENCH.encode("utf-16-be"), FRENCH),
    "UTF-16 of another script": lambda: _text(f"{RUSSIAN}, 2019".encode("utf-16-le"), RUSSIAN),
    "UTF-32": lambda: _text(POLISH.encode("utf-32"), POLISH),
    "western Windows": lambda: _text(FRENCH.encode("cp1252"), FRENCH),
    "western Mac": lambda: _text(ENGLISH.encode("mac_roman"), ENGLISH),
    "central European Windows": lambda: _text(POLISH.encode("cp1250"), POLISH),
    "central European ISO": lambda: _text(POLISH.encode("iso8859-2"), POLISH),
    "Cyrillic Windows": lambda: _text(RUSSIAN.encode("cp1251"), RUSSIAN),
    "Cyrillic of Unix": lambda: _text(RUSSIAN.encode("koi8-r"), RUSSIAN),
    "Greek Windows": lambda: _text(GREEK.encode("cp1253"), GREEK),
    "Japanese Windows": lambda: _text(JAPANESE.encode("shift_jis"), JAPANESE),
    "Japanese of Unix": lambda: _text(JAPANESE.encode("euc-jp"), JAPANESE),
    "Chinese": lambda: _text(CHINESE.encode("gb18030"), CHINESE),
    "Korean": lambda: _text(KOREAN.encode("euc-kr"), KOREAN),
    "Hebrew Windows": lambda: _text(HEBREW.encode("cp1255"), HEBREW),
    "Arabic Windows": lambda: _text(ARABIC.encode("cp1256"), ARABIC),
    "nine megabytes of text": lambda: _text(f"{ENGLISH}\n".encode() * 180_000, ENGLISH),
    "no byte": lambda: _no("cv.pdf", b"", "empty"),
    "blanks": lambda: _no("cv.txt", b" \n" * 50, "empty"),
    "one byte": lambda: _no("cv.pdf", b"%", "mislabelled"),
    "wrong ending": lambda: _no("cv.txt", docx(), "mislabelled"),
    "a PDF called Word": lambda: _no("cv.docx", pdf(), "mislabelled"),
    "a picture called PDF": lambda: _no("cv.pdf", b"\x89PNG\r\n\x1a\n" + b"x" * 99, "mislabelled"),
    "a spreadsheet called Word": lambda: _no(
        "cv.docx", archive({"xl/workbook.xml": b"<x/>"}), "mislabelled"
    ),
    "a program": lambda: _no("cv.exe", b"MZ" * 99, "wrong_type"),
    "old Word": lambda: _no("cv.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "old_word"),
    "protected Word": lambda: _no(
        "cv.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "encrypted"
    ),
    "protected PDF": lambda: _no("cv.pdf", locked(), "encrypted"),
    "scanned PDF": lambda: _no("cv.pdf", scanned(), "scanned"),
    "empty page": lambda: _no("cv.pdf", page_of(stream(b"")), "no_text"),
    "empty Word file": lambda: _no("cv.docx", word("<w:p/>"), "no_text"),
    "rich text called text": lambda: _no("cv.txt", b"{\\rtf1\\ansi words}", "mislabelled"),
}
