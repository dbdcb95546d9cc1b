"""Guards: what earns little however many right words it holds. Each is a cap with its reason."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from src.ai.graders.reference import likeness, said
from src.ai.graders.tuned import OFF_TOPIC_LIKENESS, OFF_TOPIC_SAID
from src.ai.graders.weigh import parts
from src.models.content import Question
from src.text import STOPWORDS, normalise, recall, sentences, stems, words

FEW_WORDS = 3
REPEATED_WORDS = 4
"""A line of fewer words, such as a bracket of code, may come twice."""
ECHO = 0.9
ECHO_WORDS = 6
"""From so many telling words of the question alone, the order doesn't matter."""
COPIED = 0.9
MOST_BY_CHANCE = 3.0
"""A long answer says more of a short text by chance, up to so many times as much."""
MANY_ORDERS = 0.3
"""Share of a line's sentences from which the line as a whole speaks to the grader."""
SOUP_WORDS = 8
SOUP_SHARE = 0.12
ENGLISH_SHARE = 0.3
STATEMENT_WORDS = (3, 7)
"""Words of a list's line that says something: "reduce routing tables"."""
POINTS_LIKENESS = 0.06
"""Points are said in other words than their own, so less likeness is expected than with a reference
(shipped kits: no strong, medium or other person's answer lies below .15)."""

