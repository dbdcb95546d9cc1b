"""STAR as a checklist with quotes: no prediction of what a recruiter would say."""

import re
from collections.abc import Callable, Sequence

from src.models.grades import StarPart
from src.text import normalise, sentences

_PAST = (
    "was were had did went came said told asked made took got gave found thought knew saw met sat "
    "ran wrote sent spoke built drew led left kept held put set cut split let bought sold paid "
    "rang began became chose broke brought caught taught learnt meant read rode shut slept stood "
    "spent threw understood woke won wore lent laid swapped heard felt fell drove did redid lost"
)
_BETWEEN = r"(then |first |also |just |only |even |\w+ly |never |both |myself |had |have )*"
OWN_ACT = re.compile(
    rf"\b(i|and) {_BETWEEN}(?!(was|were|had|did|got|thought|knew|felt|let)\b)"
    rf"(\w{{2,}}ed|{'|'.join(_PAST.split())})\b"
)
"""What I did: a verb in the past after "I", or after an "and" that carries it on."""
FIGURE = re.compile(
    r"\d|\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|"
    r"fifty|sixty|eighty|ninety|hundred|thousand|million|half|twice|double|third|quarter|dozen)\b"
)
_SETTING = re.compile(
    r"\b(when i|when we|when our|at (my|the|a|an|our)|in (my|our|the|a|an|19\d\d|20\d\d)|"
    r"as (a|an|the) |last (year|month|week|summer|winter|spring|autumn)|during|while (i|we)|"
    r"there was|we had|our \w+|i was|i (work|run|make|own|sell|teach|lead)(ed)?\b|i ran|i sold|"
    r"(years?|months?|weeks?) ago|once|where i)\b"
)
_TASK = re.compile(
    r"\b(i (had|needed|was (asked|supposed|responsible|in charge))|my (job|task|role|goal|part|"
    r"responsibility)|(we|it) (had|needed) to|had to|the (goal|aim|deadline|problem|challenge|"
    r"target)|(was|were) due|expected (me|us) to|wanted|couldn't|wouldn't|didn't (work|fit|want|"
    r"know|agree)|hadn't|went wrong|wrong|missing|broke|failed|late|complain\w*|furious|angry|"
    r"upset|nobody|no one|lost|asked (me|us) to|supposed|owned|in charge)\b"
)
_RESULT = re.compile(
    r"\b(as a result|in the end|afterwards?|since|ever since|these days|the (result|outcome|effect)"
    r"|(we|i|it|they|he|she) (saved|reduced|increased|grew|cut|shipped|delivered|finished|won|"
    r"improved|dropped|fell|rose|went (down|up|live)|kept|opened|agreed|bought|hired|accepted)|"
    r"led to|so (that|now)|now|which meant|down (to|by|from)|up (to|by|from)|from \w+ to|"
    r"learned|learnt|next time|today|(weeks?|months?|years?|days?) (later|after)|no longer|"
    r"better|fewer|less|more than before|stopped|worked|still)\b"
)
_NAMED_RESULT = re.compile(r"\b(as a result|in the end|led to|the result|the outcome)\b")
_BEGINNING, _ENDING = 0.5, 0.5
"""Shares of the story in which its situation and its result are looked for."""


def star(answer: str) -> tuple[StarPart, ...]:
    """Return situation, task, action and result, each with the sentence that shows it, or None.

    The situation is looked for in the first half, the result in the second, from the end.
    """
    said = sentences(answer)
    first = said[: max(1, round(len(said) * _BEGINNING))]
    last = said[round(len(said) * _ENDING) :] if len(said) > 1 else said
    found = {
        "situation": _first(first, _SETTING.search),
        "task": _first(said, _TASK.search),
        "action": _first(said, OWN_ACT.search),
        "result": _first(last[::-1], _RESULT.search) or _first(said[1:], _NAMED_RESULT.search),
    }
    return tuple(StarPart(part=part, quote=quote) for part, quote in found.items())


def _first(said: Sequence[str], shows: Callable[[str], object]) -> str | None:
    return next((sentence for sentence in said if shows(normalise(sentence))), None)
