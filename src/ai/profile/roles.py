"""Jobs out of a résumé: title, employer, from and to, with the line of the dates. Pure.

Dates stand beside title and employer, on the line after them, or before them; which of these is
seen once from the first such lines and then holds for the whole part.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from src.ai.claims.periods import Period, periods_in, without_dates
from src.ai.profile.names import FULL_TIME, PART_TIME, is_degree, is_place, is_school, is_title
from src.ai.profile.sections import Part, Row
from src.models.enums import FactKind
from src.models.reading import Fact

LONGEST_HEADER = 12
"""Words of a line that names a job; a longer one tells of it."""
LONGEST_PIECE = 8
TEXT, PLACE = 300, 200
_STRONG = re.compile(r"\s*\|\s*|\t+|\s{3,}|\s+[—–·•]\s+|\s+-\s+|\s*[—]\s*|\s*;\s*")
_AT = re.compile(r"\s+(?:at|@|bei|chez|en el|en la|w firmie|for)\s+(?=[\"“]?[A-ZÀ-Ž])")
_COMMA = re.compile(r",\s+")
_TOLD = re.compile(
    r"\b(?:been|was|am|worked as|work as|working as|as)\s+(?:an?|"
    r"the)\s+(?P<title>[\w' -]{3,60}?)\s+"
    r"(?:at|for|with|in)\s+(?P<place>[A-Z][\w&'.-]*(?:\s+(?:of\s+)?[A-Z&][\w&'.-]*){0,4})"
)
_SAID = re.compile(r"\W*(?:i|we|ich|je|yo)\b", re.IGNORECASE)
_JUNK = re.compile(
    r"^[\W\d_]*$|^\W*(?:from|since|seit|depuis|desde|od|ab|dates?|period|until)\W*$", re.IGNORECASE
)
_TYPE = re.compile(
    r"^\W*(?:full[- ]time|part[- ]time|permanent|contract|remote|hybrid|freelance|vollzeit|"
    r"teilzeit)"
    r"\W*$",
    re.IGNORECASE,
)


@dataclass
class _Found:
    """What is known of one job while its lines are read."""

    row: Row
    period: Period
    pieces: list[str]
    around: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class Job:
    """A job with the lines that name it; what follows them until the next job tells of it."""

    fact: Fact
    header: tuple[int, ...]


def jobs_in(rows: Sequence[Row]) -> list[Job]:
    """Return the jobs of a résumé in the order of its lines."""
    found = list(_dated(rows))
    first = _names_come_first(rows, found)
    taken = {each.row.no for each in found}
    jobs: list[Job] = []
    employer = ""
    for each in found:
        lines = _around(rows, each, taken, first=first)
        pieces = [piece for row in lines for piece in _pieces(row.text)]
        title, place = _named(each.pieces, pieces, employer)
        if not title and not place:
            continue
        employer = place or employer
        taken |= {row.no for row in lines}
        header = (each.row.no, *(row.no for row in lines))
        jobs.append(Job(_fact(each, title, place, lines), header))
    return jobs


def _dated(rows: Sequence[Row]) -> Iterator[_Found]:
    """Yield the periods that can be a job's: not of a school, not in the middle of a long line."""
    for row in rows:
        if row.part not in {Part.WORK, Part.HEAD, Part.SUMMARY, Part.OTHER} or row.heads:
            continue
        for period in periods_in(row.text)[:1]:
            rest = without_dates(row.text)
            told = _TOLD.search(row.text)
            if told is not None:
                yield _Found(row, period, [told["title"], told["place"]])
            elif _can_name(row, rest) and not _SAID.match(row.text):
                yield _Found(row, period, _pieces(rest))


def _can_name(row: Row, rest: str) -> bool:
    if row.part is not Part.WORK and (is_degree(rest) or is_school(rest)) and not is_title(rest):
        return False
    if row.part in {Part.SUMMARY, Part.OTHER} and not is_title(rest):
        return False
    words = len(rest.replace("|", " ").split())
    return words <= LONGEST_HEADER and not (row.bullet and words > LONGEST_PIECE)


def _pieces(text: str) -> list[str]:
    """Return what a line names, split at its strongest marks; places of a town fall away later."""
    strong = [p for p in (_tidy(piece) for piece in _STRONG.split(text)) if p]
    split: list[str] = []
    for piece in strong:
        at = _AT.split(piece, maxsplit=1)
        split += at if len(at) > 1 else [piece]
    if len(split) == 1:
        return [p for p in (_tidy(piece) for piece in _COMMA.split(split[0])) if p]
    return split


