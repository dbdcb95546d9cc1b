"""The PDF, read again by poppler: its text, charts, fonts, structure, and what it costs."""

import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pymupdf
import pytest

from src.documents import Sandbox
from src.errors import DocumentError
from src.models.grades import SkillScore
from src.models.reports import ReportFile
from src.reports import JOBS, pdf, sheet, tags
from src.reports.files import JOB
from tests.factory import setup
from tests.reports.samples import HOSTILE, JOINED, SCRIPTS, empty_file, report_file

pytestmark = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler")

Poppler = Callable[..., str]


@pytest.fixture
def poppler(tmp_path: Path) -> Poppler:
    """Run one of poppler's programs on a PDF and return what it prints."""

    def run(program: str, data: bytes, *options: str) -> str:
        file = tmp_path / "report.pdf"
        file.write_bytes(data)
        last = ["-"] if program == "pdftotext" else []
        done = subprocess.run([program, *options, file, *last], capture_output=True, check=True)
        assert done.stderr == b""
        return done.stdout.decode()

    return run


@pytest.fixture(scope="module")
def ten() -> bytes:
    """A report of ten questions."""
    return pdf.draw(report_file())


@pytest.fixture(scope="module")
def child() -> Iterator[Sandbox]:
    """The sandbox with its warm child."""
    made = Sandbox(modules=JOBS)
    made.run(JOB, empty_file().model_dump_json().encode())
    yield made
    made.close()


def flat(text: str) -> str:
    """Return text on one line."""
    return " ".join(text.split())


def test_everything_of_the_report_is_in_it(ten: bytes, poppler: Poppler) -> None:
    """Score with what it rests on, skills, quotes, cards, figures, notice, transcript."""
    text = flat(poppler("pdftotext", ten))

    for wanted in (
        "Backend engineer at Northwind",
        "26 Nov 2026 (UTC) · 18 min · 10 questions",
        "6.3 / 10 Rests on 8 graded answers; 1 could not be graded; 1 skipped. Confidence: good.",
        "You explain how you find problems",
        "“from forty seconds to two”",
        "“refresh the statistics”",
        "1 · APIs · 6.5 / 10",
        "graded by words",
        "prevention not mentioned",
        "fix touched on – Name what an index costs.",
        "Hints took 1 off this score.",
        "Say it like this.",
        "Practise incidents",
        "31 model calls, 40,213 tokens in, 5,120 out, cost $0.0213",
        "AI-generated, can be wrong.",
        "Thank you for number 20.",
    ):
        assert wanted in text, wanted


def test_what_has_no_score_says_why(ten: bytes, poppler: Poppler) -> None:
    """Not graded with its reason; skipped is skipped."""
    text = flat(poppler("pdftotext", ten))

    assert "5 · Teamwork · not graded" in text
    assert "Not graded. The AI service is busy." in text
    assert "7 · APIs · skipped" in text


def test_pages_are_a4_numbered_and_described(ten: bytes, poppler: Poppler) -> None:
    """Each page says which it is and of how many."""
    told = poppler("pdfinfo", ten)
    pages = poppler("pdftotext", ten).rstrip("\f").split("\f")

    assert "(A4)" in told
    assert re.search(r"Title: +Interview report: Backend engineer at Northwind\n", told)
    assert all(f"Page {n} of {len(pages)}" in page for n, page in enumerate(pages, 1))
    assert 5 <= len(pages) <= 9


def test_the_foot_is_at_the_foot(ten: bytes) -> None:
    """Below everything else, inside the margins, and no part of what is read aloud."""
    with pymupdf.open("pdf", ten) as document:
        for page in document:
            (foot,) = page.search_for(f"Page {page.number + 1} of {document.page_count}")
            others = [b[3] for b in page.get_text("blocks") if "Page " not in b[4]]

            assert 790 < foot.y0 < foot.y1 < 820
            assert max(y for y in others if y < foot.y0) <= 782
            assert b"/Artifact BMC" in page.read_contents()


def test_fonts_are_embedded_as_subsets(ten: bytes, poppler: Poppler) -> None:
    """It looks the same everywhere and stays small."""
    rows = [line.split() for line in poppler("pdffonts", ten).splitlines()[2:]]

    assert len(rows) >= 3
    assert all("no" not in row[-5:-2] for row in rows), rows


def test_charts_are_vectors(ten: bytes, poppler: Poppler) -> None:
    """A bar for each score, a dot for each level and skill, and no bitmap at all."""
    with pymupdf.open("pdf", ten) as document:
        shapes = [shape for page in document for shape in page.get_drawings()]
    filled = [tuple(round(c, 2) for c in s["fill"]) for s in shapes if s["fill"]]

    assert len(poppler("pdfimages", ten, "-list").splitlines()) == 2
    assert filled.count((0.04, 0.42, 0.36)) == 8 + 6 + 1
    assert filled.count((0.71, 0.4, 0.04)) == 10


