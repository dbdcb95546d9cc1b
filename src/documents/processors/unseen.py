"""Words that a PDF holds and never shows.

They stand off its pages, outside clips, in layers that are off or in hidden fields, or are spoken
in the place of other letters.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import pymupdf

FLAGS = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_MEDIABOX_CLIP
EVERYWHERE = pymupdf.TEXT_PRESERVE_WHITESPACE
GLYPHS_ONLY = FLAGS | pymupdf.TEXT_IGNORE_ACTUALTEXT
SPOKEN = b"/ActualText"
FEWEST_SPOKEN = 3
_NO_LETTER = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08]")
_SHORTEST = 2
_OUT_OF_SIGHT = pymupdf.mupdf.PDF_ANNOT_IS_HIDDEN | pymupdf.mupdf.PDF_ANNOT_IS_NO_VIEW


def shown_text(page: pymupdf.Page) -> pymupdf.TextPage:
    """Return a page's text as far as it lies on the page.

    Some programs say beside letters how they are spoken. That is what their fonts need to be
    read at all, but where few words of a page have it and other letters stand there, what is seen
    counts.
    """
    shown = page.get_textpage(flags=FLAGS)
    if SPOKEN not in page.read_contents():
        return shown
    drawn = page.get_textpage(flags=GLYPHS_ONLY)
    return drawn if _is_spoken_otherwise(shown.extractText(), drawn.extractText()) else shown


def _is_spoken_otherwise(spoken: str, drawn: str) -> bool:
    words = Counter(spoken.split())
    more = (words - Counter(drawn.split())).total()
    readable = len(_NO_LETTER.findall(drawn)) < more
    return readable and FEWEST_SPOKEN <= more <= words.total() / 2


def unseen_lines(page: pymupdf.Page, shown: str) -> list[str]:
    """Return lines of which words stand somewhere else than in what is shown."""
    everything = page.get_textpage(clip=pymupdf.INFINITE_RECT(), flags=EVERYWHERE).extractText()
    outside = [] if everything == shown else _surplus(everything, shown)
    return [*outside, *_concealed(page)]


def _surplus(everything: str, shown: str) -> Iterator[str]:
    """Yield lines of which words aren't shown; those that the page's edge only cuts are."""
    left = Counter(everything.splitlines()) - Counter(shown.splitlines())
    spare = Counter(everything.split()) - Counter(shown.split())
    stumps = Counter(shown.split()) - Counter(everything.split())
    for line in everything.splitlines():
        if not left[line]:
            continue
        left[line] -= 1
        words = [word for word in line.split() if spare[word] and not _is_cut(word, stumps)]
        spare -= Counter(words)
        if sum(map(len, words)) >= _SHORTEST:
            yield " ".join(words)


def _is_cut(word: str, stumps: Iterable[str]) -> bool:
    return any(word.startswith(stump) or word.endswith(stump) for stump in stumps)


def _concealed(page: pymupdf.Page) -> Iterator[str]:
    """Yield what notes and fields hold that no viewer shows."""
    for note in page.annots() or ():
        if note.flags & _OUT_OF_SIGHT and note.type[0] == pymupdf.mupdf.PDF_ANNOT_FREE_TEXT:
            yield str(note.info.get("content") or "")
    for field in page.widgets() or ():
        if field.field_display == 1 and isinstance(field.field_value, str):
            yield field.field_value


def with_all_layers(document: pymupdf.Document) -> pymupdf.Document | None:
    """Return the document with every layer switched on; None where no layer is off."""
    layers = document.get_ocgs()
    if all(layer["on"] for layer in layers.values()):
        return None
    document.set_layer(-1, basestate="ON", on=list(layers), off=[])
    return pymupdf.open(stream=document.tobytes(), filetype="pdf")


def layered_lines(document: pymupdf.Document, shown: Sequence[str]) -> list[str]:
    """Return the lines of layers that are off, for the pages of which these texts are shown."""
    layered = with_all_layers(document)
    if layered is None:
        return []
    pages = (layered[number].get_textpage(flags=FLAGS) for number in range(len(shown)))
    return [
        line
        for page, text in zip(pages, shown, strict=True)
        for line in _surplus(page.extractText(), text)
    ]
