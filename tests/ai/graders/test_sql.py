"""What a query earns, and what it may do."""
# ruff: noqa: S608 - queries of a test, in memory

from pathlib import Path

import pytest

from src.ai.graders.sql import SqlGrader, sandbox
from src.ai.graders.sql.agree import agree, blocks, tied
from src.ai.graders.sql.databases import Named, hidden_tables
from src.ai.graders.sql.grader import CONSTANT, FITTED, UNSETTLED
from src.ai.graders.sql.sandbox import (
    FUNCTIONS,
    MOST_LOOK_UPS,
    MOST_STEPS,
    MOST_STEPS_IN_ALL,
    STEPS_A_LOOK,
    Result,
    SqlBroken,
    SqlForeign,
    SqlRefused,
    Steps,
    run,
)
from src.ai.graders.sql.words import explodes, order_terms, ordering_columns
from src.models.content import Question, Table
from src.models.enums import TableKind
from src.models.grades import Grade
from tests.factory import CUSTOMERS, ORDERS, sql_question

TABLES = (CUSTOMERS, ORDERS)
LOST = (
    "SELECT c.name FROM customers c "
    "WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id)"
)
TOTALS = (
    "SELECT c.name, SUM(o.amount) AS total FROM customers c JOIN orders o ON o.customer_id = c.id "
    "GROUP BY c.id, c.name ORDER BY total DESC"
)
LARGEST = "SELECT id FROM orders WHERE amount = (SELECT MAX(amount) FROM orders)"
MANY = "SELECT COUNT(*) FROM orders WHERE amount >= 50"
CITIES = "SELECT city, COUNT(*) FROM customers GROUP BY city"


def graded(reference: str, answer: str) -> Grade:
    """Return the grade of one answer."""
    return SqlGrader().grade(sql_question(reference), [answer])


EQUAL = [
    (LOST, LOST),
    (
        LOST,
        ("SELECT name FROM customers LEFT JOIN orders ON orders.customer_id = customers.id "
        "WHERE orders.id IS NULL"),
    ),
    (
        LOST,
        ("SELECT name FROM customers WHERE id NOT IN "
        "(SELECT customer_id FROM orders WHERE customer_id IS NOT NULL)"),
    ),
    (
        TOTALS,
        ("SELECT name, sum(amount) FROM orders, customers WHERE customer_id = customers.id "
        "GROUP BY customers.id ORDER BY 2 DESC;"),
    ),
    (LARGEST, ("WITH m AS (SELECT max(amount) AS top FROM orders) SELECT id FROM orders, m "
     "WHERE amount = top")),
    (LARGEST, ("SELECT id FROM (SELECT id, RANK() OVER (ORDER BY amount DESC) AS r FROM orders) "
     "WHERE r = 1")),
    (MANY, "select count(id) from orders where not amount < 50"),
    (CITIES, "SELECT DISTINCT city, COUNT(*) OVER (PARTITION BY city) FROM customers"),
    (CITIES, "SELECT city AS place, SUM(1) AS people FROM customers GROUP BY 1 ORDER BY 2"),
    ("SELECT day FROM orders ORDER BY day DESC LIMIT 2",
     "SELECT day FROM orders ORDER BY 1 DESC LIMIT 2 OFFSET 0"),
]  # fmt: skip


@pytest.mark.parametrize(("reference", "answer"), EQUAL)
def test_another_query_with_the_same_result_is_worth_as_much(reference: str, answer: str) -> None:
    """Names of columns don't count, nor does an order that nobody asked for."""
    grade = graded(reference, answer)

    assert grade.score == 10
    assert grade.missed == ()
    assert "hidden databases" in grade.rationale
    assert grade.evidence[0] in answer


WRONG = [
    (LOST, "SELECT name FROM customers WHERE id NOT IN (SELECT customer_id FROM orders)"),
    (LOST, "SELECT name FROM customers"),
    (LOST, "SELECT name, id FROM customers WHERE id = 2"),
    (TOTALS, ("SELECT name, sum(amount) FROM orders, customers WHERE customer_id = customers.id "
     "GROUP BY customers.id ORDER BY 2")),
    (TOTALS, ("SELECT sum(amount), name FROM orders JOIN customers ON customer_id = customers.id "
     "GROUP BY customers.id ORDER BY 1 DESC")),
    (LARGEST, "SELECT id FROM orders ORDER BY amount DESC LIMIT 1"),
    (MANY, "SELECT COUNT(*) FROM orders WHERE amount > 50"),
    (MANY, "SELECT COUNT(DISTINCT amount) FROM orders WHERE amount >= 50"),
    (CITIES, "SELECT city, 1 FROM customers"),
    ("SELECT name FROM customers ORDER BY name DESC", "SELECT name FROM customers"),
]  # fmt: skip


