"""What of a person is left out: name, address, contact, birth, photo, family, nationality. Pure.

It is left out of the profile and of every text that a model is given; lines keep their numbers.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from src.ai.claims.periods import points_in
from src.ai.profile.names import is_degree, is_place, is_title
from src.ai.profile.sayings import LONGEST_PIECE, chunks
from src.ai.profile.sections import BULLET, Part, part_named
from src.text import strip_invisible

HEAD_LINES = 12
"""Lines at the top among which a name and an address are looked for."""
NAME_LINES = 4
FEWEST_DIGITS = 7
LONGEST_LETTERS = 12
"""Letters after a name, such as "PhD, RN"."""
_REST = 3
"""Letters that may be left of a line: "tel." says nothing without the number."""
_CV = re.compile(
    r"^\W*(?:curriculum vitae|c\.?v\.?|r[ée]sum[ée]|lebenslauf|hoja de vida|życiorys)\b\W*",
    re.IGNORECASE,
)
_LABEL = r"^\W*(?:{})\b\s*(?:[:：]|\s[-–]\s|\t|\s{{3,}}|(?=\s*\|))\s*"
_LABELLED = {
    "name": (
        "name|full name|first name|last name|surname|vorname|nachname|vor- und nachname|nom|prénom|"
        "nom et prénom|nombre|apellidos|nombre y apellidos|imię|nazwisko|imię i nazwisko"
    ),
    "address": (
        "address|home address|location|anschrift|adresse|wohnort|wohnhaft|dirección|"
        "domicilio|adres|"
        "adres zamieszkania|residence"
    ),
    "e-mail": "e-?mail|mail|correo|courriel",
    "phone": (
        "phone|telephone|tel|mobile|cell|telefon|mobil|handy|téléphone|portable|"
        "teléfono|móvil|komórka"
    ),
    "date of birth": (
        "date of birth|d\\.?o\\.?b|birth ?date|birthday|born|place of birth|age|geburtsdatum|"
        "geboren|"
        "geburtsort|geburtstag|alter|date de naissance|lieu de naissance|âge|fecha de nacimiento|"
        "lugar de nacimiento|edad|data urodzenia|miejsce urodzenia|wiek"
    ),
    "family": (
        "marital status|family status|children|familienstand|kinder|situation familiale|enfants|"
        "estado civil|hijos|stan cywilny|dzieci"
    ),
    "nationality": (
        "nationality|citizenship|visa status|visa|work permit|staatsangehörigkeit|nationalität|"
        "staatsbürgerschaft|nationalité|nacionalidad|narodowość|obywatelstwo"
    ),
    "photo": "photo|photograph|foto|bewerbungsfoto|bild|zdjęcie",
    "other personal details": (
        "gender|sex|religion|geschlecht|konfession|sexe|sexo|płeć|race|ethnicity"
    ),
    "links": "linkedin|github|website|web|portfolio|xing|twitter|skype",
}
_LABELS = {
    kind: re.compile(_LABEL.format(names), re.IGNORECASE) for kind, names in _LABELLED.items()
}
_SPANS = {
    "e-mail": re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"),
    "links": re.compile(
        r"(?:https?://|www\.)\S+|\b(?:linkedin|github|xing)\.com/\S+|\b\w{1,40}\.(?:com|org|net|io|me|dev|de)/\S+",
        re.IGNORECASE,
    ),
    "phone": re.compile(
        r"(?<![\w.])(?:\+|00|\(?0|\()\d[\d\s()./–-]{6,20}\d(?!\w)|"
        r"(?<![\w.,])\d{3}[ .-]\d{3}[ .-]\d{3,4}(?!\w)"
    ),
    "date of birth": re.compile(
        r"\b(?:born|geb(?:oren|\.)?|n[ée]e?|nacid[oa]|ur(?:odzon[ya]|\.))\s+(?:on\s+|am\s+|le\s+|el\s+)?"
        r"(?:the\s+)?\d[\w./ ]{3,20}(?:19|20)\d\d(?:\s+(?:in|à|en|w)\s+\w+)?|\b\d\d years old\b|"
        r"\b\d\d ans\b|\b\d\d jahre alt\b",
        re.IGNORECASE,
    ),
    "nationality": re.compile(
        r"\bnationalit[éy]\s+\w+|\b\w+\s+(?:nationality|citizen|national)\b|\bnacionalidad\s+\w+|"
        r"\bstaatsangehörigkeit\s+\w+",
        re.IGNORECASE,
    ),
    "family": re.compile(
        r"\b(?:married|single|divorced|widowed|verheiratet|ledig|geschieden|verwitwet|célibataire|"
        r"marié[e]?|divorcé[e]?|casad[oa]|solter[oa]|divorciad[oa]|żonaty|mężatka|panna|kawaler)\b"
        r"(?:,?\s*(?:with\s+)?\w+\s+(?:children|kids|kinder|enfants|hijos|dzieci))?",
        re.IGNORECASE,
    ),
    "photo": re.compile(r"!\[[^\]]*\]\([^)]*\)|\[(?:photo|foto|image|picture)\]", re.IGNORECASE),
}
_ADDRESS = re.compile(
    r"\b(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})\b"
    r"|\b\d{2}-\d{3}\s+\w|\b(?:[A-Z]{1,2}-)?\d{4,5}\s+[A-ZÀ-Ž][\wÀ-ž]+|\b[A-Z]{2}\s+\d{5}\b"
    r"|\b\d+[a-z]?,?\s+[\w' .-]{2,30}\b(?:street|st|road|rd|avenue|ave|lane|ln|drive|row|close|"
    r"court|way|place|terrace|gardens|crescent|square|boulevard|blvd)\b"
    r"|\b(?:calle|avenida|plaza|paseo|rue|avenue|allée|place|boulevard|ulica|ul\.|aleja|via|viale)\s+\w"
    r"|\w{2,30}(?:straße|strasse|str\.|gasse|allee|weg|platz|ring)\s+\d+",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"^(?:(?:dr|mr|mrs|ms|prof|dipl\.-ing|ing)\.?\s+)*"
    r"(?P<name>[^\W\d_][\w'’.-]*(?:\s+(?:de|del|da|van|von|der|den|la|bin|al|el|le)\b)*"
    r"(?:\s+[^\W\d_][\w'’.-]*){1,3})\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_CUT = re.compile(r"\s*(?:\||•|·|\t|\s{3,}|\s[–—-]\s|;)\s*")
_SMALL = frozenset("de del da van von der den la bin al el le and of the for und et y i".split())  # noqa: SIM905


@dataclass(frozen=True)
class Redacted:
    """A text without its person, line by line as before, and what kinds of things were left out."""

    text: str
    left_out: tuple[str, ...]


@lru_cache(maxsize=8)
def without_person(text: str) -> Redacted:
    """Return a résumé without what tells who its owner is; no line is moved."""
    left: dict[str, None] = {}
    lines = [strip_invisible(line) for line in text.split("\n")]
    names = _names(lines)
    in_head, in_person = True, False
    kept = []
    for line in lines:
        part = part_named(line)
        if part is not None:
            in_head, in_person = False, part is Part.PERSON
        if part is None:
            head = in_head or in_person
            line = "".join(_cleaned(piece, left, head=head) for piece in chunks(line))  # noqa: PLW2901
        kept.append(_without_names(line, names, left))
    return Redacted("\n".join(kept), tuple(left))


def _cleaned(line: str, left: dict[str, None], *, head: bool) -> str:
    """Return a line without labelled and plain details; an address counts at the top only."""
    for kind, label in _LABELS.items():
        if head and (found := label.match(line)) and len(line) > found.end():
            left.setdefault(kind)
            return ""
    if head and _ADDRESS.search(line) and not is_title(line):
        pieces = _CUT.split(line)
        kept = [piece for piece in pieces if not _ADDRESS.search(piece)]
        left.setdefault("address")
        line = " | ".join(kept)
    for kind, span in _SPANS.items():
        if kind in {"family", "nationality"} and not head:
            continue
        line, count = span.subn(lambda m, k=kind: _spared(m, k), line)  # type: ignore[misc]
        if count and "\0" in line:
            left.setdefault(kind)
            line = line.replace("\0", "")
    return line if sum(c.isalnum() for c in line) > _REST else ""


def _spared(found: re.Match[str], kind: str) -> str:
    """Return nothing for a detail; a run of few digits is no phone number."""
    said = found.group()
    if kind != "phone":
        return "\0"
    is_short = sum(char.isdigit() for char in said) < FEWEST_DIGITS
    return said if is_short or points_in(said) else "\0"


def _names(lines: Sequence[str]) -> list[str]:
    """Return the person's name as the top or a label gives it, whole and word by word."""
    for kind, line in _top(lines):
        found = _NAME.match(line)
        if kind == "labelled" and line.strip():
            return _forms(line.strip(" |"))
        if found is not None and _is_name(found["name"], found["rest"]):
            return _forms(found["name"])
    return []


