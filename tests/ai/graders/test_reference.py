"""Answers against a whole reference. Pairs differ in one property, so the score must move."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from src.ai.graders import LexicalGrader
from src.ai.graders.abbreviations import unfolded
from src.ai.graders.figures import figure_factor
from src.ai.graders.reference import about, agreement, goes_the_other_way, said
from src.ai.graders.thesaurus import canonical
from src.models.grades import Grade
from src.text import find_quote, stem
from tests.factory import question

ASKED = "Why does a hash table slow down when it gets full?"
REFERENCE = (
    "The load factor rises, so more keys fall into the same bucket. Every lookup then walks a "
    "longer chain of colliding entries. Resizing the table and rehashing the keys restores speed."
)
GOOD = (
    "With a high load factor several keys land in one bucket, so a lookup has to walk through a "
    "chain of collisions. You resize it and rehash everything to get the speed back."
)
OFF = "Our canteen serves soup on Mondays and the queue reaches the street by noon."


def graded(answer: str, *, reference: str = REFERENCE, asked: str = ASKED) -> Grade:
    """Grade by a reference."""
    bare = question(points=(), follow_ups=(), text=asked)
    return LexicalGrader().grade(bare, [answer], reference=reference)


def score(answer: str, *, reference: str = REFERENCE, asked: str = ASKED) -> float:
    """Return the score by a reference."""
    found = graded(answer, reference=reference, asked=asked).score
    assert found is not None
    return found


def test_the_reference_itself_gets_the_top() -> None:
    """Unless it was shown."""
    bare = question(points=(), follow_ups=(), text=ASKED)
    copied = LexicalGrader().grade(bare, [REFERENCE], reference=REFERENCE, shown=[REFERENCE])

    assert score(REFERENCE) >= 9.5
    assert copied.score is not None
    assert copied.score <= 2
    assert copied.flags == ("copied",)


def test_more_of_the_reference_is_worth_more() -> None:
    """Good, half and nothing lie in this order."""
    half = GOOD.partition(". ")[0]

    assert score(GOOD) > score(half) > score(OFF)
    assert score(GOOD) >= 8
    assert score(OFF) <= 1


def test_a_word_that_means_the_same_counts() -> None:
    """A reference says "decreases", an answer "shrinks"."""
    reference = "The diameter decreases while all frames remain equal."
    asked = "What happens to the network's size, and what to the frames?"
    same = "Its extent will shrink, frames are identical."
    other = "Its extent will wobble, frames are purple."

    assert score(same, reference=reference, asked=asked) > score(
        other, reference=reference, asked=asked
    )
    assert canonical(stem("shrinks")) == canonical(stem("decreased"))
    assert canonical(stem("bucket")) == stem("bucket")


FIGURES = ("How many seconds does the copy take?", "First 480 / 9.5, which gives 50.53 seconds.")


@pytest.mark.parametrize(
    ("answer", "left"),
    [
        ("It takes 50.5 seconds.", 1.0),
        ("About 51 s", 1.0),
        ("50,53 s", 1.0),
        ("I divide 480 by the rate.", 0.65),
        ("It takes 73 seconds.", 0.3),
        ("A while.", 0.3),
    ],
)
def test_a_figure_that_was_asked_for_must_be_there(answer: str, left: float) -> None:
    """The result in full, a figure on the way for two thirds, none for a third."""
    assert figure_factor(*FIGURES, answer) == left


def test_figures_count_only_where_one_was_asked_for() -> None:
    """A number in a reference may be an example."""
    assert figure_factor("What is a pointer?", "An address, e.g. 48879.", "An address.") == 1
    assert figure_factor("How many are there?", "Many, nobody counts.", "A lot.") == 1


def test_the_other_direction_costs_half() -> None:
    """Only where a short reference has one direction and the answer the other."""
    reference = "The diameter decreases by a factor of ten."

    assert goes_the_other_way(reference, "The diameter will be increased ten times.")
    assert not goes_the_other_way(reference, "It gets ten times shorter.")
    assert not goes_the_other_way(reference, "It is shorter although the speed is higher.")
    assert not goes_the_other_way(REFERENCE, "Fewer keys.")
    assert agreement("", reference, "The diameter increases by a factor of ten.") <= 0.5


def test_a_short_reference_leaves_room_for_other_words() -> None:
    """One word of four missed shows less than one sentence of four."""
    short = "A queue is first in, first out."
    long = f"{short} {REFERENCE}"

    assert said(ASKED, short, "unrelated") > said(ASKED, long, "unrelated")


def test_a_denied_reference_is_capped() -> None:
    """Nearly the same words with a "not"."""
    denied = REFERENCE.replace("rises", "never rises").replace("then walks", "does not walk")
    denied = denied.replace("Resizing", "Not resizing")

    assert score(denied) <= 5


def test_short_statements_in_a_list_are_no_keyword_soup() -> None:
    """Neither is a calculation; loose words are."""
    listed = "- load factor rises\n- keys share a bucket\n- chains get longer\n- resize the table"
    loose = "load factor bucket chain collision resize rehash keys table lookup entries"

    assert "keywords" not in graded(listed).flags
    assert "keywords" not in graded("P(A) = 0.6^3 * 0.4^3 * 20 = 0.27648 = P(B) * 20").flags
    assert "keywords" in graded(loose).flags
    assert score(loose) <= 3


@settings(deadline=None)  # a loaded machine is slow, not wrong
@given(st.text(max_size=300), st.text(max_size=120))
def test_no_text_breaks_the_reference_grader(answer: str, reference: str) -> None:
    """Any characters: a score from 0 to 10, and above 0 a quote of the answer."""
    grade = graded(answer, reference=reference)

    assert grade.score is not None
    assert 0 <= grade.score <= 10
    assert grade.score == 0 or grade.evidence
    assert all(find_quote(quote, answer) for quote in grade.evidence)


ELSEWHERE = (
    "A B-tree keeps its keys in order, so a range of them is read from neighbouring pages. An "
    "insert may split a page, and a deep tree means more reads. A bitmap suits columns of few "
    "values, since several of them are combined with logic in memory. After many updates a vacuum "
    "gives space back, and the planner learns from fresh statistics how to estimate the rows that "
    "a filter leaves. Covering columns avoid a visit to the heap, while a partial one only lists "
    "rows that queries ask for, such as unpaid invoices or open tickets; it stays small and fast. "
    "Whoever changes a key moves an entry to another page, which costs a write on disk. Sorting on "
    "load, bulk inserts and a good fill factor keep pages dense. Statistics about frequent values "
    "help the planner choose between a scan and a lookup, and a join on a column without order "
    "falls back on sorting both tables first. Vendors name such structures differently, and cloud "
    "warehouses replace them by zone maps, clustering and compressed column files."
)


def test_a_long_answer_to_another_question_earns_little() -> None:
    """It says words of any reference by chance; most of its others belong nowhere."""
    assert about(ASKED, REFERENCE, ELSEWHERE) < 0.1
    assert about(ASKED, REFERENCE, GOOD) > 0.4
    assert score(ELSEWHERE) <= 5
    assert score(ELSEWHERE) <= score(GOOD) - 4


def test_a_sentence_on_something_else_adds_nothing() -> None:
    """Though it shares runs of letters and a word with what is expected."""
    half = GOOD.partition(". ")[0]
    beside = (
        "Our captain restores seaworthy boats and resigns from the collecting of laden factories "
        "near sandy buckle islands, while gulls, crabs, seals and a wise old fisherman watch."
    )

    assert score(f"{half}. {beside}") <= score(half) + 0.1


def test_an_abbreviation_says_its_words() -> None:
    """In either direction; of the question's own words it shows as little as they do."""
    asked = "Which service should a network for calls offer?"
    full, short = "It should offer quality of service.", "It should offer QoS."

    assert score(short, reference=full, asked=asked) == score(full, reference=full, asked=asked)
    assert score(full, reference=short, asked=asked) >= 9
    assert unfolded("QoS", "nothing of this") == "QoS"
    assert unfolded("DQDB", "Distributed Queue Dual Buses").endswith("distributed queue dual buses")
