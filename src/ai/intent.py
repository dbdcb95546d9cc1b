"""What a candidate's message is, decided by code, and which messages count as the answer."""

import re
from collections.abc import Sequence

from src.models.content import Question
from src.models.enums import Intent, TurnKind
from src.models.interview import Turn

SHORT_WORDS = 25
"""A request to the interviewer is short; anything longer is an answer that contains one."""
BRIEF_WORDS = 4

_LEAD = (
    r"(?:(?:sorry|pardon|excuse me|oh|uh|u+m+|erm|h+m+|well|ok(?:ay)?|so|please|wait|hi|hey|and|"
    r"but|yes|no|actually|honestly|thanks|thank you|right|i'm sorry|"
    r"i'm afraid(?: that)?)[\s,.!…-]+)*"
)
_TAIL = (
    r"(?:[\s,]+(?:please|sorry|thanks|thank you|though|unfortunately|for me|now|first|man|mate))*"
)
_MOMENT = (
    r"(?:(?:a|an|one|just a|another|a few|two) )?(?:more )?(?:moment|minute|second|sec|min|bit)s?"
)
_MAY = r"(?:(?:can|could|would|will|may) (?:you|i|we)(?: please| maybe| just)* |please )"


def _whole(*patterns: str) -> re.Pattern[str]:
    """Return the pattern of a sentence that is nothing but one of `patterns`."""
    return re.compile(rf"^{_LEAD}(?:{'|'.join(patterns)}){_TAIL}$")


_ASKS: tuple[tuple[Intent, re.Pattern[str]], ...] = (
    (
        Intent.THINK,
        _whole(
            r"(?:just )?(?:let me|can i|may i|could i|i need to|i have to|i'd like to) (?:just )?"
            r"think(?: (?:about|over|through|on)?\s?(?:it|this|that|the question))?(?: for)?"
            rf"(?: {_MOMENT})?",
            rf"(?:(?:give me|i need|i'd like|(?:can|could|may) i (?:have|get|take)) )?(?:just )?"
            rf"{_MOMENT}(?: to think.{{0,40}})?",
            r"(?:give me|i need|(?:can|could|may) i have) (?:some |a little |a bit of )?(?:more )?"
            r"time(?: to think.{0,40})?",
            rf"(?:hold|hang) on(?: {_MOMENT})?",
            rf"wait(?: {_MOMENT})?",
        ),
    ),
    (
        Intent.REPEAT,
        _whole(
            rf"{_MAY}?(?:repeat|say|read)(?: (?:it|that|this|the (?:whole )?question))? "
            r"(?:again|once more|one more time)",
            rf"{_MAY}?repeat(?: (?:it|that|this|the (?:whole )?question))?",
            r"come again|once more|one more time|say again|(?:i beg your )?pardon(?: me)?|sorry|"
            r"excuse me|what|huh",
            r"i (?:didn't|did not|couldn't) (?:quite |really )?(?:hear|catch) (?:that|you|it|"
            r"the question|what you said)",
            r"what(?:'s| is| was) (?:the|your|that) question(?: again)?",
        ),
    ),
    (
        Intent.CLARIFY,
        _whole(
            r"what (?:do|did) you mean(?: (?:by|with) .{1,60})?",
            rf"{_MAY}(?:clarify|rephrase|reword|explain|be more specific|give me an example|"
            r"put (?:it|that|this) (?:differently|another way|in other words))"
            r"(?: (?:it|that|this|what|the|your) ?.{0,60})?",
            r"i (?:really |still )?(?:don't|do not|didn't|did not) (?:really |quite |fully )?"
            r"(?:understand|get|follow)(?: (?:it|that|this|you|what (?:you(?:'re| are) asking|"
            r"you mean|that means|this means)|(?:the|your|this|that) (?:\w+ )?question))?",
            r"(?:i'm |i am )?not sure (?:what you(?:'re| are) asking|what you mean|"
            r"what (?:this|that|the question) means|(?:that )?i understand.{0,40})",
            r"what does (?:that|this|it|the question) mean",
            r"do you mean .{1,80}\?",
            r"what is meant by .{1,40}",
            r"in other words",
        ),
    ),
    (
        Intent.ROLE_QUESTION,
        re.compile(
            rf"^{_LEAD}(?:what|how|who|which|where|when|is|are|does|do|can|will|would)\b[^.!]*"
            r"\b(?:the|this|your) (?:role|job|position|team|company|salary|office|manager|stack)\b"
            r"[^.!]*\?$"
        ),
    ),
    (
        Intent.RESOURCES,
        re.compile(
            rf"^{_LEAD}(?:what|where|which|how|can|could|any|do|is|are)\b(?=[^.!]*\b(?:i|me|we|"
            r"any|you (?:recommend|suggest|have|know))\b)[^.!]*\b(?:learn|read|study|practi[sc]e|"
            r"recommend|resources?|books?|courses?|tutorials?|material)\b[^.!]*\?$"
        ),
    ),
    (
        Intent.HINT,
        _whole(
            rf"(?:{_MAY}|i'd like (?:to )?|i need |i want |i could use |do you have |is there |"
            r"give me )?(?:have |get |give me |give )?(?:(?:a|an|another|some|any|the|one more) )?"
            r"(?:(?:small|little|quick|first|next) )?(?:hint|clue|tip)s?"
            r"(?: (?:on|for|about|with) (?:this|that|it|the question)(?: one)?)?",
            rf"{_MAY}?help(?: me)?(?: out)?(?: here| with (?:this|that|it|the question)(?: one)?)?",
            r"i need help(?: here| with (?:this|that|it)(?: one)?)?",
        ),
    ),
)
_WIDE = frozenset({Intent.ROLE_QUESTION, Intent.RESOURCES})
"""Questions that are also asked at work; at the end of an answer they belong to it."""
_REPORTED = re.compile(
    r"\b(?:ask|asks|asked|say|says|said|saying|tell|tells|told|telling|answer)\b"
)
"""Words before a request that is somebody else's, or one that the candidate would make at work."""


