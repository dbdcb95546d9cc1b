"""PDF: drawn in the warm child of the sandbox. `warm` and `work` are what the child calls.

MuPDF's own fonts set the text: Charis and Nimbus, and Noto and Droid where a script needs them.
The web fonts of the page are WOFF2, which MuPDF doesn't read.
"""

import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pymupdf

from src.models.reports import ReportFile
from src.reports import letters
from src.reports.drawing import Drawing
from src.reports.outline import Block, Run, Text, Tone
from src.reports.sheet import HEIGHT, LEFT, RIGHT, Sheet
from src.reports.tags import mark
from src.reports.telling import tell, title_of
from src.reports.words import visible

MOST_NAMED = 12


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
    drawing.add_all(blocks)
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
