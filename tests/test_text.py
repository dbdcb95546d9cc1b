"""Pure text work."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from src.text import (
    cosine,
    find_quote,
    normalise,
    passages,
    recall,
    sentences,
    similarity,
    skill_words,
    stem,
    stems,
    strip_invisible,
    words,
    zone_of,
)

PAIRS = [
    ("estimate", "estimated"),
    ("index", "indexes"),
    ("query", "queries"),
    ("measure", "measuring"),
    ("cache", "caching"),
    ("optimise", "optimization"),
    ("stop", "stopped"),
    ("plan", "planning"),
    ("table", "tables"),
    ("take", "took"),
    ("write", "wrote"),
    ("choose", "chosen"),
    ("analysis", "analyses"),
    ("give", "gave"),
]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_forms_of_a_word_meet(one: str, other: str) -> None:
    """Regular and irregular."""
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("process", "procedure"), ("as", "a")])
def test_different_words_stay_apart(one: str, other: str) -> None:
    """The stemmer is light."""
    assert stem(one) != stem(other)


def test_sentences_are_found_in_prose_lists_and_lines() -> None:
    """Abbreviations don't end one."""
    text = "I looked, e.g. at plans. Then I fixed it!\n- one thing\n2) another\n• third"

    assert sentences(text) == [
        "I looked, e.g. at plans.",
        "Then I fixed it!",
        "one thing",
        "another",
        "third",
    ]
    assert sentences(" \n ") == []


def test_words_keep_the_trades_names_whole() -> None:
    """C++, CI/CD and don't are one each."""
    assert words("C++, CI/CD: don’t!") == ["c++", "ci/cd", "don't"]
    assert stems("CI/CD and node.js") == ["ci", "cd", "nod", "js"]


def test_normalising_folds_form_case_and_blanks() -> None:
    """Full-width letters, typographic quotes, hidden characters."""
    assert normalise("“Ｆｕｌｌ”\u200b  WIDTH – x") == '"full" width - x'
    assert strip_invisible("a\U000e0041b\u202ec\n") == "abc\n"


def test_a_quote_is_found_in_the_texts_own_spelling() -> None:
    """Case, blanks, typography may differ; words may not."""
    text = "Well, running “ANALYZE”  brought it back."

    assert find_quote("Running analyze brought", text) == "running “ANALYZE”  brought"
    assert find_quote("ran analyze", text) is None
    assert find_quote("brought it back to two", text) is None
    assert find_quote("…", text) is None


@given(st.text(max_size=200))
def test_a_text_quotes_itself(text: str) -> None:
    """Whatever it holds, if it holds words."""
    found = find_quote(text, text)

    assert found is None or found in text


def test_measures_lie_between_nothing_and_all() -> None:
    """Empty bags have no likeness."""
    left, right = {"a": 1.0, "b": 1.0}, {"a": 2.0}

    assert recall(left, right) == 0.5
    assert recall({}, right) == 0.0
    assert cosine(left, left) == pytest.approx(1.0)
    assert cosine({}, left) == 0.0
    assert similarity("slow query plans", "a plan of slow queries") == pytest.approx(1.0)
    assert similarity("apples", "bicycles") == 0.0


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("We counted the items. Then we left.", 2),
        ("It ran in two rooms. Nobody knew.", 2),
        ("Ask Ms. Silva first. She knows.", 2),
        ("Use a queue, e.g. Kafka. It holds.", 2),
    ],
)
def test_a_word_that_ends_like_an_abbreviation_ends_its_sentence(text: str, count: int) -> None:
    """The end of "items" is no title; "Ms." is one."""
    assert len(sentences(text)) == count


def test_a_skill_keeps_its_initials_in_a_sentence() -> None:
    """Kits write skills small; "apis" is no word."""
    assert skill_words("apis") == "APIs"
    assert skill_words("query plans") == "query plans"


@pytest.mark.parametrize("name", [None, "", "Mars/Olympus", "America", "../etc/passwd", "a\0b"])
def test_a_zone_that_nobody_knows_goes_by_its_distance_or_is_utc(name: str | None) -> None:
    """A browser's word is checked: wrong names, folders and paths are no zones."""
    assert zone_of(name) is UTC
    assert zone_of(name, 10**9) is UTC
    assert zone_of(name, -840).utcoffset(None) == timedelta(hours=14)


def test_a_zone_follows_its_summer_time() -> None:
    """An hour before and after the clocks go back, Los Angeles is on either side of it."""
    zone = zone_of("America/Los_Angeles", 0)
    change = datetime(2026, 11, 1, 9, tzinfo=UTC)

    assert (change - timedelta(minutes=1)).astimezone(zone).strftime("%H:%M") == "01:59"
    assert change.astimezone(zone).strftime("%H:%M") == "01:00"


@pytest.mark.parametrize(
    ("text", "cuts"),
    [
        ("", ()),
        ("One.", ("One.",)),
        (
            "Good. Now tell me more of it. And then?",
            ("Good. Now tell me more of it. ", "And then?"),
        ),
        (
            "It is a tool of ours, e.g. the planner. Why?",
            ("It is a tool of ours, e.g. the planner. ", "Why?"),
        ),
        (
            "A title without a full stop\nand a line below",
            ("A title without a full stop\n", "and a line below"),
        ),
        (
            "你先看执行计划，然后更新统计信息以及别的东西。好的。",
            ("你先看执行计划，然后更新统计信息以及别的东西。", "好的。"),
        ),
    ],
)
def test_passages_end_with_sentences_and_are_the_text(text: str, cuts: tuple[str, ...]) -> None:
    """No breath is cut, no abbreviation taken for an end."""
    assert passages(text, 5) == cuts


@given(st.text(alphabet='ab .!?\n。"', max_size=300), st.integers(1, 5))
def test_passages_lose_nothing(text: str, most: int) -> None:
    """However a text is made, and never more pieces than wanted."""
    cuts = passages(text, most)

    assert "".join(cuts) == text
    assert len(cuts) <= most
