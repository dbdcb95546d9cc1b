"""Smaller parts of the pages, in the states that a test's interview seldom has."""

from functools import partial

import pytest

from src.models.documents import Profile
from src.models.enums import InterviewStatus
from src.models.views import EngineInfo, HistoryLine, Practice
from src.ui.components import common, home, past, preparing
from tests.factory import NOON, interview, setup
from tests.ui.components.conftest import Draw, text_of


def test_a_model_is_named_with_the_place_where_text_goes(draw: Draw) -> None:
    """The badge is the model's name."""
    info = EngineInfo(engine="gpt-6-luna", embedded=False, host="api.openai.com")

    text = text_of(draw(partial(common.where_text_goes, info)))

    assert "gpt-6-luna" in text
    assert "What you type is sent to api.openai.com." in text


def test_the_overall_shows_its_change_once_there_is_one(draw: Draw) -> None:
    """Against the five interviews before."""
    practice = Practice(interviews=7, overall=6.8, overall_of=5, change=0.9, minutes=200)

    page = draw(partial(home.figures, practice))

    first, strongest, *_, last = page.metric
    assert (first.label, first.value, first.delta) == ("Overall, last 5", "6.8", "+0.9")
    assert (strongest.value, strongest.delta) == ("–", "none graded yet")
    assert (last.value, last.delta) == ("3 h 20", "7 interviews")


def test_a_job_without_requirements_is_told(draw: Draw) -> None:
    """And so is a résumé that could hardly be read."""
    profile = Profile(quality=0.3)

    text = text_of(draw(partial(preparing.requirements, profile, has_job=True, has_resume=True)))

    assert "No requirements were found" in text
    assert "Paste its text" in text


@pytest.mark.parametrize(
    ("status", "told", "page"),
    [
        (InterviewStatus.ACTIVE, "goes on", "interview"),
        (InterviewStatus.ABANDONED, "started over", "interview"),
        (InterviewStatus.COMPLETED, "answered", "report"),
    ],
)
def test_a_line_says_how_it_stands_and_where_it_opens(
    draw: Draw, status: InterviewStatus, told: str, page: str
) -> None:
    """Only a finished interview has a report."""
    of = interview(status=status, setup=setup(company="Northwind"))
    line = HistoryLine(interview=of, questions=5, answered=2, minutes=12, at=NOON)

    text = text_of(draw(partial(past.line, line)))

    assert "· Northwind" in text
    assert "26 Nov, 12 min, 2 of 5 answered" in text
    assert told in text
    assert past.page_of(line) == page
