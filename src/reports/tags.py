"""The document's structure, written into a finished PDF, so that screen readers can follow it.

MuPDF's writer emits none. It draws each piece of ours as one group (`q … Q`), so the groups of a
page are marked in the order in which they were drawn. Where a page doesn't look so, the document
stays as it is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

OPEN, CLOSE = b"q", b"Q"


@dataclass(frozen=True)
class Piece:
    """A group of a page's content by its number."""

    page: int
    number: int


@dataclass
class Element:
    """One element of the structure: a heading, a paragraph, a figure, a table with its rows."""

    tag: str
    alt: str = ""
    kids: list["Element | Piece"] = field(default_factory=list)

    def all(self) -> Iterator["Element"]:
        """Yield the element and everything under it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.all()


def mark(document: Any, root: Element, pieces: Sequence[int]) -> bool:  # noqa: ANN401
    """Tag the document and return True; False, and nothing is changed, where it can't be done."""
    tags: list[list[str]] = [["P"] * count for count in pieces]
    for element in root.all():
        for kid in element.kids:
            if isinstance(kid, Piece):
                tags[kid.page][kid.number] = element.tag
    contents = [document[number].get_contents()[0] for number in range(len(pieces))]
    marked = [
        _marked(document.xref_stream(xref), names)
        for xref, names in zip(contents, tags, strict=True)
    ]
    for xref, stream in zip(contents, marked, strict=True):
        if stream is None:
            return False
        document.update_stream(xref, stream)
    _write(document, root, pieces)
    return True


def _marked(stream: bytes, names: Sequence[str]) -> bytes | None:
    """Return a page's content with each of its groups marked; None if it has other groups."""
    out: list[bytes] = []
    depth = number = 0
    for line in stream.split(b"\n"):
        if line == OPEN:
            if depth == 0 and number < len(names):
                out.append(f"/{names[number]} <</MCID {number}>> BDC".encode())
            number += depth == 0
            depth += 1
        out.append(line)
        if line == CLOSE:
            depth -= 1
            if depth == 0:
                out.append(b"EMC")
    return b"\n".join(out) if depth == 0 and number == len(names) else None


def _write(document: Any, root: Element, pieces: Sequence[int]) -> None:  # noqa: ANN401
    tree, parents = document.get_new_xref(), document.get_new_xref()
    xrefs = {id(element): document.get_new_xref() for element in root.all()}
    pages = [document[number].xref for number in range(len(pieces))]
    owners: list[list[int]] = [[0] * count for count in pieces]
    _write_element(document, root, tree, xrefs, pages, owners)
    nums = " ".join(
        f"{number} [{' '.join(f'{xref} 0 R' for xref in row)}]" for number, row in enumerate(owners)
    )
    document.update_object(parents, f"<</Nums [{nums}]>>")
    top = f"/K [{xrefs[id(root)]} 0 R] /ParentTree {parents} 0 R /ParentTreeNextKey {len(pieces)}"
    document.update_object(tree, f"<</Type /StructTreeRoot {top}>>")
    for number, xref in enumerate(pages):
        document.xref_set_key(xref, "StructParents", str(number))
        document.xref_set_key(xref, "Tabs", "/S")
    document.xref_set_key(document.pdf_catalog(), "StructTreeRoot", f"{tree} 0 R")
    document.xref_set_key(document.pdf_catalog(), "MarkInfo", "<</Marked true>>")


def _write_element(
    document: Any,  # noqa: ANN401
    element: Element,
    parent: int,
    xrefs: dict[int, int],
    pages: Sequence[int],
    owners: list[list[int]],
) -> None:
    from pymupdf import get_pdf_str

    own, kids = xrefs[id(element)], []
    for kid in element.kids:
        if isinstance(kid, Element):
            _write_element(document, kid, own, xrefs, pages, owners)
            kids.append(f"{xrefs[id(kid)]} 0 R")
        else:
            owners[kid.page][kid.number] = own
            kids.append(f"<</Type /MCR /Pg {pages[kid.page]} 0 R /MCID {kid.number}>>")
    alt = f" /Alt {get_pdf_str(element.alt)}" if element.alt else ""
    head = f"/Type /StructElem /S /{element.tag} /P {parent} 0 R"
    document.update_object(own, f"<<{head}{alt} /K [{' '.join(kids)}]>>")
