"""A report told in blocks: what is there is told once, and what isn't is absent or named."""

from collections.abc import Callable
from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

import pytest

from src.models.enums import QuestionState, TurnKind, WorkState
from src.models.grades import NextStep, QuestionResult, Report, SkillScore, Speaking
from src.models.reports import Exchange, ReportFormat
from src.reports import drawing, markdown, pdf, word
from src.reports.files import PlainReports
from src.reports.outline import Bars, Grid, Heading, Overall, Radar, Said, Steps, Text, Title
from src.reports.telling import DID, facts_of, tell
from tests.factory import NOON, setup
from tests.reports.samples import SKILLS, empty_file, report_file, result


def words_of(blocks: tuple[object, ...]) -> list[str]:
    """Return every paragraph's words."""
    return [" ".join(run.text for run in block.line) for block in blocks if isinstance(block, Text)]


def with_report(**fields: object) -> tuple[object, ...]:
    """Return the blocks of a report with these fields."""
    report = Report.model_validate({"state": WorkState.COMPLETED} | fields)
    return tell(empty_file().model_copy(update={"report": report}))


def test_the_set_up_is_told() -> None:
    """When, how long, how many, how, by whom, and where the file comes from."""
    file = report_file(
        2, setup=setup(seniority="Senior"), imported_at=NOON + timedelta(days=2), engine="x"
    )
    title = tell(file)[0]

    assert isinstance(title, Title)
    assert title.facts == (
        "26 Nov 2026 (UTC)",
        "Senior",
        "18 min",
        "2 questions",
        "Mixed questions",
        "casual style",
        "medium start",
        "practice mode",
        "some-model",
        "imported on 28 Nov 2026",
    )


def test_an_unfinished_report_names_who_was_to_answer() -> None:
    """Its own engine is not known yet."""
    title = tell(empty_file().model_copy(update={"report": Report(), "engine": "planned-model"}))[0]

    assert isinstance(title, Title)
    assert title.facts[-1] == "planned-model"


def test_a_notice_is_told_under_the_overall() -> None:
    """When another engine wrote the words."""
    blocks = with_report(notice="The AI service is busy.")

    assert words_of(blocks)[0] == "The AI service is busy."


def test_no_answer_and_no_grade_are_told() -> None:
    """A question that was open when the interview ended."""
    open_one = result(1).model_copy(
        update={"answers": (), "grade": None, "state": QuestionState.OPEN}
    )

    blocks = with_report(questions=(open_one,))

    assert "No answer was given." in words_of(blocks)
    (heading,) = [b for b in blocks if isinstance(b, Heading) and b.level == 3]
    assert heading.aside == "not graded"
    assert not [b for b in blocks if isinstance(b, Bars)]


@pytest.mark.parametrize(("skills", "drawn"), [(2, 0), (3, 1), (6, 1), (11, 0)])
def test_a_radar_needs_a_shape_and_room(skills: int, drawn: int) -> None:
    """Three skills at least, ten at most; the table is always there."""
    found = tuple(
        SkillScore(skill=f"{SKILLS[i % 6]} {i}", score=5, graded=1) for i in range(skills)
    )

    blocks = with_report(skills=found)

    assert len([b for b in blocks if isinstance(b, Radar)]) == drawn
    (grid,) = [b for b in blocks if isinstance(b, Grid)]
    assert len(grid.rows) == skills


def test_a_skill_without_a_grade_has_no_confidence() -> None:
    """Nor a level that nobody set."""
    blocks = with_report(skills=(SkillScore(skill="sql", ungraded=1),))

    (grid,) = [b for b in blocks if isinstance(b, Grid)]
    assert grid.rows == (("SQL", "not graded", "0 answers", "–", "–"),)


def test_an_empty_report_has_no_empty_parts() -> None:
    """No chart, table, steps or transcript without something in it."""
    blocks = tell(empty_file())

    assert not [b for b in blocks if isinstance(b, Radar | Bars | Grid | Steps | Said)]
    assert [b.score for b in blocks if isinstance(b, Overall)] == ["Not graded"]
    assert [b.text for b in blocks if isinstance(b, Heading)] == [
        "What worked",
        "What was missing",
        "Figures and cost",
    ]


