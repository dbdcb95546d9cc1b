"""How an answer is told: figures and at most two pieces of advice, never a score."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from src.ai.delivery import MOST, advice, delivery_of, speaking_advice, speaking_of
from src.models.enums import QuestionKind
from src.models.speech import Measured, Spoken
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


def spoken(**measured: object) -> Spoken:
    """Return an answer of thirty seconds and seventy words, with whatever is told otherwise."""
    count = measured.pop("words", 70)
    values: dict[str, object] = {
        "duration_s": 30.0,
        "talk_s": 24.0,
        "pauses": 3,
        "longest_pause_s": 2.5,
    }
    return Spoken.model_validate(
        {"task_id": "t", "words": count, "measured": Measured.model_validate(values | measured)}
    )


def test_pace_is_told_with_and_without_pauses() -> None:
    """Over all answers by microphone; typed ones are left out."""
    found = speaking_of([spoken(), None, spoken(longest_pause_s=1.0)])

    assert found is not None
    assert (found.answers, found.duration_s, found.talk_s) == (2, 60.0, 48.0)
    assert (found.pace, found.articulation) == (140, 175)
    assert (found.pauses, found.longest_pause_s) == (6, 2.5)


def test_no_figure_rests_on_a_part() -> None:
    """Where one answer's pauses could not be told, none are; the pace still is."""
    found = speaking_of([spoken(), spoken(talk_s=None, pauses=None, longest_pause_s=None)])

    assert found is not None
    assert (found.talk_s, found.articulation, found.pauses) == (None, None, None)
    assert found.pace == 140
    assert speaking_of([spoken(words=0)]) is not None
    assert "words a minute" not in str(speaking_advice(spoken(words=0), english=True))


def test_typed_answers_have_no_voice() -> None:
    """Nothing is said of how they are spoken."""
    assert speaking_of([None]) is None
    assert speaking_of([]) is None
    assert speaking_advice(None, english=True) == ()


@pytest.mark.parametrize(
    ("answer", "remark"),
    [
        (spoken(), None),
        (spoken(words=100), "That is fast; leave a pause after each point."),
        (spoken(words=40), "That is slow; a sentence in your head first helps."),
        (spoken(longest_pause_s=6.0), "In a long pause, say that you are thinking."),
        (spoken(words=9, duration_s=2.0), None),
    ],
)
def test_one_remark_at_most_on_how_it_was_spoken(answer: Spoken, remark: str | None) -> None:
    """After the figures and what they rest on."""
    figures, *said = speaking_advice(answer, english=True)

    assert figures.startswith("You spoke for ")
    assert figures.endswith("(measured by the recording).")
    assert said == ([remark] if remark else [])
    assert len(speaking_advice(answer, english=False)) == 1