@pytest.mark.parametrize(("reference", "answer"), WRONG)
def test_a_wrong_query_earns_little(reference: str, answer: str) -> None:
    """Nulls, ties, order and the order of columns count."""
    score = graded(reference, answer).score

    assert score is not None
    assert score <= 4


@pytest.mark.parametrize(
    ("reference", "answer", "kind"),
    [
        (TOTALS, TOTALS.replace("c.id, ", ""), TableKind.DUPLICATES),
        (MANY, "SELECT SUM(amount >= 50) FROM orders", TableKind.EMPTY),
        (
            "SELECT COUNT(*) FROM orders",
            "SELECT COUNT(amount) FROM orders",
            TableKind.NULLS,
        ),
        (
            "SELECT DISTINCT city FROM customers",
            "SELECT city FROM customers GROUP BY city HAVING COUNT(*) > 0 ORDER BY id",
            None,
        ),
    ],
)
def test_a_query_that_is_nearly_right_says_where_it_is_not(
    reference: str, answer: str, kind: TableKind | None
) -> None:
    """Each kind of database is a criterion with what differs there."""
    grade = graded(reference, answer)

    assert grade.score is not None
    assert (5 < grade.score < 10) if kind else grade.score == 10
    assert kind is None or kind in grade.missed
    assert all(c.comment for c in grade.criteria if c.label in grade.missed)


def test_a_query_that_reads_nothing_earns_nothing() -> None:
    """Even where its value is right on the tables in view."""
    grade = graded(LOST, "SELECT 'Bao'")

    assert (grade.score, grade.flags, grade.reason) == (0, ("constant",), CONSTANT)


def test_a_query_made_for_the_rows_in_view_is_flagged() -> None:
    """It is right there and hardly anywhere else."""
    grade = graded(LARGEST, "SELECT id FROM orders WHERE id IN (12, 14)")

    assert (grade.score, grade.flags, grade.reason) == (1, ("visible_only",), FITTED)


def test_rows_that_are_equal_in_what_is_ordered_may_stand_either_way() -> None:
    """Two totals of 75 have no order between them, but the rest has."""
    by_name = TOTALS + ", c.name"

    assert graded(TOTALS, by_name).score == 10
    assert graded(TOTALS, TOTALS + ", c.name DESC").score == 10
    assert (graded(by_name, TOTALS + ", c.name DESC").score or 0) < 8


def test_an_order_that_only_the_storage_gives_is_told() -> None:
    """The same rows stored the other way round come in another order."""
    grade = graded("SELECT id FROM orders ORDER BY id", "SELECT id FROM orders")

    assert any(UNSETTLED in (c.comment or "") for c in grade.criteria)


@pytest.mark.parametrize(
    ("answer", "query"),
    [
        (f"```sql\n{CITIES};\n```", CITIES),
        (f"```\n{CITIES}\n```\nThat counts them.", CITIES),
        (f"I'd write this:\n\n{CITIES};\n\nIt groups by city.", CITIES),
        (f"I'd select from customers and group:\n{CITIES}\n\nThat's it.", CITIES),
        (f"`{CITIES}`", CITIES),
        (f"Use `{CITIES}` here.", CITIES),
        (f"-- people by city\n{CITIES} -- done", f"{CITIES} -- done"),
        (CITIES.lower(), CITIES.lower()),
    ],
)
def test_the_query_is_found_with_words_around_it(answer: str, query: str) -> None:
    """In a fence, in ticks, after a sentence; with or without its semicolon."""
    grade = graded(CITIES, answer)

    assert grade.score == 10
    assert grade.evidence == (query,)


