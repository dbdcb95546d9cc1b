"""How an answer is told: length, fillers, hedges, "would" instead of "did", and how it is spoken.

It is shown as figures and advice and never counts in a score: no public set shows that it should.
"""

import re
from collections.abc import Sequence

from src.models.content import Question
from src.models.enums import QuestionKind
from src.models.grades import Delivery, Speaking
from src.models.interview import Interview
from src.models.speech import Basis, Spoken
from src.text import normalise, sentences, words

SHORT, LONG = 40, 320
"""Words of a full answer to an open question; a story needs more than SHORT_STORY."""
SHORT_STORY = 90
MANY_FILLERS, MANY_HEDGES = 3.0, 3.0
"""In a hundred words; from here on it is worth a remark."""
FEWEST_WORDS = 25
"""Rates of fewer words say nothing."""
MOSTLY = 0.5
LONG_SENTENCE = 35
MOST = 2
SLOW, FAST = 90, 190
"""Words a minute that are worth a remark; people talk at about 150, readers of books too."""
LONG_PAUSE_S = 4.0
SHORTEST_S = 5.0
"""The pace of fewer seconds says nothing."""

_FILLERS = re.compile(
    r"\b(?:um+|uh+|erm?|you know|like,|i mean|sort of|kind of|basically|literally|actually|"
    r"honestly|to be honest|at the end of the day)\b"
)
_HEDGES = re.compile(
    r"\b(?:maybe|perhaps|probably|possibly|i think|i guess|i suppose|i believe|might|somehow|"
    r"hopefully|more or less|a bit|not sure)\b"
)
_WOULD = re.compile(r"\b(?:i|we) (?:would|'d|could|might)\b|\b(?:i|we)'d\b")
_DID = re.compile(
    r"\b(?:i|we) (?:\w+ly )?(?:\w+ed|did|made|took|wrote|built|led|ran|found|told|gave|went|"
    r"began|kept|chose|set|cut|put|had|was|were|got|saw|sent|held|brought|met)\b"
)


def delivery_of(answers: Sequence[str]) -> Delivery:
    """Return the figures of how answers are told; rates are in a hundred words."""
    text = normalise("\n".join(answers))
    count = len(words(text))
    rate = 100 / count if count else 0.0
    told = [s for s in sentences("\n".join(answers)) if s.strip()]
    would, did = len(_WOULD.findall(text)), len(_DID.findall(text))
    return Delivery(
        answers=len(answers),
        words=count,
        fillers=round(len(_FILLERS.findall(text)) * rate, 1),
        hedges=round(len(_HEDGES.findall(text)) * rate, 1),
        hypothetical=round(would / (would + did), 2) if would + did else None,
        longest_sentence=max((len(words(s)) for s in told), default=0),
    )


def is_english(interview: Interview) -> bool:
    """Say whether the interview is in English: fillers and hedges of other tongues are unknown."""
    return interview.setup.language.lower().startswith("en")


def advice(question: Question, answer: str) -> tuple[str, ...]:
    """Return at most two sentences on how one answer is told; nothing where all is well."""
    found = delivery_of([answer])
    story = question.kind is QuestionKind.BEHAVIOURAL
    least = SHORT_STORY if story else SHORT
    said = []
    if found.words < least:
        said.append(f"{found.words} words are few here; a full answer has {least} or more.")
    elif found.words > LONG:
        said.append(f"{found.words} words are many; say the main point in the first two sentences.")
    if story and found.hypothetical is not None and found.hypothetical > MOSTLY:
        said.append("You tell what you would do. Tell what you did, in one case.")
    if found.words >= FEWEST_WORDS:
        said += _habits(answer, found)
    return tuple(said[:MOST])


def _habits(answer: str, found: Delivery) -> list[str]:
    said = []
    if found.hedges >= MANY_HEDGES:
        said.append(f"{_named(_HEDGES, answer)}: leave these out where you are sure.")
    if found.fillers >= MANY_FILLERS:
        said.append(f"{_named(_FILLERS, answer)}: pause instead.")
    if found.longest_sentence > LONG_SENTENCE:
        said.append(f"One sentence has {found.longest_sentence} words; cut it in two.")
    return said


def _named(pattern: re.Pattern[str], answer: str) -> str:
    """Return what was found, each once, in quotes."""
    found = dict.fromkeys(match.strip(" ,") for match in pattern.findall(normalise(answer)))
    return ", ".join(f"“{each}”" for each in list(found)[:3])


def speaking_of(answers: Sequence[Spoken | None]) -> Speaking | None:
    """Return the figures over all answers by microphone; None where none was measured.

    What one of them lacks is left out of the whole, so that no figure rests on a part.
    """
    told = [s for s in answers if s is not None and s.measured is not None]
    measured = [s.measured for s in told if s.measured is not None]
    if not measured:
        return None
    duration_s = sum(m.duration_s for m in measured)
    talks = [m.talk_s for m in measured if m.talk_s is not None]
    pauses = [m.pauses for m in measured if m.pauses is not None]
    longest = [m.longest_pause_s for m in measured if m.longest_pause_s is not None]
    whole = len(talks) == len(pauses) == len(longest) == len(measured)
    talk_s = sum(talks) if whole else None
    count = sum(s.words for s in told) if all(s.words for s in told) else 0
    return Speaking(
        answers=len(measured),
        duration_s=round(duration_s, 1),
        talk_s=None if talk_s is None else round(talk_s, 1),
        pace=_a_minute(count, duration_s),
        articulation=_a_minute(count, talk_s),
        pauses=sum(pauses) if whole else None,
        longest_pause_s=max(longest) if whole else None,
        by_words=any(m.basis is Basis.WORD_TIMES for m in measured),
    )


def _a_minute(count: int, seconds: float | None) -> float | None:
    if not count or seconds is None or seconds < SHORTEST_S:
        return None
    return round(count * 60 / seconds)


def speaking_advice(spoken: Spoken | None, *, english: bool) -> tuple[str, ...]:
    """Return how one answer was spoken, with at most one remark; nothing for a typed one."""
    found = speaking_of([spoken])
    if found is None:
        return ()
    remark = _remark(found) if english else None
    return (f"You spoke for {found.figures}.", *([remark] if remark else []))


def _remark(found: Speaking) -> str | None:
    if found.pace is not None and found.pace > FAST:
        return "That is fast; leave a pause after each point."
    if found.longest_pause_s is not None and found.longest_pause_s > LONG_PAUSE_S:
        return "In a long pause, say that you are thinking."
    if found.pace is not None and found.pace < SLOW:
        return "That is slow; a sentence in your head first helps."
    return None
