"""The choice of questions for a person and a job, each with its reason. Pure."""

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from src.errors import NotFoundError
from src.models.content import Kit, Near, Question
from src.models.documents import Profile, Requirement
from src.models.enums import InterviewType, MatchState, QuestionKind
from src.text import recall, stem, stems

SPARE_MINUTES = 0.5
"""Between two questions, for what the interviewer says."""
LEAST_MINUTES = 2.0
"""With less time left no further question is begun."""
SAME_SKILL = 0.8
"""What a question loses for each one of its skill that is chosen already."""
SAME_REASON = 0.4
"""What it loses for each one that is chosen for the same requirement."""
LEVEL_STEP = 0.35
SEEN = 5.0
"""What a question loses that was asked lately; it still comes where nothing else is left."""
RELEVANT = 0.2
"""Share of a requirement's telling words that a question must be about to be its reason."""
LONGEST_LINE = 60
"""Characters of a résumé's line in a reason."""
SERVES = 0.7
"""Share of a kit's role that a role in the person's words must name."""
NEAR = 0.15
"""Nearness in meaning from which a line is a question's reason."""
MEANING, BOTH = 0.8, 0.4
"""What nearness counts beside the share of common words, and what both for one line add."""
OWN = 0.4
"""What nearness to the résumé's own words counts: less than what the job asks for."""
WEIGHTS = {MatchState.NOT_FOUND: 1.0, MatchState.PARTLY: 1.2, MatchState.SHOWN: 0.9}

_SAME_ROLE = {stem(word): stem("engineer") for word in ("developer", "programmer", "dev")}
_TECHNICAL = frozenset(
    {
        QuestionKind.OPEN,
        QuestionKind.CODE,
        QuestionKind.CHOICE,
        QuestionKind.NUMBER,
        QuestionKind.FORMULA,
        QuestionKind.SQL,
    }
)
_KINDS = {
    InterviewType.BEHAVIOURAL: frozenset({QuestionKind.BEHAVIOURAL}),
    InterviewType.TECHNICAL: _TECHNICAL,
    InterviewType.CASE: frozenset({QuestionKind.OPEN, QuestionKind.NUMBER}),
    InterviewType.SITUATIONAL: frozenset({QuestionKind.OPEN, QuestionKind.BEHAVIOURAL}),
}
_FOUND = {
    MatchState.SHOWN: "your résumé shows it",
    MatchState.PARTLY: "your résumé shows it in part",
    MatchState.NOT_FOUND: "not found in your résumé",
}


@dataclass(frozen=True)
class Chosen:
    """A question with the reason for the person."""

    question: Question
    reason: str


@dataclass(frozen=True, eq=False)  # told apart by which they are, which takes no time
class _Rated:
    question: Question
    fit: float
    reason: str
    asked_for: bool = False


def choose(
    pool: Sequence[Question],
    *,
    count: int | None,
    minutes: int | None,
    level: int,
    profile: Profile,
    types: InterviewType,
    avoid: Collection[str] = (),
    near: Mapping[str, Near] | None = None,
) -> tuple[Chosen, ...]:
    """Return questions in the order to ask them: what the job asks for, near the level, by turns.

    Kinds that the type doesn't want are left out unless nothing else is left. The first question
    is the one nearest to the level; no skill comes twice in a row where another is left. `near`
    says by question which line of job or résumé it is nearest to in meaning, where that is known.
    """
    wanted = _KINDS.get(types)
    fitting = [q for q in pool if wanted is None or q.kind in wanted] or list(pool)
    left = _rated(fitting, level, profile, avoid, near or {})
    if count is None and minutes is not None:
        left = [r for r in left if r.question.minutes <= minutes] or left
    asked: list[_Rated] = []
    spent = 0.0
    while left and not _full(asked, spent, count, minutes):
        best = _best_next(left, asked)
        left.remove(best)
        if count is None and asked and minutes and spent + best.question.minutes > minutes + 1:
            continue
        asked.append(best)
        spent += best.question.minutes + SPARE_MINUTES
    return tuple(Chosen(r.question, r.reason) for r in _in_order(asked, level))


