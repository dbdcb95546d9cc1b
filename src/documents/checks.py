"""Checks in the parent, before any parser sees a byte: size, type by content, and zip bounds."""

import io
import zipfile
from pathlib import PurePosixPath

from src.documents import limits
from src.documents.sentences import error

PDF_MAGIC = b"%PDF-"
ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0"
TEXT_SUFFIXES = {"txt": "text", "md": "text", "markdown": "text", "html": "html", "htm": "html"}
BINARY_SHARE = 0.05
TAB, RETURN, BLANK = 9, 13, 32
_TEXT_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
_XML_HEAD_BYTES = 4096


def format_of(name: str, data: bytes, max_bytes: int) -> str:
    """Return "pdf", "docx", "text" or "html", or raise `DocumentError`."""
    if not data.strip(b"\x00 \t\r\n"):
        raise error("empty")
    if len(data) > max_bytes:
        raise error("too_big")
    suffix = PurePosixPath(name.replace("\\", "/")).suffix.lower().lstrip(".")
    found = _by_content(data, suffix)
    if found == "docx":
        check_zip(data)
    return found


def _by_content(data: bytes, suffix: str) -> str:
    if data.startswith(OLE_MAGIC):
        raise error("encrypted" if suffix == "docx" else "old_word")
    for magic, kind in ((PDF_MAGIC, "pdf"), (ZIP_MAGIC, "docx")):
        holds = magic in data[: limits.HEAD_BYTES] if kind == "pdf" else data.startswith(magic)
        if holds and suffix == kind:
            return kind
        if holds and suffix not in TEXT_SUFFIXES and suffix:
            raise error("mislabelled" if suffix in {"pdf", "docx"} else "wrong_type")
        if holds and kind == "docx":
            raise error("mislabelled")
    if suffix in {"pdf", "docx"}:
        raise error("mislabelled")
    if suffix not in TEXT_SUFFIXES:
        raise error("wrong_type")
    if _is_binary(data):
        raise error("mislabelled")
    return TEXT_SUFFIXES[suffix]


def _is_binary(data: bytes) -> bool:
    """Say whether bytes that claim to be text hold too many that no text has."""
    if data.startswith(_TEXT_BOMS):
        return False
    head = data[:65536]
    odd = sum(byte < TAB or RETURN < byte < BLANK for byte in head)
    return b"\x00" in head or odd / len(head) > BINARY_SHARE


def check_zip(data: bytes) -> None:
    """Refuse an archive that is encrypted, has too many parts or unpacks to too much.

    Headers can lie, so the child reads bounded as well. A document type declaration in any part is
    refused: nothing a word processor writes has one.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _check_parts(parts)
            _check_declarations(archive, parts)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError) as problem:
        raise error("damaged") from problem
    except RuntimeError as problem:  # zipfile's word for an encrypted part
        raise error("encrypted") from problem


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    if any(part.flag_bits & 0x1 for part in parts):
        raise error("encrypted")
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > limits.ZIP_PARTS or unpacked > limits.ZIP_UNPACKED_BYTES:
        raise error("too_complex")
    for part in parts:
        big = part.file_size > limits.ZIP_RATIO_FROM_BYTES
        if big and part.file_size > limits.ZIP_RATIO * max(1, part.compress_size):
            raise error("too_complex")
    if not any(part.filename == "word/document.xml" for part in parts):
        raise error("mislabelled")


def _check_declarations(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            with archive.open(part) as file:
                head = file.read(_XML_HEAD_BYTES).replace(b"\x00", b"").upper()
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                raise error("too_complex")
