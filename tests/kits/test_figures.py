"""The figures of the data, product, project and finance kits, worked out a second time."""

from math import prod

import pytest

from src.models.content import Question
from src.models.enums import QuestionKind
from tests.shipped import SHIPPED

KITS = SHIPPED
PREFIXES = {
    "data-engineer": "de",
    "product-manager": "pm",
    "project-lead": "pl",
    "accountant": "ac",
}
FOUND = {q.id: q for kit in PREFIXES for q in KITS.get(kit).questions}
PLAIN = {
    "de-number-rows": 50_000 * 0.96 * 0.95,
    "de-number-catch-up": 5.4e6 / (1500 - 1200) / 3600,
    "de-number-volume": 5000 * 200 * 86_400 / 10 / 1e9,
    "de-number-chain": 0.98**5 * 100,
    "pm-number-paying": 4000 * 0.12 / 4,
    "pm-number-lifetime": 12 * 0.75 / 0.05,
    "pm-number-break-even": (1 - 9 / 12) * 100,
    "pl-number-forecast": 180_000 / 0.36,
    "pl-number-three-point": (6 + 4 * 9 + 24) / 6,
    "ac-number-depreciation": (48_000 - 3000) / 60,
    "ac-number-net": 1190 / 1.19,
    "ac-number-break-even": 54_000 / (12 - 7.5),
    "ac-number-days": 210_000 / (630_000 / 90),
    "ac-number-discount": 2 / 98 * 365 / 20 * 100,
}
"""From the figures in the questions' own texts; those with a table are worked out below."""


def rows_of(question_id: str) -> list[list[float]]:
    """Return the figures of a question's table, row by row, an empty cell as nothing."""
    rows = FOUND[question_id].tables[0].rows
    return [[float(c or 0) for c in row if not isinstance(c, str)] for row in rows]


def expected(question_id: str) -> float:
    """Return the key of a number question."""
    key = FOUND[question_id].expected
    assert isinstance(key, float)
    return key


def best_idea() -> float:
    """Return the highest of reach times impact times confidence by effort."""
    scores = [prod(row[:3]) / 100 / row[3] for row in rows_of("pm-number-rice")]
    return max(scores)


def longest_chain() -> float:
    """Return the days until the last task ends, each after those it names."""
    ends: dict[str, float] = {}
    for name, days, after in FOUND["pl-number-path"].tables[0].rows:
        waits = str(after or "").replace(" and ", " ").split()
        ends[str(name)[0]] = max((ends[w] for w in waits), default=0) + float(str(days))
    return max(ends.values())


def first_in_first_out() -> float:
    """Return what the lamps that were sold had cost, the oldest first."""
    rows = rows_of("ac-number-fifo")
    left, cost = sum(row[2] for row in rows), 0.0
    for bought, price, _ in rows:
        cost += min(left, bought) * price
        left -= min(left, bought)
    return cost


def operating_cash() -> float:
    """Return profit and depreciation, less what is tied up, and what suppliers lend."""
    (profit,), (depreciation,), (owed,), (stock,), (owing,) = rows_of("ac-number-cash-flow")
    return profit + depreciation - owed - stock + owing


def expected_damage() -> float:
    """Return probability times damage over all risks."""
    return sum(chance / 100 * damage for chance, damage in rows_of("pl-number-risk"))


@pytest.mark.parametrize("question_id", PLAIN)
def test_a_key_follows_from_the_figures_in_its_question(question_id: str) -> None:
    """Rounded in the third digit at most."""
    assert expected(question_id) == pytest.approx(PLAIN[question_id], rel=0.002)


def test_a_key_follows_from_the_table_that_is_shown() -> None:
    """Read from the rows that the candidate sees."""
    assert expected("pm-number-rice") == pytest.approx(best_idea())
    assert expected("pl-number-path") == longest_chain()
    assert expected("pl-number-risk") == pytest.approx(expected_damage())
    assert expected("ac-number-fifo") == first_in_first_out()
    assert expected("ac-number-cash-flow") == operating_cash()


def test_every_number_question_is_worked_out_here() -> None:
    """So that no key stands unchecked, and each has a unit and its working."""
    tables = {"pm-number-rice", "pl-number-path", "pl-number-risk"}
    tables |= {"ac-number-fifo", "ac-number-cash-flow"}
    numbers = [q for q in FOUND.values() if q.kind is QuestionKind.NUMBER]

    assert {q.id for q in numbers} == {*PLAIN, *tables}
    assert all(q.unit and q.tolerance and q.points for q in numbers)


@pytest.mark.parametrize("kit", PREFIXES)
def test_a_trade_asks_in_several_ways(kit: str) -> None:
    """Mostly openly, with some choices, figures and stories; ids begin alike."""
    questions = KITS.get(kit).questions

    assert len(questions) >= 29
    assert all(q.id.startswith(f"{PREFIXES[kit]}-") for q in questions)
    assert count(questions, QuestionKind.CHOICE) >= 4
    assert count(questions, QuestionKind.NUMBER) >= 4
    assert count(questions, QuestionKind.BEHAVIOURAL) >= 3
    assert 2 * count(questions, QuestionKind.OPEN) >= len(questions)


def count(questions: tuple[Question, ...], kind: QuestionKind) -> int:
    """Return how many questions are of a kind."""
    return sum(q.kind is kind for q in questions)
