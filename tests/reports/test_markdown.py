"""Markdown and the transcript; Markdown is read back by a parser with every extension on."""

import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from src.reports.markdown import to_markdown, to_transcript
from src.reports.words import visible
from tests.factory import setup
from tests.reports.samples import HOSTILE, empty_file, report_file

OURS = {"h1", "h2", "h3", "p", "strong", "em", "ul", "ol", "li", "blockquote", "br", "table"}
OURS |= {"thead", "tbody", "tr", "th", "td"}


class Tags(HTMLParser):
    """Collects tags and words."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag; none of ours has an attribute, but a list's number."""
        assert {name for name, _ in attrs} <= {"start"}
        self.tags[tag] += 1

    def handle_data(self, data: str) -> None:
        """Note words."""
        self.words.append(data)


def rendered(data: bytes) -> Tags:
    """Return what a careless renderer makes of it: HTML and tables on, addresses linked."""
    found = Tags()
    careless = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough")
    found.feed(careless.render(data.decode()))
    return found


def shown(text: str) -> str:
    """Return text as a reader sees it, blanks aside."""
    return " ".join(text.replace("\u2060", "").split())


def test_everything_of_the_report_is_in_it() -> None:
    """In plain Markdown."""
    text = to_markdown(report_file()).decode().replace("\\", "")

    assert text.startswith("# Backend engineer at Northwind\n")
    for wanted in (
        "**Overall: 6.3 / 10**",
        "| Databases | 3.5 | 2 answers | good | 1 |",
        "You use numbers. *“from forty seconds to two”*",
        "### 1 · APIs · 6.5 / 10",
        "- ✓ plan *“read the query plan”*",
        "- ✗ prevention not mentioned",
        "**Not graded.** The AI service is busy.",
        "1. **Practise incidents** – 3.5 of 10.",
        "AI-generated, can be wrong.",
        "> Thank you for number 20.",
    ):
        assert wanted in text, wanted


def test_candidates_words_are_words_only() -> None:
    """No HTML, link, image or heading of theirs, and nothing that becomes one on its own."""
    data = to_markdown(report_file(1, HOSTILE, setup=setup(role=HOSTILE[:100])))
    found = rendered(data)

    assert set(found.tags) <= OURS
    assert shown("![a](http://evil.test/a.png)") in shown("".join(found.words))
    assert not re.search(r"(?<!\u2060)(https?:|www\.)(?!\u2060)", data.decode().replace("\\", ""))


MARKUP = st.text(st.sampled_from("ab1 \n*_`~[]()<>!|#-+=&;.\\\\:/\"'é\u00a0"), max_size=60)


@settings(deadline=None, max_examples=300)
@given(st.one_of(MARKUP, st.text(max_size=200)))
def test_no_words_make_markup(words: str) -> None:
    """Whatever they are, on one line or many, they show as they are and as what they are."""
    kept = visible(words)

    made, neutral = _said(kept), _said(re.sub(r"\S", "x", kept))

    assert made.tags == neutral.tags
    assert shown(kept) in shown("".join(made.words))


def _said(words: str) -> Tags:
    """Return what becomes of words that are an answer, a gap, a quote, a skill and a headline."""
    file = report_file(1, words)
    found = file.report
    skills = tuple(s.model_copy(update={"skill": f"s{words}"}) for s in found.skills[:1])
    remark = found.gaps[0].model_copy(update={"text": words, "quote": words})
    fields = {"skills": skills, "gaps": (remark,), "headline": words}
    report = found.model_copy(update=fields)
    return rendered(to_markdown(file.model_copy(update={"report": report})))


@pytest.mark.parametrize(
    "words", ["It took 2.5 s (not 40), so: done!", "snake_case & 3 < 4 * 5", "C# at 10 %; a > b"]
)
def test_usual_signs_need_no_escape(words: str) -> None:
    """A person reads the file too."""
    assert f"> {words}  " in to_markdown(report_file(1, words)).decode()


def test_a_pipe_in_a_skill_breaks_no_table() -> None:
    """Cells are escaped as everything else."""
    file = report_file(1)
    skills = tuple(s.model_copy(update={"skill": "a | b"}) for s in file.report.skills)
    report = file.report.model_copy(update={"skills": skills})

    text = to_markdown(file.model_copy(update={"report": report})).decode()

    assert "| A \\| b | 3.5 |" in text


def test_the_transcript_says_who_and_when() -> None:
    """As plain text, in order, with what was done in brackets."""
    text = to_transcript(report_file(1)).decode()

    assert "[12:00:00] Interviewer:\nHello. Here is the first question." in text
    assert text.index("[12:01:00] You:") < text.index("Thank you for number 1.")
    assert text.endswith("not a prediction of any hiring decision.\n")


def test_an_empty_report_says_so() -> None:
    """In Markdown and in the transcript."""
    assert "Nothing was answered" in to_markdown(empty_file()).decode()
    assert "Nothing was said." in to_transcript(empty_file()).decode()


@pytest.mark.parametrize("sign", ["\x07", "\u202e", "\x00"])
def test_signs_that_nobody_sees_are_left_out(sign: str) -> None:
    """They could turn the order of what follows."""
    file = report_file(1, f"be{sign}fore")

    assert sign not in to_markdown(file).decode()
    assert "before" in to_transcript(file).decode()