def test_the_structure_is_tagged(ten: bytes, poppler: Poppler) -> None:
    """A screen reader finds headings, lists, table cells and the charts' words."""
    told = poppler("pdfinfo", ten, "-struct-text")
    with pymupdf.open("pdf", ten) as document:
        alts = [document.xref_object(x) for x in range(1, document.xref_length())]
        language = document.xref_get_key(document.pdf_catalog(), "Lang")

    assert "Tagged:          yes" in poppler("pdfinfo", ten)
    assert re.search(r'H1 \(block\)\n +"Backend engineer at Northwind"', told)
    assert {"H2", "H3", "Table", "TH", "TD", "LI", "BlockQuote", "Figure"} <= set(
        re.findall(r"^ *(\w+)", told, re.MULTILINE)
    )
    assert sum("Score by skill, of 10" in alt for alt in alts) == 1
    assert language == ("string", "en-US")


def test_it_has_a_table_of_contents(ten: bytes) -> None:
    """Sections and questions, each with the page that it is on."""
    with pymupdf.open("pdf", ten) as document:
        contents = document.get_toc()
        texts = [page.get_text() for page in document]

    assert [name for level, name, _ in contents if level == 2][-1] == "Transcript"
    assert sum(level == 3 for level, _, _ in contents) == 10
    assert all(name in texts[page - 1] for _, name, page in contents)


def test_a_page_that_looks_otherwise_is_left_untagged(ten: bytes) -> None:
    """Rather no structure than a wrong one."""
    with pymupdf.open("pdf", ten) as document:
        before = document.xref_length()

        assert not tags.mark(document, tags.Element("Document"), [10_000])
        assert document.xref_length() == before


def test_ten_questions_are_small_and_quick(child: Sandbox) -> None:
    """300 kB and half a second in the warm child; the bound is wide for a loaded machine."""
    data = report_file().model_dump_json().encode()
    times = []
    for _ in range(3):
        began = time.perf_counter()
        made = child.run(JOB, data)
        times.append(time.perf_counter() - began)

    assert made.startswith(b"%PDF-")
    assert len(made) <= 300_000
    assert min(times) <= 1.5


def test_candidates_words_are_words_only(poppler: Poppler) -> None:
    """No link, no picture, no mark-up of theirs."""
    file = report_file(1, HOSTILE, setup=setup(role=HOSTILE[:100]))
    made = pdf.draw(file)
    text = flat(poppler("pdftotext", made))

    assert text.count("<script>fetch('//evil.test')</script>") == 2
    assert "\u202e" not in text
    assert b"/URI" not in made
    with pymupdf.open("pdf", made) as document:
        assert not [link for page in document for link in page.get_links()]
        assert not [image for page in document for image in page.get_images()]


@pytest.mark.parametrize(("script", "words"), SCRIPTS.items(), ids=SCRIPTS)
def test_a_script_shows(script: str, words: str, poppler: Poppler) -> None:
    """Its letters come out as they went in, and none is drawn as a missing one."""
    made = pdf.draw(report_file(1, words))

    assert words in poppler("pdftotext", made), script


@pytest.mark.parametrize(("script", "words"), JOINED.items(), ids=JOINED)
def test_a_joined_script_has_glyphs(script: str, words: str) -> None:
    """Its letters change shape where they meet, so glyphs are counted, not letters."""
    with pymupdf.open("pdf", pdf.draw(report_file(1, words))) as document:
        spans = [
            (span["font"], char["c"])
            for page in document
            for block in page.get_text("rawdict")["blocks"]
            for row in block.get("lines", ())
            for span in row["spans"]
            for char in span["chars"]
        ]
    own = [c for font, c in spans if "Noto" in font and "Symbols" not in font]

    assert len(own) >= 3, script
    assert "\ufffd" not in own


def test_signs_beyond_the_first_plane_are_read_back(poppler: Poppler) -> None:
    """Emoji and ligatures come out as what was written."""
    text = poppler("pdftotext", pdf.draw(report_file(1, "An efficient fix \U0001f600 done")))

    assert "An efficient fix \U0001f600 done" in flat(text)


def test_signs_that_no_font_has_are_named(poppler: Poppler) -> None:
    """Rather than left out without a word; letters typed in parts are put together."""
    text = flat(poppler("pdftotext", pdf.draw(report_file(1, "\U00020000 \u1112\u1161\u11ab"))))

    assert "Signs that can't be shown in this PDF: U+20000. The Word and Markdown files" in text
    assert "한" in text
    assert "can't be shown" not in flat(poppler("pdftotext", pdf.draw(report_file(1, "한 ✓ ∑"))))


@pytest.mark.parametrize("run", ["W" * 3000, "ไทยภาษา" * 300, "字" * 3000], ids=["W", "Thai", "字"])
def test_a_run_without_blanks_stays_on_the_page(run: str) -> None:
    """It breaks somewhere; nothing is cut off at the edge."""
    with pymupdf.open("pdf", pdf.draw(report_file(1, run))) as document:
        boxes = [block[:4] for page in document for block in page.get_text("blocks")]
        text = "".join(page.get_text() for page in document)

    assert max(x1 for _, _, x1, _ in boxes) <= 542
    assert sum(text.count(sign) for sign in set(run)) >= 2 * len(run)


