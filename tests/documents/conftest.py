"""Real files made on the spot, and one warm child for all tests."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pymupdf
import pytest
from docx import Document as Word

from src.documents import FileDocuments
from src.documents.checks import format_of
from src.documents.limits import MEGABYTE
from src.documents.processors import processor_for
from src.models.documents import Extract

LINES = [
    "Staff nurse at Mercy Hospital, Galway",
    "Wound care on a surgical ward with 24 beds",
    "Trained two students in medication rounds",
    "Żaneta Kowalska naïve café résumé 100 % – done",
]


@pytest.fixture(scope="session")
def documents() -> Iterator[FileDocuments]:
    """The real thing, with its child."""
    made = FileDocuments()
    yield made
    made.close()


class InPlace:
    """Reads in this process what the child reads in its own, so that tools can see it."""

    def read(self, name: str, data: bytes) -> Extract:
        """Check and parse."""
        kind = format_of(name, data, 10 * MEGABYTE)
        return processor_for(kind).read(data)


@pytest.fixture(params=["child", "in place"])
def reader(request: pytest.FixtureRequest, documents: FileDocuments) -> FileDocuments | InPlace:
    """Both ways to the same processors."""
    return documents if request.param == "child" else InPlace()


def pdf(lines: list[str] = LINES, **style: Any) -> bytes:  # noqa: ANN401 - PyMuPDF's words
    """Return a PDF with a line for each text."""
    document = pymupdf.open()
    page = document.new_page()
    for number, line in enumerate(lines):
        page.insert_text((72, 72 + 20 * number), line, **style)
    return bytes(document.tobytes())


def html_pdf(html: str) -> bytes:
    """Return a PDF laid out from HTML."""
    document = pymupdf.open()
    page = document.new_page()
    page.insert_htmlbox(pymupdf.Rect(40, 40, 560, 780), html)
    return bytes(document.tobytes())


def docx(lines: list[str] = LINES) -> bytes:
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


def zipped(**parts: bytes) -> bytes:
    """Return a deflated archive; double underscores in names are slashes, one more is a dot."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return out.getvalue()


def body(inner: str) -> bytes:
    """Return a word/document.xml round some XML."""
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    head = f'<?xml version="1.0"?><w:document xmlns:w="{namespace}"><w:body>'
    return f"{head}{inner}</w:body></w:document>".encode()
