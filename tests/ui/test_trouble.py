"""How trouble reads."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from src.app import Application, Settings, close_application, install
from src.errors import (
    ConfigError,
    DocumentError,
    LimitError,
    ModelBusyError,
    ModelLimitError,
    NotFoundError,
    StepError,
    StorageFullError,
    StorageMissingError,
)
from src.ui.trouble import sentence_of

CANARY = "sk-canary-0123456789abcdef"


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (NotFoundError("This interview is not there."), "This interview is not there."),
        (DocumentError("Export it as text.", code="scanned"), "Export it as text."),
        (ModelBusyError(CANARY), "The AI service is busy."),
        (ModelLimitError(CANARY, retry_after_s=60), "The hourly limit of AI calls is reached."),
        (StorageMissingError("/srv/secret"), "The place for the data can't be opened."),
        (StepError("It failed; your answer is kept."), "It failed; your answer is kept."),
        (LimitError("Too many uploads."), "Too many uploads. Try again later."),
        (LimitError("Slow down.", retry_after_s=20), "Slow down. Try again in 1 minute."),
        (LimitError("Slow down.", retry_after_s=600), "Slow down. Try again in 10 minutes."),
        (
            ConfigError("PORT must be a number", variable="PORT"),
            "A setting is wrong. PORT must be a number",
        ),
        (ValueError(CANARY), None),
    ],
)
def test_each_kind_of_error_has_its_sentence(error: Exception, sentence: str | None) -> None:
    """Messages for the log never reach the page."""
    assert sentence_of(error) == sentence


def script() -> None:
    """Draw the error that the session holds."""
    import streamlit as st

    from src.ui.trouble import draw_trouble

    draw_trouble(st.session_state["error"])


def drawn(error: Exception) -> AppTest:
    """Return a page with an error on it."""
    page = AppTest.from_function(script, default_timeout=20)
    page.session_state["error"] = error
    page.run()
    assert not page.exception
    return page


def test_a_fault_of_ours_is_named_and_can_be_found_in_the_log(
    build: Callable[..., Application], caplog: pytest.LogCaptureFixture
) -> None:
    """The page shows a reference, the log the same one with the traceback."""
    install(build())

    page = drawn(ValueError(CANARY))

    words = page.error[0].value
    reference = words.rpartition("`")[0].rpartition("`")[2]
    assert words.startswith("Something went wrong on our side. What you wrote is safe.")
    assert len(reference) == 8
    assert reference in caplog.text
    assert CANARY not in words
    assert not page.code


def test_what_the_person_can_mend_is_no_alarm(
    build: Callable[..., Application], caplog: pytest.LogCaptureFixture
) -> None:
    """Not red, and not in the log."""
    install(build())

    page = drawn(NotFoundError("This interview is not there."))

    assert page.warning[0].value == "This interview is not there."
    assert not page.error
    assert "trouble" not in caplog.text


def test_a_full_disk_says_what_is_safe(build: Callable[..., Application]) -> None:
    """The sentence of the storage error stands on the page."""
    install(build())

    page = drawn(StorageFullError("errno 28"))

    assert page.error[0].value == StorageFullError.sentence


def test_details_are_shown_where_the_setting_asks_for_them(
    build: Callable[..., Application], settings: Settings
) -> None:
    """DEBUG is for the machine of whoever builds this."""
    install(replace(build(), settings=settings.model_copy(update={"debug": True})))

    page = drawn(ValueError("why"))

    assert "ValueError: why" in page.code[0].value


def test_trouble_at_the_start_is_drawn_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no application can be built, its settings can't be asked."""
    close_application()
    monkeypatch.setenv("MAX_UPLOAD_MB", "9000")

    page = drawn(ConfigError("MAX_UPLOAD_MB: too big", variable="MAX_UPLOAD_MB"))

    assert page.error[0].value == "A setting is wrong. MAX_UPLOAD_MB: too big"