def test_code_keeps_its_indent() -> None:
    """As the candidate typed it."""
    with pymupdf.open("pdf", pdf.draw(report_file(1, "def f():\n    return 1"))) as document:
        places = [
            (page.search_for("def f()"), page.search_for("return 1"))
            for page in document
            if page.search_for("def f()")
        ]

    assert places
    assert all(under[0].x0 - over[0].x0 > 8 for over, under in places)


def test_a_very_long_answer_goes_over_pages(poppler: Poppler) -> None:
    """From its first word to its last, and every page numbered."""
    answer = "BEGIN " + "I read the plan and measure.\n\n" * 700 + " END"
    made = pdf.draw(report_file(1, answer))
    pages = poppler("pdftotext", made).rstrip("\f").split("\f")

    assert len(pages) > 20
    assert sum(page.count("I read the plan and measure.") for page in pages) == 1400
    assert any("END" in page for page in pages)
    assert f"Page {len(pages)} of {len(pages)}" in pages[-1]


def test_a_paragraph_longer_than_a_page_is_whole(poppler: Poppler) -> None:
    """Nothing is lost where it is torn."""
    answer = " ".join(f"word{n}" for n in range(3000))
    text = poppler("pdftotext", pdf.draw(report_file(1, answer)))

    assert all(len(re.findall(rf"\bword{n}\b", text)) == 2 for n in range(0, 3000, 7))


def test_an_empty_report_is_a_page(poppler: Poppler) -> None:
    """It says what there is: nothing was answered."""
    made = pdf.draw(empty_file())
    text = flat(poppler("pdftotext", made))

    assert "Not graded Nothing was answered, so there is nothing to score." in text
    assert "Page 1 of 1" in text
    assert "Transcript" not in text


def test_drawing_twice_is_the_same(ten: bytes, poppler: Poppler) -> None:
    """Nothing in it depends on when it was drawn."""
    again = pdf.draw(report_file())

    assert poppler("pdftotext", again) == poppler("pdftotext", ten)
    assert poppler("pdfinfo", again) == poppler("pdfinfo", ten)


def test_what_is_no_report_is_refused_by_the_child(child: Sandbox) -> None:
    """The child checks too, and lives on."""
    with pytest.raises(DocumentError):
        child.run(JOB, b"{}")

    assert child.run(JOB, empty_file().model_dump_json().encode()).startswith(b"%PDF-")


@pytest.mark.parametrize("start", range(0, 48, 3))
def test_nothing_is_lost_at_the_foot_of_a_page(start: int) -> None:
    """Wherever a page happens to end: in a gap, between speaker and words, in a paragraph."""
    first = "x\n" * start
    file = report_file(12, f"{first}one two three\n\nfour {'five ' * 40}")

    with pymupdf.open("pdf", pdf.draw(file)) as document:
        text = flat(" ".join(page.get_text(clip=(0, 0, 595, 780)) for page in document))

    for number in range(1, 25):
        assert f"Thank you for number {number}." in text
    assert text.count("one two three four five") == 11 + 12
    assert text.count("five") == 40 * (11 + 12)
    assert text.count("compare estimated and actual rows.") == 11 + 12


def test_long_names_of_skills_are_cut_where_there_is_no_room() -> None:
    """In chart and table; many of them go over the page, above its foot."""
    name = "communication with everybody who has a stake in what is built and when " * 3
    skills = tuple(
        SkillScore(skill=f"{number} {name}", score=5.0, graded=1) for number in range(60)
    )
    file = report_file(1)
    report = file.report.model_copy(update={"skills": skills})
    many = pdf.draw(file.model_copy(update={"report": report}))
    few = pdf.draw(
        file.model_copy(
            update={"report": report.model_copy(update={"skills": skills[:5]}), "transcript": ()}
        )
    )

    for made in (many, few):
        with pymupdf.open("pdf", made) as document:
            blocks = [block for page in document for block in page.get_text("blocks")]
            text = flat(" ".join(block[4] for block in blocks))
        assert "4 communication with everybody who has a stake in what is b…" in text
        assert max(b[3] for b in blocks if "Rehearse · " not in b[4] and "Page " not in b[4]) <= 782
        assert all(block[0] >= 42 and block[2] <= 545 for block in blocks)


def test_a_report_too_long_for_paper_is_refused_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rather none than one that lacks its end."""
    monkeypatch.setattr(sheet, "MOST_PAGES", 3)

    with pytest.raises(DocumentError) as caught:
        pdf.draw(report_file(10))

    assert caught.value.code == "too_complex"


def test_a_report_of_sixty_questions_is_drawn() -> None:
    """The most that a file may hold, in one chart and all cards."""
    file: ReportFile = report_file(60)

    with pymupdf.open("pdf", pdf.draw(file)) as document:
        assert sum("60 · " in page.get_text() for page in document) == 1
