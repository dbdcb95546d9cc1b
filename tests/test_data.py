"""Declared data is checked when the program starts, and the message names file and field."""

from pathlib import Path

import pytest

from src.app import DATA, Settings, build_application
from src.engine import InlineJobs
from src.errors import ConfigError
from src.models.policy import Policy
from src.storage import MemoryStore
from src.wiring import read_data


def test_the_shipped_policy_holds_what_the_program_would_take_without_it() -> None:
    """File and defaults are one."""
    assert read_data(DATA / "policy.yaml", Policy) == Policy()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("turn: {deadline_s: -1}", r"turn\.deadline_s"),
        ("turns: {}", "turns"),
        ("turn: [1", "not YAML"),
    ],
)
def test_a_bad_limit_stops_the_program_with_its_name(tmp_path: Path, text: str, words: str) -> None:
    """A typo is never a limit that isn't there."""
    path = tmp_path / "policy.yaml"
    path.write_text(text)

    with pytest.raises(ConfigError, match=f"policy.yaml.*{words}"):
        read_data(path, Policy)


def test_an_empty_file_is_all_that_is_shipped(tmp_path: Path) -> None:
    """Every limit has a value."""
    path = tmp_path / "policy.yaml"
    path.write_text("# nothing\n")

    assert read_data(path, Policy) == Policy()


def test_settings_go_before_the_policy(settings: Settings) -> None:
    """The two that an operator sets most."""
    set_by_hand = settings.model_copy(update={"turn_timeout_s": 9.0, "interview_budget_usd": 0.2})

    app = build_application(set_by_hand, store=MemoryStore(), jobs=InlineJobs())

    policy = app.interviews._desk.policy
    app.close()
    assert (policy.turn.deadline_s, policy.interview.cost_usd) == (9.0, 0.2)