def _tidy(piece: str) -> str:
    plain = re.sub(r"\(\s*[|,;–-]*\s*\)", " ", piece).strip(' ,;:|·•–—-\t"“”')
    plain = plain.removeprefix("(").strip() if plain.count("(") > plain.count(")") else plain
    plain = plain.removesuffix(")") if plain.count(")") > plain.count("(") else plain
    plain = plain.strip(" ,;")
    return "" if _JUNK.match(plain) or _TYPE.match(plain) else plain


def _names_come_first(rows: Sequence[Row], found: Sequence[_Found]) -> bool:
    """Say whether title and employer stand above lines that hold nothing but dates."""
    by_no = {row.no: at for at, row in enumerate(rows)}
    dated = {each.row.no for each in found}
    for each in found:
        if len(each.pieces) > 1:
            continue
        at = by_no[each.row.no]
        above = rows[at - 1] if at else None
        return above is not None and _is_header(above) and above.no not in dated
    return True


def _is_header(row: Row) -> bool:
    """Say whether a line can name a job: no bullet, no heading, short, no sentence."""
    words = row.text.split()
    short = len(words) <= LONGEST_HEADER and not row.text.rstrip().endswith((".", ":", ";"))
    named = row.text.rstrip().endswith((" o.o.", "Inc.", "Ltd.", "Co."))
    return not row.bullet and not row.heads and (short or named) and row.part is not Part.PERSON


def _around(rows: Sequence[Row], each: _Found, taken: set[int], *, first: bool) -> list[Row]:
    """Return the lines beside a dated one that name what it doesn't name itself."""
    wanted = 2 - len(each.pieces)
    if wanted <= 0:
        return []
    at = next(i for i, row in enumerate(rows) if row.no == each.row.no)
    step = -1 if first else 1
    lines: list[Row] = []
    here = at + step
    while 0 <= here < len(rows) and len(lines) < wanted:
        row = rows[here]
        if not _is_header(row) or row.no in taken or row.part is not each.row.part:
            break
        lines.append(row)
        if len(_pieces(row.text)) >= wanted or (step < 0 and row.blank_before):
            break
        here += step
    if first and not lines and len(each.pieces) == 1:
        return _below(rows, at, taken)
    return lines[::step]


def _below(rows: Sequence[Row], at: int, taken: set[int]) -> list[Row]:
    """Return an employer's line right below a title with dates, where what follows tells of it."""
    row = rows[at + 1] if at + 1 < len(rows) else None
    if row is None or not _is_header(row) or row.no in taken or row.blank_before:
        return []
    tells = is_place(row.text) and not row.text.endswith(".") and not re.search(r"\d", row.text)
    return [row] if tells and not is_title(row.text) else []


def _named(own: Sequence[str], beside: Sequence[str], employer: str) -> tuple[str, str]:
    """Return title and employer out of the pieces; a next job may leave the employer unsaid."""
    pieces = [*own, *beside] if own else list(beside)
    pieces = [piece for piece in pieces if len(piece.split()) <= LONGEST_PIECE]
    if not pieces:
        return "", ""
    title = _title_of(pieces)
    others = [piece for piece in pieces if piece is not title]
    if not others:
        return (title, employer) if is_title(title) else ("", title)
    place = next((p for p in others if is_place(p)), None)
    place = place or (beside[0] if own and beside and beside[0] in others else others[0])
    return title, place


def _title_of(pieces: Sequence[str]) -> str:
    """Return the piece that is a title, else the first that is no employer."""
    titles = [piece for piece in pieces if is_title(piece)]
    pure = [piece for piece in titles if not is_place(piece)]
    rest = [piece for piece in pieces if not is_place(piece)]
    return next(iter(pure or titles or rest), pieces[0])


def _fact(each: _Found, title: str, place: str, lines: Sequence[Row]) -> Fact:
    said = " ".join([each.row.text, *(row.text for row in lines)])
    return Fact(
        kind=FactKind.ROLE,
        text=(title or place)[:TEXT],
        place=place.partition(", ")[0][:PLACE] if title else "",
        start=each.period.start,
        end=each.period.end,
        ongoing=each.period.ongoing,
        part=PART_TIME.search(said) is not None and FULL_TIME.search(said) is None,
        line_no=each.row.no,
        line=each.row.text[:TEXT],
    )
