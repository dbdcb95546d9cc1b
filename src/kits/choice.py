"""The choice of questions for a person and a job, each with its reason. Pure, by words alone."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from src.models.content import Kit, Question
from src.models.documents import Profile, Requirement
from src.models.enums import InterviewType, MatchState, QuestionKind
from src.text import recall, stem, stems

SPARE_MINUTES = 0.5
"""Between two questions, for what the interviewer says."""
LEAST_MINUTES = 2.0
"""With less time left no further question is begun."""
SAME_SKILL = 0.8
"""What a question loses for each one of its skill that is chosen already."""
LEVEL_STEP = 0.35
SEEN = 5.0
"""What a question loses that was asked lately; it still comes where nothing else is left."""
RELEVANT = 0.12
SERVES = 0.7
"""Share of a kit's role that a role in the person's words must name."""
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


@dataclass(frozen=True)
class _Rated:
    question: Question
    fit: float
    reason: str


def choose(
    pool: Sequence[Question],
    *,
    count: int | None,
    minutes: int | None,
    level: int,
    profile: Profile,
    types: InterviewType,
    avoid: Collection[str] = (),
) -> tuple[Chosen, ...]:
    """Return questions in the order to ask them: what the job asks for, near the level, by turns.

    Kinds that the type doesn't want are left out unless nothing else is left.
    """
    wanted = _KINDS.get(types)
    fitting = [q for q in pool if wanted is None or q.kind in wanted] or list(pool)
    left = [_rate(q, level, profile, avoid) for q in fitting]
    asked: list[_Rated] = []
    spent = 0.0
    while left and not _full(asked, spent, count, minutes):
        skills = Counter(r.question.skill for r in asked)
        last = asked[-1].question.skill if asked else None
        best = max(left, key=lambda r: (_worth(r, skills, last), r.question.id))
        left.remove(best)
        asked.append(best)
        spent += best.question.minutes + SPARE_MINUTES
    return tuple(Chosen(r.question, r.reason) for r in _in_order(asked))


def _full(asked: Sequence[_Rated], spent: float, count: int | None, minutes: int | None) -> bool:
    if count is not None:
        return len(asked) >= count
    return bool(asked) and minutes is not None and spent + LEAST_MINUTES > minutes


def _worth(rated: _Rated, skills: Counter[str], last: str | None) -> float:
    repeated = SAME_SKILL * skills[rated.question.skill]
    return rated.fit - repeated - (SAME_SKILL if rated.question.skill == last else 0.0)


def _in_order(asked: list[_Rated]) -> list[_Rated]:
    """Begin with the easiest of the chosen, so that nobody is thrown in at the deep end."""
    if len(asked) < 3:  # noqa: PLR2004 - two questions need no order
        return asked
    first = min(asked, key=lambda r: (r.question.level, asked.index(r)))
    rest = [r for r in asked if r is not first]
    return [first, *rest]


def _rate(question: Question, level: int, profile: Profile, avoid: Collection[str]) -> _Rated:
    about = " ".join(
        [question.skill, question.text, *question.tags, *(p.text for p in question.points)]
    )
    terms = dict.fromkeys(stems(about), 1.0)
    requirement, relevance = _best(profile.requirements, terms)
    fit = -LEVEL_STEP * abs(question.level - level) - (SEEN if question.id in avoid else 0.0)
    if requirement is not None and relevance >= RELEVANT:
        weight = WEIGHTS[requirement.match] * (1.0 if requirement.must else 0.6)
        return _Rated(question, fit + 2 * relevance * weight, _because(requirement))
    skill = next((s for s in profile.skills if set(stems(s)) & set(stems(question.skill))), None)
    if skill is not None:
        return _Rated(question, fit + 0.3, f"your résumé names {skill}")
    return _Rated(question, fit, f"core skill of this role: {question.skill}")


def _best(
    requirements: Sequence[Requirement], terms: dict[str, float]
) -> tuple[Requirement | None, float]:
    rated = [(recall(dict.fromkeys(stems(r.text), 1.0), terms), r) for r in requirements]
    relevance, best = max(rated, key=lambda pair: pair[0], default=(0.0, None))
    return best, relevance


def _because(requirement: Requirement) -> str:
    where = f", line {requirement.resume_line_no}" if requirement.resume_line_no else ""
    return f"asked for: “{requirement.text}”; {_FOUND[requirement.match]}{where}"


def closest(kits: Sequence[Kit], role: str) -> tuple[Kit, bool]:
    """Return the kit for a role in the person's words, and whether it really serves the role.

    Where none does, the behavioural kit stands in: its questions fit every trade.
    """
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
