"""STAR as a checklist with quotes: no prediction of what a recruiter would say."""

import re

from src.models.grades import StarPart
from src.text import sentences

_PARTS = (
    (
        "situation",
        re.compile(
            r"\b(when i|at (my|the|a|our)|in (my|our|20\d\d|the last)|last (year|month|week|summer|"
            r"winter|spring|autumn)|during|while (i|we)|there was|we had|our team|the team|i was|"
            r"i worked|years? ago|months? ago)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "task",
        re.compile(
            r"\b(i (had|needed|was (asked|supposed|responsible|in charge)) |my (job|task|role|goal|"
            r"responsibility|part)|we (had|needed) to|the (goal|aim|deadline|problem|challenge|"
            r"target)|was due|expected (me|us) to)",
            re.IGNORECASE,
        ),
    ),
    (
        "action",
        re.compile(
            r"\bi (then |first |also |immediately )?(decided|asked|built|wrote|called|talked|spoke|"
            r"proposed|suggested|set|made|took|started|organi[sz]ed|led|created|changed|moved|"
            r"fixed|explained|showed|sat|met|went|planned|cut|split|offered|agreed|listed|told|"
            r"drew|prepared|ran|checked|gave|brought|wrote|added|stopped|put|invited|reviewed|"
            r"shared|looked|found|worked|kept|booked|picked|sent|walked|measured|tested)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "result",
        re.compile(
            r"\b(as a result|in the end|afterwards?|since then|the (result|outcome|effect)|"
            r"(we|i|it|they) (saved|reduced|increased|grew|cut|shipped|delivered|finished|won|"
            r"improved|dropped|fell|rose|went (down|up|live)|kept)|led to|so (that|now)|which "
            r"meant|down (to|by|from)|up (to|by|from)|from \w+ to|learned|learnt|next time|"
            r"today)\b",
            re.IGNORECASE,
        ),
    ),
)


def star(answer: str) -> tuple[StarPart, ...]:
    """Return situation, task, action and result, each with the sentence that shows it, or None."""
    said = sentences(answer)
    return tuple(
        StarPart(part=part, quote=next((s for s in said if cue.search(s)), None))
        for part, cue in _PARTS
    )
