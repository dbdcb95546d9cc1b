"""Claims out of an answer: how long, when, how many, for whom, and what was used or never used."""

import re
from collections.abc import Callable, Iterator

from src.models.enums import ClaimKind
from src.models.interview import Claim
from src.text import sentences, stems

MOST = 12
"""Claims of one answer; a longer list is noise."""
SHORTEST_YEARS = 0.25
"""Shorter spans are steps of a piece of work, not parts of a career."""

NUMBERS = dict(
    zip(
        "one two three four five six seven eight nine ten eleven twelve".split(),  # noqa: SIM905
        range(1, 13),
        strict=True,
    )
) | {"a": 1, "an": 1, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
_YEARS = {"year": 1.0, "yr": 1.0, "month": 1 / 12, "week": 1 / 52}

_NUMBER = r"(?P<n>\d+(?:[.,]\d+)?|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + r")"
_SPAN = _NUMBER + r"(?P<half> and a half)?\s*\+?[\s-]*(?P<unit>year|yr|month|week)s?\b"
_STOP = r"(?=\s*(?:[,.;:!?()]|$|\b(?:and|but|so|where|which|when|while|before|since|until|then|"
_STOP += (
    r"from|for|because|that|who|as|at|in|on|with|to|now|already|today|every|each|daily|all|there|"
)
_STOP += r"here|often|once|ever|regularly|back)\b))"
_THING = r"(?P<thing>(?:(?:an?|the|my|our|their)\s+)?[\w+#./&'-]+(?:\s+[\w+#./&'-]+){0,3}?)" + _STOP
_OF = r"(?:\s+of)?(?:\s+[\w-]+){0,2}?(?:\s+experience)?\s+"
_SAID_OF = re.compile(
    _SPAN + _OF + r"(?P<slot>of|in|with|at|for|as|on|using|writing|doing|building|running)\s+"
    r"(?:working\s+(?:with|at|in|for|on)\s+)?" + _THING,
    re.IGNORECASE,
)
_SAID_BEFORE = re.compile(
    r"\b(?:work\w*|been|spent|stay\w*|was|us\w+|program\w*|cod\w+|wr\w+|t(?:each|aught)\w*|led|lead|"
    r"manag\w+|ran|run|employed|experience)\b(?:\s+\w+){0,2}?\s+"
    r"(?:(?P<slot>at|with|as|in|on|for|using)\s+)?" + _THING + r"(?:\s+\w+){0,2}?\s+"
    r"(?:for\s+)?(?:about\s+|around\s+|over\s+|nearly\s+|almost\s+|more than\s+)?" + _SPAN,
    re.IGNORECASE,
)
_ALL_TOLD = re.compile(
    _SPAN + r"\s+of\s+(?:\w+\s+)?experience\b(?!\s+(?:with|in|of|as|at|on|using|\w+ing)\b)",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\b(?P<verb>join|start|began|begin|left|leave|quit|graduat|finish|mov|promot|hir)\w*\s+"
    r"(?:(?:at|from|to|with|as|in|work\w*)\s+){0,2}" + _THING + r"[^.;!?]{0,30}?"
    r"\b(?:in|since|until|back in)\s+(?:\w+\s+)?(?P<n>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_GRADUATED = re.compile(
    r"\bgraduat\w*\b(?:\s+[\w']+){0,6}?\s+in\s+(?P<n>(?:19|20)\d\d)\b", re.IGNORECASE
)
_LED = re.compile(
    r"\b(?:led|lead|leading|manag\w+|head\w*|ran|run|running|supervis\w+|coach\w*|built|build|"
    r"my|our|the)\s+(?:up\s+)?(?:an?\s+|the\s+)?(?:\w+\s+)?(?P<thing>team|group|squad|crew|"
    r"department)\s+(?:of|was|were|is|had|has)\s+(?:about\s+|around\s+|up to\s+)?"
    + _NUMBER
    + r"(?!\s*(?:%|percent|years?|months?|weeks?|days?|hours?|minutes?)\b)",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\b(?P<slot>cut|reduc\w+|increas\w+|rais\w+|grew|improv\w+|sav\w+|lower\w+|dropp\w+|decreas\w+)"
    r"\s+(?P<thing>(?:[\w'-]+\s+){1,5}?)by\s+(?:about\s+|around\s+|over\s+|almost\s+)?"
    r"(?P<n>\d+(?:[.,]\d+)?)\s*(?:%|per ?cent)",
    re.IGNORECASE,
)
_EMPLOYER = re.compile(
    r"\b(?:[Ww]ork(?:ed|ing)?|[Ee]mployed|[Ii]nterned|[Jj]ob|[Rr]ole|[Ii]nternship|[Tt]ime|[Yy]ears?)"
    r"\s+(?:at|for)\s+(?P<thing>[A-Z][\w&'.-]*\w(?:\s+[A-Z][\w&'-]*\w){0,2})"
    r"|\b[Jj]oined\s+(?P<joined>[A-Z][\w&'.-]*\w(?:\s+[A-Z][\w&'-]*\w){0,2})"
)
_NEVER = re.compile(
    r"\b(?:never(?:\s+\w+)?\s+(?:used|worked\s+(?:with|in|on)|touched|tried|seen|written|learned|"
    r"learnt|run|deployed)|(?:haven't|have\s+not|hadn't|didn't|don't|do\s+not)\s+(?:ever\s+)?"
    r"(?:used?|worked\s+with|know|touched|tried)|no\s+experience\s+(?:with|in|of|using))\s+"
    + _THING,
    re.IGNORECASE,
)
_USED = re.compile(
    r"\b(?:used|use|using|work(?:ed|ing)?\s+with|wrote|written\s+in|deployed\s+(?:on|to)|"
    r"experience\s+(?:with|in)|built\s+(?:\w+\s+){0,4}?(?:in|with|on)|ran|running)\s+" + _THING,
    re.IGNORECASE,
)
_GENERAL = frozenset(
    stem
    for word in [
        "experience",
        "work",
        "working",
        "job",
        "jobs",
        "role",
        "roles",
        "team",
        "company",
        "it",
        "that",
        "this",
        "them",
        "there",
        "field",
        "years",
        "last",
        "past",
        "same",
        "different",
        "industry",
        "area",
        "professional",
        "lot",
        "kind",
    ]
    for stem in stems(word)
)