@pytest.mark.parametrize(
    ("answer", "flag", "words"),
    [
        ("", "no_answer", "no query"),
        ("I don't know", "no_answer", "no query"),
        ("SELECT", "unreadable", "SQLite can't run this"),
        ("SELECT missing FROM customers", "unreadable", "no such column"),
        ("SELECT * FROM nowhere", "unreadable", "no such table"),
        ("SELECT '\x00'", "unreadable", "can't run this"),
        ("SELECT '\ud800'", "unreadable", "can't run this"),
        ("SELECT " + "(" * 300 + "1" + ")" * 300, "unreadable", "can't run this"),
        ("SELECT CAST(x'ff' AS TEXT)", "unreadable", "can't run this"),
    ],
)
def test_what_is_no_query_is_nothing_with_the_reason(answer: str, flag: str, words: str) -> None:
    """0, no evidence, a sentence."""
    grade = graded(CITIES, answer)

    assert (grade.score, grade.flags, grade.evidence) == (0, (flag,), ())
    assert words in grade.reason


def test_another_databases_function_is_left_ungraded() -> None:
    """It may be right there."""
    grade = graded(CITIES, "SELECT DATE_TRUNC('month', day) FROM orders")

    assert grade.score is None
    assert "date_trunc" in grade.reason.lower()


def test_year_month_day_and_concat_are_lent_to_sqlite() -> None:
    """Other databases have them, and people write them without thinking."""
    query = "SELECT CONCAT(YEAR(day), '/', MONTH(day), '/', DAY(day)), YEAR(id) FROM orders"

    assert run(query, TABLES).rows[0] == ("2024/1/5", 10)
    assert run("SELECT YEAR(day, 1), YEAR('x') FROM orders", TABLES).rows[0] == (None, None)
    with pytest.raises(SqlRefused, match="too long"):
        run("SELECT CONCAT(a.s, a.s) FROM (SELECT replace('aaaaaaaaaa', 'a', "
            "'" + "b" * 150 + "') AS s) a", TABLES)  # fmt: skip


@pytest.mark.parametrize(
    "reference",
    ["SELECT nothing FROM customers", "SELECT id FROM customers LIMIT 1", "SELECT printf('x')"],
)
def test_a_question_whose_reference_fails_is_unscored(reference: str) -> None:
    """Also one whose result nobody can foretell."""
    grade = graded(reference, CITIES)

    assert grade.score is None
    assert "reference of this question" in grade.reason


CROSS = "FROM " + ", ".join(f"orders {name}" for name in "abcdefghij")
DOUBLED = (
    "WITH a0 AS (SELECT * FROM orders), "
    + ", ".join(f"a{i} AS (SELECT x.* FROM a{i - 1} x, a{i - 1} y)" for i in range(1, 18))
    + " SELECT COUNT(*) FROM a17"
)
ATTACKS = [
    ("DROP TABLE orders", "DROP doesn't"),
    ("SELECT 1; DROP TABLE orders", "not several"),
    ("SELECT 1; SELECT 2", "not several"),
    ("```sql\nSELECT id FROM orders; DELETE FROM orders;\n```", "not several"),
    ("ATTACH 'stolen.db' AS x", "ATTACH doesn't"),
    ("PRAGMA table_info(orders)", "PRAGMA doesn't"),
    ("SELECT * FROM pragma_table_info('orders')", "reads"),
    ("SELECT * FROM json_each('[1,2]')", "reads"),
    ("SELECT sql FROM sqlite_master", "no table sqlite_master"),
    ("UPDATE orders SET amount = 0", "UPDATE doesn't"),
    ("INSERT INTO orders SELECT * FROM orders", "INSERT doesn't"),
    ("CREATE TABLE x (a)", "CREATE doesn't"),
    ("VACUUM INTO 'stolen.db'", "VACUUM doesn't"),
    ("EXPLAIN SELECT 1", "EXPLAIN doesn't"),
    ("WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT COUNT(*) FROM r", ""),
    ("SELECT printf('%.*c', 1000000000, 'x')", "printf can't be used"),
    ("SELECT format('%.*c', 1000000000, 'x')", "format can't be used"),
    ("SELECT hex(zeroblob(1000000000))", "can't be used"),
    ("SELECT randomblob(1000000000)", "can't be used"),
    ("SELECT load_extension('x')", "can't be used"),
    (f"SELECT COUNT(*) {CROSS}", "steps"),
    (f"SELECT a.id {CROSS} ORDER BY b.amount", "steps"),
    (f"SELECT a.id {CROSS} LIMIT 5000", "far larger"),
    ("SELECT group_concat(a.day || b.day || c.day) FROM orders a, orders b, orders c", "too long"),
    ("SELECT replace(replace('aaaaaaaaaa', 'a', '" + "b" * 100 + "'), 'b', '" + "c" * 9 + "')",
     "too long"),
    (DOUBLED, "multiply"),
    ("SELECT '" + "x" * 2000 + "'", "2,000 characters"),
    ("SELECT * FROM (SELECT * " + CROSS + ")", ""),
]  # fmt: skip


