"""DOCX in one linear pass over its XML; python-docx's cells take quadratic time on wide tables."""

import io
import zipfile
from collections.abc import Iterator

from lxml import etree  # type: ignore[attr-defined]  # lxml has no types

from src.documents import limits
from src.documents.processors.common import finish
from src.documents.sentences import error
from src.models.documents import Extract

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_ENDS = {f"{_W}p": "\n", f"{_W}tc": "\t", f"{_W}tr": "\n"}
NEAR_WHITE = 0xF0
TINY_HALF_POINTS = 3
_ZIP_CHUNK = 1 << 20


class DocxProcessor:
    """Reads body, tables, text boxes, headers and footers in reading order."""

    def read(self, data: bytes) -> Extract:
        """Return the text; runs that nobody can see are quoted in a warning."""
        seen: list[str] = []
        hidden: list[str] = []
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                white = _white_styles(archive)
                for name in _parts(archive):
                    _collect(_bounded(archive, name), white, seen, hidden)
                    seen.append("\n")
        except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, EOFError, OSError) as problem:
            raise error("damaged") from problem
        return finish("".join(seen), "docx", hidden=" ".join(hidden))


def _parts(archive: zipfile.ZipFile) -> list[str]:
    names = archive.namelist()
    headers = sorted(n for n in names if n.startswith("word/header") and n.endswith(".xml"))
    footers = sorted(n for n in names if n.startswith("word/footer") and n.endswith(".xml"))
    return [*headers, "word/document.xml", *footers]


def _bounded(archive: zipfile.ZipFile, name: str) -> io.BytesIO:
    """Return a part's bytes; a header that lied about its size is found out here."""
    kept = io.BytesIO()
    with archive.open(name) as part:
        while chunk := part.read(_ZIP_CHUNK):
            kept.write(chunk)
            if kept.tell() > limits.ZIP_UNPACKED_BYTES:
                raise error("too_complex")
    kept.seek(0)
    return kept


def _walk(part: io.BytesIO, *events: str) -> Iterator[tuple[str, etree._Element]]:
    return etree.iterparse(
        part,
        events=events,
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )


def _white_styles(archive: zipfile.ZipFile) -> frozenset[str]:
    """Return the ids of styles whose text can't be seen."""
    if "word/styles.xml" not in archive.namelist():
        return frozenset()
    found = set()
    for _, element in _walk(_bounded(archive, "word/styles.xml"), "end"):
        if element.tag == f"{_W}style":
            properties = element.find(f"{_W}rPr")
            if properties is not None and _hides(properties, frozenset()):
                found.add(element.get(f"{_W}styleId") or "")
            element.clear()
    return frozenset(found)


def _collect(part: io.BytesIO, white: frozenset[str], seen: list[str], hidden: list[str]) -> None:
    """Walk one part and add its text where it belongs; elements are freed as they end."""
    chars = 0
    run_hidden = paragraph_hidden = False
    for event, element in _walk(part, "start", "end"):
        tag = element.tag
        if event == "start":
            run_hidden = False if tag == f"{_W}r" else run_hidden
            paragraph_hidden = False if tag == f"{_W}p" else paragraph_hidden
            continue
        if tag == f"{_W}rPr" and element.getparent().tag == f"{_W}r":
            run_hidden = _hides(element, white)
        elif tag == f"{_W}pStyle":
            paragraph_hidden = element.get(f"{_W}val") in white
        elif tag == f"{_W}t" and element.text:
            (hidden if run_hidden or paragraph_hidden else seen).append(element.text)
            chars += len(element.text)
        elif tag in _BREAKS:
            seen.append(_BREAKS[tag])
        elif tag in _ENDS:
            seen.append(_ENDS[tag])
            element.clear()
        if chars > limits.MOST_CHARS:
            break


def _hides(properties: etree._Element, white: frozenset[str]) -> bool:
    """Say whether run properties make text invisible: vanish, white, tiny, or a style that is."""
    for child in properties:
        value = child.get(f"{_W}val")
        if child.tag == f"{_W}vanish" and value not in {"0", "false"}:
            return True
        if child.tag == f"{_W}color" and _is_white(value):
            return not _has_dark_ground(properties)
        if child.tag == f"{_W}sz" and value and value.isdigit() and int(value) < TINY_HALF_POINTS:
            return True
        if child.tag == f"{_W}rStyle" and value in white:
            return True
    return False


def _is_white(value: str | None) -> bool:
    try:
        rgb = bytes.fromhex(value or "")
    except ValueError:
        return False
    return len(rgb) == 3 and min(rgb) >= NEAR_WHITE  # noqa: PLR2004 - red, green, blue


def _has_dark_ground(properties: etree._Element) -> bool:
    shade = properties.find(f"{_W}shd")
    mark = properties.find(f"{_W}highlight")
    shaded = shade is not None and not _is_white(shade.get(f"{_W}fill"))
    return shaded or mark is not None
