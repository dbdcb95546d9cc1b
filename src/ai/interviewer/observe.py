"""Observe, before any model is asked: what was said, what is open, what may come next."""

from dataclasses import dataclass, field

from src.ai.claims import claims_in, claims_of_resume, contradictions, vaguest
from src.ai.difficulty import decide
from src.ai.graders import QuickGraders
from src.ai.intent import answers_of, closing_intent_of, intent_of
from src.ai.interviewer.draw import Draw
from src.ai.interviewer.options import draw_options
from src.ai.interviewer.role import line_about
from src.ai.tools import Scene
from src.ai.watchdog import Bark, Seen, anomalies, is_long_at, watch
from src.models.enums import GraderName, Intent, QuestionKind, ThreadKind, TurnKind, Verdict
from src.models.facts import Option
from src.models.grades import Grade
from src.models.interview import Claim, Thread, Turn
from src.models.panel import Panel
from src.models.policy import Policy

MOST_CLAIMS = 60
MOST_THREADS = 8
OUTCOMES = (2.0, 6.0, 9.0)
"""A low, a middling and a high score: the level that each would lead to is known beforehand."""


@dataclass(frozen=True)
class TurnView:
    """Everything that one turn reads, gathered in one transaction. `earlier` are finished turns.

    `resume` and `job` are texts, empty where there are none.
    """

    owner_id: str
    scene: Scene
    turn: Turn
    earlier: tuple[Turn, ...]
    out_of_time: bool = False
    resume: str = ""
    job: str = ""
    spent_usd: float = 0.0
    policy: Policy = field(default_factory=Policy)
    panel: Panel | None = None


@dataclass(frozen=True)
class Observation:
    """What code found: the message's intent, the lexical grade so far, claims, and the options.

    `claims` and `threads` are all that the interview holds after this message; `levels` is each
    skill's level with the reason; `outcomes` the level that a low, middling and high grade of the
    open question would lead to. `rest` is set when the script is to speak without asking the model.
    """

    intent: Intent
    answers: tuple[str, ...]
    grade: Grade | None
    options: tuple[Option, ...]
    claims: tuple[Claim, ...] = ()
    threads: tuple[Thread, ...] = ()
    levels: dict[str, tuple[int, str]] = field(default_factory=dict)
    outcomes: tuple[int, ...] = ()
    barks: tuple[Bark, ...] = ()
    unusual: tuple[str, ...] = ()

    @property
    def rest(self) -> Bark | None:
        """The watchdog that lets the script speak, if one does."""
        return next((b for b in self.barks if b.verdict is Verdict.FALL_BACK), None)


def observe(view: TurnView, graders: QuickGraders) -> Observation:
    """Return what one message means for the interview, in milliseconds and without a model."""
    intent = _intent(view)
    answers, grade = _graded(view, graders)
    claims, threads = _remembered(view, intent)
    levels = _levels(view, grade)
    seen = Seen(view.earlier, view.scene.interview.position, view.spent_usd)
    barks = watch(seen, view.policy)
    draw = Draw(
        scene=view.scene,
        turn=view.turn,
        earlier=view.earlier,
        intent=intent,
        grade=grade,
        policy=view.policy,
        levels=levels,
        threads=threads,
        vague=vaguest(view.turn.text) if intent is Intent.ANSWER else None,
        role_line=_role_line(view, intent),
        out_of_time=view.out_of_time,
        wrap_up=next((b.reason for b in barks if b.verdict is Verdict.WRAP_UP), None),
        long_at=is_long_at(seen, view.policy),
    )
    return Observation(
        intent=intent,
        answers=answers,
        grade=grade,
        options=draw_options(draw),
        claims=claims,
        threads=threads,
        levels=levels,
        outcomes=_outcomes(view),
        barks=barks,
        unusual=anomalies(view.turn, view.earlier, view.policy),
    )


def _intent(view: TurnView) -> Intent:
    if view.turn.kind is TurnKind.QUESTION:
        return closing_intent_of(view.turn.text)
    if view.turn.kind is not TurnKind.ANSWER:
        return Intent.ANSWER
    asked = view.scene.current
    return intent_of(view.turn.text, asked.question if asked else None)


def _graded(view: TurnView, graders: QuickGraders) -> tuple[tuple[str, ...], Grade | None]:
    """Return the answers to the open question so far, and their grade by words."""
    asked = view.scene.current
    if asked is None or view.turn.kind is not TurnKind.ANSWER:
        return (), None
    answers = answers_of((*view.earlier, view.turn), asked.question, asked.position, view.turn.take)
    return answers, graders.grade(asked.question, answers) if answers else None


def _remembered(view: TurnView, intent: Intent) -> tuple[tuple[Claim, ...], tuple[Thread, ...]]:
    """Return the interview's claims and open threads with those of this message."""
    before = view.scene.interview
    spoken = view.turn.kind is TurnKind.ANSWER and intent is Intent.ANSWER
    asked = view.scene.current
    keyed = asked is not None and asked.question.kind not in _TOLD
    if not spoken or keyed:
        return before.claims, before.threads
    said = claims_in(view.turn.text, view.turn.no)
    resume = claims_of_resume(view.resume, view.scene.now.year)
    found = contradictions(said, before.claims, resume, view.resume)
    known = {(t.kind, t.label, t.quote) for t in before.threads}
    threads = [
        Thread(
            kind=ThreadKind.CONTRADICTION,
            label=each.label,
            quote=each.now.quote,
            before=each.before.quote if each.before else None,
            from_resume=each.from_resume,
            turn_no=view.turn.no,
        )
        for each in found
    ]
    new = [t for t in threads if (t.kind, t.label, t.quote) not in known]
    claims = (*before.claims, *said)[-MOST_CLAIMS:]
    return claims, (*before.threads, *new[:1])[-MOST_THREADS:]


_TOLD = frozenset({QuestionKind.OPEN, QuestionKind.BEHAVIOURAL, QuestionKind.CODE})


def _levels(view: TurnView, grade: Grade | None) -> dict[str, tuple[int, str]]:
    """Return each skill's level by confirmed grades, the open one's moved by this answer's."""
    found = {s.skill: (s.level, s.reason) for s in view.scene.skills}
    asked = view.scene.current
    if asked is not None and grade is not None:
        after = decide(view.scene.skill(asked.question.skill), grade)
        found[after.skill] = (after.level, after.reason)
    return found


def _outcomes(view: TurnView) -> tuple[int, ...]:
    asked = view.scene.current
    if asked is None:
        return ()
    state = view.scene.skill(asked.question.skill)
    return tuple(decide(state, _imagined(score)).level for score in OUTCOMES)


def _imagined(score: float) -> Grade:
    return Grade(score=score, confidence=1.0, grader=GraderName.LEXICAL)


def _role_line(view: TurnView, intent: Intent) -> str | None:
    """Return the line of the job description that a question is about."""
    if intent is not Intent.ROLE_QUESTION or not view.job:
        return None
    return line_about(view.turn.text, view.job)
