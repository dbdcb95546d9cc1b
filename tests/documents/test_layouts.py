"""Every word comes out of every layout, in an order that a person would read it in."""

import re
from collections import Counter

import pytest

from src.documents.processors import processor_for
from src.evals.documents.layouts import DOCX_LAYOUTS, DONE, JOBS, LINES, PDF_LAYOUTS, SKILLS, pdf_of
from src.models.documents import Extract

KNOWN = " ".join(LINES)


def counted(text: str) -> Counter[str]:
    """Return how often each word stands in a text."""
    return Counter(re.findall(r"\w+", text.lower()))


def share(wanted: str, given: str) -> float:
    """Return the share of the wanted words that are given."""
    return (counted(wanted) & counted(given)).total() / counted(wanted).total()


def read(layout: str) -> Extract:
    """Return what comes out of a layout."""
    if layout in DOCX_LAYOUTS:
        return processor_for("docx").read(DOCX_LAYOUTS[layout]())
    return processor_for("pdf").read(pdf_of(layout))


@pytest.mark.parametrize("layout", [*PDF_LAYOUTS, *DOCX_LAYOUTS])
def test_every_word_comes_out_once(layout: str) -> None:
    """98 % of them and hardly any twice; nothing of a clean file is called invisible."""
    extract = read(layout)

    assert share(KNOWN, extract.text) >= 0.98
    assert share(extract.text, KNOWN) >= 0.98
    assert extract.warnings == ()


@pytest.mark.parametrize("layout", ["sidebar", "right_sidebar", "layout_table"])
def test_columns_are_read_one_after_the_other(layout: str) -> None:
    """No line is torn apart by its neighbour."""
    lines = [re.sub(r"^\W+", "", line) for line in read(layout).text.splitlines()]
    places = [lines.index(skill) for skill in SKILLS]

    assert places == sorted(places)
    assert places[-1] - places[0] == len(SKILLS) - 1


@pytest.mark.parametrize(
    "layout",
    ["one_column", "dates_at_the_right", "ruled_table", "word_by_word", "layout_table"],
)
def test_dates_stay_beside_their_entries(layout: str) -> None:
    """Each in one line, from left to right."""
    lines = read(layout).text.splitlines()

    assert all(f"{place} {when}" in lines for place, when in JOBS)


@pytest.mark.parametrize("layout", ["flowing", "sidebar", "hyphenated", "plain_word"])
def test_a_wrapped_sentence_is_one_line(layout: str) -> None:
    """So that a requirement can be matched with all of it; bullets stay."""
    text = read(layout).text

    assert all(
        done in text.replace("\n", "" if layout == "hyphenated" else "\n") for done in DONE[:2]
    )


def test_lists_of_word_keep_their_bullets() -> None:
    """A job description is read by its bullets."""
    lines = read("plain_word").text.splitlines()

    assert [f"- {skill}" for skill in SKILLS] == [line for line in lines if line.startswith("- ")][
        : len(SKILLS)
    ]


def test_a_text_box_stands_after_its_paragraph() -> None:
    """The sentence that it is anchored in stays whole, and it is read once."""
    text = read("text_box").text

    assert "Staff nurse, Århus\nWound care\nTriage" in text


def test_what_was_deleted_is_gone() -> None:
    """Tracked changes are read as if they were accepted."""
    text = read("tracked").text

    assert "Gone words" not in text
    assert LINES[-1] in text
