"""The one declarative policy: every limit of an interview, as data/policy.yaml holds it."""

from pydantic import Field

from src.models.base import Frozen


class TurnLimits(Frozen):
    """One reply: its deadline in seconds, and rounds of tools whose result is spoken."""

    deadline_s: float = Field(default=30.0, ge=2, le=300)
    tool_rounds: int = Field(default=3, ge=1, le=10)


class InterviewLimits(Frozen):
    """One interview.

    After `idle_hours` it counts as abandoned and can be resumed; `cost_warning` is the share of
    `cost_usd` from which the record warns.
    """

    most_turns: int = Field(default=160, ge=10, le=1000)
    turns_per_question: int = Field(default=12, ge=3, le=100)
    candidate_questions: int = Field(default=3, ge=0, le=10)
    hints: int = Field(default=12, ge=0, le=100)
    idle_hours: float = Field(default=72.0, gt=0)
    cost_usd: float = Field(default=1.0, gt=0)
    cost_warning: float = Field(default=0.8, gt=0, le=1)


class ModelLimits(Frozen):
    """After so many failed replies in a row the model rests for so many turns."""

    failures: int = Field(default=2, ge=1, le=20)
    rest_turns: int = Field(default=2, ge=1, le=50)


class GradingLimits(Frozen):
    """Points of 10 by which repeated grades of one answer may differ."""

    most_spread: float = Field(default=1.5, gt=0, le=10)


class AnomalyLimits(Frozen):
    """What is written down as unusual; it flags and never punishes."""

    score_jump: float = Field(default=6.0, gt=0, le=10)
    characters_per_s: float = Field(default=18.0, gt=0)
    fast_from_characters: int = Field(default=240, ge=1)
    same_answer: float = Field(default=0.95, gt=0, le=1)


class KitLimits(Frozen):
    """Own kits of one person: how many, and bytes of all together with their drafts."""

    most: int = Field(default=40, ge=1, le=1000)
    most_bytes: int = Field(default=6_000_000, ge=100_000)


class Policy(Frozen):
    """All limits; what a file leaves out has the value that is shipped."""

    turn: TurnLimits = TurnLimits()
    interview: InterviewLimits = InterviewLimits()
    model: ModelLimits = ModelLimits()
    grading: GradingLimits = GradingLimits()
    anomalies: AnomalyLimits = AnomalyLimits()
    kits: KitLimits = KitLimits()
