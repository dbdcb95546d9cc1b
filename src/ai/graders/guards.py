"""Guards: what earns little however many right words it holds. Each is a cap with its reason."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from src.models.content import Question
from src.text import STOPWORDS, normalise, recall, sentences, similarity, stems, words

FEW_WORDS = 3
ECHO = 0.9
SOUP_WORDS = 8
SOUP_SHARE = 0.12
OFF_TOPIC = 0.05

_NOTHING = re.compile(
    r"^\W*((sorry,? )?(i )?(really |honestly )?(don'?t|do not) know\b.{0,40}|no idea.{0,20}|"
    r"not sure\.?|no (answer|response|submission|comment)|idk|dunno|pass|skip|n/?a|none|nothing|"
    r"i (can'?t|cannot) answer.{0,30}|\W*)$"
)
_TO_THE_GRADER = re.compile(
    r"\b(ignore|disregard|forget|override)\b.{0,40}\b(instruction|rule|prompt|above|previous|rubric)"
    r"|\b(give|award|assign|grant|grade|rate|score)\b.{0,40}\b(10\s*/\s*10|full marks?|"
    r"(the )?(top|max\w*|highest|perfect) (score|mark|grade|points?)|10 (out of|of) 10|100 ?%)"
    r"|\byou are (now )?(a|an|the) (grader|assistant|ai|system|evaluator)\b"
    r"|\b(system|assistant|developer)\s*(prompt|message)?\s*:"
    r"|\bas (an?|the) (ai|language model|grader|evaluator|examiner)\b"
    r"|\bthis answer (is|deserves|should (get|receive|be))\b.{0,40}\b(perfect|full|10|best|correct)"
    r"|\b(mark|grade|score) (this|me|it)\b.{0,30}\b(correct|full|10|perfect|highest)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Guarded:
    """The part of the answers that earns, and the cap on what it may earn with the reason."""

    text: str
    cap: float = 10.0
    flags: tuple[str, ...] = ()
    reason: str = ""


def guard(question: Question, answers: Sequence[str]) -> Guarded:
    """Return what of the answers may earn points.

    Words to a grader and sentences said twice earn nothing and cost nothing; an answer that is
    nothing else, an echo of the question or a list of keywords is capped.
    """
    whole = "\n".join(answers)
    if all(_NOTHING.match(normalise(answer)) for answer in answers):
        return Guarded("", 0.0, ("no_answer",), "There is no answer to grade.")
    kept, flags = _earning(whole)
    if len(words(kept)) < FEW_WORDS and "instructions" in flags:
        return Guarded("", 0.0, flags, "This speaks to the grader and answers nothing.")
    if _echoes(question.text, kept):
        return Guarded(kept, 1.0, (*flags, "echo"), "This repeats the question.")
    if _is_soup(kept):
        return Guarded(kept, 3.0, (*flags, "keywords"), "These are keywords, not sentences.")
    if _off_topic(question, kept):
        return Guarded(kept, 1.5, (*flags, "off_topic"), "This is about something else.")
    return Guarded(kept, 10.0, flags)


def _earning(whole: str) -> tuple[str, tuple[str, ...]]:
    """Return the sentences that may earn, each once, and flags for what was left out."""
    kept: list[str] = []
    seen: set[str] = set()
    flags: list[str] = []
    for sentence in sentences(whole):
        key = normalise(sentence)
        if _TO_THE_GRADER.search(key):
            flags.append("instructions")
        elif key in seen:
            flags.append("repeated")
        else:
            kept.append(sentence)
            seen.add(key)
    return "\n".join(kept), tuple(dict.fromkeys(flags))


def _echoes(question: str, text: str) -> bool:
    """Say whether nearly every telling word of the answer stands in the question."""
    own = dict.fromkeys(stems(text), 1.0)
    return bool(own) and recall(own, dict.fromkeys(stems(question), 1.0)) >= ECHO


def _is_soup(text: str) -> bool:
    """Say whether the words come without the small ones that make a sentence."""
    found = words(text)
    small = sum(word in STOPWORDS for word in found)
    return len(found) >= SOUP_WORDS and small / len(found) < SOUP_SHARE


def _off_topic(question: Question, text: str) -> bool:
    """Say whether the answer shares hardly a word with question, points and sample answers."""
    about = [question.text, *(p.text for p in question.points), *(question.tags)]
    if question.answers is not None:
        about += [question.answers.strong, question.answers.medium]
    return bool(question.points) and similarity(" ".join(about), text) < OFF_TOPIC
