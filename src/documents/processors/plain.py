"""Plain text, Markdown and HTML."""

from html.parser import HTMLParser

from src.documents.processors.common import finish
from src.models.documents import Extract

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def decode(data: bytes) -> str:
    """Return text in UTF-8, UTF-16 with its mark, or else in Windows' western encoding."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


class TextProcessor:
    """Reads plain text and Markdown as they are."""

    def read(self, data: bytes) -> Extract:
        """Return the text."""
        return finish(decode(data).replace("\r\n", "\n").replace("\r", "\n"), "text")


class HtmlProcessor:
    """Reads what a browser would show as text."""

    def read(self, data: bytes) -> Extract:
        """Return the visible text; scripts, styles and hidden elements are left out."""
        page = _Page()
        page.feed(decode(data))
        page.close()
        return finish("".join(page.seen), "html", hidden=" ".join(page.hidden))


class _Page(HTMLParser):
    """Collects visible and hidden text."""

    SKIPPED = frozenset({"script", "style", "template", "noscript", "head", "svg", "iframe"})
    BLOCKS = frozenset(
        {"p", "div", "li", "tr", "br", "h1", "h2", "h3", "h4", "h5", "h6", "section", "ul", "ol"}
        | {"table", "article", "header", "footer", "dd", "dt", "blockquote", "pre"}
    )
    VOID = frozenset({"br", "img", "hr", "meta", "link", "input", "wbr", "col", "source", "area"})
    HIDING = ("display:none", "visibility:hidden", "opacity:0;", "font-size:0", "font-size:1px")

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[str] = []
        self.hidden: list[str] = []
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element does to the text in it."""
        if tag in self.BLOCKS:
            self.seen.append("\n")
        if tag in self.VOID:
            return
        state = self._open[-1][1] if self._open else "seen"
        if tag in self.SKIPPED:
            state = "skipped"
        elif state == "seen" and self._hides(dict(attrs)):
            state = "hidden"
        self._open.append((tag, state))

    def _hides(self, attributes: dict[str, str | None]) -> bool:
        style = (attributes.get("style") or "").replace(" ", "").lower() + ";"
        return "hidden" in attributes or any(words in style for words in self.HIDING)

    def handle_endtag(self, tag: str) -> None:
        """Close the nearest element of this name."""
        if tag in self.BLOCKS:
            self.seen.append("\n")
        places = [i for i, (name, _) in enumerate(self._open) if name == tag]
        if places:
            del self._open[places[-1] :]

    def handle_data(self, data: str) -> None:
        """Collect text where it belongs."""
        state = self._open[-1][1] if self._open else "seen"
        if state == "seen":
            self.seen.append(data)
        elif state == "hidden":
            self.hidden.append(data)
