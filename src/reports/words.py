"""The words for closed sets and figures, as people read them on the page and in every export."""

import re
from datetime import date, datetime

from src.models.content import FROM_THE_WEB, Resource
from src.models.enums import Coverage, Difficulty, GraderName, InterviewType, Mode, Style
from src.models.grades import Delivery, Grade, Overall, Speaking, Statistics
from src.text import MONTHS, skill_words

NOTICE = "AI-generated, can be wrong. Practice only: not a prediction of any hiring decision."
UNGRADED = "Nothing was graded, so there is nothing to say here."
STYLES = {
    Style.FORMAL: "Formal",
    Style.CASUAL: "Casual",
    Style.AGGRESSIVE: "Tough",
    Style.TECHNICAL: "Technical",
}
LEVELS = {Difficulty.EASY: "Easy", Difficulty.MEDIUM: "Medium", Difficulty.HARD: "Hard"}
TYPES = {
    InterviewType.MIXED: "Mixed",
    InterviewType.TECHNICAL: "Technical",
    InterviewType.BEHAVIOURAL: "Behavioural",
    InterviewType.SITUATIONAL: "Situational",
    InterviewType.CASE: "Case",
}
MODES = {Mode.PRACTICE: "practice", Mode.EXAM: "exam"}
GRADERS = {
    GraderName.LEXICAL: "by words",
    GraderName.RUBRIC: "by rubric",
    GraderName.NUMBER: "by number",
    GraderName.CHOICE: "by choice",
    GraderName.FORMULA: "by formula",
    GraderName.SQL: "by query",
}
MARKS = {Coverage.COVERED: "✓", Coverage.PARTLY: "~", Coverage.MISSED: "✗"}
COVERAGES = {
    Coverage.COVERED: "said",
    Coverage.PARTLY: "touched on",
    Coverage.MISSED: "not mentioned",
}
GOOD, FAIR = 0.7, 0.5

JOINER = "\u2060"
_MARKUP = re.compile(r"([!-/:-@\[-`{-~])")
_ADDRESS = re.compile(r"\b(https?|ftp|mailto|xmpp|www)(?=[:.])|(?<=\w)(?=@)", re.IGNORECASE)
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
"""Control signs, which XML refuses, and those that turn the direction of what follows."""


def visible(text: str) -> str:
    """Return text without signs that nobody sees and that change how others are shown."""
    return _UNSEEN.sub("", text)


def unlinked(text: str) -> str:
    """Return text on one line, whose addresses an invisible joiner keeps from becoming links.

    Signs that turn the direction are left out: they would turn our own words behind it as well.
    """
    return _ADDRESS.sub(rf"\g<0>{JOINER}", visible(" ".join(text.split())))


def plain(text: str) -> str:
    """Return text as Markdown that shows every character as it is, on one line, with no links."""
    return _MARKUP.sub(r"\\\1", unlinked(text))


def day(on: date) -> str:
    """Return a day as it is written everywhere: "21 Nov 2026"."""
    return f"{on.day} {MONTHS[on.month - 1][:3]} {on.year}"


def day_told(at: datetime) -> str:
    """Return the day of a time; where nobody's zone is known it says that it is UTC's."""
    return f"{day(at)} (UTC)" if at.tzname() == "UTC" else day(at)


def score(value: float | None) -> str:
    """Return a score as it is shown: one decimal, none where it is whole."""
    if value is None:
        return "not graded"
    return f"{value:.1f}".removesuffix(".0")


def confidence(value: float) -> str:
    """Return how sure a score is, in words."""
    if value >= GOOD:
        return "good"
    return "fair" if value >= FAIR else "low"


