"""Checks in the parent, before any parser sees a byte: size, ending, and type by content."""

from pathlib import PurePosixPath

from src.documents import limits
from src.documents.processors import PROCESSORS, Processor
from src.documents.sentences import error, too_big

OLE_MAGIC = b"\xd0\xcf\x11\xe0"


def format_of(name: str, data: bytes, max_bytes: int) -> str:
    """Return the name of a file's format, or raise `DocumentError`; only the name's ending counts.

    A format of the right ending must find its own signs in the bytes, and no other's.
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise error("empty")
    if len(data) > max_bytes:
        raise too_big(max_bytes)
    suffix = PurePosixPath(name.replace("\\", "/")).suffix.lower().lstrip(".")
    if data.startswith(OLE_MAGIC):
        raise error("encrypted" if suffix == "docx" else "old_word")
    processor = _by_suffix(suffix)
    if not processor.holds(data[: limits.HEAD_BYTES]):
        raise error("mislabelled")
    processor.check(data)
    return processor.format


def _by_suffix(suffix: str) -> Processor:
    for processor in PROCESSORS:
        if suffix in processor.suffixes:
            return processor
    raise error("wrong_type")
