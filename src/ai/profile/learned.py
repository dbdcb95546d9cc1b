"""Education, skills, languages and certificates out of a résumé, each with its line. Pure."""

import re
from collections.abc import Iterator, Sequence

from src.ai.claims.periods import Period, periods_in, points_in, without_dates
from src.ai.profile.names import is_degree, is_school
from src.ai.profile.sections import Part, Row
from src.models.enums import FactKind
from src.models.reading import Fact, When

MOST_SKILLS = 80
LONGEST_SKILL = 6
"""Words of an entry in a list of skills; a longer one is a sentence about them."""
TEXT, PLACE = 300, 200
_SPLIT = re.compile(
    r"\s*\|\s*|\t+|\s{3,}|\s+[—–·•]\s+|\s+-\s+|\s*—\s*|;\s*|,\s+|\s+(?:at|from)\s+(?=[A-Z])"
)
_LISTED = re.compile(r"\s*(?:[,;|•·▪●]|\t|\s{3,}|\s[–—]\s|\s/\s)\s*(?![^()]*\))")
_LABEL = re.compile(r"^[^:,]{2,40}:\s+")
_LEVEL = re.compile(r"\s*[★☆●○■□✓█▪]+\s*$|\s*\(?\d{1,3}\s?%\)?$|\s*\d/\d+$")
_LANGUAGE = re.compile(
    r"\b(?:english|german|french|spanish|italian|portuguese|polish|dutch|russian|ukrainian|arabic|"
    r"hebrew|hindi|urdu|bengali|punjabi|mandarin|cantonese|chinese|japanese|korean|turkish|swedish|"
    r"danish|norwegian|finnish|czech|slovak|hungarian|romanian|bulgarian|greek|welsh|irish|"
    r"vietnamese|thai|persian|farsi|swahili|tamil|"
    r"deutsch|englisch|französisch|spanisch|italienisch|polnisch|russisch|türkisch|"
    r"anglais|allemand|français|espagnol|italien|arabe|inglés|alemán|francés|español|italiano|"
    r"angielski|niemiecki|francuski|hiszpański|polski|rosyjski|ukraiński)\b",
    re.IGNORECASE,
)
_CERTIFIED = re.compile(
    r"\b(?:certified|certificate|certification|licen[cs]ed?|accredited|registered|registration|"
    r"chartered|zertifiziert|zertifikat|führerschein|permis|certifi[ée]e?|carn[eé]t?|certificado|"
    r"certyfikat|prawo jazdy)\b",
    re.IGNORECASE,
)
_HELD = re.compile(
    r"\b(?:hold|have|completed|earned|received|got)\s+(?:an?\s+|my\s+)?(?P<degree>[\w .'-]{3,60})",
    re.IGNORECASE,
)


def education_in(rows: Sequence[Row]) -> list[Fact]:
    """Return degrees and schools with their year; a year alone belongs to the line beside it."""
    lines = [row for row in rows if _teaches(row)]
    found: list[Fact] = []
    for at, row in enumerate(lines):
        pieces = _pieces(row.text)
        if not pieces or (row.bullet and not is_degree(row.text) and not is_school(row.text)):
            continue
        if found and _completes(row, found[-1]):
            found[-1] = _completed(found[-1], row, pieces)
            continue
        if not is_degree(row.text) and _begin_or_end(row.text) is None and not is_school(row.text):
            continue
        year = _begin_or_end(row.text) or _year_beside(lines, at)
        found.append(_education(row, pieces, year))
    return found


def _teaches(row: Row) -> bool:
    if row.heads:
        return False
    if row.part is Part.EDUCATION:
        return True
    told = row.part in {Part.HEAD, Part.OTHER} and is_degree(without_dates(row.text))
    return told and bool(points_in(row.text)) and not _is_long(row.text)


def _is_long(text: str) -> bool:
    return len(text.split()) > 2 * LONGEST_SKILL


def _completes(row: Row, before: Fact) -> bool:
    """Say whether a line only names the school of the degree above it."""
    if row.no != (before.line_no or 0) + 1 or row.blank_before:
        return False
    return not before.place and is_school(row.text) and not is_degree(row.text)


def _completed(before: Fact, row: Row, pieces: Sequence[str]) -> Fact:
    end = before.end or (_begin_or_end(row.text) or (None, None))[1]
    return before.model_copy(update={"place": pieces[0][:PLACE], "end": end})


