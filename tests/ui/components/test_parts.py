"""Smaller parts of the pages, in the states that a test's interview seldom has."""

from datetime import datetime
from functools import partial

import pytest
import streamlit as st

from src.models.documents import Profile
from src.models.enums import InterviewStatus
from src.models.views import EngineInfo, HistoryLine, Practice
from src.ui.components import asked, common, home, past, preparing
from src.ui.render import plain
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


@pytest.mark.parametrize("subject", ["Nurse", "*a* [b](https://c.d) `e`", "two\nlines"])
def test_a_button_is_named_with_its_subject(draw: Draw, subject: str) -> None:
    """For the ear alone, with every sign as it is; one without a subject keeps its label."""
    page = draw(lambda: st.button(common.named("Open", subject)))

    assert page.button[0].label == f"Open *{plain(subject)}*"
    assert common.named("Open", " ") == "Open"


def _nothing(*_: object) -> None:
    """Edit nothing."""


def test_a_job_without_requirements_is_told(draw: Draw) -> None:
    """And so is a résumé that could hardly be read."""
    profile = Profile(quality=0.3)

    text = text_of(
        draw(partial(asked.requirements, profile, _nothing, has_job=True, has_resume=True))
    )

    assert "No requirements were found" in text
    assert "Paste its text" in text


@pytest.mark.parametrize(
    ("status", "ended", "told", "page"),
    [
        (InterviewStatus.ACTIVE, None, "goes on", "interview"),
        (InterviewStatus.ABANDONED, NOON, "started over", "interview"),
        (InterviewStatus.ABANDONED, None, "left a while ago", "interview"),
        (InterviewStatus.COMPLETED, NOON, "answered", "report"),
    ],
)
def test_a_line_says_how_it_stands_and_where_it_opens(
    draw: Draw, status: InterviewStatus, ended: datetime | None, told: str, page: str
) -> None:
    """Only a finished interview has a report."""
    of = interview(status=status, ended_at=ended, setup=setup(company="Northwind"))
    line = HistoryLine(interview=of, questions=5, answered=2, minutes=12, at=NOON)

    text = text_of(draw(partial(past.line, line, 1)))

    assert "· Northwind" in text
    assert "26 Nov 2026, 12 min, practice, 2 of 5 answered" in text
    assert told in text
    assert past.page_of(line) == page


@pytest.mark.parametrize(
    ("written", "language"),
    [("cs-CZ", "cs-CZ"), (" pt ", "pt"), (None, "en-US"), ("not a code", None), ("<b>", None)],
)
def test_a_language_that_is_not_listed_can_be_written(
    written: str | None, language: str | None
) -> None:
    """A code such as cs-CZ; anything else is told to be none."""
    assert preparing.language_of(written) == language


def test_the_language_is_part_of_the_set_up_where_a_model_speaks(draw: Draw) -> None:
    """Without one everything is English."""
    found: list[dict[str, object]] = []
    page = draw(lambda: found.append(preparing.style_and_length(embedded=False)))

    page.selectbox[0].set_value("de-DE").run()
    draw(lambda: found.append(preparing.style_and_length(embedded=True)))

    assert found[-2]["language"] == "de-DE"
    assert "language" not in found[-1]
