"""Follow-ups: a contradiction first, then missed points, then the vaguest claim; never a repeat.

What the résumé leaves open is asked only where nothing else is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from src.ai.claims import touches
from src.ai.interviewer.draw import Draw, log
from src.models.enums import Coverage, Intent, OptionId, ResponseType, Style, ThreadKind
from src.models.facts import Option
from src.models.grades import Criterion

MOST = 2
"""On one question; more feels like an interrogation."""
VAGUE = "what exactly you did"

_DENIED = re.compile(
    r"\b(?:i|we)(?:['’]ve|['’]d)? (?:never|have not|had not|did not|do not|cannot|am not|are not|"
    r"(?:have|had|did|do|ca|could|would|are)n['’]t)\b|\bi['’]m not\b",
    re.IGNORECASE,
)
"""What somebody says that they don't do or know: true, but no thanks are due for it."""

_LINKED = re.compile(r"^(?:(?:and|but|so|then|also|well)\b,? )+", re.IGNORECASE)
"""How a sentence hangs on the one before it; alone it reads better without."""

_PROBED = frozenset({Intent.ANSWER, Intent.BRIEF})
_IDS = (OptionId.F1, OptionId.F2, OptionId.F3)


@dataclass(frozen=True)
class Manner:
    """How a style probes: up to which score, and whether vague words come before missed points."""

    until: float
    vague_first: bool = False


MANNERS = {
    Style.CASUAL: Manner(until=8.5),
    Style.FORMAL: Manner(until=8.5),
    Style.AGGRESSIVE: Manner(until=9.6, vague_first=True),
    Style.TECHNICAL: Manner(until=9.2),
}


def follow_ups(draw: Draw) -> tuple[Option, ...]:
    """Return what may be probed on this answer, best first."""
    asked = draw.scene.current
    used = draw.replies(ResponseType.FOLLOW_UP)
    if asked is None or asked.question.kind.is_keyed or draw.intent not in _PROBED:
        return ()
    if draw.out_of_time or draw.long_at or len(used) >= MOST:
        return ()
    manner = MANNERS[draw.scene.interview.setup.style]
    probes = [*_contradictions(draw)]
    if draw.grade is None or draw.grade.score is None or draw.grade.score < manner.until:
        missed, vague = _missed(draw), _vague(draw)
        probes += [*vague, *missed] if manner.vague_first else [*missed, *vague]
    return tuple(
        option.model_copy(update={"id": option_id})
        for option_id, option in zip(_IDS, probes or _of_resume(draw), strict=False)
    )


def _probed(draw: Draw) -> set[str]:
    return {
        str(turn.reply.metadata.get("label"))
        for turn in draw.replies(ResponseType.FOLLOW_UP)
        if turn.reply
    }


def _contradictions(draw: Draw) -> list[Option]:
    """Return one probe for the oldest contradiction that nobody has asked about."""
    open_ones = (t for t in draw.threads if t.kind is ThreadKind.CONTRADICTION and not t.probed)
    thread = next(open_ones, None)
    if thread is None or thread.label in _probed(draw):
        return []
    where = "the résumé" if thread.from_resume else "an earlier answer"
    option = log(
        OptionId.F1,
        f"this doesn't fit {where}: {thread.label}",
        thread.label,
        quote=thread.quote,
        before=thread.before,
    )
    told = {"probe": ThreadKind.CONTRADICTION, "from_resume": thread.from_resume}
    return [option.model_copy(update=told)]


def _of_resume(draw: Draw) -> list[Option]:
    """Return the one probe on what the résumé left open, where this question touches it."""
    open_ones = (t for t in draw.threads if t.kind is ThreadKind.RESUME and not t.probed)
    thread, asked = next(open_ones, None), draw.scene.current
    if thread is None or asked is None or not touches(thread, asked.question):
        return []
    reason = f"the résumé leaves open {thread.label}; ask kindly, it counts for nothing"
    option = log(OptionId.F1, reason, thread.label, before=thread.before)
    return [option.model_copy(update={"probe": ThreadKind.RESUME, "from_resume": True})]


def _missed(draw: Draw) -> list[Option]:
    """Return probes on missed points, heaviest first, an author's line before none."""
    asked, grade = draw.scene.current, draw.grade
    if asked is None or grade is None:
        return []
    probed = _probed(draw)
    missed = [c for c in grade.criteria if _is_open(c) and c.label not in probed]
    lines = {f.to: f.text for f in asked.question.follow_ups}
    missed.sort(key=lambda c: (-c.weight, c.label not in lines))
    said = [t.reply.content for t in draw.replies(ResponseType.FOLLOW_UP) if t.reply]
    return [
        _on_point(
            c, lines.get(c.label), _to_build_on([c.quote or "", *reversed(grade.evidence)], said)
        )
        for c in missed
    ]


def _to_build_on(quotes: Sequence[str], said: Sequence[str]) -> str | None:
    """Return the first words that tell something to go on from, never those quoted already."""
    told = (quote for quote in quotes if quote and not _DENIED.search(quote))
    bare = (_LINKED.sub("", quote) for quote in told)
    return next((quote for quote in bare if not any(quote in words for words in said)), None)


def _is_open(criterion: Criterion) -> bool:
    return criterion.coverage is not Coverage.COVERED


def _on_point(criterion: Criterion, line: str | None, quote: str | None) -> Option:
    touched = criterion.coverage is Coverage.PARTLY
    reason = f"{criterion.label} was only touched" if touched else f"{criterion.label} is open"
    return log(OptionId.F1, reason, criterion.label, line=line, quote=quote)


def _vague(draw: Draw) -> list[Option]:
    if draw.vague is None or VAGUE in _probed(draw):
        return []
    option = log(OptionId.F1, "this says little of what was done", VAGUE, quote=draw.vague)
    return [option.model_copy(update={"probe": ThreadKind.VAGUE})]
