"""Stories: told well or not, about what was asked or not. Pairs differ in one property."""

from pathlib import Path
from statistics import mean

import pytest
import yaml

from src.ai.graders import LexicalGrader, star
from src.ai.graders.story import fit, fit_bar, story_score, told
from src.models.content import Question
from tests.shipped import SHIPPED

ROOT = Path(__file__).parents[3]
STORIES: dict[str, str] = yaml.safe_load(
    (ROOT / "tests" / "evals" / "data" / "stories.yaml").read_text("utf-8")
)
ASKED = {
    question.id: question
    for kit in SHIPPED.all()
    for question in kit.questions
    if question.id.startswith("bh-") or question.id in STORIES
}
STORY = STORIES["bh-persuade"]


def score_of(question: Question, answer: str) -> float:
    """Return the score of an answer."""
    score = LexicalGrader().grade(question, [answer]).score
    assert score is not None
    return score


def test_a_good_story_in_own_words_gets_seven_as_a_rule() -> None:
    """Seven of ten that were written for no point do; the mean is near it."""
    scores = [score_of(ASKED[asked], text) for asked, text in STORIES.items()]

    assert mean(scores) >= 6.5
    assert sum(score >= 7 for score in scores) >= 0.7 * len(scores)


def test_a_story_for_another_question_stays_below_five_as_a_rule() -> None:
    """However well it is told; a few share so many words that nobody could tell."""
    scores = [
        score_of(question, text)
        for own, text in STORIES.items()
        for asked, question in ASKED.items()
        if asked != own
    ]

    assert mean(scores) <= 3
    assert sum(score > 5 for score in scores) <= 0.08 * len(scores)


SHORT = (
    "The owner of the vineyard where I work wanted to keep picking by hand only. I let two barrels "
    "be made and gave them to him without labels. I also wrote on one sheet what the rain had cost "
    "us, about forty tonnes."
)


@pytest.mark.parametrize(
    ("removed", "instead"),
    [
        ("I also wrote on one sheet what the rain", "The rain"),
        ("about forty tonnes", "a lot"),
        ("I let two barrels be made and gave them to him without labels.", ""),
    ],
    ids=["own act", "figure", "what I did"],
)
def test_a_story_with_one_thing_less_is_told_less_well(removed: str, instead: str) -> None:
    """Own deeds and figures make a story; a shorter one shows each of them."""
    assert removed in SHORT
    assert told(SHORT.replace(removed, instead)) < told(SHORT)


def test_what_would_be_done_is_no_story() -> None:
    """The same deeds as a plan earn less than half."""
    done = (
        "I called the customer, I explained the delay, I offered a refund and I checked it later."
    )
    would = (
        "I would call the customer, I would explain the delay, I would offer a refund and "
        "I would check it later."
    )

    assert told(would) < told(done) / 2


def test_plans_beside_a_story_make_it_less_of_one() -> None:
    """More of what would be done than of what was done."""
    plans = "I would ask him again. We could wait. They should decide. I would pay. I can help."

    assert told(f"{SHORT} {plans}") < told(SHORT)


def test_a_story_shares_more_words_with_its_own_question() -> None:
    """In most pairs of a story and two questions."""
    wins = [
        fit(ASKED[own], text) > fit(question, text)
        for own, text in STORIES.items()
        for asked, question in ASKED.items()
        if asked != own
    ]

    assert mean(wins) >= 0.75


def test_points_found_never_count_less_for_a_fitting_story() -> None:
    """The sample answer keeps what its points earn."""
    for question in ASKED.values():
        assert question.answers is not None
        strong = question.answers.strong

        assert story_score(question, strong, 9.5, [0.4]) >= 9.4


def test_the_checklist_finds_the_parts_of_other_peoples_stories() -> None:
    """Three of four on average, each a sentence of the story, and no action in a plan."""
    found = [star(text) for text in STORIES.values()]

    assert mean(sum(p.quote is not None for p in parts) for parts in found) >= 3
    for text, parts in zip(STORIES.values(), found, strict=True):
        assert all(part.quote in text for part in parts if part.quote)
    assert {p.part: p.quote for p in star("I would talk to them openly.")}["action"] is None


def test_a_plain_story_without_points_earns_about_half() -> None:
    """Where nothing is known of what was expected, a good story stays careful."""
    bare = ASKED["bh-persuade"].model_copy(
        update={"points": (), "answers": None, "follow_ups": (), "hints": ()}
    )

    assert 4 <= score_of(bare, STORY) <= 8
    assert score_of(bare, "I would try to convince them, communication is key.") < 2


def test_the_less_is_known_the_fewer_shared_words_are_asked_for() -> None:
    """A story fits a question with plain points by fewer words than one with hints and anchors."""
    whole = ASKED["bh-persuade"].model_copy(update={"answers": None})
    plain = tuple(p.model_copy(update={"text": p.text.partition("[")[0]}) for p in whole.points)
    thin = whole.model_copy(
        update={"points": plain, "hints": (), "follow_ups": (), "anchors": {}, "situation": None}
    )

    assert fit_bar(thin) < fit_bar(whole)
    assert fit_bar(thin) >= 0.1