@pytest.mark.parametrize(("answer", "words"), ATTACKS, ids=[a[:40] for a, _ in ATTACKS])
def test_an_attack_is_refused(
    answer: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is written, nothing hangs: it earns nothing, and a sentence says why."""
    monkeypatch.chdir(tmp_path)

    grade = graded(CITIES, answer)

    assert grade.score == 0
    assert grade.flags in {("refused",), ("unreadable",)}
    assert words in grade.reason
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "query",
    [
        "DROP TABLE orders",
        "ATTACH 'x' AS y",
        "PRAGMA journal_mode",
        "SELECT printf('x')",
        "DELETE FROM orders",
        "REINDEX",
        "VALUES (1)",
        "BEGIN",
    ],
)
def test_the_room_itself_lets_nothing_but_reading_through(query: str) -> None:
    """Also where the words of the answer would not have been looked at."""
    with pytest.raises(SqlRefused):
        run(query, TABLES)


def test_steps_are_counted_and_bounded_for_one_query_and_for_all() -> None:
    """A query that runs away is stopped at its bound."""
    steps = Steps()

    with pytest.raises(SqlRefused, match="steps"):
        run(f"SELECT COUNT(*) {CROSS}", TABLES, steps)

    assert steps.used <= MOST_STEPS + STEPS_A_LOOK
    spent = Steps(used=MOST_STEPS_IN_ALL)
    with pytest.raises(SqlRefused, match="steps"):
        run("SELECT COUNT(*) FROM orders a, orders b, orders c, orders d", TABLES, spent)


def test_what_the_parser_asks_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A query that names the same again and again is stopped while it is prepared."""
    columns = ", ".join(["id", "amount", "day"] * 10)
    nested = "SELECT 1 FROM " + ", ".join(f"(SELECT {columns} FROM orders)" for _ in range(10))
    monkeypatch.setattr(sandbox, "MOST_LOOK_UPS", MOST_LOOK_UPS // 30)

    with pytest.raises(SqlRefused, match="too involved"):
        run(nested, TABLES)


@pytest.mark.parametrize("name", ["printf", "format", "randomblob", "zeroblob", "hex", "readfile"])
def test_functions_that_make_much_of_little_are_not_on_the_list(name: str) -> None:
    """The list says what may be called; all else may not."""
    assert name not in FUNCTIONS
    with pytest.raises((SqlRefused, SqlForeign, SqlBroken)):
        run(f"SELECT {name}(1000000)", TABLES)


@pytest.mark.parametrize("kind", TableKind)
def test_hidden_tables_fit_the_visible_ones(kind: TableKind) -> None:
    """The same columns, keys told apart, customers that exist; the same for one seed."""
    for number in range(4):
        made = hidden_tables(TABLES, kind, Named(("Lisbon",), (50.0,)), "q", number)
        customers, orders = made
        ids = [row[0] for row in customers.rows]
        owners = {row[1] for row in orders.rows} - {None}

        assert made == hidden_tables(TABLES, kind, Named(("Lisbon",), (50.0,)), "q", number)
        assert [table.columns for table in made] == [table.columns for table in TABLES]
        assert len(set(ids)) == len(ids)
        assert owners <= set(ids)
        assert all(isinstance(row[2], float | None) for row in orders.rows)


def test_each_kind_of_database_is_what_its_name_says() -> None:
    """One row, an empty table, more rows, nulls, ties, duplicates."""
    named = Named((), ())

    def made(kind: TableKind) -> list[Table]:
        return [hidden_tables(TABLES, kind, named, "q", number)[1] for number in range(4)]

    def values(table: Table, at: int) -> list[object]:
        return [row[at] for row in table.rows]

    assert all(len(table.rows) == 1 for table in made(TableKind.ONE_ROW))
    assert any(not table.rows for table in made(TableKind.EMPTY))
    assert all(len(table.rows) > len(ORDERS.rows) for table in made(TableKind.MORE_ROWS))
    assert any(None in values(table, 2) for table in made(TableKind.NULLS))
    assert all(len(set(values(table, 2))) <= 2 for table in made(TableKind.TIES))
    assert any(
        len({row[1:] for row in table.rows}) < len(table.rows)
        for table in made(TableKind.DUPLICATES)
    )


def test_strays_and_nulls_that_are_shown_come_again() -> None:
    """An order of a customer who is gone is part of the trap."""
    gone = Table(name="orders", columns=("id", "customer_id"), rows=((1, 1), (2, 99), (3, 2)))
    made = [
        hidden_tables((CUSTOMERS, gone), TableKind.MORE_ROWS, Named((), ()), "q", number)[1]
        for number in range(6)
    ]

    assert any(row[1] == 99 for table in made for row in table.rows)


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("SELECT a FROM t", []),
        ("SELECT a, RANK() OVER (ORDER BY a) FROM t", []),
        ("SELECT a FROM (SELECT a FROM t ORDER BY a) s", []),
        ("SELECT a FROM t ORDER BY a DESC, 2 ASC NULLS LAST LIMIT 3", [["a"], ["2"]]),
        ("SELECT a FROM t /* ORDER BY a */ -- ORDER BY b", []),
        ("SELECT 'x ORDER BY y' FROM t order  by t.\"A\"", [["t", ".", "a"]]),
    ],
)
def test_the_order_that_counts_is_that_of_the_whole(query: str, terms: list[list[str]]) -> None:
    """Not a window's, not an inner query's, not a comment's."""
    assert order_terms(query) == terms


