"""Errors in a kit name the line and say what is wrong in plain words."""

import pytest
import yaml

from src.errors import KitError
from src.kits import inspect, loader, read_kit
from src.kits.bounds import without_unseen
from src.kits.loader import MOST_FAULTS, plain_of, question_of

GOOD = """id: small
title: Small
role: any
questions:
  - id: one
    skill: talking
    level: 2
    text: What do you do first in the morning?
    points:
      - {label: first, text: opens the window}
    follow_ups:
      - {to: first, text: And why do you do that?}
  - id: two
    kind: choice
    skill: talking
    level: 1
    text: Which of these is a fruit?
    choices:
      - {text: apple}
      - {text: stone}
    expected: [apple]
"""

MISTAKES = [
    ("title: Small\n", "", "`title` is missing", 1),
    ("level: 2", "level: nine", "`level` must be a whole number", 7),
    ("level: 2", "level: 9", "`level`", 7),
    ("    skill: talking\n    level: 2", "    level: 2", "`skill` is missing", 5),
    ("level: 2", "level: 2\n    colour: red", "`colour` is not a field of a kit", 8),
    ("level: 2", "level: 2\n    tags: {a: b}", "`tags` must be a list", 8),
    ("id: two", "id: one", "Question id one appears twice", 13),
    ("to: first", "to: nothing", "Follow-up to unknown point 'nothing'", 12),
    ("expected: [apple]", "expected: [pear]", "must list some of the `choices`", 21),
    ("      - {text: stone}\n", "", "at least two different texts", 18),
    ("kind: choice", "kind: number", "needs a number as `expected`", 21),
    ("kind: choice", "kind: riddle", "`kind`", 14),
    ("title: Small", "title: [a, b]", "`title` must be text", 2),
    ("title: Small", "title: Small\ntitle: Other", "`title` stands here twice", 3),
    ("role: any", "role: any: thing", "This is not YAML", 3),
    ("role: any", "role: any\nversion: one", "`version` must be a whole number", 4),
    ("level: 2", "level: 2\n    anchors: {three: low}", "`three` must be a whole number", 8),
    ("level: 2", "level: 2\n    tables: [{name: t, columns: [a], rows: [[{}]]}]", "`rows`", 8),
    ("level: 2", "level: 2\n    answers: none", "`answers` must be fields with values", 8),
    ("role: any", "role: yes", "`role` must be text", 3),
    ("level: 2", "level: 2\n    tags:\n      a: b", "`tags` must be a list", 8),
    ("level: 2", "level: 2\n    colours:\n      - red", "`colours` is not a field", 8),
    ("level: 2", "level: 2\n    minutes: .nan", "`minutes` must be a number", 8),
    ("text: opens the window}", "weight: 2}", "`text` is missing", 10),
    ("kind: choice", "kind: number\n    expected: nan", "`expected` stands here twice", 22),
    ("kind: choice", "kind: number", "A number question needs a number", 21),
    ("expected: [apple]", "expected: []", "must list some of the `choices`", 21),
    ("    expected: [apple]\n", "", "must list some of the `choices`", 13),
    ("role: any", "role: \x01", "a character that YAML doesn't allow", 3),
    ("role: any", "role: any\n? [a]\n: b", "A field's name must be a word", 4),
    ("role: any", "role: any\nx: " + "[" * 900 + "]" * 900, "nested too deep", 4),
    ("role: any", "role: any\nx: " + "[" * 9000, "", 4),
    ("skill: talking", "skill: !!python/object:os.system x", "The tag", 6),
]


@pytest.mark.parametrize(("old", "new", "words", "line"), MISTAKES)
def test_a_mistake_is_named_with_its_line(old: str, new: str, words: str, line: int) -> None:
    """The author finds it at once."""
    with pytest.raises(KitError) as caught:
        read_kit(GOOD.replace(old, new, 1))

    assert words in str(caught.value)
    assert caught.value.line == line


def test_a_mistake_in_a_question_names_the_question() -> None:
    """By number and id."""
    with pytest.raises(KitError, match=r"Question 2 \(two\)"):
        read_kit(GOOD.replace("level: 1", "level: x"))


def test_aliases_are_refused() -> None:
    """They can blow a small file up without end."""
    bomb = "id: &a [x]\ntitle: *a\nrole: *a\nquestions: []\n"

    with pytest.raises(KitError, match="Anchors and aliases"):
        read_kit(bomb)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "starts with fields"),
        ("- a\n- b\n", "starts with fields"),
        ("just words", "starts with fields"),
        ("x: '" + "a" * 2_100_000 + "'", "2 MB"),
    ],
)
def test_what_is_no_kit_is_refused(text: str, words: str) -> None:
    """Empty, a list, prose, too large."""
    with pytest.raises(KitError, match=words):
        read_kit(text)


def test_an_alias_is_named_with_the_line_of_its_anchor() -> None:
    """That is where the author can repeat the value instead."""
    with pytest.raises(KitError) as caught:
        read_kit(GOOD.replace("role: any", "role: &a any\nsummary: *a"))

    assert caught.value.line == 3