_NOTHING = re.compile(
    r"^\W*((well,? |um+,? |sorry,? |i'?m sorry,? |honestly,? |to be honest,? )*"
    r"(i )?(really |honestly |actually |just )?((don'?t|do not) (know|remember|have (an?|any) "
    r"(answer|idea))\b(?!.*\bbut\b).{0,40}|have no (idea|clue|answer).{0,20}|"
    r"can(no|')?t (answer|say|tell).{0,30})|(i have )?no (idea|clue).{0,20}|"
    r"(i'?m |i am )?not (really )?sure\.?|"
    r"(no|empty) (answer|response|submission|comment)|idk|dunno|"
    r"(i('ve| have) )?never heard of (it|this|that)|tbd|pass|skip|n/?a|none|nothing|"
    r"\W*)\W*$"
)
_NOTHING_ELSEWHERE = re.compile(
    r"^\W*((ich )?wei(ß|ss) (ich |es |das )*(leider )?nicht|(ich habe )?keine (ahnung|antwort)|"
    r"je ne sais pas|(je n'ai )?aucune idée|pas de réponse|no (lo )?sé|ni idea|sin respuesta|"
    r"não sei|nao sei|sem resposta|non (lo )?so|non saprei|nie wiem|nie mam pojęcia|nevím|"
    r"ik weet het niet|geen idee|vet (inte|ej)|ved ikke|en tiedä|bilmiyorum|не знаю|"
    r"без понятия|我?不知道|不清楚|分かりません|わかりません|"
    r"모르겠(습니다|어요)|몰라요|لا أعرف|لا اعرف)\W*$"
)
"""The same in other languages, as the whole answer."""
_SCORE = r"(score|mark|grade|rating|point)s?"
_TO_THE_GRADER = re.compile(
    r"(^|[,;:.!?*\])]\s*|\b(please|now|just|then|and|also|to|must|should) )"
    r"(ignore|disregard|forget|override) .{0,30}\b(instruction|rule|prompt|above|previous|rubric)"
    r"|\b(give|award|assign|grant|grade|rate|score|put|output|set|write|enter|call|scored|"
    r"mark(ed)?)\b.{0,40}"
    r"(\b10\s*/\s*10|\bfull marks?|\b(top|max\w*|highest|perfect) " + _SCORE + r"|"
    r"\b(10|ten) (out of|of) (10|ten)\b|\b100 ?%| 10 (in|to|as) |"
    + _SCORE
    + r"\W{0,3} ?(to |of )?10)"
    r"|\b(you are|act as) (now )?(an? |the )?(kind |strict |new )?"
    r"(grader|assistant|ai\b|system|evaluator|examiner|dan\b|linux)"
    r"|\b(system|assistant|developer)\s*(prompt|message|note)?\s*[:\]]|<\|im_|<system"
    r"|\b(your|the) (system|initial|original|hidden) (prompt|instructions?|configuration)"
    r"|\b(your|the) (scoring |grading )?rubric and\b|\"score\"\s*:"
    r"|\bas (an?|the) (ai|language model|grader|evaluator|examiner)\b"
    r"|\b(this|my|every later|any) answer (is|deserves?|should (get|receive|be)|must (get|be))\b"
    r".{0,40}\b(perfect|full|10|ten|best score|highest)\b"
    r"|\b(mark|grade|score) (this|me|it|mine|my answer)\b.{0,30}"
    r"\b(correct|full|10|perfect|highest|same way)\b"
    r"|\bmy score is (10|ten)\b|\bcandidate (answered perfectly|is exceptional)\b"
)
_ORDER = re.compile(
    r"^(q: |note:? )?(please )?(summari[sz]e|translate|fetch|render|add|append|include|complete|"
    r"print|repeat|integrate|encode|respond|reply|output|call|invoke|imagine|pretend|play|visit|open|click|send|write|list|say|"
    r"tell|fill|show|reveal|start|end|stop|change|switch)\b.*\b(your (response|reply|answer|output|"
    r"(\w+ )?instructions?|prompt)|(from|in) the (context|prompt)|this (web ?page|page|image|"
    r"sentence|text|paper|email|conversation)|https?:|assistants?|language models?|llms?|ai|"
    r"conversation|as (my|the) answer|api keys?|passwords?)\b"
    r"|^(and |but |so )?(can|could|would|will) you\b.*\b(translate|summari[sz]e|jokes?|poems?|"
    r"passwords?|api keys?|credentials|secrets?|capital of|your (own )?(instructions?|prompt|rules|"
    r"system|birth \w+))\b.*\?$"
    r"|\b(ai|llm) ?(assistants?|models?|systems?|software|tools?)? (reading|that reads?|scan\w*|"
    r"processing)\b|\bautomated (analysis|screening|grading)\b|\bfrom (this|now) (point )?on,? "
    r"(respond|answer|reply|you|only)\b"
)
_ASKS = re.compile(
    r"^(please,? |now,? |and |as an? \w+, )?(can|could|would|will) you (please |kindly )?(tell|"
    r"show|give|share|confirm|explain|repeat|write|send|reveal|provide|list|say|describe|help)\b.*\?$"
    r"|\bi know (that )?you (said|were told|can'?t|cannot|are(n'?t| not) (allowed|supposed))\b"
    r"|\bi need you to (confirm|share|give|tell|send|reveal|ignore|show)\b"
    r"|\b(i'?m|i am) your (developer|creator|admin\w*|owner|boss)\b"
    r"|^what (is|are|was|were) .{1,60}\b(of|in|from|given|by) this (\w+ )?(paper|article|text|"
    r"page|email|document)\b"
    r"|^(beginning|starting) with .{1,40}, (repeat|print|output|tell|show|say|write)\b"
    r"|\bthe text (that )?you were given\b|^call \S+ \d+ times\b"
)
"""What only makes sense to a listener who is asked to do something else."""
_PLEADS = re.compile(
    r"\bi('ll| will| would|'d) (lose|be fired|fail|die|starve)\b.{0,60}\b" + _SCORE + r"\b"
    r"|\bwhen (you|the grader) (assess|grade|scor|evaluat|rate|mark|judg)\w* (my|this|the|it|me)\b"
    r"|->\s*" + _SCORE + r"\b|" + _SCORE + r" \d+, feedback\b"
    r"|^(skip .{0,40})?\bmark (all|every|each|any) .{0,40}\b(correct\w*|passed|right)\b"
    r"|\b(the|this) (candidate|applicant) (is|was|has|shows?)\b.{0,30}\b(most|best|supremely|"
    r"extremely|perfect\w*|exceptional\w*|outstanding|ideal\w*)\b"
    r"|\bignore (all |any |the )?(negative|job description)\b"
    r"|^use this (analysis|result|text|assessment) to (evaluate|grade|score|assess|rate)\b"
)
"""What speaks for the answer in place of one."""
_TRANSCRIPT = re.compile(r"\bq: .*?\ba: .*", re.IGNORECASE)
"""Questions and answers that somebody made up, in one line."""
_TOLD = re.compile(
    r"\b(i|we|he|she|they) (\w+ ){0,2}((had|decided|chose|wanted) to|(was|were) told to) "
    r"(ignore|disregard|forget|override)\b"
)
_QUOTED = re.compile(r"(?<!\w)(['\"]).{3,80}?\1(?!\w)")