def _year_beside(lines: Sequence[Row], at: int) -> tuple[When | None, When | None]:
    """Return the year of a line that holds nothing else, right below or above."""
    row = lines[at]
    for other in (*lines[at + 1 : at + 2], *lines[max(0, at - 1) : at]):
        if abs(other.no - row.no) <= 1 and not _pieces(other.text):
            return _begin_or_end(other.text) or (None, None)
    return None, None


def _begin_or_end(text: str) -> tuple[When | None, When | None] | None:
    periods, points = periods_in(text), points_in(text)
    if periods:
        return _both(periods[0])
    return (None, points[-1].when) if points else None


def _both(period: Period) -> tuple[When | None, When | None]:
    return period.start, period.end


def _pieces(text: str) -> list[str]:
    plain = without_dates(_LABEL.sub("", text) if is_degree(text) else text)
    cells = [
        re.sub(r"\(\s*[|\s]*\)", "", piece).strip(" ,;:|()–—-.") for piece in _SPLIT.split(plain)
    ]
    return [cell for cell in cells if any(char.isalpha() for char in cell)]


def _education(row: Row, pieces: Sequence[str], year: tuple[When | None, When | None]) -> Fact:
    degree = next((piece for piece in pieces if is_degree(piece)), pieces[0])
    rest = [piece for piece in pieces if piece is not degree]
    place = next((piece for piece in rest if is_school(piece)), rest[0] if rest else "")
    held = _HELD.search(degree)
    return Fact(
        kind=FactKind.EDUCATION,
        text=(held["degree"] if held else degree).strip()[:TEXT],
        place=place[:PLACE],
        start=year[0],
        end=year[1],
        line_no=row.no,
        line=row.text[:TEXT],
    )


def skills_in(rows: Sequence[Row]) -> list[Fact]:
    """Return what lists of skills name, each once; a label before a list is left out."""
    lines = [row for row in rows if row.part is Part.SKILLS and not row.heads]
    found: dict[str, Fact] = {}
    for row in lines:
        for name in _listed(row.text):
            if len(name.split()) <= LONGEST_SKILL and any(c.isalpha() for c in name):
                found.setdefault(name.casefold(), _fact(FactKind.SKILL, row, name))
    return [fact for fact in found.values() if not _names_a_language(fact)][:MOST_SKILLS]


def _names_a_language(fact: Fact) -> bool:
    return _LANGUAGE.match(fact.text) is not None


def _listed(text: str) -> Iterator[str]:
    plain = _LABEL.sub("", text)
    for piece in _LISTED.split(plain):
        name = _LEVEL.sub("", piece).strip(" .,;:|•·–—-*")
        name = re.sub(r"^(?:and|und|et|y|i)\s+", "", name)
        if name:
            yield name


def languages_in(rows: Sequence[Row]) -> list[Fact]:
    """Return the languages that somebody speaks, with the level as it is said."""
    found: dict[str, Fact] = {}
    for row in rows:
        listed = row.part is Part.LANGUAGES or row.part is Part.SKILLS
        for name in _listed(row.text) if listed and not row.heads else ():
            if _LANGUAGE.search(name) and len(name.split()) <= LONGEST_SKILL:
                found.setdefault(name.casefold(), _fact(FactKind.LANGUAGE, row, name))
    return list(found.values())


def certificates_in(rows: Sequence[Row]) -> list[Fact]:
    """Return certificates and licences: those listed as such, and lines that say so elsewhere."""
    found = []
    for row in rows:
        if row.heads or row.part in {Part.PERSON, Part.LANGUAGES}:
            continue
        listed = row.part is Part.CERTIFICATES
        says = row.part is not Part.WORK and _CERTIFIED.search(row.text)
        if listed or (says and not _is_long(row.text) and not is_degree(row.text)):
            points = points_in(row.text)
            text = _pieces(row.text)[0] if _pieces(row.text) else row.text
            fact = _fact(FactKind.CERTIFICATE, row, text[:TEXT])
            found.append(fact.model_copy(update={"end": points[-1].when if points else None}))
    return found


def _fact(kind: FactKind, row: Row, text: str) -> Fact:
    return Fact(kind=kind, text=text[:TEXT], line_no=row.no, line=row.text[:TEXT])
