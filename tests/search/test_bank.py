"""The curated list: whole, and found by skill."""

from pathlib import Path

import pytest

from src.app import DATA
from src.errors import ConfigError
from src.models.content import Findings, Kit
from src.search import BankSearch, SilentSearch
from tests.shipped import SHIPPED

BANK = BankSearch(DATA / "resources.yaml")


def test_every_resource_names_author_kind_and_skills() -> None:
    """And no title comes twice."""
    titles = [r.title for r in BANK.all()]

    assert len(titles) >= 40
    assert len(set(titles)) == len(titles)
    assert {r.kind for r in BANK.all()} <= {"documentation", "book", "course", "article", "video"}


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("query plans", "PostgreSQL documentation: Using EXPLAIN"),
        ("threat modelling", "Threat Modeling"),
        ("negotiation", "Never Split the Difference"),
        ("patient safety", "WHO: Patient safety"),
    ],
)
async def test_the_best_comes_first(query: str, title: str) -> None:
    """By the skills that a resource names."""
    found = (await BANK.find(query)).resources

    assert found[0].title == title
    assert len(found) <= 3


@pytest.mark.parametrize("kit", SHIPPED.all(), ids=lambda kit: kit.id)
async def test_every_skill_of_a_kit_has_something_to_learn_from(kit: Kit) -> None:
    """For its own trade: a next step never ends in nothing."""
    skills = sorted({question.skill for question in kit.questions})

    without = [skill for skill in skills if not (await BANK.find(skill, trade=kit.role)).resources]

    assert not without


async def test_nothing_fitting_is_nothing_found() -> None:
    """Empty is valid; nothing is made up."""
    assert (await BANK.find("zebra grooming")).resources == ()
    assert await SilentSearch().find("databases") == Findings()


def test_a_broken_list_is_named(tmp_path: Path) -> None:
    """With the entry."""
    path = tmp_path / "resources.yaml"
    path.write_text('- {title: "A book", author: Somebody, kind: book, skills: []}')

    with pytest.raises(ConfigError, match=r"resources.yaml, entry 0\.skills"):
        BankSearch(path).all()


@pytest.mark.parametrize(
    ("skill", "trade", "wrong"),
    [
        ("planning", "Project lead", "PostgreSQL"),
        ("learning", "Graduate or career change", "Statistical Learning"),
        ("controls", "Accountant", "Patient safety"),
        ("closing", "Accountant", "SPIN"),
        ("pipeline", "Sales", "Data"),
        ("performance", "Frontend engineer", "EXPLAIN"),
        ("data protection", "Customer support", "Data-Intensive"),
    ],
)
async def test_a_word_that_means_something_else_in_another_trade_finds_nothing_of_it(
    skill: str, trade: str, wrong: str
) -> None:
    """Better nothing than something for somebody else."""
    assert [r.title for r in (await BANK.find(skill, 5, trade)).resources if wrong in r.title] == []


async def test_a_trade_finds_its_own_and_what_is_for_all() -> None:
    """Without one named everything that fits is found."""
    titles = [r.title for r in (await BANK.find("communication", 5, "Data analyst")).resources]

    assert "Storytelling with Data" in titles
    assert "Crucial Conversations" in titles
    assert "Storytelling with Data" not in [
        r.title for r in (await BANK.find("communication", 5, "Nurse")).resources
    ]
    assert "Storytelling with Data" in [
        r.title for r in (await BANK.find("communication", 5)).resources
    ]
