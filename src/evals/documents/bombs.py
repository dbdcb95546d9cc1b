"""Files made to harm whoever opens them; each is small on the wire."""

import io
import struct
import zipfile
import zlib
from itertools import pairwise

import pymupdf

from src.evals.documents.making import W, body, docx, pdf, zipped


def raw_pdf(objects: list[bytes]) -> bytes:
    """Return a PDF of these objects; the first is its catalogue."""
    numbered = b"".join(b"%d 0 obj\n%b\nendobj\n" % pair for pair in enumerate(objects, 1))
    end = b"trailer << /Root 1 0 R /Size %d >>\n%%%%EOF\n" % (len(objects) + 1)
    return b"%PDF-1.7\n" + numbered + end


def stream(data: bytes, extra: bytes = b"") -> bytes:
    """Return a stream object."""
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(data), extra, data)


def page_of(*objects: bytes) -> bytes:
    """Return a PDF of one page whose contents and further objects are given, from number 4."""
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R "
        b"/Resources << /XObject << /F 5 0 R >> >> >>"
    )
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return raw_pdf([b"<< /Type /Catalog /Pages 2 0 R >>", pages, page, *objects])


def nested_forms(depth: int = 9, width: int = 12) -> bytes:
    """Forms that draw each other: 12⁹ times in all."""
    forms = []
    for level in range(depth):
        inner = b"/F Do " * width if level < depth - 1 else b"0 0 1 1 re f "
        named = b"/Type /XObject /Subtype /Form /BBox [0 0 300 300] /Resources << /XObject << "
        forms.append(stream(inner, named + b"/F %d 0 R >> >>" % (6 + level)))
    return page_of(stream(b"/F Do"), *forms)


def operator_flood() -> bytes:
    """A page of ten million operators."""
    return page_of(
        stream(zlib.compress(b"q 0 0 1 1 re f Q\n" * 2_500_000), b"/Filter /FlateDecode")
    )


def nested_compression() -> bytes:
    """A gigabyte of blanks, packed three times."""
    data = b" " * 100_000_000
    for _ in range(3):
        data = zlib.compress(data, 9)
    return page_of(stream(data, b"/Filter [/FlateDecode /FlateDecode /FlateDecode]"))


def huge_picture() -> bytes:
    """A picture that claims fifty thousand pixels a side."""
    data = zlib.compress(b"\0" * 1_000_000)
    kind = (
        b"/Type /XObject /Subtype /Image /Width 50000 /Height 50000 /ColorSpace /DeviceRGB "
        b"/BitsPerComponent 8 /Filter /FlateDecode"
    )
    return page_of(stream(b"300 0 0 300 0 0 cm /F Do"), stream(data, kind))


def pages_without_end() -> bytes:
    """A tree of pages that holds itself."""
    return raw_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2000000000 >>",
        ]
    )


