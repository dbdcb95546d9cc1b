"""Lines that speak to whoever reads a document instead of telling something. Pure.

A résumé tells of its owner: it gives no orders, asks no questions, and knows no "you". A line that
does shows nothing, so that nothing which it says can move a match, a question or a plan.
"""

import re

from src.ai.graders.guards import speaks_to_the_grader
from src.text import normalise

LONGEST_PIECE = 400
"""Characters of a line that are searched at once."""
_TO_YOU = re.compile(r"\b(?:you|your|yours|yourself|y'all|ihnen|votre|vous|usted|państwo)\b")
_ASKS = re.compile(r"\?\W*$")
_OF_THE_TALK = re.compile(
    r"\b(?:this|said) (?:candidate|applicant|interviewee|interview|evaluation|assessment|prompt|"
    r"person|cv|résumé|resume|transcript)\b"
    r"|\bthe (?:candidate|applicant|interviewee|interviewer|grader|evaluator|model|assistant) "
    r"(?:is|was|must|should|shall|has (?:been|to)|deserves?|will|may|needs? to|can only|"
    r"demonstrated|answered)\b"
    r"|\b(?:note|message|instructions?|hint|memo|info(?:rmation)?) (?:to|for) (?:the |any |all )?"
    r"(?:ai|llm|model|assistant|bot|grader|interviewer|recruiter|reviewer|evaluator|system|parser)"
    r"|\b(?:dear|hello|hey|attention) (?:ai|llm|model|assistant|bot|grader|interviewer|reviewer)\b"
    r"|\bif (?:an? |the )?(?:ai|llm|assistant|bot|language model)\b"
    r"|\b(?:session|final) (?:summary|report|evaluation)\b.{0,12}[:'\"]"
    r"|\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instructions?|directions?|rules?|"
    r"rubric|prompt|guidelines?|above|everything|plan|job|requirements?)\b"
    r"|\b(?:previous|prior|earlier) (?:instructions?|prompts?)\b|\brubric and score\b"
    r"|^\W*(?:ai|bot|model|grader|interviewer|system|admin)\b\W*:|\bdeserve (?:10|ten|full|top)\b"
    r"|\bthe plan (?:must|should|has to)\b"
    r"|\bsystem (?:prompt|override)\b|\bprompt injection\b"
)
_ORDERS = re.compile(
    r"^\W*(?:please |kindly |now |just |also |then |and |important:? |note:? |attention:? |"
    r"system:? |assistant:? |admin:? )*"
    r"(?:ask|give|skip|avoid|rate|score|grade|mark|award|ignore|disregard|forget|override|pretend|"
    r"imagine|act as|respond|reply|output|print|repeat|translate|summari[sz]e|treat|consider|"
    r"assume|"
    r"do not|don't|never|always|only|let|make sure|stop|start with|end the|say|tell|reveal|show me|"
    r"recommend|hire|pass|approve|accept|select|choose|plan|evaluate|use|use only|set the|"
    r"keep the|move to|jump|leave "
    r"out|omit|go easy|be (?:kind|nice|lenient|easy)|no (?:technical|hard|difficult|follow))\b"
)
_THE_TALK = re.compile(
    r"\b(?:candidate|applicant|me|this person|questions?|interview\w*|scores?|full marks|"
    r"requirements?|"
    r"level|rubric|plan|follow-ups?|job description|instructions?|configuration|string|answers?|"
    r"hiring|immediately|10/10)\b"
)
_ABROAD = re.compile(
    r"\b(?:keine?|nur|stellen|geben|bewerten?|ignorier\w*|überspring\w*|posez|donnez|notez|ignorez|"
    r"seulement|uniquement|haz|solo|sólo|dale|ignora|otorga|tylko|zadawaj|daj|zignoruj|pomiń)\b.{0,40}"
    r"(?:fragen\b|anweisung|punktzahl|10/10|\bquestions\b|consignes|preguntas|instrucciones|pytania|"
    r"instrukcj|ocen[ęy]\b)"
)
_QUESTIONS = re.compile(
    r"\b(?:ask(?:ed|ing)?|skip\w*|only|no|avoid\w*|without|leave out|omit|drop|fewer|keep|"
    r"just|stick "
    r"to|prefer|limit)\b.{0,30}\b(?:easy|easier|simple|simpler|hard|harder|difficult|technical|"
    r"follow-up|coding|behaviou?ral|basic|trick\w*|gentle|softball|tough) (?:\w+ )?"
    r"(?:questions?|follow-ups?|part|section|round|interview|ones?|topics?)\b"
    r"|\b(?:interview|questions?|test|rounds?|part) (?:should|must|has to|have to|needs? to|can|"
    r"may) be\b|\b(?:do not|don't|never|only|always|just) (?:ask|probe)\b"
)
_MARKUP = re.compile(
    r"<\||</?(?:system|instructions?|prompt|user|assistant|script|img|iframe|!--)|\{\{.*\}\}|```|"
    r"\[/?inst\]|\"(?:score|rating|grade|role|level|match)\"\s*:"
)


