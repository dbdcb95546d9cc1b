"""What a job description asks for, by its layout and its usual words. Pure.

A description is headings, bullets and prose. A heading says what the lines below it are; without
one, a sentence counts when it asks for something itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from src.ai.profile import wordings
from src.ai.profile.sayings import orders_abroad
from src.text import sentences, strip_invisible

MOST_REQUIREMENTS = 12
FEWEST_MUSTS = 9
"""Musts that stay when nice-to-haves need room too."""
LONGEST_HEADING = 8
LONGEST_LABEL = 4
SHORTEST, LONGEST = 2, 45
"""Words of a line that can be a requirement; a single one counts in a list of them."""
LONGEST_TEXT = 200


class Section(StrEnum):
    """What a part of a description holds."""

    UNKNOWN = "unknown"
    ASKS = "asks"
    NICE = "nice"
    DUTIES = "duties"
    OTHER = "other"


@dataclass(frozen=True)
class Asked:
    """One thing that a job asks for."""

    text: str
    must: bool


def _words(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b", re.IGNORECASE)


_NICE = _words(
    r"nice[- ]to[- ]ha(?:ve|ves)",
    r"bonus(?:es)?(?: points)?",
    r"(?:as|is|are|be|considered|a|big|strong|real|huge|definite) plus",
    r"plus(?:es)?(?: points?)",
    r"prefer(?:red|ably|ence)",
    r"desirable",
    r"desired",
    r"advantage(?:ous)?",
    r"ideally",
    r"optional",
    r"(?:good|great|useful|helpful) to have",
    r"would be (?:\w+ )?(?:great|good|nice|helpful|useful|welcome|ideal|lovely|asset)",
    r"an asset",
    r"(?:not|n't) (?:essential|required|necessary|a must|mandatory)",
    r"even better",
    r"extra (?:credit|points)",
    *wordings.NICE,
)
_MUST = _words(
    r"must",
    r"required?",
    r"requires",
    r"essential",
    r"mandatory",
    r"non-negotiable",
    *wordings.MUST,
)
_NOT_MUST = _words(
    r"(?:not|n't|no) (?:a )?(?:must|required?|essential|mandatory)", *wordings.NOT_MUST
)
_ASKING = _words(
    r"you(?:'ll| will)? (?:have|bring|are|know|need|should|understand|can|hold|possess|speak)",
    r"you(?:'ve|'re)",
    r"(?:we're|we are|we) (?:looking for|seeking|need|want|hope for|expect)",
    r"looking for",
    r"experience (?:with|in|of|as)",
    r"knowledge of",
    r"(?:qualified|certified|registered|fluent|proficient) (?:in|as)",
    r"(?:should|need to|has to|have to) (?:be|have|know|hold)",
    r"\d\+? (?:or more )?years",
    *wordings.ASKING,
)
_BOILERPLATE = _words(
    r"equal[- ]opportunit\w*",
    r"diversity",
    r"we offer",
    r"you(?:'ll| will) (?:get|receive|enjoy)",
    r"salary",
    r"pension",
    r"holidays?(?= )",
    r"annual leave",
    r"benefits",
    r"perks",
    r"(?:cv|resume|résumé|cover(?:ing)? letter)",
    r"apply",
    r"applications?",
    r"applicants",
    r"right to work",
    r"work permit",
    r"visa",
    r"dbs",
    r"background checks?",
    r"commit(?:ted|ment) to safeguarding",
    r"reasonable adjustments",
    r"regardless of",
    r"without regard",
    r"founded in",
    *wordings.BOILERPLATE,
)
_HEADINGS = (
    (
        Section.OTHER,
        _words(
            r"benefits?",
            r"(?:what )?we(?:'ll)? offer",
            r"what(?:'s| is) in it for you",
            r"what you(?:'ll| will)? (?:get|receive)",
            r"why (?:join|us|work|you(?:'ll| will) (?:love|like))",
            r"perks",
            r"about (?:us|the (?:company|team|hospital|school|organisation|organization|client))",
            r"who we are",
            r"our (?:company|team|culture|values|mission|story|offer|benefits|process)",
            r"the (?:team|company|process|package)",
            r"equal opportunit\w*",
            r"how to apply",
            r"(?:interview|hiring|application) process",
            r"next steps",
            r"salary",
            r"compensation",
            r"pay",
            r"location",
            r"hours",
            r"diversity",
            r"contact",
            r"closing date",
            *wordings.OTHER,
        ),
    ),
    (Section.NICE, _NICE),
    (Section.NICE, _words(r"it would be \w+ if you(?: also)? (?:have|bring)$")),
    (
        Section.ASKS,
        _words(
            r"requirements?",
            r"require[ds]?",
            r"qualifications?",
            r"(?:person|candidate) (?:specification|profile)",
            r"criteria",
            r"essentials?",
            r"must[- ]haves?",
            r"minimum",
            r"mandatory",
            r"(?:your|the ideal|key|core|technical) (?:profile|skills?|background|experience|"
            r"competenc\w+|candidate)",
            r"skills?",
            r"experience",
            r"what you(?:'ll| will)? (?:bring|need|have)",
            r"what we(?:'re| are)? (?:look|need|want|expect|hop)\w*(?: for)?",
            r"(?:we're|we are|we) looking for",
            r"who you are",
            r"about you",
            r"you(?:'ll| will| might| may|'d| would| could)? (?:be |are )?(?:(?:a|the) )?"
            r"(?:(?:good|great|right|perfect) )?(?:fit|match|thrive|succeed|have|bring|need)",
            r"is this you",
            r"ideal candidate",
            *wordings.ASKS,
        ),
    ),
    (
        Section.DUTIES,
        _words(
            r"responsibilit\w*",
            r"what you(?:'ll| will)? (?:do|be doing|work on)",
            r"your (?:role|tasks|job|mission|day|impact)",
            r"(?:main |key )?duties",
            r"the (?:role|job|position|opportunity)",
            r"day[- ]to[- ]day",
            r"tasks",
            r"job (?:summary|description|purpose)",
            r"about the (?:role|job|position)",
            *wordings.DUTIES,
        ),
    ),
)
_TO_A_MODEL = re.compile(
    r"\b[QA]:\s|\b(?:ignore|disregard|forget|pretend|imagine) \w+|\bact as\b|"
    r"\byou are now\b|"
    r"\byour (?:response|reply|output|instructions?|prompt|developer|password|answers?)\b|"
    r"\b(?:system prompt|rubric)\b|\b(?:score|rate|grade) (?:it |me |this )?\d|(\b\d+\b)(?: \1){5}",
    re.IGNORECASE,
)
"""No job asks for this of a person; a line that does is passed over, whatever else it holds."""
_BULLET = re.compile(r"^\s*(?:[-–—•·▪◦*o✓✔»➢►‣]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+")
_EMPHASIS = re.compile(r"\*\*|__|`")
_LABEL = re.compile(r"^([^:.]{3,50}):\s+(\S.*)$")


def requirements_of(job_text: str) -> list[Asked]:
    """Return what a job asks for, musts first, in its own words and order, each once.

    Where nothing is asked for, what there is to do stands in for it.
    """
    found = list(_items(job_text))
    musts = [t for s, t in found if s is not Section.DUTIES and not _is_nice(s, t)]
    nices = [t for s, t in found if s is not Section.DUTIES and _is_nice(s, t)]
    if not musts and not nices:
        musts = [text for section, text in found if section is Section.DUTIES]
    musts, nices = list(dict.fromkeys(musts)), list(dict.fromkeys(nices))
    room = max(FEWEST_MUSTS, MOST_REQUIREMENTS - len(nices))
    kept = [Asked(t, must=True) for t in musts[:room]] + [Asked(t, must=False) for t in nices]
    kept += [Asked(t, must=True) for t in musts[room:]]
    return sorted(kept[:MOST_REQUIREMENTS], key=lambda asked: not asked.must)


def _is_nice(section: Section, text: str) -> bool:
    firm = _MUST.search(text) is not None and _NOT_MUST.search(text) is None
    return not firm and (section is Section.NICE or _NICE.search(text) is not None)


def _items(job_text: str) -> Iterator[tuple[Section, str]]:
    """Yield each thing that may be asked for, with the section that it stands in."""
    section = Section.UNKNOWN
    for line in _logical_lines(job_text):
        heading = _heading(line)
        if heading is not None:
            section = heading
            continue
        labelled, text = _label(line)
        if labelled in {Section.ASKS, Section.NICE, Section.DUTIES}:
            section = labelled
        if Section.OTHER in {labelled, section} or _is_aimed(strip_invisible(line)):
            continue
        bullet = _BULLET.match(line) is not None
        for piece in [text] if bullet else sentences(text):
            if _can_be_asked(piece, section, bullet=bullet):
                yield section if not _asks_itself(piece) or bullet else _own(section), _tidy(piece)


def _is_aimed(line: str) -> bool:
    return _TO_A_MODEL.search(line) is not None or orders_abroad(line)


def _own(section: Section) -> Section:
    """Return the section of a sentence that asks for something among duties."""
    return Section.UNKNOWN if section is Section.DUTIES else section


def _logical_lines(job_text: str) -> Iterator[str]:
    """Yield lines without emphasis; one that goes on from a bullet belongs to it."""
    held = ""
    for raw in job_text.split("\n"):
        line = raw.rstrip()
        goes_on = held and line[:1].isspace() and line.strip()[:1].islower()
        if goes_on and not _BULLET.match(line):
            held = f"{held} {line.strip()}"
            continue
        if held:
            yield held
        held = line if line.strip() else ""
    if held:
        yield held


def _plain(line: str) -> str:
    return _EMPHASIS.sub("", _BULLET.sub("", line)).strip(" *#_\t")


def _heading(line: str) -> Section | None:
    """Return the section that a heading opens, or None for a line that is none."""
    text = _plain(line)
    if not text:
        return Section.UNKNOWN
    if _is_list_item(line) or len(text.split()) > LONGEST_HEADING:
        return None
    stripped = line.strip()
    marked = stripped.startswith(("#", "**", "__")) or text.endswith(":") or text.isupper()
    if not marked and text[-1] in ".;,!":
        return None
    for section, pattern in _HEADINGS:
        found = pattern.search(text)
        if found and (marked or len(found.group().split()) >= len(text.split()) - 2):
            return section
    return Section.UNKNOWN if marked else None


def _is_list_item(line: str) -> bool:
    return _BULLET.match(line) is not None and not line.strip().startswith("**")


def _label(line: str) -> tuple[Section | None, str]:
    """Return the section that a label names at the beginning of its line, and what follows it."""
    text = _plain(line)
    found = _LABEL.match(text)
    if found is None or len(found[1].split()) > LONGEST_LABEL:
        return None, text
    section = _heading(f"{found[1]}:")
    return (section, found[2]) if section is not Section.UNKNOWN else (None, text)


def _asks_itself(text: str) -> bool:
    return any(pattern.search(text) for pattern in (_MUST, _NICE, _ASKING))


def _can_be_asked(text: str, section: Section, *, bullet: bool) -> bool:
    count = len(text.split())
    listed = bullet and section in {Section.ASKS, Section.NICE}
    if count > LONGEST or (count < SHORTEST and not listed):
        return False
    if _BOILERPLATE.search(text) or text.rstrip().endswith("?"):
        return False
    if section is Section.UNKNOWN or (section is Section.DUTIES and not bullet):
        return _asks_itself(text)
    return True


def _tidy(text: str) -> str:
    clean = text.strip().rstrip(".;,").strip()
    if len(clean) <= LONGEST_TEXT:
        return clean
    return f"{clean[:LONGEST_TEXT].rsplit(' ', 1)[0]}…"