def truncated_pdf() -> bytes:
    """A file whose second half got lost."""
    document = pymupdf.open("pdf", pdf())
    data = bytes(document.tobytes(deflate=True))
    return data[: len(data) // 3]


def plain_ratio() -> bytes:
    """A part that unpacks a thousandfold."""
    return zipped(word__document_xml=body(f"<w:p>{' ' * 20_000_000}</w:p>"))


def many_parts() -> bytes:
    """Fifty thousand parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", body("<w:p/>"))
        for number in range(50_000):
            archive.writestr(f"{number}", b"")
    return out.getvalue()


def hidden_parts() -> bytes:
    """Fifty thousand parts of which the archive's end admits to one."""
    data = bytearray(many_parts())
    end = data.rfind(b"PK\x05\x06")
    struct.pack_into("<2H", data, end + 8, 1, 1)
    return bytes(data)


def lying_sizes() -> bytes:
    """A part of 80 megabytes that says it has a thousand bytes."""
    data = bytearray(zipped(word__document_xml=body("<w:p>x</w:p>" + "<w:p/>" * 14_000_000)))
    for magic, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        struct.pack_into("<L", data, data.find(magic) + place, 1000)
    return bytes(data)


def empty_paragraphs() -> bytes:
    """A million paragraphs without a word, with noise that compresses badly."""
    noise = "".join(f'<w:p w:r="{n * 7919 % 99991}"/>' for n in range(1_100_000))
    return zipped(word__document_xml=body(noise))


def wide_table() -> bytes:
    """One row of three hundred thousand cells."""
    cells = "".join(
        f"<w:tc><w:p><w:r><w:t>{n * 7919 % 991}</w:t></w:r></w:p></w:tc>" for n in range(300_000)
    )
    return zipped(word__document_xml=body(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"))


def deep_xml() -> bytes:
    """Paragraphs in paragraphs, sixty thousand deep."""
    return zipped(word__document_xml=body("<w:p>" * 60_000 + "</w:p>" * 60_000))


def declared(inner: str, padding: str = "") -> bytes:
    """Return a DOCX whose document declares entities, behind some padding."""
    head = f'<?xml version="1.0"?>{padding}<!DOCTYPE x [{inner}]><x>&z;</x>'
    return zipped(word__document_xml=head.encode())


def laughs() -> bytes:
    """Entities that hold each other."""
    names = "abcdefghijz"
    told = "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise(names))
    return declared(f'<!ENTITY a "ha">{told}')


def late_laughs() -> bytes:
    """The same behind a comment that is longer than what the parent looks at."""
    return declared('<!ENTITY z "ha">', padding=f"<!--{'x' * 9000}-->")


def outside_entity() -> bytes:
    """An entity that is another file."""
    return declared('<!ENTITY z SYSTEM "file:///etc/passwd">')


def millions_of_paragraphs() -> bytes:
    """Three million paragraphs that compress to a few kilobytes."""
    return zipped(word__document_xml=body("<w:p/>" * 3_000_000))


def words_in_millions_of_paragraphs() -> bytes:
    """Three million paragraphs, each with its own number, in little over the allowed size."""
    inner = "".join(f"<w:p>{n * 7919 % 99991}</w:p>" for n in range(3_000_000))
    return zipped(word__document_xml=body(inner))


def nested_archives() -> bytes:
    """An archive in an archive in an archive, each of noughts."""
    data = b"\0" * 50_000_000
    for _ in range(4):
        data = zipped(word__document_xml=data)
    return data


def styles_without_end() -> bytes:
    """Two hundred thousand styles, each built on the one before."""
    styles = "".join(
        f'<w:style w:styleId="{n}"><w:basedOn w:val="{n - 1}"/><w:rPr><w:sz w:val="{n}"/></w:rPr>'
        "</w:style>"
        for n in range(200_000)
    )
    text = body('<w:p><w:pPr><w:pStyle w:val="199999"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>')
    return zipped(
        word__document_xml=text, word__styles_xml=f"<w:styles {W}>{styles}</w:styles>".encode()
    )


def locked_pdf() -> bytes:
    """A PDF under a password."""
    document = pymupdf.open("pdf", pdf())
    words = {"owner_pw": "o", "user_pw": "u"}
    return bytes(document.tobytes(encryption=pymupdf.mupdf.PDF_ENCRYPT_AES_256, **words))


def wrong_mark() -> bytes:
    """A program under the name of a PDF."""
    return b"MZ\x90\x00" + b"\x00" * 4000


def rules_without_end() -> bytes:
    """A page whose style sheet has more rules, and longer ones, than anybody would match."""
    rules = "".join(f"{'p ' * 8}.c{n % 7}{{color:#{n % 4096:03x}}}" for n in range(60_000))
    return f"<style>{rules}</style>{'<p class=c1>x' * 200_000}".encode()


def open_comments() -> bytes:
    """Comments and blocks that begin and never end."""
    return b"<style>" + b"@{" * 400_000 + b"/*" * 400_000 + b"</style>" + b"<!--" * 400_000


def strange_compression() -> bytes:
    """A method that no word processor uses."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("word/document.xml", body("<w:p/>"))
    return out.getvalue()


def encrypted_parts() -> bytes:
    """An archive whose parts are marked as encrypted."""
    data = bytearray(docx())
    for magic, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.find(magic)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(magic, at + 4)
    return bytes(data)


def broken_archive() -> bytes:
    """An archive whose first part was damaged on the way."""
    data = bytearray(docx())
    data[40:400] = b"\x55" * 360
    return bytes(data)


def unclosed_tags() -> bytes:
    """Elements that are never closed, and ends that close nothing."""
    return b"<b>" * 50_000 + b"words" + b"</i>" * 50_000


PDF_BOMBS = {
    nested_forms: {"too_complex"},
    operator_flood: {"too_complex", "no_text", "scanned"},
    nested_compression: {"too_complex", "no_text", "damaged"},
    huge_picture: {"scanned", "too_complex", "no_text"},
    pages_without_end: {"damaged", "no_text", "too_complex"},
    truncated_pdf: {"damaged", "no_text"},
    locked_pdf: {"encrypted"},
    wrong_mark: {"mislabelled"},
}
DOCX_BOMBS = {
    plain_ratio: {"too_complex"},
    many_parts: {"too_complex"},
    hidden_parts: {"too_complex", "damaged"},
    lying_sizes: {"too_complex", "damaged"},
    empty_paragraphs: {"too_complex"},
    millions_of_paragraphs: {"too_complex"},
    words_in_millions_of_paragraphs: {"too_complex"},
    nested_archives: {"too_complex", "damaged"},
    deep_xml: {"damaged", "too_complex"},
    laughs: {"too_complex"},
    late_laughs: {"too_complex"},
    outside_entity: {"too_complex"},
    strange_compression: {"damaged"},
    encrypted_parts: {"encrypted"},
    broken_archive: {"damaged"},
}
CLUMSY = {
    "cv.docx": (wide_table, styles_without_end),
    "cv.html": (unclosed_tags, rules_without_end, open_comments),
}
"""What may be read or refused, within the same bounds."""
