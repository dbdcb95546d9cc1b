"""`python -m src.evals.documents`: extraction, hidden text, false alarms, bombs and overhead.

Every figure stands beside its aim, and every miss is named. Files are made on the spot.
"""

import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from src.documents import FileDocuments
from src.documents.checks import format_of
from src.documents.limits import MEGABYTE
from src.documents.processors import processor_for
from src.errors import DocumentError
from src.evals.bench_tools import spread, tell, timed
from src.evals.documents.bombs import CLUMSY, DOCX_BOMBS, PDF_BOMBS
from src.evals.documents.clean import CLEAN
from src.evals.documents.hidden_html import IN_HTML, hidden_html
from src.evals.documents.hidden_pdf import HIDDEN, IN_PDF, hidden_pdf
from src.evals.documents.hidden_word import IN_DOCX, hidden_docx
from src.evals.documents.layouts import DOCX_LAYOUTS, LINES, PDF_LAYOUTS, pdf_of
from src.evals.documents.shapes import SHAPES, Shape
from src.evals.documents.watching import Watch
from src.models.documents import Extract

ENOUGH = 0.98
MOST_BYTES = 10 * MEGABYTE
ROUNDS = 40


def counted(text: str) -> Counter[str]:
    """Return how often each word stands in a text."""
    return Counter(re.findall(r"\w+", text.lower()))


def share(wanted: str, given: str) -> float:
    """Return the share of the wanted words that are given."""
    words = counted(wanted)
    return (words & counted(given)).total() / max(1, words.total())


def read(name: str, data: bytes) -> Extract:
    """Check and parse in this process, as the child does in its own."""
    return processor_for(format_of(name, data, MOST_BYTES)).read(data)


def is_found(extract: Extract) -> bool:
    """Say whether the hidden words were quoted and left out."""
    quoted = any(HIDDEN in warning for warning in extract.warnings)
    return quoted and HIDDEN not in extract.text


def layouts() -> None:
    """Measure how many of a text's words come out of its layouts."""
    made = {name: ("cv.pdf", pdf_of(name)) for name in PDF_LAYOUTS}
    made |= {name: ("cv.docx", make()) for name, make in DOCX_LAYOUTS.items()}
    known = " ".join(LINES)
    shares = {name: share(known, read(*file).text) for name, file in made.items()}
    missed = [f"{name} {found:.2f}" for name, found in shares.items() if found < ENOUGH]
    least = min(shares.values())
    tell("words out of a layout, least", f"{least:.1%}", ">= 98 %", _named(missed, len(shares)))


def shapes() -> None:
    """Count the shapes of real programs whose words come out, or whose trouble is named."""
    missed = [name for name, make in SHAPES.items() if not is_read(make())]
    right = len(SHAPES) - len(missed)
    tell("shapes read or named", f"{right} of {len(SHAPES)}", "all", _named(missed, len(SHAPES)))


def is_read(shape: Shape) -> bool:
    """Say whether a shape gives its words and nothing unwanted, or its code."""
    try:
        extract = read(shape.name, shape.data)
    except DocumentError as problem:
        return problem.code == shape.code
    clean = not shape.unwanted or shape.unwanted not in extract.text
    return not shape.code and clean and share(shape.words, extract.text) >= ENOUGH


def hidden() -> None:
    """Count the ways to hide words that are found, and false alarms in clean files."""
    kinds: dict[str, tuple[Iterable[str], Callable[[str], bytes]]] = {
        "pdf": (IN_PDF, hidden_pdf),
        "docx": (IN_DOCX, hidden_docx),
        "html": (IN_HTML, hidden_html),
    }
    for kind, (names, make) in kinds.items():
        ways = list(names)
        missed = [way for way in ways if not is_found(read(f"cv.{kind}", make(way)))]
        found = 1 - len(missed) / len(ways)
        tell(f"hidden text found, {kind}", f"{found:.0%}", ">= 90 %", _named(missed, len(ways)))
    made = {name: read(name, make()) for name, make in CLEAN.items()}
    alarms = [name for name, extract in made.items() if extract.warnings]
    tell("false alarms in clean files", str(len(alarms)), "0", _named(alarms, len(made)))


def bombs() -> None:
    """Measure how bombs end, how big the child gets, and how the rest of the program fares."""
    expected: Mapping[Callable[[], bytes], set[str]] = PDF_BOMBS | DOCX_BOMBS
    files = [("cv.pdf", make) for make in PDF_BOMBS] + [("cv.docx", make) for make in DOCX_BOMBS]
    files += [(name, make) for name, makes in CLUMSY.items() for make in makes]
    documents = FileDocuments(MOST_BYTES)
    documents.read("cv.txt", b"warm")
    wrong: list[str] = []
    seconds: list[float] = []
    with Watch() as watch:
        for name, make in files:
            data = make()
            watch.begin()
            began = time.monotonic()
            told = _told(documents, name, data)
            seconds.append(time.monotonic() - began)
            watch.end()
            if make in expected and told not in expected[make]:
                wrong.append(f"{make.__name__}: {told}")
    documents.close()
    kinds = f"{len(files)} kinds"
    tell("bombs end after, longest", f"{max(seconds):.1f} s", "<= 12 s", spread(seconds, "s"))
    tell("bombs that end otherwise", str(len(wrong)), "0", _named(wrong, len(files)))
    tell("a child's memory, most", f"{watch.child_mb:.0f} MB", "<= 768 MB", kinds)
    tell("the program's growth, most", f"{watch.growth_mb:.0f} MB", "<= 50 MB", kinds)
    tell("longest pause of another thread", f"{watch.pause_ms:.0f} ms", "<= 500 ms", kinds)


def _told(documents: FileDocuments, name: str, data: bytes) -> str:
    try:
        documents.read(name, data)
    except DocumentError as problem:
        return problem.code
    return "read"


def overhead() -> None:
    """Measure what the bounded child costs over reading in place, by turns."""
    documents = FileDocuments(MOST_BYTES)
    files = {"cv.pdf": pdf_of("flowing"), "cv.docx": DOCX_LAYOUTS["plain_word"]()}
    for name, data in files.items():
        documents.read(name, data)
        over: list[float] = []
        for _ in range(ROUNDS):
            inside = timed(lambda n=name, d=data: read(n, d))  # type: ignore[misc]
            over.append(timed(lambda n=name, d=data: documents.read(n, d)) - inside)  # type: ignore[misc]
        middle = statistics.median(over)
        tell(f"overhead of the child, {name}, p50", f"{middle:.0f} ms", "<= 60 ms", spread(over))
    documents.close()


def _named(missed: list[str], count: int) -> str:
    return f"n={count}  " + ("; ".join(missed) if missed else "none missed")


def main(chosen: list[str]) -> None:
    """Measure everything, or the parts that are named."""
    parts = {part.__name__: part for part in (layouts, shapes, hidden, overhead, bombs)}
    for name, part in parts.items():
        if not chosen or name in chosen:
            part()


if __name__ == "__main__":
    main(sys.argv[1:])
