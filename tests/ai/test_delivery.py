"""How an answer is told: figures and at most two pieces of advice, never a score."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from src.ai.delivery import MOST, advice, delivery_of
from src.models.enums import QuestionKind
from src.reports.words import told
from tests.factory import STRONG, question

STORY = question(kind=QuestionKind.BEHAVIOURAL)
FULL = f"{STRONG} {STRONG}"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I read the plan.", "words are few here"),
        (" ".join([STRONG] * 8), "words are many"),
        (
            f"Maybe I think it could probably be the index, I guess. {STRONG}",
            "“maybe”, “i think”, “probably”: leave these out",
        ),
        (
            f"Basically, you know, um, it was sort of slow, um, literally. {STRONG}",
            "“basically”, “you know”, “um”: pause instead",
        ),
        (
            "I read the plan and " + "then the next thing and " * 12 + "then I was done.",
            "cut it in two",
        ),
    ],
)
def test_a_habit_is_named_with_its_words(text: str, words: str) -> None:
    """So that it can be heard the next time."""
    assert words in " ".join(advice(question(), text))


def test_a_story_told_as_would_is_told_to_be_one() -> None:
    """In a behavioural question alone; what was done is fine."""
    would = "I would listen first. Then I would write it down. I would tell the team. " * 6
    did = "I listened first. Then I wrote it down. I told the team what I found. " * 6

    assert "Tell what you did" in " ".join(advice(STORY, would))
    assert "Tell what you did" not in " ".join(advice(question(), would))
    assert "Tell what you did" not in " ".join(advice(STORY, did))


def test_a_well_told_answer_gets_no_advice() -> None:
    """Nothing is said for its own sake."""
    assert advice(question(), STRONG) == ()


def test_figures_are_rates_in_a_hundred_words() -> None:
    """Over all answers; nothing of nothing."""
    found = delivery_of([FULL, "Maybe, um, I would."])

    assert found.answers == 2
    assert 0 < found.hedges < 2
    assert 0 < found.fillers < 2
    assert delivery_of([]).words == 0
    assert delivery_of([]).hypothetical is None
    assert "words an answer" in told(found)
    assert "told as “would”" in told(found)


@given(st.text(max_size=400))
def test_no_text_is_too_strange(text: str) -> None:
    """Advice is bounded whatever was said."""
    assert len(advice(STORY, text)) <= MOST