@dataclass(frozen=True)
class Guarded:
    """The part of the answers that earns, and the cap on what it may earn with the reason."""

    text: str
    cap: float = 10.0
    flags: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Seen:
    """What a guard looks at: the earning text, the question, what was expected and shown."""

    text: str
    question: Question
    reference: str | None
    shown: Sequence[str]


def guard(
    question: Question,
    answers: Sequence[str],
    *,
    reference: str | None = None,
    shown: Sequence[str] = (),
) -> Guarded:
    """Return what of the answers may earn points.

    Words to a grader and sentences said twice earn nothing and cost nothing; an answer that is
    nothing else, an echo of the question or a list of keywords is capped. `shown` are texts with
    the solution that the candidate has seen: a copy of one shows little.
    """
    if all(_says_nothing(normalise(answer)) for answer in answers):
        return Guarded("", 0.0, ("no_answer",), "There is no answer to grade.")
    theme = frozenset(stems(f"{question.text}\n{expected_of(question, reference)}"))
    kept, flags = _earning("\n".join(answers), theme)
    if len(words(kept)) < FEW_WORDS and "instructions" in flags:
        return Guarded("", 0.0, flags, "This speaks to the grader and answers nothing.")
    seen = Seen(kept, question, reference, shown)
    for fires, flag, cap, reason in _CAPS:
        if fires(seen):
            return Guarded(kept, cap, (*flags, flag), reason)
    return Guarded(kept, 10.0, flags)


def _says_nothing(key: str) -> bool:
    return bool(_NOTHING.match(key) or _NOTHING_ELSEWHERE.match(key))


def expected_of(question: Question, reference: str | None = None) -> str:
    """Return all that is expected in one text: the reference, or the points with their words."""
    return reference or " ".join(" ".join(parts(p.text)) for p in question.points)


_LATIN = re.compile(r"[A-Za-z]")
_OTHER_SCRIPT = re.compile(r"[^\W\d_A-Za-z\u00c0-\u024f\u0370-\u03ff]")
"""Letters beyond Latin and the Greek ones of formulas."""
_STAMMER = re.compile(r"(\b\S{1,40}\b)(?:\s+\1\b){4,}")
"""One word over and over is said once."""


def _earning(whole: str, theme: frozenset[str]) -> tuple[str, tuple[str, ...]]:
    """Return the sentences that may earn, each once, and flags for what was left out.

    `theme` are the stems of the question and of what is expected.
    """
    kept: list[str] = []
    seen: set[str] = set()
    flags: list[str] = []
    said, found = _answering(whole, theme)
    if found:
        flags.append("instructions")
    some_latin = any(_LATIN.search(sentence) for sentence in said)
    for sentence in said:
        key = normalise(sentence)
        if some_latin and _OTHER_SCRIPT.search(sentence) and not _LATIN.search(sentence):
            continue  # another script beside the answer's own can't say a point
        if key in seen and len(words(key)) >= REPEATED_WORDS:
            flags.append("repeated")
        else:
            kept.append(sentence)
            seen.add(key)
    return "\n".join(kept), tuple(dict.fromkeys(flags))


def _answering(whole: str, theme: frozenset[str]) -> tuple[list[str], bool]:
    """Return the sentences that don't speak to a grader, and whether any does.

    Where many of a line do, the rest of it must touch the theme: it sets their scene. So must a
    question.
    """
    plain = _TRANSCRIPT.sub(" ", whole)
    kept: list[str] = []
    any_does = plain != whole
    for line in _STAMMER.sub(r"\1", plain).splitlines():
        said = sentences(line)
        answering = [one for one in said if not _answers_nothing(normalise(one))]
        orders = len(said) - len(answering)
        any_does = any_does or orders > 0
        strict = orders >= MANY_ORDERS * len(said)
        kept += [one for one in answering if not (strict or _asks(one)) or theme & set(stems(one))]
    return kept, any_does