def count(number: int, thing: str) -> str:
    """Return "1 question", "2 questions"."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def without_strengths(overall: Overall) -> str:
    """Return what stands where no strength was found."""
    missing = "Nothing stood out yet: no answer covered a point in full."
    return missing if overall.graded else UNGRADED


def without_gaps(overall: Overall) -> str:
    """Return what stands where no gap was found."""
    return "No gap was found in what was graded." if overall.graded else UNGRADED


def rests_on(overall: Overall) -> str:
    """Return what an overall score rests on, in one sentence."""
    if not overall.graded and not overall.ungraded:
        return "Nothing was answered, so there is nothing to score."
    if not overall.graded:
        left = count(overall.ungraded, "answer")
        return f"{left} could not be graded, so there is no score."
    parts = [f"Rests on {count(overall.graded, 'graded answer')}"]
    if overall.ungraded:
        parts.append(f"{overall.ungraded} could not be graded")
    if overall.skipped:
        parts.append(f"{overall.skipped} skipped")
    return f"{'; '.join(parts)}. Confidence: {confidence(overall.confidence)}."


def graded_by(grade: Grade) -> str:
    """Return which grader made a grade, with model and prompt version where there are some."""
    parts = [f"graded {GRADERS[grade.grader]}"]
    if grade.model:
        parts.append(grade.model)
    if grade.prompt_version:
        parts.append(grade.prompt_version)
    return " · ".join(parts)


def resource_line(resource: Resource) -> str:
    """Return a resource in one line: title, author, kind, and its address where it has one."""
    if resource.is_from_web:
        return f"{resource.title} ({FROM_THE_WEB}: {resource.author}) · {resource.url}"
    free = "free " if resource.free else ""
    address = f" · {resource.url}" if resource.url else ""
    return f"{resource.title}, {resource.author} ({free}{resource.kind}){address}"


def skill_name(skill: str) -> str:
    """Return a skill as a heading shows it: capital first, initials as such."""
    name = skill_words(skill)
    return name[:1].upper() + name[1:]


def minutes(value: float) -> str:
    """Return a duration: "under 1 min", "12 min", "3 h 20"."""
    if value < 1:
        return "under 1 min"
    whole = round(value)
    return f"{whole} min" if whole < 60 else f"{whole // 60} h {whole % 60:02d}"  # noqa: PLR2004


def told(found: Delivery) -> str:
    """Return how answers are told, in one sentence; it never counts in a score."""
    per_answer = round(found.words / found.answers) if found.answers else 0
    parts = [
        f"{count(per_answer, 'word')} an answer",
        f"{found.fillers:g} fillers and {found.hedges:g} hedges in a hundred words",
        f"longest sentence {count(found.longest_sentence, 'word')}",
    ]
    if found.hypothetical is not None:
        parts.append(f"{found.hypothetical:.0%} of your own acts told as “would”")
    return ", ".join(parts) + "."


def spoken(found: Speaking) -> str:
    """Return how answers by microphone are spoken, in one sentence; it never counts in a score."""
    return f"{count(found.answers, 'answer')} by microphone, {found.figures}."


def manner(delivery: Delivery | None, speaking: Speaking | None) -> tuple[str, ...]:
    """Return how answers were told and spoken, a sentence each; none where nothing was said."""
    written = (told(delivery),) if delivery is not None and delivery.words else ()
    return (*written, spoken(speaking)) if speaking is not None else written


def responses(found: Statistics) -> str:
    """Return how long answers took, and how that is measured; older reports hold the mean alone."""
    if not found.longest_response_s:
        return f"{seconds(found.response_s)} to answer on average"
    return (
        f"{seconds(found.median_response_s)} to answer as a rule (the median), "
        f"{seconds(found.longest_response_s)} at most: from the end of a reply to your "
        "answer, thinking counted, pauses not"
    )


def seconds(value: float) -> str:
    """Return a short time: "45 s", "2 min 05 s"."""
    whole = round(value)
    return f"{whole} s" if whole < 60 else f"{whole // 60} min {whole % 60:02d} s"  # noqa: PLR2004


def figures(found: Statistics) -> tuple[str, ...]:
    """Return the counts of an interview and what it cost, a line each."""
    lines = (
        f"{count(found.questions_asked, 'question')} asked, {count(found.answers, 'answer')}",
        f"{minutes(found.duration_s / 60)} in all, pauses left out",
        *([responses(found)] if found.answers else []),
    )
    if not found.model_calls:
        return (*lines, "No model was asked; no cost.")
    cached = f" ({found.cached_tokens:,} of them cached)" if found.cached_tokens else ""
    tokens = f"{found.input_tokens:,} tokens in{cached}, {found.output_tokens:,} out"
    cost = "unknown" if found.cost_usd is None else f"${found.cost_usd:.4f}"
    return (*lines, f"{count(found.model_calls, 'model call')}, {tokens}, cost {cost}")
