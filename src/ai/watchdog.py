"""Watchdogs: pure functions from what was seen and the policy to a verdict with its reason.

They never judge the candidate: past a limit the scripted interviewer speaks, or the talk is brought
to its end, and the person reads why.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from src.models.enums import TurnKind, Verdict
from src.models.grades import Grade
from src.models.interview import Turn
from src.models.policy import Policy
from src.text import similarity

RESTS = "rests"
"""Metadata of a reply: the watchdog let the script speak, without asking the model."""


@dataclass(frozen=True)
class Bark:
    """What a watchdog says: which limit, what to do, and the sentence for the record."""

    limit: str
    verdict: Verdict
    reason: str


@dataclass(frozen=True)
class Seen:
    """What the watchdogs look at before a reply; `spent_usd` is this interview's so far."""

    turns: tuple[Turn, ...]
    position: int
    spent_usd: float = 0.0


def watch(seen: Seen, policy: Policy) -> tuple[Bark, ...]:
    """Return every limit that is near or passed, the gravest first."""
    found = [bark for check in _CHECKS if (bark := check(seen, policy)) is not None]
    return tuple(sorted(found, key=lambda bark: _GRAVITY[bark.verdict]))


_GRAVITY = {Verdict.WRAP_UP: 0, Verdict.FALL_BACK: 1, Verdict.WARN: 2, Verdict.CONTINUE: 3}


def _length(seen: Seen, policy: Policy) -> Bark | None:
    most = policy.interview.most_turns
    if len(seen.turns) < most:
        return None
    return Bark("conversation length", Verdict.WRAP_UP, f"the talk has reached {most} turns")


def _cost(seen: Seen, policy: Policy) -> Bark | None:
    limit = policy.interview.cost_usd
    if seen.spent_usd >= limit:
        return Bark("cost", Verdict.FALL_BACK, f"the interview's budget of ${limit:.2f} is used up")
    if seen.spent_usd >= limit * policy.interview.cost_warning:
        return Bark("cost", Verdict.WARN, f"${seen.spent_usd:.2f} of ${limit:.2f} are used")
    return None


def _model(seen: Seen, policy: Policy) -> Bark | None:
    """Let the model rest after failures in a row, then try it again."""
    marks = [_mark(turn) for turn in seen.turns if turn.kind is not TurnKind.HINT and turn.reply]
    rested = _trailing(marks, RESTS)
    failed = _trailing(marks[: len(marks) - rested], "fallback")
    if failed < policy.model.failures or rested >= policy.model.rest_turns:
        return None
    reason = f"the model failed {failed} times in a row and rests for a moment"
    return Bark("model", Verdict.FALL_BACK, reason)


def _mark(turn: Turn) -> str:
    if turn.reply is None:
        return ""
    told = turn.reply.metadata
    return RESTS if told.get(RESTS) else ("fallback" if told.get("fallback") else "")


def _trailing(marks: Sequence[str], wanted: str) -> int:
    count = 0
    for mark in reversed(marks):
        if mark != wanted:
            break
        count += 1
    return count


_CHECKS = (_length, _cost, _model)


def is_long_at(seen: Seen, policy: Policy) -> bool:
    """Say whether the open question has had all the turns that it gets."""
    here = sum(turn.position == seen.position for turn in seen.turns)
    return here >= policy.interview.turns_per_question


def spread_bark(grade: Grade, policy: Policy) -> Bark | None:
    """Return what to write down when repeated grades of one answer differ too much."""
    if grade.spread is None or grade.spread <= policy.grading.most_spread:
        return None
    reason = f"repeated grades of this answer differ by {grade.spread:.1f} points"
    return Bark("grading variance", Verdict.WARN, reason)


def anomalies(turn: Turn, earlier: Sequence[Turn], policy: Policy) -> tuple[str, ...]:
    """Return what is unusual about an answer, as sentences; none of it moves a score."""
    limits = policy.anomalies
    found = []
    before = earlier[-1] if earlier else None
    if before is not None and before.done_at is not None and turn.kind is TurnKind.ANSWER:
        seconds = max(0.1, (turn.accepted_at - before.done_at).total_seconds())
        fast = len(turn.text) / seconds > limits.characters_per_s
        if fast and len(turn.text) >= limits.fast_from_characters:
            found.append(f"{len(turn.text)} characters came {seconds:.0f} s after the question")
    said = [t for t in earlier if t.kind is TurnKind.ANSWER]
    if len(turn.text.split()) > _SHORT and any(
        similarity(t.text, turn.text) >= limits.same_answer for t in said
    ):
        found.append("the same answer was given before in this interview")
    return tuple(found)


_SHORT = 8


def jump(before: float | None, after: float | None, policy: Policy) -> str | None:
    """Return a sentence when two scores on one skill lie far apart."""
    if before is None or after is None or abs(after - before) < policy.anomalies.score_jump:
        return None
    return f"the score went from {before:.1f} to {after:.1f} between two answers on one skill"