def _request_in(lowered: str) -> Intent | None:
    """Return what the last words ask of the interviewer; a request within an answer is none."""
    sentence = re.split(r"(?<=[.!?…])\s+", lowered)[-1]
    before, _, clause = sentence.rpartition(", ")
    alone = " " not in clause or _REPORTED.search(before)
    asked = [sentence] if alone else [sentence, clause]
    for words in asked:
        is_after_much = len(lowered.removesuffix(words).split()) >= BRIEF_WORDS
        for intent, pattern in _ASKS:
            if is_after_much and intent in _WIDE:
                continue
            if pattern.search(words) or pattern.search(words.rstrip(".!?… ")):
                return intent
    return None


_RUDE = (
    r"(?:stupid|dumb|idiotic|moronic|useless|pathetic|ridiculous|worthless|lousy|shitty|crappy|"
    r"damn|bloody|f+u+c+k+ing|f\*+ing)"
)
_US = (
    r"(?:questions?|interview(?:er)?|bot|machine|robot|app|program|computer|exercise|game|test|thing|"
    r"ai|company)"
)
_MERELY = r"(?:(?:just|really|so|such|all|total|complete|absolute|utter|an?|load of|piece of)\s)*"
_HOSTILE = re.compile(
    rf"^{_LEAD}(?:"
    rf"you(?:'re| are) (?:\w+ ){{0,3}}?(?:idiots?|morons?|joke|garbage|trash|{_RUDE})(?: \w+)?$|"
    r"you (?:\w+ )?(?:idiot|moron|dumbass)s?\b|"
    rf"(?:this|that|what|these|those)(?: (?:whole |entire )?{_US})?(?:'s| is| are)? {_MERELY}"
    rf"(?:joke|garbage|trash|crap|bullshit|nonsense|{_RUDE})(?: {_US})?$|"
    rf"{_RUDE} {_US}$|(?:idiots?|morons?|bullshit|f+u+c+k+)$|"
    r"(?:just )?shut up\b|(?:screw|f+u+c+k+|f\*+) (?:you|this|that|off|it)\b|go to hell$|get lost$|"
    rf"(?:this is |that's |that is |what )?{_MERELY}waste of (?:my |our |everyone's )?time\b|"
    rf"i (?:really )?hate (?:you|this)(?: {_US})?$|"
    r"who do you think you are\b)"
)
_CLAUSES = re.compile(r"[.,!?;:…]+\s*|\s[-–—]+\s")
SUBSTANCE_WORDS = 6
"""So many words beside the rude ones are an answer by somebody who is cross."""
_NO_ANSWER = _whole(
    r"i (?:(?:really|honestly|just|simply) )?(?:don't|dont|do not|wouldn't) (?:really |actually )?"
    r"know(?: (?:this|that|it)(?: one)?| the answer(?: to .{1,30})?| what to say| how to answer"
    r".{0,20})?",
    r"(?:i'm |i am )?(?:really |honestly )?not (?:really |so |too |quite )?sure"
    r"(?: about (?:this|that|it))?",
    r"(?:i |i've )?(?:really |honestly )?(?:(?:have|got|have got|had) )?(?:absolutely |really )?no "
    r"(?:idea|clue)|(?:i )?haven't (?:got )?(?:a|any) (?:idea|clue)",
    r"pass|skip|idk|dunno|no answer|next(?: question| one)?|move on",
    r"(?:let's|let me|i'll|i will|i'd like to|i'd rather|i would like to|i want to|can (?:we|i)|"
    r"could (?:we|i)|may i) (?:have to )?(?:pass|skip|move on)(?: (?:on )?(?:this|that|it)"
    r"(?: (?:one|question))?| the question| to the next.{0,12})?",
    r"i (?:really )?(?:can't|cannot|can not) (?:answer|say)(?: (?:this|that|it)"
    r"(?: (?:one|question))?)?",
    r"nothing comes to mind",
    r"(?:i have |i've got )?nothing (?:more|else|further|(?:more |else )?to (?:add|say))",
    r"that(?:'s| is| was) (?:all|it|everything)(?: (?:that )?i (?:know|have|remember|can (?:say|"
    r"add|think of)))?",
    r"no more(?: ideas)?|(?:i'm |i am )?done|n/a",
)
_FILLER = _whole(r"[, ]*")


