"""Lines that are set by hand look like those that a story sets."""

import pymupdf
import pytest

from src.reports.setting import Face, Words, width_of
from src.reports.sheet import LEFT, RIGHT, Sheet

ROOM = RIGHT - LEFT


def spans(sheet: Sheet) -> list[tuple[str, float, float, str]]:
    """Return text, place and font of what stands on the first page."""
    document, _ = sheet.close()
    document.subset_fonts()
    with document:
        found = [
            span
            for block in document[0].get_text("dict")["blocks"]
            for line in block["lines"]
            for span in line["spans"]
        ]
    return [
        (s["text"].strip(), round(s["origin"][0], 1), round(s["origin"][1], 1), s["font"])
        for s in found
    ]


@pytest.mark.parametrize("text", ["Hxg 10", "naïve “quotes” – dashes…", "łódź • ÅØæ"])
@pytest.mark.parametrize(
    ("size", "html"), [(9.5, "<p>{}</p>"), (8.5, '<p class="cell">{}</p>')], ids=["text", "cell"]
)
def test_a_line_stands_where_a_story_puts_it(text: str, size: float, html: str) -> None:
    """In the same font, at the same height, with as much room after it."""
    by_hand, story = Sheet(), Sheet()

    end = by_hand.put_line((Words(text, size),), LEFT, 100, ROOM)
    wanted = story.put(html.format(text), LEFT, 100, RIGHT)

    assert end == pytest.approx(wanted, abs=0.01)
    assert [s[:3] for s in spans(by_hand)] == [s[:3] for s in spans(story)]


@pytest.mark.parametrize("text", ["中文", "שלום", "हिन्दी", "e\u0301", "🙂", "a\u200bb", "Ελλ"])
def test_what_has_to_be_shaped_is_left_to_a_story(text: str) -> None:
    """Nothing is drawn, and the place stays free for it."""
    sheet = Sheet()
    before = sheet.y

    assert width_of((Words(text),)) is None
    assert not sheet.write_line((Words(text),))
    assert sheet.y == before
    assert spans(sheet) == []


def test_a_line_that_is_too_wide_is_left_to_a_story() -> None:
    """As are no words at all."""
    sheet = Sheet()

    assert not sheet.write_line((Words("wide " * 60),))
    assert not sheet.write_line(())
    assert sheet.put_line((Words("wide"),), LEFT, 100, 5) is None


def test_sides_and_looks_are_kept() -> None:
    """A label goes to its side; bold words follow plain ones."""
    sheet = Sheet()
    wide = width_of((Words("ab"),)) or 0

    sheet.put_line((Words("ab"),), LEFT, 100, 100, "right")
    sheet.put_line((Words("c "), Words("d", face=Face.BOLD)), LEFT, 200, 100)

    first, second, third = spans(sheet)
    assert first[1] == pytest.approx(LEFT + 100 - wide, abs=0.1)
    assert (second[0], third[0]) == ("c", "d")
    assert "Bold" in third[3]
    assert pymupdf.Font("helv").text_length("c ", 9.5) == pytest.approx(third[1] - LEFT, abs=0.1)
