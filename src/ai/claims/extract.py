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
_SPAN = _NUMBER + r"(?P<half> and a half)?\s*\+?[\s-]*(?P<unit>year|yr|month|week)s?\b'?"
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
_SINCE = re.compile(
    r"\b(?:been|work(?:ed|ing)?|employed)\s+(?:at|for)\s+(?P<thing>[A-Z][\w&'.-]*\w(?:\s+[A-Z][\w&'-]*"
    r"\w){0,2})\s+since\s+(?:\w+\s+)?(?P<n>(?:19|20)\d\d)\b"
)
_GRADUATED = re.compile(
    r"\bgraduat\w*\b(?:\s+[\w']+){0,6}?\s+in\s+(?P<n>(?:19|20)\d\d)\b", re.IGNORECASE
)
_LED = re.compile(
    r"\b(?:led|lead|leading|manag\w+|head\w*|ran|run|running|supervis\w+|coach\w*|built|build|"
    r"my)\s+(?:up\s+)?(?:an?\s+|the\s+)?(?:\w+\s+)?(?P<thing>team|group|squad|crew|"
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
_NAME = r"[A-Z][\w&'.-]*\w(?:\s+[A-Z][\w&'-]*\w){0,2}"
_EMPLOYER = re.compile(
    r"\b(?:I|I've|[Hh]ave|[Ww]hile|[Ww]hen)\s+(?:was\s+|am\s+|been\s+)?(?:\w+ly\s+)?"
    r"(?:work(?:ed|ing)?|employed|interned)\s+(?:at|for)\s+(?P<thing>" + _NAME + r")"
    r"|\b[Mm]y\s+(?:\w+\s+){0,2}(?:job|role|internship|time|years?)\s+at\s+(?P<mine>" + _NAME + r")"
    r"|\bI\s+joined\s+(?P<joined>" + _NAME + r")(?!\w|\s+(?:to|with|on|and)\b)"
)
_IN_PASSING = re.compile(
    r"\b(?:student|studies|intern\w*|freelanc\w*|contract\w*|volunteer\w*|trainee|part[- ]time|"
    r"summer|holidays?|(?:on|for|until|by) (?:mon|tues|wednes|thurs|fri|satur|sun)day)",
    re.IGNORECASE,
)
"""Work that people leave out of a résumé, and words that only look like an employer."""
_NEVER = re.compile(
    r"\bi(?:\s+have|'ve)?\s+(?:(?:really|honestly|actually)\s+)?(?:"
    r"never(?:\s+(?:really|actually|ever|even))?\s+(?:used|worked\s+(?:with|in)|touched|tried|seen|"
    r"written|learned|learnt)|(?<=have\s)no\s+experience\s+(?:with|in|of|using)|"
    r"(?:haven't|have\s+not)\s+ever\s+(?:used|worked\s+with|touched|tried))\s+"
    + _THING
    + r"(?=\s*(?:in\s+my\s+(?:whole\s+)?(?:life|career)|before(?=\s*(?:[.,;!?]|$))|at\s+all|"
    r"so\s+far|myself|ever)?\s*(?:[.,;!?]|$|\b(?:and|but|or|so)\b))",
    re.IGNORECASE,
)
_USED = re.compile(
    r"\bi(?:\s+have|'ve)?\s+(?:\w+ly\s+|also\s+|mostly\s+|often\s+|always\s+)?(?:used|use|work(?:ed)?"
    r"\s+with|wrote|written\s+in|deployed\s+(?:on|to)|built\s+(?:\w+\s+){0,4}?(?:in|with|on)|ran|"
    r"have\s+(?:\w+\s+){0,2}?experience\s+(?:with|in))\s+" + _THING,
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:(?P<own>i|i'm|i've|i'd|my|me)|we|we've|our|they|they've|their|he|she|his|her|you|your|who|"
    r"team|company|customers?|clients?|vendors?)\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:first|last|next|another|after|before(?!\s+that\b)|until|within|by then|on the|when i|"
    r"moved? (?:away|on)|the other|at first|at the (?:start|beginning)|initially|later|back then|"
    r"grew|grown|from (?:a|one|two|three|four|five|\d))\b",
    re.IGNORECASE,
)
"""Words that say that a span or a number is a part of the whole, or was so for a while."""
_PLACE = re.compile(r"\b(?:at|for)\s+(?P<name>" + _NAME + r")")
_SCOPED = re.compile(r"\s*(?:on|in|at|for|during|within|over|after|from|per|by)\b", re.IGNORECASE)
_DEGREES = {
    "doctor": re.compile(r"\bph\.?d|\bdoctor", re.IGNORECASE),
    "master": re.compile(r"\bm\.?(?:sc|a|eng)\b|\bmba\b|\bmaster", re.IGNORECASE),
    "bachelor": re.compile(r"\bb\.?(?:sc|a|eng)\b|\bbachelor", re.IGNORECASE),
    "school": re.compile(r"\bschool\b", re.IGNORECASE),
}
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
        "project",
    ]
    for stem in stems(word)
)