def _top(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield what may hold the name: labelled lines anywhere on top, then the first lines."""
    top = [line[:LONGEST_PIECE] for line in lines if line.strip()][:HEAD_LINES]
    for line in top:
        label = _LABELS["name"].match(line)
        if label is not None:
            yield "labelled", line[label.end() :]
    plain = [_CV.sub("", line.strip(" #*_\t|")).strip(" :–—-|") for line in top]
    plain = [text for text in plain if text][:NAME_LINES]
    for at, text in enumerate(plain):
        if part_named(text) is not None or BULLET.match(text):
            return
        contact = any(
            _SPANS[kind].search(line) for kind in ("e-mail", "phone") for line in plain[at:]
        )
        if at == 0 or contact:
            yield "plain", _CUT.split(text)[0]


def _is_name(name: str, rest: str) -> bool:
    words = [word for word in name.split() if word.lower() not in _SMALL]
    capital = all(word[0].isupper() for word in words)
    stray = is_title(name) or is_degree(name) or is_place(name) or any(c.isdigit() for c in name)
    letters = rest.strip(" .,")
    after = not letters or (rest.lstrip().startswith(",") and len(letters) <= LONGEST_LETTERS)
    return capital and len(words) > 1 and not stray and after


def _forms(name: str) -> list[str]:
    words = [word for word in name.replace(",", " ").split() if word.lower() not in _SMALL]
    return [name, *sorted((word for word in words if len(word) > 1), key=len, reverse=True)]


def _without_names(line: str, names: Sequence[str], left: dict[str, None]) -> str:
    for name in names:
        pattern = re.compile(rf"(?<!\w){re.escape(name)}(?:['’]s)?(?!\w)", re.IGNORECASE)
        exact = pattern.search(line)
        if exact is not None and (exact.group()[0].isupper()):
            left.setdefault("name")
            line = pattern.sub("", line)
    return line if any(c.isalnum() for c in line) else ""
