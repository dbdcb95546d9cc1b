"""DOCX in one linear pass over its XML; python-docx's cells take quadratic time on wide tables."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree  # type: ignore[attr-defined, unused-ignore]  # lxml has no types

from src.documents import limits
from src.documents.processors.boxes import SHAPES, Boxes
from src.documents.processors.colors import Color, from_hex
from src.documents.processors.common import finish
from src.documents.processors.docx import BODY
from src.documents.processors.looks import Look, Styles, add_style, look_of
from src.documents.processors.theme import Theme, theme_of
from src.documents.processors.xml import child, local, value
from src.documents.sentences import error
from src.models.documents import Extract

_SKIPPED = frozenset(["Fallback", "del", "moveFrom"])
"""What stands there twice, or no longer."""
_OF_SHAPES = frozenset(["spPr", "style", "fill", "docPr", "posOffset"])
LOWEST_ROW_TWIPS = 30
_FREED = frozenset(["p", "r", "tr", "tc", "tbl"])
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_ZIP_CHUNK = 1 << 20


def read_docx(data: bytes) -> Extract:
    """Return body, tables, text boxes, headers, notes and footers in reading order."""
    seen: list[str] = []
    hidden: list[str] = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            styles = _styles(archive)
            for name in _parts(archive.namelist()):
                part = Part(styles)
                part.read(_bounded(archive, name))
                text = "".join(part.seen)
                hidden += part.hidden
                if text not in seen:
                    seen.append(text)
    except (zipfile.BadZipFile, zlib.error, etree.LxmlError) as problem:
        raise error("damaged") from problem
    return finish("\n".join(seen), "docx", hidden=hidden)


def _parts(names: list[str]) -> list[str]:
    def of(kind: str) -> list[str]:
        return sorted(n for n in names if n.startswith(f"word/{kind}") and n.endswith(".xml"))

    body = sorted(name for name in names if BODY.fullmatch(name))[:1]
    notes = [*of("footnotes"), *of("endnotes")]
    return [*of("header"), *body, *of("diagrams/data"), *notes, *of("footer")]


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


def _walk(part: io.BytesIO) -> Iterator[tuple[str, etree._Element]]:
    """Yield starts and ends of elements; what declares a document type is refused."""
    events = etree.iterparse(
        part,
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    for count, (event, element) in enumerate(events):
        if count > limits.MOST_ELEMENTS or (not count and _is_declared(element)):
            raise error("too_complex")
        yield event, element


def _is_declared(root: etree._Element) -> bool:
    return bool(root.getroottree().docinfo.doctype)


def _theme(archive: zipfile.ZipFile) -> Theme:
    if "word/theme/theme1.xml" in archive.namelist():
        for event, element in _walk(_bounded(archive, "word/theme/theme1.xml")):
            if event == "end" and local(element) == "clrScheme":
                return theme_of(element)
    return Theme()


def _styles(archive: zipfile.ZipFile) -> Styles:
    styles = Styles(_theme(archive))
    if "word/styles.xml" not in archive.namelist():
        return styles
    for event, element in _walk(_bounded(archive, "word/styles.xml")):
        if event == "end" and local(element) in {"style", "rPrDefault"}:
            add_style(styles, element)
            element.clear()
    return styles


@dataclass
class Paragraph:
    """The paragraph that is open: how its style looks, and how the open run does."""

    style: Look
    run: Look = field(default_factory=Look)


class Part:
    """One part of a document as it is walked through.

    The grounds of cells, tables and boxes that are open are stacked, and so are the outputs: a text
    box stands inside a paragraph, whose own words go on after it.
    """

    def __init__(self, styles: Styles) -> None:
        self.seen: list[str] = []
        self.hidden: list[str] = []
        self._styles = styles
        self._paragraphs: list[Paragraph] = []
        self._grounds: list[Color | None] = []
        self._shapes = Boxes(styles.theme)
        self._rows: list[bool] = []
        self._cells: list[int] = []
        self._outer: list[list[str]] = []
        self._boxes: list[str] = []
        self._skipping = 0
        self._chars = 0

    def read(self, part: io.BytesIO) -> None:
        """Walk through the part until the limit of characters."""
        for event, element in _walk(part):
            name = local(element)
            if name in _SKIPPED:
                self._skipping += 1 if event == "start" else -1
            elif not self._skipping:
                self._meet(event, name, element)
            if event == "end" and name in _FREED:
                _free(element)
            if self._chars > limits.MOST_CHARS:
                break
        while self._outer:
            self.seen = self._outer.pop() + self.seen
        self.seen += self._boxes

    def _meet(self, event: str, name: str, element: etree._Element) -> None:
        handle = getattr(self, f"_{event}_{name}", None)
        if handle is not None:
            handle(element)
        elif name in SHAPES:
            self._shapes.begin(element) if event == "start" else self._shapes.end()
        elif event == "end" and name in _MARKS:
            self._mark(element, name)
        elif event == "end" and name in _OF_SHAPES:
            self._shapes.note(element)

    def _start_background(self, element: etree._Element) -> None:
        self._grounds.append(from_hex(value(element, "color")))

    def _start_p(self, _: etree._Element) -> None:
        self._paragraphs.append(Paragraph(self._styles.look(self._styles.paragraph)))

    def _end_pPr(self, element: etree._Element) -> None:  # noqa: N802 - named as the element
        if not self._paragraphs or local(element.getparent()) != "p":
            return
        style_id = value(child(element, "pStyle")) or self._styles.paragraph
        shaded = self._styles.theme.fill(child(element, "shd"))
        self._paragraphs[-1].style = Look(ground=shaded).over(self._styles.look(style_id))
        numbered = child(element, "numPr")
        if numbered is not None or self._styles.listed(style_id):
            none = numbered is not None and value(child(numbered, "numId")) == "0"
            heading = (style_id or "").lower().startswith(("heading", "title"))
            self.seen.append("" if none or heading else "- ")

    def _start_r(self, _: etree._Element) -> None:
        if self._paragraphs:
            self._paragraphs[-1].run = Look()

    def _end_rPr(self, element: etree._Element) -> None:  # noqa: N802 - named as the element
        if self._paragraphs and local(element.getparent()) == "r":
            named = self._styles.look(value(child(element, "rStyle")))
            self._paragraphs[-1].run = look_of(element, self._styles.theme).over(named)

    def _end_t(self, element: etree._Element) -> None:
        if not element.text:
            return
        (self.hidden if self._is_hidden() else self.seen).append(element.text)
        self._chars += len(element.text)

    def _is_hidden(self) -> bool:
        if not self._paragraphs:
            return False
        if any(self._rows) or self._shapes.concealed:
            return True
        paragraph = self._paragraphs[-1]
        around = next((ground for ground in reversed(self._grounds) if ground is not None), None)
        below = paragraph.style.over(self._styles.default).over(Look(ground=around))
        return paragraph.run.over(below).hidden

    def _mark(self, element: etree._Element, name: str) -> None:
        """Add a tab or a break of a run; the same name in paragraph properties is a tab stop."""
        if local(element.getparent()) == "r":
            self.seen.append(_MARKS[name])

    def _end_p(self, _: etree._Element) -> None:
        if self._paragraphs:
            self._paragraphs.pop()
        self.seen.append("\n")
        if not self._paragraphs and self._boxes:
            self.seen += self._boxes
            self._boxes = []

    def _start_tbl(self, _: etree._Element) -> None:
        self._grounds.append(None)

    def _end_tblPr(self, element: etree._Element) -> None:  # noqa: N802 - named as the element
        if self._grounds and local(element.getparent()) == "tbl":
            own = self._styles.theme.fill(child(element, "shd"))
            styled = self._styles.cells(value(child(element, "tblStyle")))
            self._grounds[-1] = styled if own is None else own

    def _end_tbl(self, _: etree._Element) -> None:
        self._grounds.pop()

    def _start_tc(self, _: etree._Element) -> None:
        self._grounds.append(None)
        self._cells.append(len(self.seen))

    def _end_tcPr(self, element: etree._Element) -> None:  # noqa: N802 - named as the element
        if self._grounds:
            self._grounds[-1] = self._styles.theme.fill(child(element, "shd"))

    def _end_tc(self, _: etree._Element) -> None:
        """End a cell: with one paragraph it stays in its row's line."""
        self._grounds.pop()
        began = self._cells.pop()
        if self.seen[began:].count("\n") <= 1 and self.seen and self.seen[-1] == "\n":
            self.seen[-1] = "\t"

    def _start_tr(self, _: etree._Element) -> None:
        self._rows.append(False)

    def _end_trPr(self, element: etree._Element) -> None:  # noqa: N802 - named as the element
        if self._rows:
            flat = _is_flat(child(element, "trHeight"))
            self._rows[-1] = flat or child(element, "hidden") is not None

    def _end_tr(self, _: etree._Element) -> None:
        self._rows.pop()
        self.seen.append("\n")

    def _start_txbxContent(self, _: etree._Element) -> None:  # noqa: N802 - named as the element
        self._grounds.append(self._shapes.ground)
        self._outer.append(self.seen)
        self.seen = []

    def _end_txbxContent(self, _: etree._Element) -> None:  # noqa: N802 - named as the element
        self._grounds.pop()
        self._boxes += self.seen
        self.seen = self._outer.pop()


def _is_flat(height: etree._Element | None) -> bool:
    """Say whether a row is held at a height that shows nothing."""
    said = value(height) or ""
    exact = value(height, "hRule") == "exact"
    return exact and said.isdigit() and int(said) <= LOWEST_ROW_TWIPS


def _free(element: etree._Element) -> None:
    """Let go of an element and of what came before it, so that memory doesn't grow."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