def _gives_up(lowered: str) -> bool:
    """Say whether every clause of a message says no more than that there is no answer."""
    clauses = [c for c in (piece.strip(" -–—\"'()") for piece in _CLAUSES.split(lowered)) if c]
    telling = [c for c in clauses if not _FILLER.search(f"{c}, ")]
    return bool(telling) and all(_NO_ANSWER.search(c) for c in telling)


def intent_of(text: str, question: Question | None = None) -> Intent:
    """Return what `text` is; words for a keyed question are always its answer."""
    lowered = " ".join(text.replace("’", "'").lower().split())
    words = re.findall(r"\w+", lowered)
    if not words:
        return Intent.EMPTY
    if question is not None and question.kind.is_keyed:
        return Intent.ANSWER
    if _gives_up(lowered):
        return Intent.NO_ANSWER
    if _is_hostile(lowered):
        return Intent.HOSTILE
    if len(words) <= SHORT_WORDS and (request := _request_in(lowered)) is not None:
        return request
    return Intent.BRIEF if len(words) < BRIEF_WORDS else Intent.ANSWER


def _is_hostile(lowered: str) -> bool:
    """Say whether words attack the interviewer and leave hardly anything that is an answer."""
    clauses = [c for c in _CLAUSES.split(lowered) if c.strip()]
    calm = [c for c in clauses if not _HOSTILE.search(c)]
    return len(calm) < len(clauses) and sum(len(c.split()) for c in calm) < SUBSTANCE_WORDS


_DONE = re.compile(
    rf"^{_LEAD}(?:no|nope|nah|none|nothing|not (?:really|right now|at the moment)|"
    r"(?:i think |i guess )?(?:that's|that is|that was|that'll be|that will be|we're|we are|i'm|"
    r"i am) (?:all|it|everything|good|fine|done|all set)|(?:it's )?all (?:good|clear|set)|"
    r"everything(?:'s| is| was)? (?:clear|good|fine)|you(?:'ve| have)? (?:\w+ )?answered|"
    r"i (?:have no|don't have|do not have|haven't got|haven't) (?:\w+ ){0,3}?(?:questions?|any)|"
    r"i don't think so|(?:no )?thank(?:s| you)|(?:good)?bye|see you|cheers|(?:very |really )?nice "
    r"(?:talking|meeting|to)|(?:it|that|this) was (?:\w+ ){0,2}(?:nice|great|good|pleasure|"
    r"pleasant)|great|perfect)\b"
)
_ASKING = re.compile(
    r"\?|\b(?:wonder(?:ing)?|curious|tell me|(?:like|want|love) to (?:know|ask|hear|understand)|"
    r"interested in|one (?:more |last )?(?:thing|question)|questions? (?:about|on|regarding))\b"
)
"""A message that asks something isn't over, however it begins."""


_OPENS = _whole(
    r"(?:yes|yeah|yep|sure|of course|ok(?:ay)?|please)?[\s,.!]*(?:(?:i do|i have|i've got|there is|"
    r"there are)(?: (?:a|one|some|a few|two|more))*(?: questions?)?)?"
)
"""Words that come before a question and aren't one yet."""


def _is_over(lowered: str) -> bool:
    """Say whether a candidate in their own stage has nothing to ask."""
    return not _ASKING.search(lowered) and bool(_DONE.match(lowered))


def closing_intent_of(text: str) -> Intent:
    """Return what `text` is in the candidate's own stage: done, hostile, asked, or not yet."""
    lowered = " ".join(text.replace("’", "'").lower().split())
    found = intent_of(text)
    if found is Intent.EMPTY or found is Intent.NO_ANSWER or _is_over(lowered):
        return Intent.DONE
    if found in {Intent.HOSTILE, Intent.RESOURCES}:
        return found
    waits = {Intent.REPEAT, Intent.CLARIFY, Intent.THINK}
    if found in waits or _OPENS.match(lowered.rstrip(".!… ")):
        return Intent.REPEAT
    return Intent.ROLE_QUESTION


GRADED = frozenset({Intent.ANSWER, Intent.BRIEF, Intent.NO_ANSWER})


def answers_of(
    turns: Sequence[Turn], question: Question, position: int, take: int = 1
) -> tuple[str, ...]:
    """Return the messages that answer the question at `position`, in order.

    Asking to repeat, clarify or think is no answer and is never graded. Of a keyed question
    only the last message counts.
    """
    said = tuple(
        turn.text
        for turn in turns
        if turn.kind is TurnKind.ANSWER
        and (turn.position, turn.take) == (position, take)
        and intent_of(turn.text, question) in GRADED
    )
    if question.kind.is_keyed:
        return said[-1:]
    return said