def _full(asked: Sequence[_Rated], spent: float, count: int | None, minutes: int | None) -> bool:
    if count is not None:
        return len(asked) >= count
    return bool(asked) and minutes is not None and spent + LEAST_MINUTES > minutes


def _best_next(left: Sequence[_Rated], asked: Sequence[_Rated]) -> _Rated:
    skills = Counter(r.question.skill for r in asked)
    reasons = Counter(r.reason for r in asked if r.asked_for)
    last = asked[-1].question.skill if asked else None

    def worth(rated: _Rated) -> tuple[float, str]:
        skill = rated.question.skill
        repeated = SAME_SKILL * (skills[skill] + (skill == last))
        return rated.fit - repeated - SAME_REASON * reasons[rated.reason], rated.question.id

    best, most = left[0], worth(left[0])
    for rated in left:
        # Nothing is worth more than its fit, so what follows a lesser fit can't be the best.
        if rated.fit < most[0]:
            break
        best, most = max((best, most), (rated, worth(rated)), key=lambda pair: pair[1])
    return best


def _in_order(asked: Sequence[_Rated], level: int) -> list[_Rated]:
    """Begin nearest to the level, the easier of two; then by turns of skills, best first."""
    left = sorted(asked, key=lambda r: (abs(r.question.level - level), r.question.level))[:1]
    ordered: list[_Rated] = []
    waiting = [*left, *(r for r in asked if r not in left)]
    while waiting:
        ordered.append(_next_turn(waiting, ordered))
        waiting.remove(ordered[-1])
    return ordered


def _next_turn(waiting: Sequence[_Rated], ordered: Sequence[_Rated]) -> _Rated:
    """Return the first of another skill than the last; a skill with most left goes before it."""
    last = ordered[-1].question.skill if ordered else None
    skill, most = Counter(r.question.skill for r in waiting).most_common(1)[0]
    others = [r for r in waiting if r.question.skill != last]
    if ordered and skill != last and 2 * most > len(waiting):
        others = [r for r in others if r.question.skill == skill]
    return next(iter(others), waiting[0])


def _rated(
    pool: Sequence[Question],
    level: int,
    profile: Profile,
    avoid: Collection[str],
    near: Mapping[str, Near],
) -> list[_Rated]:
    """Rate questions, the best fit first; a word that many are about tells less than a rare one."""
    about = [_about(question) for question in pool]
    seen = Counter(term for terms in about for term in terms)
    telling = {term: math.log(1 + len(pool) / count) for term, count in seen.items()}
    requirements = [(r, _known(r.text, telling)) for r in profile.requirements]
    by_term = _by_term(requirements)
    skills = {_with_line(skill, profile): set(stems(skill)) for skill in profile.skills}
    rated = []
    for question, terms in zip(pool, about, strict=True):
        off_level = LEVEL_STEP * abs(question.level - level)
        fit = -off_level - (SEEN if question.id in avoid else 0.0)
        found = _Found(*_best(requirements, by_term, terms), near.get(question.id))
        by_meaning = _by_meaning(question, fit, found, profile)
        rated.append(by_meaning or _judge(question, fit, found, skills))
    return sorted(rated, key=lambda r: r.fit, reverse=True)


@dataclass(frozen=True)
class _Found:
    """The requirement that a question shares most words with, and the line it is nearest to."""

    requirement: Requirement | None
    relevance: float
    near: Near | None


def _by_meaning(question: Question, fit: float, found: _Found, profile: Profile) -> _Rated | None:
    """Rate a question by the line that it is near to; None where its words say more, or as much."""
    near = found.near
    if near is None or near.share < NEAR:
        return None
    same = found.requirement is not None and found.requirement.text == near.line
    share = MEANING * near.share + (BOTH * found.relevance if same else 0.0)
    if found.relevance >= RELEVANT and found.relevance > share:
        return None
    requirement = next((r for r in profile.requirements if r.text == near.line), None)
    if requirement is None:
        reason = f"near to what your résumé names: “{_with_line(near.line, profile)}”"
        return _Rated(question, fit + OWN * near.share, reason)
    weight = WEIGHTS[requirement.match] * (1.0 if requirement.must else 0.6)
    return _Rated(question, fit + share * weight, _because(requirement, "near to"), asked_for=True)


