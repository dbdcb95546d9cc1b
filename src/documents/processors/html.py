"""HTML by the standard library's tokeniser: what a browser would show as text."""

import re
from collections import Counter
from html.parser import HTMLParser
from typing import NamedTuple

from src.documents.processors.common import finish, quoted
from src.documents.processors.css import Names, Said, Sheet, declarations
from src.documents.processors.css_sight import Sight
from src.documents.processors.encodings import decode
from src.documents.processors.plain import TextProcessor
from src.models.documents import Extract

_SKIPPED = frozenset(
    ["script", "style", "template", "noscript", "head", "svg", "iframe", "object", "textarea"]
)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "tr",
        "br",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "ul",
        "ol",
        "table",
        "article",
        "header",
        "footer",
        "main",
        "nav",
        "aside",
        "dd",
        "dt",
        "dl",
        "blockquote",
        "pre",
        "address",
        "figure",
        "figcaption",
        "hr",
        "form",
        "fieldset",
    ]
)
_VOID = frozenset(
    [
        "br",
        "img",
        "hr",
        "meta",
        "link",
        "input",
        "wbr",
        "col",
        "source",
        "area",
        "base",
        "embed",
        "track",
        "param",
    ]
)
_ENDS_ITSELF = frozenset(["p", "li", "dt", "dd", "tr", "td", "th", "option"])
_DECLARED = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{1,40})", re.IGNORECASE)
_HEAD_BYTES = 4096
_TABLE_PARTS = frozenset(["td", "th", "tr", "table", "body", "tbody", "thead"])
_LOOKED_UP = 40
"""Elements around one that a selector may name."""
MARKED = "This text is marked as decoration, not to be read; we ignore it: “{}”"


class HtmlProcessor(TextProcessor):
    """Reads the visible text; scripts and styles are dropped, hidden elements quoted."""

    format = "html"
    suffixes = ("html", "htm")

    def read(self, data: bytes) -> Extract:
        """Return the visible text."""
        page = _Page()
        declared = _DECLARED.search(data[:_HEAD_BYTES])
        page.feed(decode(data, declared[1].decode() if declared else ""))
        page.close()
        warnings = [MARKED.format(quoted(page.marked))] if page.marked else []
        return finish("".join(page.seen), self.format, hidden=page.hidden, warnings=warnings)


class _Element(NamedTuple):
    """An open element: its names, how text in it is seen, and whether it is dropped or marked."""

    names: Names
    sight: Sight
    dropped: bool = False
    marked: bool = False


_ROOT = _Element(Names(""), Sight())


class _Page(HTMLParser):
    """Collects visible and hidden text, and the text that is marked as decoration."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[str] = []
        self.hidden: list[str] = []
        self.marked: list[str] = []
        self._sheet = Sheet()
        self._open: list[_Element] = []
        self._count: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element does to the text in it."""
        before = self._open[-1].names.tag if self._open else ""
        if (before == tag and tag in _ENDS_ITSELF) or (before == "p" and tag in _BLOCKS):
            self._close()
        self.seen.append(_lead(tag))
        if tag not in _VOID:
            self._open.append(self._element(tag, dict(attrs)))
            self._count[tag] += 1

    def _element(self, tag: str, said: dict[str, str | None]) -> _Element:
        around = self._open[-1] if self._open else _ROOT
        classes = frozenset((said.get("class") or "").split())
        names = Names(tag, said.get("id") or "", classes)
        styles = _attributes(tag, said) if said else {}
        if self._sheet:
            styles |= self._sheet.of(names, [e.names for e in self._open[-_LOOKED_UP:]])
        if said.get("style"):
            styles |= declarations(said["style"] or "")
        return _Element(
            names,
            around.sight.under(styles) if styles else around.sight,
            dropped=around.dropped or tag in _SKIPPED,
            marked=around.marked or said.get("aria-hidden") == "true",
        )

    def _close(self) -> str:
        name = self._open.pop().names.tag
        self._count[name] -= 1
        return name

    def handle_endtag(self, tag: str) -> None:
        """Close the nearest element of this name."""
        if tag in _BLOCKS:
            self.seen.append("\n")
        if not self._count[tag]:
            return
        name = ""
        while name != tag:
            name = self._close()

    def handle_data(self, data: str) -> None:
        """Collect text where it belongs; line breaks of the source are blanks."""
        element = self._open[-1] if self._open else _ROOT
        if element.names.tag == "style":
            self._sheet.add(data)
        if element.dropped:
            return
        in_pre = any(e.names.tag == "pre" for e in self._open[-4:])
        text = data if in_pre else re.sub(r"\s+", " ", data)
        if element.sight.hidden:
            self.hidden.append(text)
        elif element.marked and re.search(r"\w", text):
            self.marked.append(text)
        else:
            self.seen.append(text)


def _lead(tag: str) -> str:
    if tag == "li":
        return "\n- "
    if tag in {"td", "th"}:
        return "\t"
    return "\n" if tag in _BLOCKS else ""


def _attributes(tag: str, said: dict[str, str | None]) -> Said:
    """Return what older attributes say, in the words of a style sheet."""
    found: Said = {}
    if "hidden" in said:
        found["display"] = "none"
    if tag in _TABLE_PARTS and said.get("bgcolor"):
        found["background-color"] = (said["bgcolor"] or "").strip().lower()
    if tag in _TABLE_PARTS and said.get("background"):
        found["background-image"] = "url()"
    if tag == "font" and said.get("color"):
        found["color"] = (said["color"] or "").strip().lower()
    if tag == "body" and said.get("text"):
        found["color"] = (said["text"] or "").strip().lower()
    return found