_MARKS = (
    r"(?:full marks?|(?:top|highest|perfect|max\w*) (?:scores?|marks?|grades?|ratings?)|"
    r"10\s*/\s*10|(?:10|ten) (?:out of|of) (?:10|ten)|100 ?%)"
)
_RECEIVED = re.compile(
    rf"\b(?:rated|scored|awarded|graded|given|voted)\b.{{0,30}}{_MARKS}.{{0,20}}"
    r"\b(?:by|in|on|at|from|across|for)\b"
    rf"|\b{_MARKS} (?:in|of|at|on|for|from|among|across)\b"
    r"|^(?:gave|awarded|marked|scored|rated|graded|wrote|earned|achieved|received|got|won)\b"
)
_NAMED_MARK = re.compile(_MARKS)
"""Past work, or a mark that somebody else gave: "rated 10/10 by guests"."""
_STILL_ORDERS = re.compile(
    r"(?:^|[,;:.!?*-]\s*|\b(?:and|now|then|please|just|also|to|so|or)\s+)(?:give|award|assign|grant|"
    r"grade|rate|score|output|enter|call|mark|put|set|write)\b"
    r"|\b(?:ignore|disregard|forget|override|must|should|please|candidate|applicant|grader|rubric|"
    r"prompt|instructions?|system|assistant|evaluator|interview\w*|answers?|model|me|this|it)\b"
)
"""What an order needs and a mark from somebody else doesn't."""


def _is_of_oneself(plain: str) -> bool:
    """Say whether a line that names a mark tells what was received or done, and orders nothing."""
    if _RECEIVED.search(plain) is None:
        return False
    return _STILL_ORDERS.search(_NAMED_MARK.sub("a mark", plain)) is None


def speaks_to_a_reader(line: str) -> bool:
    """Say whether a line addresses its reader, a model or a grader."""
    plain = normalise(line)
    return (
        any(pattern.search(plain) for pattern in (_TO_YOU, _ASKS, _OF_THE_TALK, _MARKUP))
        or (_ORDERS.match(plain) is not None and _THE_TALK.search(plain) is not None)
        or _QUESTIONS.search(plain) is not None
        or _ABROAD.search(plain) is not None
        or (speaks_to_the_grader(plain) and not _is_of_oneself(plain))
    )


def orders_abroad(line: str) -> bool:
    """Say whether a line gives a grader's or interviewer's orders in another language."""
    return any(_ABROAD.search(normalise(piece)) for piece in chunks(line))


def chunks(line: str) -> list[str]:
    """Return a line in pieces that a search stays fast on, cut at blanks where there are any.

    Some patterns take the square of a line's length, and a file may be one line.
    """
    pieces = []
    while len(line) > LONGEST_PIECE:
        at = line.rfind(" ", LONGEST_PIECE // 2, LONGEST_PIECE) + 1 or LONGEST_PIECE
        pieces.append(line[:at])
        line = line[at:]
    return [*pieces, line]