def test_a_key_that_is_no_number_is_refused() -> None:
    """Nothing equals it, so nobody could answer it right."""
    keyed = GOOD.replace("kind: choice", "kind: number").replace("[apple]", "nan")

    with pytest.raises(KitError, match="needs a number as `expected`") as caught:
        read_kit(keyed)

    assert caught.value.line == 21


def test_a_label_with_quotes_is_found_in_its_line() -> None:
    """However it is written."""
    with pytest.raises(KitError) as caught:
        read_kit(GOOD.replace("to: first", "to: others' part"))

    assert caught.value.line == 12


def test_without_the_fast_reader_a_deep_nest_is_refused_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Some systems have no compiled YAML."""
    monkeypatch.setattr(loader, "_LOADER", yaml.SafeLoader)

    with pytest.raises(KitError, match="nested too deep"):
        read_kit("a: " + "[" * 9000)


def test_a_good_kit_is_read() -> None:
    """Numbers, booleans and empty values become what they are."""
    kit = read_kit(GOOD.replace("level: 2", "level: 2\n    minutes: 2.5\n    competence: ~"))

    assert [q.id for q in kit.questions] == ["one", "two"]
    assert kit.questions[0].minutes == 2.5
    assert kit.questions[1].expected == ("apple",)


def told(text: str) -> list[tuple[int | None, str]]:
    """Return the faults of a text by line."""
    return sorted((fault.line or 0, fault.message) for fault in inspect(text).faults)


def test_every_fault_of_a_file_is_listed_with_its_line() -> None:
    """Not only the first: fields, rules of a question, repeated ids and fields, unknown words."""
    text = (
        GOOD.replace("title: Small", "title: Small\ntitle: Other")
        .replace("level: 2", "level: nine\n    hint: [x]")
        .replace("to: first", "to: nothing")
        .replace("id: two", "id: one")
        .replace("expected: [apple]", "expected: [pear]\n    sheet: {7B: 1}")
    )

    found = told(text)

    assert [line for line, _ in found] == [3, 8, 9, 15, 24]
    assert "`title` stands here twice" in found[0][1]
    assert "`level` must be a whole number" in found[1][1]
    assert "`hint` is not a field of a kit; perhaps `hints` is meant" in found[2][1]
    assert "appears twice" in found[3][1]
    assert "must name cells such as B7" in found[4][1]


def test_all_rules_of_one_question_are_told_at_once() -> None:
    """Choices, the right one, and a follow-up to nothing."""
    text = GOOD.replace("      - {text: stone}\n", "").replace("[apple]", "[pear]")

    found = [message for _, message in told(text)]

    assert len(found) == 2
    assert any("at least two different texts" in message for message in found)
    assert any("must list some of the `choices`" in message for message in found)


def test_a_file_full_of_faults_tells_so_many_and_how_many_more() -> None:
    """Nobody mends a thousand at once."""
    many = "".join(
        f"  - {{id: q{i}, skill: s, level: 9, text: What is this about}}\n" for i in range(150)
    )
    text = f"id: many\ntitle: Many\nrole: r\nquestions:\n{many}"

    faults = inspect(text).faults

    assert len(faults) == MOST_FAULTS + 1
    assert f"And {150 - MOST_FAULTS} more" in faults[-1].message


@pytest.mark.parametrize(
    ("text", "words", "line"),
    [
        ("id: a\n\ttitle: b\n", "a tab stands here", 2),
        ("id: a\ntitle: 'b\nrole: c\n", "a quote is opened here and never closed", 2),
        ("id: a\ntags: [b, c\nrole: d\n", "a bracket is opened here and never closed", 2),
        ("id: a\n  title: b\n", "a colon stands where none can", 2),
        ("id: a\ntitle\nrole: c\n", "a field's name needs a colon", 2),
        ("id: a\ntitle: *bold* words\n", "", 2),
        ("id: a\ntitle: @home\n", "begins with this sign needs quotes", 2),
        ('id: a\ntitle: "b\\ud800"\n', "an escape", 2),
        ("id: a\n---\nid: b\n", "a second document", 2),
        ("id: a\nquestions:\n  - id: b\n skill: c\n", "check", 4),
    ],
)
def test_what_is_no_yaml_is_told_in_plain_words(text: str, words: str, line: int) -> None:
    """With the line where it began, not where the reader gave up."""
    (fault,) = inspect(text).faults

    assert words in fault.message
    assert fault.line == line


def laughs(levels: int = 40) -> str:
    """Return a text that doubles itself with each line."""
    lines = ["a0: &a0 [ha, ha]"]
    lines += [f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, levels)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    "bomb",
    [
        laughs(),
        laughs().replace("a39: ", "? "),
        f"{laughs()}\na0: &b [*a39, *a39]",
        "a: &a {x: 1}\nb:\n  <<: *a\n",
        "a: &a [*a]",
    ],
    ids=["values", "in a name", "in a repeated field", "merged", "in itself"],
)
def test_what_would_grow_without_end_is_refused(bomb: str) -> None:
    """Forty lines would be a million million values."""
    reading = inspect(bomb)

    assert reading.kit is None
    assert "Anchors and aliases" in reading.faults[0].message
    assert plain_of(bomb) is None


@pytest.mark.parametrize(
    ("old", "new", "sign", "line"),
    [
        ("Small", "Sm\u200ball", "zero width space", 2),
        ("opens the", "opens\U000e0041 the", "U+E0041", 10),
        ("role: any", 'role: "any\\u202E"', "right-to-left override", 3),
        ("role: any", 'role: "any\\0"', "control sign", 3),
        ("role: any", "role: any\nsummary: |\n  one\n  t\u00adwo", "soft hyphen", 6),
        ("role: any", "role: any\nsummary: x\ufeffy", "U+FEFF", 4),
    ],
)
def test_signs_that_nobody_sees_are_named_with_their_line(
    old: str, new: str, sign: str, line: int
) -> None:
    """Written out or as an escape; they could hide an order."""
    found = [f for f in told(GOOD.replace(old, new, 1)) if "nobody sees" in f[1]]

    assert len(found) == 1
    assert sign in found[0][1]
    assert found[0][0] == line


@pytest.mark.parametrize("word", ["می\u200cروم", "👩\u200d💻", "❤\ufe0f", "naïve", "日本語"])
def test_scripts_and_emoji_that_need_joiners_can_be_used(word: str) -> None:
    """They hide nothing."""
    assert read_kit(GOOD.replace("Small", word)).title == word


def test_signs_that_nobody_sees_can_be_taken_out() -> None:
    """What is left reads the same to a person."""
    assert without_unseen("Sm\u200ball می\u200cروم") == "Small می\u200cروم"


@pytest.mark.parametrize(
    ("old", "new", "words", "line"),
    [
        ("title: Small", f"title: {'x' * 101}", "`title` can have 100 characters", 2),
        ("skill: talking", f"skill: {'x' * 61}", "`skill` can have 60 characters", 6),
        ("id: small", f"id: {'x' * 70}", "`id` can have 61 characters", 1),
        ("level: 2", f"level: 2\n    hints: [{', '.join('abcdefg')}]", "6 entries at most", 8),
        ("level: 2", f"level: {'9' * 400}", "too large a number", 7),
        ("level: 2", "level: 2\n    minutes: 1.0e+999", "too large a number", 8),
        ("level: 2", f"level: 2\n    summaries: {'x' * 2001}", "2,000 characters", 8),
    ],
)
def test_what_nobody_could_read_is_refused(old: str, new: str, words: str, line: int) -> None:
    """Too long, too many, too large."""
    assert any(words in m and at == line for at, m in told(GOOD.replace(old, new, 1)))


def test_too_many_questions_are_named_where_the_next_begins() -> None:
    """Two hundred are more than anybody asks."""
    many = "".join(
        f"  - {{id: q{i}, skill: s, level: 1, text: What is this about}}\n" for i in range(201)
    )

    (fault,) = inspect(f"id: many\ntitle: Many\nrole: r\nquestions:\n{many}").faults

    assert "200 entries" in fault.message
    assert fault.line == 205


def test_a_file_of_unknown_fields_alone_is_refused_at_once() -> None:
    """To find each one's line all the others are passed: a full file would take minutes."""
    many = "".join(f"f{i}: 1\n" for i in range(20_000))

    faults = inspect(f"title: Many\n{many}").faults

    assert [(fault.line, fault.message) for fault in faults] == [
        (1, "Here begins something with more than 2,000 fields.")
    ]


def test_a_sheet_can_not_reach_over_a_million_cells() -> None:
    """Two cells far apart would be drawn with all between."""
    sheet = "sheet: {A1: 1, ZZ9999: 2}\n    expected: =A1"
    text = GOOD.replace("kind: choice", "kind: formula").replace("expected: [apple]", sheet)

    assert any("reaches over more than 2,000 cells" in m for _, m in told(text))


def test_a_question_alone_counts_its_own_lines() -> None:
    """As the editor shows it."""
    fields, faults = question_of("id: one\nskill: talking\nlevel: nine\ntext: What is it about?\n")

    assert fields is not None
    assert fields["level"] == "nine"
    assert [(f.line, f.message) for f in faults] == [(3, "`level` must be a whole number.")]
    assert question_of("- a\n")[0] is None
    assert question_of("id: [")[1][0].line is not None


def test_a_question_that_can_not_be_graded_is_told_where_its_answer_stands() -> None:
    """Whatever says so, by the question's number."""
    reading = inspect(GOOD, lambda questions: [(len(questions) - 1, "it can't be graded.")])

    assert reading.kit is None
    assert [(f.line, f.message) for f in reading.faults] == [
        (21, "Question 2 (two): it can't be graded.")
    ]