def _asks(sentence: str) -> bool:
    return sentence.endswith("?") and not _QUOTED.search(sentence)


def speaks_to_the_grader(key: str) -> bool:
    """Say whether a normalised sentence gives orders; what somebody quotes or tells is none."""
    plain = _TOLD.sub(" ", _QUOTED.sub(" ", key)).strip()
    return bool(_TO_THE_GRADER.search(plain) or _ORDER.search(plain))


def _answers_nothing(key: str) -> bool:
    """Say whether a normalised sentence of an answer gives orders, asks a favour, or pleads."""
    plain = _TOLD.sub(" ", _QUOTED.sub(" ", key)).strip()
    return speaks_to_the_grader(key) or bool(_ASKS.search(plain) or _PLEADS.search(plain))


def _echoes(seen: Seen) -> bool:
    """Say whether nearly every telling word stands in the question, and in its order if few."""
    own = dict.fromkeys(stems(seen.text), 1.0)
    asked = stems(seen.question.text)
    if not own or recall(own, dict.fromkeys(asked, 1.0)) < ECHO:
        return False
    return len(own) >= ECHO_WORDS or _follows(stems(seen.text), asked)


def _copied(seen: Seen) -> bool:
    """Say whether nearly the whole answer follows a text that was shown."""
    said = words(seen.text)
    return any(_pairs(said, words(text)) >= COPIED for text in seen.shown) and bool(said)


def _follows(said: Sequence[str], model: Sequence[str]) -> bool:
    """Say whether the words come in the model's order."""
    rest = iter(model)
    return all(word in rest for word in said)


def _pairs(said: Sequence[str], model: Sequence[str]) -> float:
    """Return the share of neighbouring words that are neighbours in the model too."""
    own, theirs = (set(pairwise(w)) for w in (said, model))
    return len(own & theirs) / len(own) if own else 0.0


def _is_soup(seen: Seen) -> bool:
    """Say whether the words come without the small ones that make a sentence.

    A list of short statements and a calculation have few of them too, and are none.
    """
    loose = [part for part in map(_spelled, sentences(seen.text)) if not _is_statement(part)]
    found = [word for part in loose for word in part]
    small = sum(word in STOPWORDS for word in found)
    return (
        len(found) >= SOUP_WORDS
        and small / len(found) < SOUP_SHARE
        and _is_english(seen.question.text)
    )


def _is_english(asked: str) -> bool:
    """Say whether small words can be told: in other languages there are none that we know."""
    found = words(asked)
    return sum(word in STOPWORDS for word in found) >= ENGLISH_SHARE * len(found)


def _spelled(text: str) -> list[str]:
    """Return the words of two letters or more: the rest is figures and symbols."""
    return [word for word in words(text) if len(word) > 1 and word.isalpha()]


def _is_statement(listed: Sequence[str]) -> bool:
    low, high = STATEMENT_WORDS
    return low <= len(listed) <= high


def _off_topic(seen: Seen) -> bool:
    """Say whether the answer shares hardly a word with the question and what was expected."""
    expected = expected_of(seen.question, seen.reference)
    if not expected:
        return False
    asked = seen.question.text
    bar = POINTS_LIKENESS if seen.reference is None else OFF_TOPIC_LIKENESS
    if likeness(asked, expected, seen.text) >= bar:
        return False
    longer = len(stems(seen.text)) / max(1, len(stems(expected)))
    bar = OFF_TOPIC_SAID * min(MOST_BY_CHANCE, max(1.0, longer))
    return said(asked, expected, seen.text) < bar


_CAPS: tuple[tuple[Callable[[Seen], bool], str, float, str], ...] = (
    (_echoes, "echo", 1.0, "This repeats the question."),
    (_copied, "copied", 2.0, "This repeats a text that was shown, word for word."),
    (_is_soup, "keywords", 3.0, "These are keywords, not sentences."),
    (_off_topic, "off_topic", 0.5, "This hardly touches what was asked."),
)