Find = Callable[[str], Iterator[Claim]]


def claims_in(text: str, turn_no: int | None = None) -> tuple[Claim, ...]:
    """Return what an answer claims, each with the sentence that it stands in."""
    found: dict[tuple[object, ...], Claim] = {}
    for sentence in sentences(text):
        plain = " ".join(sentence.replace("’", "'").split())
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


def _is_of_others(sentence: str, start: int) -> bool:
    """Say whether what begins at `start` is told of somebody else than the candidate alone."""
    before = list(_OTHERS.finditer(sentence, 0, start))
    return bool(before) and not before[-1]["own"]


def _places(sentence: str) -> tuple[str, ...]:
    """Return the stems of the employers that a sentence names, so that places aren't mixed up."""
    return tuple(stem for found in _PLACE.finditer(sentence) for stem in subject_of(found["name"]))


def _durations(sentence: str) -> Iterator[Claim]:
    if _PART.search(sentence):
        return
    for pattern in (_SAID_OF, _SAID_BEFORE):
        for match in pattern.finditer(sentence):
            if _is_of_others(sentence, match.start()):
                continue
            slot = _slot_of(match["slot"])
            subject = subject_of(match["thing"])
            if subject and slot != "at":
                subject = tuple(sorted({*subject, *_places(sentence)}))
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
        is_name = any(letter.isupper() for letter in match["thing"])
        if not subject or verb == "graduat" or not is_name:
            continue
        yield _claim(ClaimKind.YEAR, verbs.get(verb, verb), subject, value=float(match["n"]))
    for match in _SINCE.finditer(sentence):
        yield _claim(ClaimKind.YEAR, "join", subject_of(match["thing"]), value=float(match["n"]))
    for match in _GRADUATED.finditer(sentence):
        yield _claim(ClaimKind.YEAR, "graduat", degree_of(sentence), value=float(match["n"]))


def degree_of(words: str) -> tuple[str, ...]:
    """Return what a graduation is about: a degree, and which one where it is named."""
    named = next((name for name, pattern in _DEGREES.items() if pattern.search(words)), None)
    return ("degree", named) if named else ("degree",)


def _counts(sentence: str) -> Iterator[Claim]:
    if _PART.search(sentence):
        return
    for match in _LED.finditer(sentence):
        subject = tuple(sorted({"team", *_places(sentence)}))
        if not _is_of_others(sentence, match.start()):
            yield _claim(ClaimKind.COUNT, "team", subject, value=number_of(match["n"]))
    for match in _BY.finditer(sentence):
        subject = subject_of(match["thing"])
        if subject and not _SCOPED.match(sentence, match.end()):
            yield _claim(ClaimKind.COUNT, "by percent", subject, value=number_of(match["n"]))


def _employers(sentence: str) -> Iterator[Claim]:
    if _IN_PASSING.search(sentence):
        return
    for match in _EMPLOYER.finditer(sentence):
        subject = subject_of(match["thing"] or match["mine"] or match["joined"])
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
