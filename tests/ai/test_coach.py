"""The coach keeps only what the candidate's own words bear."""

import pytest

from src.ai.coach import own_facts_only

ANSWER = "I ran ANALYZE at Tidewater and it took 2 seconds instead of 40."


@pytest.mark.parametrize(
    ("better", "kept"),
    [
        ("I ran ANALYZE at Tidewater and cut it from 40 to 2 seconds.", True),
        ("I ran it and added an alert on the estimate.", True),
        ("I ran it at Google and saved 90 % of the time.", False),
        ("I cut it by 38 seconds with my colleague Maria.", False),
        (None, False),
        ("", False),
    ],
)
def test_a_suggestion_uses_the_candidates_own_figures_and_names(
    better: str | None, *, kept: bool
) -> None:
    """One that invents any is dropped whole."""
    assert own_facts_only(better, ANSWER) == (better if kept else None)
