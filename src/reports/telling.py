"""A report told in blocks: the same order and the same words in every format."""

from collections.abc import Iterator

from src.models.enums import QuestionState, TurnKind
from src.models.grades import Grade, QuestionResult, Remark, Report
from src.models.reports import Exchange, ReportFile
from src.reports.outline import (
    Bars,
    Block,
    Grid,
    Heading,
    Overall,
    Points,
    Radar,
    Run,
    Said,
    Steps,
    Text,
    Title,
    Tone,
)
from src.reports.words import (
    COVERAGES,
    LEVELS,
    MODES,
    NOTICE,
    STYLES,
    TYPES,
    confidence,
    count,
    day,
    day_told,
    figures,
    graded_by,
    manner,
    minutes,
    resource_line,
    rests_on,
    score,
    skill_name,
    without_gaps,
    without_strengths,
)

RADAR_FROM = 3
"""Skills from which a radar has a shape."""
RADAR_TO = 10
DID = {
    TurnKind.SKIP: "(skipped the question)",
    TurnKind.HINT: "(asked for a hint)",
    TurnKind.END: "(ended the interview)",
}


def tell(file: ReportFile) -> tuple[Block, ...]:
    """Return the whole report, with the transcript last."""
    report = file.report
    return (
        Title(title_of(file), facts_of(file)),
        *_overview(report),
        *_skills(report),
        *_remarks("What worked", report.strengths, without_strengths(report.overall)),
        *_remarks("What was missing", report.gaps, without_gaps(report.overall)),
        *_questions(report),
        *_next(report),
        *_manner(report),
        Heading("Figures and cost"),
        Points(figures(report.statistics)),
        Text((Run(NOTICE, Tone.QUIET),)),
        *_transcript(file),
    )


def title_of(file: ReportFile) -> str:
    """Return the role, and the company where there is one."""
    company = f" at {file.setup.company}" if file.setup.company else ""
    return f"{file.setup.role}{company}"


def facts_of(file: ReportFile) -> tuple[str, ...]:
    """Return when, how long, how many, how, and by whom."""
    setup, when, done = file.setup, file.when, file.report.statistics
    engine = file.report.engine if file.is_finished else file.engine
    facts = [day_told(when)]
    if done.questions_asked:
        facts += [minutes(done.duration_s / 60), count(done.questions_asked, "question")]
    facts += [f"kit: {file.kit_title}"] if file.kit_title else []
    facts += [
        f"{TYPES[setup.interview_type]} questions",
        f"{STYLES[setup.style].lower()} style",
        f"{LEVELS[setup.difficulty].lower()} start",
        f"{MODES[setup.mode]} mode",
        "embedded interviewer" if engine == "embedded" else engine,
    ]
    if setup.seniority:
        facts.insert(1, setup.seniority)
    if file.imported_at:
        facts.append(f"imported on {day(file.imported_at)}")
    return tuple(facts)


def _overview(report: Report) -> Iterator[Block]:
    value = report.overall.score
    shown = "Not graded" if value is None else f"{score(value)} / 10"
    yield Overall(shown, rests_on(report.overall), report.headline)
    if report.notice:
        yield Text((Run(report.notice, Tone.QUIET),))


def _skills(report: Report) -> Iterator[Block]:
    if not report.skills:
        return
    yield Heading("Skills")
    graded = [(skill_name(s.skill), s.score) for s in report.skills if s.score is not None]
    if RADAR_FROM <= len(graded) <= RADAR_TO:
        names, scores = zip(*graded, strict=True)
        each = ", ".join(f"{name} {score(value)}" for name, value in graded)
        yield Radar(names, scores, f"Score by skill, of 10: {each}")
    rows = tuple(
        (
            skill_name(s.skill),
            score(s.score),
            count(s.graded, "answer"),
            confidence(s.confidence) if s.score is not None else "–",
            str(s.level) if s.level is not None else "–",
        )
        for s in report.skills
    )
    yield Grid(("Skill", "Score", "Rests on", "Confidence", "Level"), rows)


def _remarks(heading: str, found: tuple[Remark, ...], otherwise: str) -> Iterator[Block]:
    yield Heading(heading)
    for remark in found:
        yield Text((Run(remark.text), *_quote(remark.quote)))
    if not found:
        yield Text((Run(otherwise),))


