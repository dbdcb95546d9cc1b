"""Real files made on the spot: the bricks that every generated document is built of."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import pymupdf
from docx import Document as Word

LINES = [
    "Staff nurse at Mercy Hospital, Galway",
    "Wound care on a surgical ward with 24 beds",
    "Trained two students in medication rounds",
    "Żaneta Kowalska naïve café résumé 100 % – done",
]
WORDPROCESSING = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f'xmlns:w="{WORDPROCESSING}"'


def pdf(lines: Sequence[str] = LINES, **style: Any) -> bytes:  # noqa: ANN401 - PyMuPDF's words
    """Return a PDF with a line for each text."""
    document = pymupdf.open()
    page = document.new_page()
    for number, line in enumerate(lines):
        page.insert_text((72, 72 + 20 * number), line, **style)
    return bytes(document.tobytes())


def docx(lines: Sequence[str] = LINES) -> bytes:
    """Return a DOCX with a paragraph for each text."""
    document = Word()
    for line in lines:
        document.add_paragraph(line)
    return saved(document)


def saved(document: object) -> bytes:
    """Return a document's bytes."""
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def archive(parts: Mapping[str, bytes]) -> bytes:
    """Return a deflated archive of parts by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return out.getvalue()


def zipped(**parts: bytes) -> bytes:
    """Return a deflated archive; double underscores in names are slashes, one more is a dot."""
    return archive({n.replace("__", "/").replace("_xml", ".xml"): d for n, d in parts.items()})


def body(inner: str) -> bytes:
    """Return a word/document.xml round some XML."""
    head = f'<?xml version="1.0"?><w:document {W}><w:body>'
    return f"{head}{inner}</w:body></w:document>".encode()


def word(inner: str, styles: str = "", theme: str = "") -> bytes:
    """Return a DOCX of a body's XML, with styles and a theme's colours where given."""
    parts = {"word/document.xml": body(inner)}
    if styles:
        parts["word/styles.xml"] = f"<w:styles {W}>{styles}</w:styles>".encode()
    if theme:
        a = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        scheme = f"<a:clrScheme>{theme}</a:clrScheme>"
        whole = f"<a:theme {a}><a:themeElements>{scheme}</a:themeElements></a:theme>"
        parts["word/theme/theme1.xml"] = whole.encode()
    return archive(parts)


def run(text: str, properties: str = "") -> str:
    """Return a run's XML."""
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(text: str, properties: str = "", own: str = "") -> str:
    """Return the XML of a paragraph of one run."""
    return f"<w:p><w:pPr>{own}</w:pPr>{run(text, properties)}</w:p>"
