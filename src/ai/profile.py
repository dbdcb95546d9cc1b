"""What the job asks for and what the résumé shows: by layout and lexicon, without a model. Pure.

A résumé is data here like everywhere: nothing in it can change what is asked or how it is graded.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from src.models.documents import Profile, Requirement
from src.models.enums import MatchState
from src.text import recall, sentences, stem, stems, words

MOST_REQUIREMENTS = 12
SHOWN = 0.55
PARTLY = 0.25
NAME_WEIGHT = 3.0
SHORTEST, LONGEST = 2, 40
"""Words of a line that can be a requirement."""
MOST_SKILLS = 20

_ASKS = re.compile(
    r"\b(require\w*|qualif\w*|you (have|bring|are|know|will need)|must|essential|we('re| are) "
    r"looking for|what you('ll)? (bring|need)|your (profile|skills|background|experience)|"
    r"who you are|skills|experience|minimum|mandatory|you should)\b",
    re.IGNORECASE,
)
_NICE = re.compile(
    r"\b(nice[- ]to[- ]have|bonus|plus|preferred|desirable|advantage\w*|ideally|optional|good to "
    r"have|would be great)\b",
    re.IGNORECASE,
)
_DUTIES = re.compile(
    r"\b(responsibilit\w*|what you('ll| will) do|your (role|tasks|job|mission)|duties|the role|"
    r"day[- ]to[- ]day)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(benefits?|we offer|what we offer|perks|about us|who we are|our (company|team|culture|"
    r"values)|equal opportunit\w*|how to apply|salary|compensation|location|diversity|why "
    r"(join|us))\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[a-z,:/+] )[A-Z][\w+#.]*")
_BULLET = re.compile(r"^\s*(?:[-–—•·▪◦*o✓✔»]|\d{1,2}[.)])\s+")
_LOOKING = re.compile(r"\b(looking for|you (bring|have|know|are|can)|who knows?)\b", re.IGNORECASE)
_MUST = re.compile(
    r"\b(must|required?|essential|mandatory|need(ed)?|strong|proven|solid)\b", re.IGNORECASE
)
_FILLER = frozenset(
    stem(w)
    for w in [
        "experience",
        "experienced",
        "knowledge",
        "strong",
        "proven",
        "solid",
        "good",
        "excellent",
        "ability",
        "able",
        "years",
        "year",
        "work",
        "working",
        "skills",
        "skill",
        "understanding",
        "familiar",
        "familiarity",
        "required",
        "require",
        "must",
        "plus",
        "nice",
        "preferred",
        "bonus",
        "degree",
        "similar",
        "related",
        "relevant",
        "least",
        "minimum",
        "hands",
        "proficiency",
        "proficient",
        "demonstrated",
        "demonstrable",
        "deep",
        "ideally",
        "etc",
        "including",
        "team",
        "environment",
        "great",
        "track",
        "record",
    ]
)
_SAME = {
    "k8s": "kubernetes",
    "js": "javascript",
    "ts": "typescript",
    "postgres": "postgresql",
    "golang": "go",
    "py": "python",
    "ml": "machine learning",
    "ci": "continuous integration",
    "cd": "continuous delivery",
    "aws": "amazon cloud",
    "gcp": "google cloud",
    "azure": "microsoft cloud",
    "rdbms": "sql database",
    "mysql": "sql database",
    "postgresql": "postgresql sql database",
    "crm": "crm customer relationship",
    "ehr": "electronic health record",
    "emr": "electronic health record",
    "excel": "excel spreadsheet",
    "rn": "registered nurse",
    "cpa": "certified accountant",
    "b2b": "business sales",
    "oncall": "on-call incident",
    "on-call": "on-call incident",
    "rest": "rest api",
    "fastapi": "fastapi api",
}
_PERIOD = re.compile(
    r"\b(19|20)\d\d\s*[-–—]\s*((19|20)\d\d|present|now|today|current)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class _Line:
    """A line of the résumé with its number and what it says."""

    no: int
    text: str
    terms: frozenset[str]


def read_profile(resume_text: str, job_text: str) -> Profile:
    """Return requirements with the résumé line that shows each, and the skills that match."""
    lines = [
        _Line(no, text.strip(), frozenset(_terms(text)))
        for no, text in enumerate(resume_text.splitlines(), start=1)
        if text.strip()
    ]
    asked = [(text, must) for text, must in _requirements(job_text)][:MOST_REQUIREMENTS]
    requirements = tuple(_matched(text, must, lines) for text, must in asked)
    return Profile(
        requirements=requirements,
        skills=_skills(requirements, lines),
        quality=_quality(lines),
    )


def _terms(text: str) -> list[str]:
    """Return telling stems with the usual other names of a thing."""
    found: list[str] = []
    for word in words(text):
        found += stems(f"{word} {_SAME.get(word, '')}")
    return [term for term in found if term not in _FILLER]


def _requirements(job_text: str) -> list[tuple[str, bool]]:
    """Return what the job asks for in order, musts first, and whether each is a must."""
    musts: list[str] = []
    nices: list[str] = []
    duties: list[str] = []
    part, nice_part = "", False
    for line in _lines(job_text):
        text = _BULLET.sub("", line).strip(" :*#")
        if not text:
            continue
        heading = _heading(line, text)
        if heading is not None:
            part, nice_part = heading, bool(_NICE.search(text))
            continue
        bullet = _BULLET.match(line) is not None
        if part == "other" or not _can_be_asked(text, part, bullet=bullet):
            continue
        if nice_part or (_NICE.search(text) and not _MUST.search(text)):
            nices.append(text)
        elif part == "duties":
            duties.append(text)
        else:
            musts.append(text)
    found = [(_tidy(t), True) for t in musts] + [(_tidy(t), False) for t in nices]
    found = found or [(_tidy(t), True) for t in duties]
    return list(dict.fromkeys(found))


def _lines(job_text: str) -> list[str]:
    """Return lists by line and prose by sentence."""
    found = []
    for line in job_text.splitlines():
        found += [line] if _BULLET.match(line) else sentences(line)
    return found


def _heading(line: str, text: str) -> str | None:
    """Return which part a heading opens, or None for a line that is no heading."""
    short = len(text.split()) <= 7  # noqa: PLR2004 - headings are short
    marked = line.lstrip().startswith("#") or line.rstrip().endswith(":") or text.isupper()
    if not short or _BULLET.match(line) or not (marked or text[-1] not in ".;,!?"):
        return None
    for part, pattern in (("other", _OTHER), ("nice", _NICE), ("asks", _ASKS), ("duties", _DUTIES)):
        if pattern.search(text):
            return part
    return "" if marked else None


def _can_be_asked(text: str, part: str, *, bullet: bool) -> bool:
    count = len(text.split())
    if not SHORTEST <= count <= LONGEST or _OTHER.search(text) or not _terms(text):
        return False
    if part in {"asks", "nice", "duties"}:
        return bullet or bool(_ASKS.search(text) or _MUST.search(text)) or count <= 25  # noqa: PLR2004
    asked = _LOOKING if not bullet else _ASKS
    return bool(_MUST.search(text) or asked.search(text) or _NICE.search(text))


def _tidy(text: str) -> str:
    return text.rstrip(".;,").strip()


def _matched(text: str, must: bool, lines: Sequence[_Line]) -> Requirement:  # noqa: FBT001
    wanted = _weighted(text)
    rated = [(recall(wanted, dict.fromkeys(line.terms, 1.0)), line) for line in lines]
    share, best = max(rated, key=lambda pair: (pair[0], -pair[1].no), default=(0.0, None))
    state = MatchState.NOT_FOUND
    if share >= PARTLY:
        state = MatchState.SHOWN if share >= SHOWN else MatchState.PARTLY
    shows = best if state is not MatchState.NOT_FOUND else None
    return Requirement(
        text=text[:200],
        must=must,
        match=state,
        resume_line=shows.text[:240] if shows else None,
        resume_line_no=shows.no if shows else None,
    )


def _weighted(text: str) -> dict[str, float]:
    """Return a requirement's terms; names such as Python or SAP weigh more than common words."""
    names = {stem(word) for word in words(" ".join(_NAME.findall(text)))}
    return {term: NAME_WEIGHT if term in names else 1.0 for term in _terms(text)}


def _skills(requirements: Sequence[Requirement], lines: Sequence[_Line]) -> tuple[str, ...]:
    """Return words of the job that the résumé uses too, most used first."""
    asked = {term for r in requirements for term in _terms(r.text)}
    counts: dict[str, int] = {}
    names: dict[str, str] = {}
    for line in lines:
        for word in words(line.text):
            term = stem(word)
            if term in asked:
                counts[term] = counts.get(term, 0) + 1
                names.setdefault(term, word)
    ranked = sorted(counts, key=lambda term: (-counts[term], term))
    return tuple(names[term] for term in ranked[:MOST_SKILLS])


def _quality(lines: Sequence[_Line]) -> float:
    """Return the share of lines that read like words, not debris; 1 without a résumé."""
    if not lines:
        return 1.0
    good = sum(_reads_well(line.text) for line in lines)
    return round(good / len(lines), 2)


def _reads_well(text: str) -> bool:
    letters = sum(c.isalpha() or c.isspace() for c in text)
    return letters / len(text) >= 0.6 or bool(_PERIOD.search(text)) or "@" in text  # noqa: PLR2004
