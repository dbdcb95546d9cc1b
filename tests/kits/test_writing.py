"""A kit as YAML reads back to the same kit, whatever stands in it."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as some

from src.kits import read_kit, write_kit
from src.kits.loader import question_of
from src.kits.writing import WIDTH, _Dumper, fields_of, write_plain
from src.models.content import Kit
from tests.factory import (
    choice_question,
    formula_question,
    kit,
    number_question,
    question,
    sql_question,
)
from tests.shipped import SHIPPED

KITS = SHIPPED.all()
TEXT = some.text(
    some.characters(blacklist_categories=("Cs", "Cc", "Cf", "Mn", "Co", "Cn")),
    min_size=8,
    max_size=80,
)
ODD = ["yes", "1:30", "2024-01-05", "~", "a: b", "- a", "#x", "'\"", "=", "null", "0x1F", "1e3"]


@pytest.mark.parametrize("shipped", KITS, ids=lambda found: found.id)
def test_every_shipped_kit_uploads_again_to_the_same_kit(shipped: Kit) -> None:
    """Field for field, and a second export is the same file."""
    text = write_kit(shipped)

    again = read_kit(text)

    assert again == shipped
    assert write_kit(again) == text


@settings(max_examples=60, deadline=None)
@given(text=TEXT, hint=TEXT, lines=some.lists(TEXT, min_size=2, max_size=3))
def test_any_words_come_back_as_they_were(text: str, hint: str, lines: list[str]) -> None:
    """Whatever signs YAML gives a meaning."""
    asked = question(text=text, hints=(hint,), code="\n".join(lines))

    assert read_kit(write_kit(kit(asked))).questions == (asked,)


@pytest.mark.parametrize("word", ODD)
def test_words_that_yaml_takes_for_something_else_stay_words(word: str) -> None:
    """As a tag, a unit and a cell."""
    asked = question(tags=(word,), unit=word)

    assert read_kit(write_kit(kit(asked))).questions == (asked,)


def test_numbers_keep_their_kind_in_a_table() -> None:
    """A whole number and one with a point make different columns."""
    asked = sql_question("SELECT COUNT(*) FROM customers")
    cells = [cell for table in asked.tables for row in table.rows for cell in row]

    again = read_kit(write_kit(kit(asked))).questions[0]

    read = [cell for table in again.tables for row in table.rows for cell in row]
    assert [type(cell) for cell in read] == [type(cell) for cell in cells]


@pytest.mark.parametrize(
    "asked",
    [number_question(), choice_question(), formula_question("=SUM(B2:B6)"), question()],
    ids=lambda q: q.id,
)
def test_one_question_alone_reads_back(asked: object) -> None:
    """As the editor shows it."""
    from src.models.content import Question

    assert isinstance(asked, Question)
    fields, faults = question_of(write_plain(fields_of(asked)))

    assert faults == ()
    assert Question.model_validate(fields) == asked


def test_a_kit_is_written_as_people_write_one() -> None:
    """In the order of its fields, without those that have their usual value."""
    text = write_kit(kit(question(code="SELECT 1\nFROM t")))

    assert text.startswith(
        "id: backend\ntitle: Backend engineer\nrole: backend engineer\nquestions:\n"
    )
    assert "code: |" in text
    assert "bonus" not in text
    assert "minutes: 4\n" in text


@pytest.mark.parametrize("shipped", KITS, ids=lambda found: found.id)
def test_questions_written_one_by_one_are_the_same_text(shipped: Kit) -> None:
    """A change writes one question anew; the others stand as all at once would write them."""
    at_once = yaml.dump(
        fields_of(shipped),
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=WIDTH - 2,
    )

    assert write_plain(fields_of(shipped)) == at_once