def _quote(quote: str | None) -> tuple[Run, ...]:
    return (Run(quote, Tone.QUOTE),) if quote else ()


def _questions(report: Report) -> Iterator[Block]:
    if not report.questions:
        return
    yield Heading("Question by question")
    scores = tuple(q.grade.score if q.grade else None for q in report.questions)
    if any(value is not None for value in scores):
        each = ", ".join(
            f"question {q.position} {score(value)} at level {q.level}"
            for q, value in zip(report.questions, scores, strict=True)
        )
        labels = tuple(str(q.position) for q in report.questions)
        levels = tuple(q.level for q in report.questions)
        yield Bars(labels, scores, levels, f"Score of 10 and level of 5 by question: {each}")
        rows = tuple(
            (str(q.position), skill_name(q.skill), verdict(q), str(q.level))
            for q in report.questions
        )
        yield Grid(("Question", "Skill", "Score", "Level"), rows)
    for result in report.questions:
        yield from _question(result)


def _question(result: QuestionResult) -> Iterator[Block]:
    name = f"{result.position} · {skill_name(result.skill)}"
    yield Heading(name, level=3, aside=verdict(result))
    about = [f"Level {result.level}"]
    if result.grade is not None:
        about.append(graded_by(result.grade))
    if result.grade is not None and result.grade.score is not None:
        about.append(f"confidence {confidence(result.grade.confidence)}")
    if result.hints_used:
        about.append(count(result.hints_used, "hint"))
    yield Text((Run(result.text, Tone.STRONG),))
    yield Text((Run(" · ".join(about), Tone.QUIET),))
    for answer in result.answers:
        yield Said(answer)
    if not result.answers and result.state is not QuestionState.SKIPPED:
        yield Text((Run("No answer was given.", Tone.QUIET),))
    yield from _grade(result.grade)
    if result.better:
        yield Text((Run("Say it like this.", Tone.STRONG), Run(result.better)))


def verdict(result: QuestionResult) -> str:
    """Return a question's score, or why there is none, in a word or two."""
    if result.state is QuestionState.SKIPPED:
        return "skipped"
    if result.grade is None or result.grade.score is None:
        return "not graded"
    return f"{score(result.grade.score)} / 10"


def _grade(grade: Grade | None) -> Iterator[Block]:
    if grade is None:
        return
    for c in grade.criteria:
        words = _quote(c.quote) or (Run(COVERAGES[c.coverage], Tone.QUIET),)
        comment = (Run(f"– {c.comment}", Tone.QUIET),) if c.comment else ()
        yield Text((Run(c.label), *words, *comment), coverage=c.coverage)
    if grade.reason:
        label = "Not graded." if grade.score is None else "Note."
        yield Text((Run(label, Tone.STRONG), Run(grade.reason)))
    if grade.deduction:
        yield Text((Run(f"Hints took {grade.deduction:g} off this score."),))
    if grade.rationale:
        yield Text((Run(grade.rationale),))


def _next(report: Report) -> Iterator[Block]:
    if report.next_steps:
        yield Heading("Next")
        yield Steps(
            tuple((Run(s.title, Tone.STRONG), Run(f"– {s.why}")) for s in report.next_steps)
        )
        named = [resource_line(r) for step in report.next_steps for r in step.resources]
        if named:
            yield Points(tuple(named))


def _manner(report: Report) -> Iterator[Block]:
    lines = manner(report.delivery, report.speaking)
    if lines:
        yield Heading("How you told it")
        yield from (Text((Run(line),)) for line in lines)
        yield Text((Run("This counts in no score.", Tone.QUIET),))


def _transcript(file: ReportFile) -> Iterator[Block]:
    if not file.transcript:
        return
    yield Heading("Transcript")
    for exchange in file.transcript:
        words = said_of(exchange)
        if words:
            yield Said(words, "You")
        if exchange.reply:
            yield Said(exchange.reply, "Interviewer")


def said_of(exchange: Exchange) -> str:
    """Return what the candidate wrote, or in brackets what they did."""
    return exchange.said or DID.get(exchange.kind, "")