def test_columns_that_are_ordered_by_are_found_by_name_or_number() -> None:
    """None where one isn't shown."""
    names = ["name", "SUM(o.amount)"]

    assert ordering_columns([["c", ".", "name"], ["2"]], names) == [0, 1]
    assert ordering_columns([["sum", "(", "o", ".", "amount", ")"]], names) == [1]
    assert ordering_columns([["day"]], names) is None
    assert ordering_columns([["3"]], names) is None


def test_parts_of_with_may_read_one_another_within_measure() -> None:
    """Five in a row are common, eighteen doublings are not."""
    chain = "WITH a AS (SELECT 1), b(x) AS MATERIALIZED (SELECT * FROM a), c AS (SELECT * FROM b)"

    assert not explodes(f"{chain} SELECT * FROM c, b, a")
    assert explodes(DOUBLED)


def test_results_are_compared_as_rows_in_any_order_or_in_parts() -> None:
    """Numbers nearly, texts wholly, nulls as nulls."""
    one = Result(((1, "a"), (2.0, None)), ("x", "y"))

    assert agree(one, Result(((2, None), (1.0000000001, "a")), ("p", "q")), None)
    assert not agree(one, Result(((2, None), (1, "A")), ("x", "y")), None)
    assert not agree(one, Result(((2, ""), (1, "a")), ("x", "y")), None)
    assert not agree(one, Result(((1, "a"),), ("x", "y")), None)
    assert not agree(Result((), ("x", "y")), Result((), ("x",)), None)
    assert not agree(one, Result(((2, None), (1, "a")), ("x", "y")), [1, 2])
    assert agree(one, Result(((2, None), (1, "a")), ("x", "y")), [2])
    assert blocks([(1,), (2,), (3,)], [(2,), (1,), (3,)]) == [2, 3]
    assert blocks([(1,)], [(2,)]) is None
    assert tied([(1, "a"), (1, "b"), (2, "c")], [0]) == [2, 3]
    assert tied([], [0]) == []


def test_columns_of_mixed_values_keep_each_as_it_is() -> None:
    """A text among numbers stays a text."""
    mixed = Table(name="t", columns=("a",), rows=((1,), ("1",), (None,)))

    assert run("SELECT typeof(a) FROM t", [mixed]).rows == (("integer",), ("text",), ("null",))


def test_the_last_answer_counts() -> None:
    """And no answers are none."""
    asked: Question = sql_question(CITIES)

    assert SqlGrader().grade(asked, ["no", CITIES]).score == 10
    assert SqlGrader().grade(asked, []).score == 0
