"""Elements by their plain names: word processors write one format in two namespaces."""

from lxml import etree  # type: ignore[attr-defined, unused-ignore]  # lxml has no types


def local(element: etree._Element) -> str:
    """Return an element's name without its namespace: there are a strict and a usual one."""
    return str(element.tag).rpartition("}")[2]


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """Return an attribute of any namespace."""
    if element is None:
        return None
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), None)


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """Return the first child of a name."""
    if element is None:
        return None
    return next((c for c in element if local(c) == name), None)