def _with_line(skill: str, profile: Profile) -> str:
    """Return a skill with the first line that names it."""
    word = skill.casefold()
    line = next((f for f in profile.facts if f.line_no and word in f.line.casefold()), None)
    return f"{skill} (line {line.line_no}: “{_short(line.line)}”)" if line else skill


def _about(question: Question) -> Mapping[str, float]:
    """Return what a question is about: skill and tags, and its own words where it has no tags."""
    words = [question.skill, question.language or "", *(question.tags or (question.text,))]
    return dict.fromkeys(_terms(" ".join(words)), 1.0)


@lru_cache(maxsize=4000)  # a kit's words are looked at for every plan that is made from it
def _terms(text: str) -> tuple[str, ...]:
    return tuple(stems(text))


def _known(text: str, telling: Mapping[str, float]) -> dict[str, float]:
    """Return the words of a requirement that some question is about, with their weight.

    Where that is too small a part of the requirement, one shared word would be mere chance.
    """
    wanted = set(stems(text))
    known = {term: telling[term] for term in wanted if term in telling}
    return known if len(known) >= RELEVANT * len(wanted) else {}


def _by_term(
    requirements: Sequence[tuple[Requirement, Mapping[str, float]]],
) -> dict[str, list[int]]:
    """Return by word the places of the requirements that hold it."""
    found: dict[str, list[int]] = {}
    for place, (_, wanted) in enumerate(requirements):
        for term in wanted:
            found.setdefault(term, []).append(place)
    return found


def _best(
    requirements: Sequence[tuple[Requirement, Mapping[str, float]]],
    by_term: Mapping[str, Sequence[int]],
    terms: Mapping[str, float],
) -> tuple[Requirement | None, float]:
    """Return the requirement that shares most with the words, and how much, from 0 to 1."""
    places = sorted({place for term in terms for place in by_term.get(term, ())})
    rated = [(recall(requirements[at][1], terms), requirements[at][0]) for at in places]
    relevance, best = max(rated, key=lambda pair: pair[0], default=(0.0, None))
    return best, relevance


def _judge(
    question: Question,
    fit: float,
    found: _Found,
    skills: Mapping[str, Collection[str]],
) -> _Rated:
    requirement, relevance = found.requirement, found.relevance
    if requirement is not None and relevance >= RELEVANT:
        weight = WEIGHTS[requirement.match] * (1.0 if requirement.must else 0.6)
        return _Rated(question, fit + relevance * weight, _because(requirement), asked_for=True)
    own = set(_terms(question.skill))
    named = next((skill for skill, terms in skills.items() if own.intersection(terms)), None)
    if named is not None:
        return _Rated(question, fit + 0.3, f"your résumé names {named}")
    return _Rated(question, fit, f"core skill of this role: {question.skill}")


def _because(requirement: Requirement, how: str = "asked for:") -> str:
    line, no = requirement.resume_line, requirement.resume_line_no
    where = f": “{_short(line)}” (line {no})" if line and no else ""
    return f"{how} “{requirement.text}”; {_FOUND[requirement.match]}{where}"


def _short(line: str) -> str:
    """Return a line's first words, without its bullet."""
    plain = line.lstrip("-–—•·▪◦*#| \t")
    return plain if len(plain) <= LONGEST_LINE else plain[:LONGEST_LINE].rsplit(" ", 1)[0] + " …"


def closest(kits: Sequence[Kit], role: str) -> tuple[Kit, bool]:
    """Return the kit for a role in the person's words, and whether it really serves the role.

    Where none does, the behavioural kit stands in: its questions fit every trade. Raises
    `NotFoundError` where there is no kit at all.
    """
    if not kits:
        raise NotFoundError("No question kit is there.")
    named = _role_terms(role)
    rated = [(max(recall(_role_terms(t), named) for t in (k.role, k.title)), k) for k in kits]
    share, best = max(rated, key=lambda pair: pair[0])
    if share >= SERVES:
        return best, True
    general = next((kit for kit in kits if kit.id == "behavioural"), best)
    return general, False


def _role_terms(role: str) -> dict[str, float]:
    """Return the words of a role; a developer is an engineer here."""
    return {_SAME_ROLE.get(term, term): 1.0 for term in stems(role)}
