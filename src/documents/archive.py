"""Bounds on a zip archive, read from its directory; nothing is unpacked but heads of its parts."""

import io
import struct
import zipfile
import zlib

from src.documents import limits
from src.documents.sentences import error

_END = b"PK\x05\x06"
_END_FIELDS = struct.Struct("<4s4H2LH")
_END_REACH = _END_FIELDS.size + 0xFFFF
_XML_HEAD_BYTES = 4096
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, RuntimeError)


def check_zip(data: bytes) -> frozenset[str]:
    """Return the names of the parts, or refuse the archive.

    Refused are encryption, too many parts, too much to unpack, and a document type declaration in
    any part, which no word processor writes. Headers can lie: the child reads bounded as well.
    """
    _check_directory(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _check_parts(parts)
            _check_declarations(archive, parts)
            return frozenset(part.filename for part in parts)
    except _BROKEN as problem:
        raise error("damaged") from problem


def _check_directory(data: bytes) -> None:
    """Refuse a directory that is too long to be listed, before it is."""
    place = data.rfind(_END, max(0, len(data) - _END_REACH))
    if place < 0 or place + _END_FIELDS.size > len(data):
        raise error("damaged")
    _, _, _, _, count, size, _, _ = _END_FIELDS.unpack_from(data, place)
    if count > limits.ZIP_PARTS or size > limits.ZIP_DIRECTORY_BYTES:
        raise error("too_complex")


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise error("encrypted")
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > limits.ZIP_PARTS or unpacked > limits.ZIP_UNPACKED_BYTES:
        raise error("too_complex")
    for part in parts:
        big = part.file_size > limits.ZIP_RATIO_FROM_BYTES
        if big and part.file_size > limits.ZIP_RATIO * max(1, part.compress_size):
            raise error("too_complex")
        if part.compress_type not in _METHODS:
            raise error("damaged")


def _check_declarations(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            with archive.open(part) as file:
                head = file.read(_XML_HEAD_BYTES).replace(b"\x00", b"").upper()
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                raise error("too_complex")