Find = Callable[[str], Iterator[Claim]]


def claims_in(text: str, turn_no: int | None = None) -> tuple[Claim, ...]:
    """Return what an answer claims, each with the sentence that it stands in."""
    found: dict[tuple[object, ...], Claim] = {}
    for sentence in sentences(text):
        plain = sentence.replace("’", "'")
        for find in _FINDERS:
            for claim in find(plain):
                placed = claim.model_copy(update={"quote": sentence, "turn_no": turn_no})
                key = (claim.kind, claim.slot, claim.subject, claim.negated)
                found.setdefault(key, placed)
    return tuple(found.values())[:MOST]


def subject_of(words: str | None) -> tuple[str, ...]:
    """Return the telling stems of what a claim is about, sorted."""
    return tuple(sorted({stem for stem in stems(words or "") if stem not in _GENERAL}))


def number_of(word: str) -> float:
    """Return a number that is written in figures or as a word."""
    return float(NUMBERS.get(word.lower(), 0) or word.replace(",", "."))


def _claim(kind: ClaimKind, slot: str, subject: tuple[str, ...], **fields: object) -> Claim:
    values = {"kind": kind, "slot": slot, "subject": subject, "quote": ""} | fields
    return Claim.model_validate(values)


def _span_of(match: re.Match[str]) -> float:
    half = 0.5 if match["half"] else 0.0
    return (number_of(match["n"]) + half) * _YEARS[match["unit"].lower()]


def _durations(sentence: str) -> Iterator[Claim]:
    for pattern in (_SAID_OF, _SAID_BEFORE):
        for match in pattern.finditer(sentence):
            subject = subject_of(match["thing"])
            slot = _slot_of(match["slot"])
            if subject and _span_of(match) >= SHORTEST_YEARS:
                yield _claim(ClaimKind.DURATION, slot, subject, value=_span_of(match))
    for match in _ALL_TOLD.finditer(sentence):
        yield _claim(ClaimKind.DURATION, "all", ("experience",), value=_span_of(match))


def _slot_of(word: str | None) -> str:
    """Return at, as or with: how the time was spent."""
    said = (word or "with").lower()
    if said in {"at", "for"}:
        return "at"
    return "as" if said == "as" else "with"


def _years(sentence: str) -> Iterator[Claim]:
    verbs = {"began": "start", "begin": "start", "hir": "join", "quit": "left", "leave": "left"}
    for match in _WHEN.finditer(sentence):
        verb = match["verb"].lower()
        subject = subject_of(match["thing"])
        if not subject or verb == "graduat":
            continue
        yield _claim(ClaimKind.YEAR, verbs.get(verb, verb), subject, value=float(match["n"]))
    for match in _GRADUATED.finditer(sentence):
        yield _claim(ClaimKind.YEAR, "graduat", ("degree",), value=float(match["n"]))


def _counts(sentence: str) -> Iterator[Claim]:
    for match in _LED.finditer(sentence):
        yield _claim(ClaimKind.COUNT, "team", ("team",), value=number_of(match["n"]))
    for match in _BY.finditer(sentence):
        subject = subject_of(match["thing"])
        if subject:
            yield _claim(ClaimKind.COUNT, "by percent", subject, value=number_of(match["n"]))


def _employers(sentence: str) -> Iterator[Claim]:
    for match in _EMPLOYER.finditer(sentence):
        subject = subject_of(match["thing"] or match["joined"])
        if subject:
            yield _claim(ClaimKind.EMPLOYER, "at", subject)


def _tools(sentence: str) -> Iterator[Claim]:
    never = [m for m in _NEVER.finditer(sentence) if subject_of(m["thing"])]
    for match in never:
        yield _claim(ClaimKind.USED, "used", subject_of(match["thing"]), negated=True)
    if never:
        return
    for match in _USED.finditer(sentence):
        subject = subject_of(match["thing"])
        if subject:
            yield _claim(ClaimKind.USED, "used", subject)


_FINDERS: tuple[Find, ...] = (_durations, _years, _counts, _employers, _tools)