@pytest.mark.parametrize(("kind", "words"), DID.items())
def test_what_was_done_without_words_is_in_the_transcript(kind: TurnKind, words: str) -> None:
    """In brackets; a reply that never came leaves no line."""
    done = Exchange(no=1, position=1, kind=kind, said_at=NOON)
    blocks = tell(empty_file().model_copy(update={"transcript": (done,)}))

    assert [(b.who, b.text) for b in blocks if isinstance(b, Said)] == [("You", words)]


def test_next_steps_say_what_and_why() -> None:
    """In their order."""
    steps = (NextStep(title="Practise apis", why="Low."), NextStep(title="Rewrite 2", why="Thin."))

    (found,) = [b for b in with_report(next_steps=steps) if isinstance(b, Steps)]

    assert [[run.text for run in line] for line in found.lines] == [
        ["Practise apis", "– Low."],
        ["Rewrite 2", "– Thin."],
    ]


def test_a_blank_skill_is_drawn_by_every_writer() -> None:
    """A file from anywhere may have one."""
    blank = QuestionResult(
        position=1, question_id="q", text=" ", skill=" ", level=1, state=QuestionState.CLOSED
    )
    report = Report(
        state=WorkState.COMPLETED,
        questions=(blank,),
        skills=tuple(SkillScore(skill="", score=float(n), graded=1) for n in range(4)),
    )
    file = empty_file().model_copy(update={"report": report})

    for write in (pdf.draw, word.to_word, markdown.to_markdown):
        assert write(file)


def test_the_child_draws_what_it_is_handed() -> None:
    """Warm first, then as often as asked."""
    pdf.warm()

    assert pdf.work(empty_file().model_dump_json().encode()).startswith(b"%PDF-")


def test_a_block_of_no_kind_is_a_mistake() -> None:
    """A new one must be taught to every writer."""
    writers: tuple[Callable[..., object], ...] = (
        drawing.Drawing().add,
        word.Drawing(empty_file()).add,
        markdown._drawn,
    )
    for add in writers:
        with pytest.raises(TypeError):
            add(object())


def test_how_it_was_spoken_is_in_every_format() -> None:
    """With what the figures rest on."""
    file = report_file(1)
    speaking = Speaking(answers=2, duration_s=60.0, pace=140, pauses=6, longest_pause_s=2.5)
    report = file.report.model_copy(update={"speaking": speaking})
    spoken = file.model_copy(update={"report": report})

    told = markdown.to_markdown(spoken).decode().replace("\\", "")

    assert "2 answers by microphone, 60 s at 140 words a minute" in told
    assert "6 pauses, the longest 2.5 s (measured by the recording)" in told
    assert "by microphone" not in markdown.to_markdown(file).decode()


@pytest.mark.parametrize(
    ("name", "day", "time"),
    [
        ("Pacific/Kiritimati", "27 Nov 2026", "02:00"),
        ("America/Los_Angeles", "26 Nov 2026", "04:00"),
        ("UTC", "26 Nov 2026 (UTC)", "12:00"),
    ],
)
def test_a_file_tells_the_days_of_who_reads_it(name: str, day: str, time: str) -> None:
    """Wherever they are; where that isn't known, UTC is named. The file's name goes with it."""
    file = report_file(1).seen_from(ZoneInfo(name))

    made = PlainReports().write(file, ReportFormat.TRANSCRIPT)

    assert facts_of(file)[0] == day
    assert made.name.removesuffix("-transcript.txt").endswith(f"{file.when:%Y-%m-%d}")
    assert f"[{time}:00] Interviewer:" in made.data.decode()
    assert f"Time zone: {name}." in made.data.decode()
    assert file.seen_from(UTC) == report_file(1)


def test_where_nothing_is_graded_nothing_is_judged() -> None:
    """Neither praise nor a clean bill."""
    told = words_of(with_report(overall={"ungraded": 2}))

    assert told.count("Nothing was graded, so there is nothing to say here.") == 2
