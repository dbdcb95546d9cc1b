"""Grades, coach notes and the report: a score has evidence, or it is absent with a reason."""

from datetime import datetime
from decimal import Decimal
from typing import Self

from pydantic import Field, model_validator

from src.models.base import Frozen
from src.models.content import Resource
from src.models.enums import Coverage, GraderName, QuestionState, Rated, WorkState


class Criterion(Frozen):
    """One expected point or criterion as it was judged; `quote` is the answer's own words."""

    label: str
    coverage: Coverage
    weight: float = 1.0
    quote: str | None = None
    comment: str | None = None


class Grade(Frozen):
    """A score from 0 to 10 with evidence, or unscored (`score` None) with the `reason`.

    `deduction` is what hints cost; `score` already has it taken off. `confidence` (0-1) is one
    minus the expected error as a share of the scale. `evidence` are verified quotes.
    `flags` name guards that fired (echo, off_topic, keywords …).
    """

    score: float | None = Field(default=None, ge=0, le=10)
    confidence: float = Field(default=0.0, ge=0, le=1)
    criteria: tuple[Criterion, ...] = ()
    evidence: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    reason: str = ""
    rationale: str = ""
    deduction: float = Field(default=0.0, ge=0)
    spread: float | None = Field(default=None, description="Of repeated grades; None without")
    grader: GraderName
    model: str | None = None
    prompt_version: str | None = None

    @model_validator(mode="after")
    def _absent_has_a_reason(self) -> Self:
        if self.score is None and not self.reason:
            raise ValueError("an unscored grade needs a reason")
        return self

    @property
    def covered(self) -> tuple[str, ...]:
        """Labels of the points that the answer says."""
        return tuple(c.label for c in self.criteria if c.coverage is Coverage.COVERED)

    @property
    def missed(self) -> tuple[str, ...]:
        """Labels of the points that the answer leaves out or only touches."""
        return tuple(c.label for c in self.criteria if c.coverage is not Coverage.COVERED)


class GradeRecord(Frozen):
    """A grade as stored, one per question and take; a later attempt replaces it."""

    position: int
    take: int = 1
    attempt: int = 1
    grade: Grade
    at: datetime


class Dispute(Frozen):
    """A contested grade: the reason, and once decided the verdict with the scores."""

    position: int
    number: int
    reason: str = ""
    upheld: bool | None = None
    words: str = ""
    before: float | None = None
    after: float | None = None


class Rating(Frozen):
    """Up or down for a question or its grade."""

    what: Rated
    position: int
    up: bool


class Remark(Frozen):
    """One remark with the candidate's own words, where it has some."""

    text: str
    quote: str | None = None
    position: int | None = None


class StarPart(Frozen):
    """Situation, task, action or result, with the quoted span, or None where it is missing."""

    part: str
    quote: str | None = None


class Delivery(Frozen):
    """How answers are told, by their words: never part of a score.

    `fillers` and `hedges` are in a hundred words; `hypothetical` is the share of "I would" among
    what is told of one's own acts, None where nothing is.
    """

    answers: int = 0
    words: int = 0
    fillers: float = 0.0
    hedges: float = 0.0
    hypothetical: float | None = None
    longest_sentence: int = 0


class Speaking(Frozen):
    """How answers by microphone are spoken: never part of a score.

    Seconds over all `answers`; `pace` is words a minute with pauses, `articulation` without them.
    What could not be measured is None; `by_words` when word times stood in for a recording.
    """

    answers: int
    duration_s: float
    talk_s: float | None = None
    pace: float | None = None
    articulation: float | None = None
    pauses: int | None = None
    longest_pause_s: float | None = None
    by_words: bool = False

    @property
    def figures(self) -> str:
        """Length, pace and pauses, with what they rest on."""
        parts = [f"{self.duration_s:.0f} s"]
        if self.pace is not None:
            parts[0] += f" at {self.pace:.0f} words a minute"
        if self.articulation is not None:
            parts.append(f"{self.articulation:.0f} without pauses")
        if self.pauses is not None:
            longest = f", the longest {self.longest_pause_s:.1f} s" if self.pauses else ""
            parts.append(f"{self.pauses} pause{'' if self.pauses == 1 else 's'}{longest}")
        rests_on = "word times" if self.by_words else "the recording"
        return f"{', '.join(parts)} (measured by {rests_on})"


class CoachNote(Frozen):
    """What the coach says of one answer. `so_far` is the provisional lexical score, named so."""

    turn_no: int
    worked: tuple[Remark, ...] = ()
    missing: tuple[Remark, ...] = ()
    better: str | None = None
    star: tuple[StarPart, ...] = ()
    so_far: float | None = None
    delivery: tuple[str, ...] = ()
    engine: str
    notice: str | None = None


class Overall(Frozen):
    """A score and what it rests on: `graded` answers; `ungraded` could not be graded."""

    score: float | None = Field(default=None, ge=0, le=10)
    confidence: float = 0.0
    graded: int = 0
    ungraded: int = 0
    skipped: int = 0


class SkillScore(Frozen):
    """One skill's mean over its graded questions."""

    skill: str
    score: float | None = None
    confidence: float = 0.0
    graded: int = 0
    ungraded: int = 0
    level: int | None = None


class NextStep(Frozen):
    """What to practise next, and why; `skill` starts a practice of it, `resources` help with it."""

    title: str
    why: str
    skill: str | None = None
    resources: tuple[Resource, ...] = ()


class QuestionResult(Frozen):
    """One question of the report with the candidate's answers and its grade."""

    position: int
    question_id: str
    text: str
    skill: str
    level: int
    state: QuestionState
    answers: tuple[str, ...] = ()
    grade: Grade | None = None
    better: str | None = None
    hints_used: int = 0


class Statistics(Frozen):
    """Counts of one interview. Seconds without pauses; `cost_usd` None when a price is unknown.

    `response_s` is the mean time from the end of a reply to the answer, beside it the median and
    the longest. `cached_tokens` are part of `input_tokens`.
    """

    questions_asked: int = 0
    answers: int = 0
    duration_s: float = 0.0
    response_s: float = 0.0
    median_response_s: float = 0.0
    longest_response_s: float = 0.0
    model_calls: int = 0
    input_tokens: int = 0
    cached_tokens: int = 0
    output_tokens: int = 0
    cost_usd: Decimal | None = None


class Report(Frozen):
    """What a coach would hand over after the interview."""

    state: WorkState = WorkState.GENERATING
    attempt: int = 1
    overall: Overall = Overall()
    skills: tuple[SkillScore, ...] = ()
    questions: tuple[QuestionResult, ...] = ()
    headline: str = ""
    strengths: tuple[Remark, ...] = ()
    gaps: tuple[Remark, ...] = ()
    next_steps: tuple[NextStep, ...] = ()
    statistics: Statistics = Statistics()
    delivery: Delivery | None = None
    speaking: Speaking | None = None
    engine: str = "embedded"
    notice: str | None = None
    search_notice: str | None = None
    error: str | None = None
    at: datetime | None = None
