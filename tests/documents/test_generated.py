"""Every generated file of the evals gives what it should: words, quotes, or its trouble's code."""

import pytest

from src.evals.documents.__main__ import is_found, is_read, main, read
from src.evals.documents.clean import CLEAN
from src.evals.documents.hidden_html import IN_HTML, hidden_html
from src.evals.documents.hidden_pdf import IN_PDF, hidden_pdf
from src.evals.documents.hidden_word import IN_DOCX, hidden_docx
from src.evals.documents.making import LINES, pdf
from src.evals.documents.shapes import SHAPES, Shape

pytestmark = pytest.mark.no_cover  # the same readers for each of two hundred files


@pytest.mark.parametrize("way", IN_PDF)
def test_what_a_pdf_hides_is_quoted_and_left_out(way: str) -> None:
    """What can be seen is read."""
    extract = read("cv.pdf", hidden_pdf(way))

    assert is_found(extract)
    assert LINES[0] in extract.text
    assert len(extract.warnings) == 1


@pytest.mark.parametrize("way", IN_DOCX)
def test_what_a_word_file_hides_is_quoted_and_left_out(way: str) -> None:
    """By run, style, theme, ground, row or box."""
    extract = read("cv.docx", hidden_docx(way))

    assert is_found(extract)
    assert LINES[0] in extract.text
    assert len(extract.warnings) == 1


@pytest.mark.parametrize("way", IN_HTML)
def test_what_a_page_hides_is_quoted_and_left_out(way: str) -> None:
    """By attribute, style, or a style sheet's rule."""
    extract = read("cv.html", hidden_html(way))

    assert is_found(extract)
    assert "before" in extract.text
    assert len(extract.warnings) == 1


@pytest.mark.parametrize("name", CLEAN)
def test_nothing_in_a_clean_file_is_called_invisible(name: str) -> None:
    """However pale, dark or coloured its layout is."""
    assert read(name, CLEAN[name]()).warnings == ()


@pytest.mark.parametrize("name", SHAPES)
def test_the_shapes_of_real_programs_are_read_or_named(name: str) -> None:
    """With all their words, or with what is the matter."""
    assert is_read(SHAPES[name]())


def test_a_miss_is_a_miss() -> None:
    """The measure can fail: lost words, an unwanted one, another code, a hidden word that stays."""
    data = pdf(["some words"])

    assert is_read(Shape("cv.pdf", data, "some words"))
    assert not is_read(Shape("cv.pdf", data, "other words"))
    assert not is_read(Shape("cv.pdf", data, "some words", unwanted="words"))
    assert not is_read(Shape("cv.pdf", data, code="scanned"))
    assert not is_read(Shape("cv.pdf", b"", code="scanned"))
    assert not is_found(read("cv.pdf", data))


def test_the_figures_are_told_beside_their_aims(capsys: pytest.CaptureFixture[str]) -> None:
    """Those parts that are quick."""
    main(["layouts", "shapes", "hidden"])

    told = capsys.readouterr().out
    assert told.count("none missed") == 6
    assert "aim >= 98 %" in told


@pytest.mark.parametrize(
    ("rule", "hides"),
    [
        (".x{color:#fff}", True),
        (".x{color:#fff} p.x{color:#000}", False),
        ("#i{color:#000} .x{color:#fff}", False),
        ("section > .x{display:none}", False),
        (".x:hover{display:none}", False),
        ("@media print{.x{display:none}}", False),
        ("@import url(x);.x{display:none}", True),
        (".x{font-size:0}.x b{font-size:12px}", False),
        ("p{visibility:hidden}.x b{visibility:visible}", False),
        (".x{color:white;background:linear-gradient(red,blue)}", False),
        (".x{color:transparent;background-clip:text;background-image:url(a)}", False),
        (".x{color:var(--pale)}", False),
        (".x{opacity:x;font-size:big;color:rgb(1);transform:rotate(4deg)}", False),
        (".x{filter:opacity(0)}", True),
        (".x{color:hsl(0 0% 100% / 50%)}", True),
        (".x{color:#ffff}", True),
        (".x{color:#00000000}", True),
        (".x{color:#000000} .x b{color:inherit}", False),
        (".x{background:#000 url(a);color:black}", False),
        (".x{background:#000 fixed;color:black}", True),
    ],
)
def test_rules_are_weighed_as_a_browser_does(rule: str, hides: bool) -> None:  # noqa: FBT001 - a row
    """By how closely they name an element, then by their order."""
    page = f"<style>{rule}</style><p>before<p class=x id=i><b>these words</b>"

    assert ("these words" not in read("cv.html", page.encode()).text) is hides


@pytest.mark.parametrize(
    "page",
    [
        "<body text=white bgcolor=white>x<p style='color:black'>kept",
        "<table background=a.png><tr><td><font color=white>kept</font></table>",
        "<p aria-hidden=true>*</p>kept",
    ],
)
def test_older_attributes_count(page: str) -> None:
    """As the styles that they stand for."""
    assert "kept" in read("cv.html", page.encode()).text


def test_words_marked_as_decoration_are_told_apart() -> None:
    """They can be seen, so nothing is called invisible."""
    extract = read("cv.html", b"<p>seen</p><p aria-hidden=true>marked words</p>")

    assert extract.text == "seen"
    assert extract.warnings == (
        "This text is marked as decoration, not to be read; we ignore it: “marked words”",
    )
