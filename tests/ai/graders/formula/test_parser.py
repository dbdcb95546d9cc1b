"""How a formula is read, and where reading stops."""

import pytest

from src.ai.graders.formula.limits import Limit, Refused
from src.ai.graders.formula.nodes import Area, Binary, Blank, Call, Literal, Name, Unary, walk
from src.ai.graders.formula.parser import Unreadable, Unsupported, read, tree_of
from src.models.cells import address_of, place_of


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("=SUM(A1:A3) because it adds up", "=SUM(A1:A3)"),
        ("=SUM(A1:A3), then format it", "=SUM(A1:A3)"),
        ("=SUM(A1:A3).", "=SUM(A1:A3)"),
        ("=A1+B1 and so on", "=A1+B1"),
        ("= A1 * 2\nThat's all", "= A1 * 2"),
        ("=SUM(A1:A3", "=SUM(A1:A3"),
        ("=SUM(A1:A3))", "=SUM(A1:A3)"),
    ],
)
def test_reading_stops_where_the_formula_ends(text: str, read_as: str) -> None:
    """Words may follow; a last bracket may be missing, as in Excel."""
    assert read(text).text == read_as


@pytest.mark.parametrize(
    "text",
    [
        "=",
        "=SUM(",
        "=1+",
        "=(1",
        "=SUM(A1 A2)",
        "=)",
        '="open',
        "={1,2;3,4,5}",
        "={A1}",
        "={1|2}",
        "=*2",
    ],
)
def test_what_is_no_formula_is_told(text: str) -> None:
    """With a sentence that says where it breaks."""
    if text in {"=SUM(", "=(1"}:
        text += " !"

    with pytest.raises(Unreadable, match=r"\w"):
        tree_of(text)


def test_words_behind_are_no_part_of_a_whole_formula() -> None:
    """A reference is a formula and nothing else."""
    with pytest.raises(Unreadable, match="breaks at “units”"):
        tree_of("=A1 units")


@pytest.mark.parametrize(
    ("local", "plain"),
    [
        ("=SUM(A1;B2)", "=SUM(A1,B2)"),
        ("=ROUND(A1;2)", "=ROUND(A1,2)"),
        ("=IF(A1>0,5;1;0)", "=IF(A1>0.5,1,0)"),
        ("=SUM({1\\2;3\\4};1,5)", "=SUM({1,2;3,4},1.5)"),
        ("=sum(a1:a3)", "=SUM(A1:A3)"),
        ("=“a”&“b”", '="a"&"b"'),
        ("=A1−B1", "=A1-B1"),
        ("=_xlfn.XLOOKUP(1,A1,B1)", "=XLOOKUP(1,A1,B1)"),
        ("=@A1:A3", "=A1:A3"),
        ("=Sheet1!A1", "=A1"),
        ("='My sheet'!$A$1:B$2", "=A1:B2"),
        ("=B2:A1", "=A1:B2"),
        ("=C:A", "=A:C"),
    ],
)
def test_what_is_written_differently_is_read_alike(local: str, plain: str) -> None:
    """Separators of other countries, typographic quotes, other spellings of one address."""
    assert tree_of(local) == tree_of(plain)


def test_separators_that_could_mean_two_things_are_not_guessed() -> None:
    """A comma and a semicolon between arguments are one too many."""
    with pytest.raises(Unreadable):
        tree_of("=SUM(A1;B2,C3)")


def test_signs_bind_as_in_excel() -> None:
    """A sign before a number binds tighter than a power."""
    assert tree_of("=-2^2") == Binary("^", Unary("-", Literal(2.0)), Literal(2.0))
    assert tree_of("=1&2=3") == Binary("=", Binary("&", Literal(1.0), Literal(2.0)), Literal(3.0))


def test_functions_that_look_like_cells_are_functions() -> None:
    """LOG10 is a cell too, but not before a bracket."""
    assert tree_of("=LOG10(A1)") == Call("LOG10", (Area(0, 0, 0, 0),))
    assert tree_of("=LOG10") == Area(9, 8508, 9, 8508)
    assert tree_of("=rate") == Name("RATE")
    assert tree_of("=IF(A1,,2)") == Call("IF", (Area(0, 0, 0, 0), Blank(), Literal(2.0)))
    assert tree_of('="say ""hi"""') == Literal('say "hi"')


@pytest.mark.parametrize("text", ["=A1:INDEX(B:B,2)", "=SUM(INDEX(A:A,1):A3)", "=INDEX(A:A,1):B2"])
def test_a_range_made_by_a_function_is_left_ungraded(text: str) -> None:
    """It is real Excel, so it is not wrong."""
    with pytest.raises((Unsupported, Unreadable)):
        tree_of(text)


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("=" + "(" * 65 + "1" + ")" * 65, Limit.DEPTH),
        ("=" + "-" * 65 + "1", Limit.DEPTH),
        ("=1" + "%" * 65, Limit.DEPTH),
        ("=" + "ABS(" * 65 + "1" + ")" * 65, Limit.DEPTH),
        ("=" + "+".join(["1"] * 201), Limit.TOKENS),
        ('="' + "x" * 2000 + '"', Limit.CHARACTERS),
        ("=1" + " " * 2001 + "+1+1", None),
    ],
)
def test_a_formula_has_a_size(text: str, limit: Limit | None) -> None:
    """Characters, parts and nesting are bounded; what lies far behind isn't part of it."""
    if limit is None:
        assert read(text).text == "=1"
        return

    with pytest.raises(Refused) as caught:
        read(text)

    assert caught.value.limit is limit


def test_the_largest_formula_that_is_allowed_is_read() -> None:
    """The limits are where they say they are."""
    assert read("=" + "(" * 63 + "1" + ")" * 63).text
    assert len(walk(read("=" + "+".join(["1"] * 200)).node)) == 399


@pytest.mark.parametrize(
    ("address", "place"), [("A1", (0, 0)), ("$Z$9", (8, 25)), ("AA10", (9, 26)), ("BC3", (2, 54))]
)
def test_addresses_are_read_and_written(address: str, place: tuple[int, int]) -> None:
    """Both ways."""
    assert place_of(address) == place
    assert address_of(*place) == address.replace("$", "")
    with pytest.raises(ValueError, match="no cell"):
        place_of("A")
