"""HTML by the standard library's tokeniser: what a browser would show as text."""

import re
from collections import Counter
from html.parser import HTMLParser

from src.documents.processors.common import finish
from src.documents.processors.plain import TextProcessor, decode
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
_HIDING = re.compile(
    r"display:none|visibility:(hidden|collapse)|opacity:0*\.?0*[1-5]?(;|$)|opacity:0(\.0+)?(;|$)|"
    r"font-size:(0|1|0?\.\d+)(px|pt|em|rem|%)?(;|$)|(left|top|text-indent):-\d{3,}"
)
_WHITE = re.compile(r"(?<![-\w])color:(white|#fff|#ffffff|rgb\(255,255,255\))(;|$|!)")
_GROUND = re.compile(r"background(-color|-image)?:(?!(none|transparent|white|#fff(fff)?)(;|$|!))")
_SEEN, _HIDDEN, _DROPPED = "seen", "hidden", "dropped"


class HtmlProcessor(TextProcessor):
    """Reads the visible text; scripts and styles are dropped, hidden elements quoted."""

    format = "html"
    suffixes = ("html", "htm")

    def read(self, data: bytes) -> Extract:
        """Return the visible text."""
        page = _Page()
        page.feed(decode(data))
        page.close()
        return finish("".join(page.seen), self.format, hidden=page.hidden)


class _Page(HTMLParser):
    """Collects visible and hidden text; each open element has a state and a painted ground."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[str] = []
        self.hidden: list[str] = []
        self._open: list[tuple[str, str, bool]] = []
        self._count: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element does to the text in it."""
        before = self._open[-1][0] if self._open else ""
        if (before == tag and tag in _ENDS_ITSELF) or (before == "p" and tag in _BLOCKS):
            self._close()
        self.seen.append(_lead(tag))
        if tag in _VOID:
            return
        _, state, painted = self._open[-1] if self._open else ("", _SEEN, False)
        if tag in _SKIPPED:
            state = _DROPPED
        elif attrs:
            said = dict(attrs)
            style = (said.get("style") or "").replace(" ", "").lower()
            painted = painted or "bgcolor" in said or _GROUND.search(style) is not None
            if state == _SEEN and ("hidden" in said or _hides(style, painted=painted)):
                state = _HIDDEN
        self._open.append((tag, state, painted))
        self._count[tag] += 1

    def _close(self) -> str:
        name = self._open.pop()[0]
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
        state = self._open[-1][1] if self._open else _SEEN
        in_pre = any(name == "pre" for name, _, _ in self._open[-4:])
        text = data if in_pre else re.sub(r"\s+", " ", data)
        if state == _SEEN:
            self.seen.append(text)
        elif state == _HIDDEN and text.strip():
            self.hidden.append(text)


def _lead(tag: str) -> str:
    if tag == "li":
        return "\n- "
    if tag in {"td", "th"}:
        return "\t"
    return "\n" if tag in _BLOCKS else ""


def _hides(style: str, *, painted: bool) -> bool:
    if _HIDING.search(style):
        return True
    return _WHITE.search(style) is not None and not painted
