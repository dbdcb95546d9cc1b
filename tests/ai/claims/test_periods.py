"""Dates and periods as people of several countries write them."""

import pytest

from src.ai.claims.periods import index, periods_in, points_in, without_dates
from src.models.reading import When


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        ("03/2019–05/2021", "2019-03", "2021-05"),
        ("Mar 2019 – now", "2019-03", None),
        ("2019–21", "2019", "2021"),
        ("2010-12", "2010", "2012"),
        ("März 2019 - heute", "2019-03", None),
        ("seit 2020", "2020", None),
        ("seit 04/2020", "2020-04", None),
        ("2018 to date", "2018", None),
        ("since January 2020", "2020-01", None),
        ("Q1 2020 - Q3 2021", "2020-01", "2021-09"),
        ("2021-09 – 2026-02", "2021-09", "2026-02"),
        ("2019-03-01 to 2020-04-30", "2019-03", "2020-04"),
        ("Summer 2019 - Spring 2020", "2019-06", "2020-05"),
        ("Winter 2019 – 2021", "2019-12", "2021"),
        ("janvier 2019 à aujourd'hui", "2019-01", None),
        ("sept. 2013 – déc. 2018", "2013-09", "2018-12"),
        ("enero de 2019 a marzo de 2020", "2019-01", "2020-03"),
        ("mayo 2021 – actualidad", "2021-05", None),
        ("06.2021 – obecnie", "2021-06", None),
        ("01.03.2018 - 31.05.2020", "2018-03", "2020-05"),
        ("Engineer (Mar – Jun 2019)", "2019-03", "2019-06"),
        ("Jan '19 – Feb '21", "2019-01", "2021-02"),
        ("May 1, 2019 - June 3, 2020", "2019-05", "2020-06"),
    ],
)
def test_a_period_is_read_to_the_month_where_it_is_said(
    line: str, start: str, end: str | None
) -> None:
    """In figures, in words, in quarters and seasons, and while it goes on."""
    (found,) = periods_in(line)

    assert str(found.start) == start
    assert (str(found.end) if found.end else None) == end
    assert found.ongoing == (end is None)


@pytest.mark.parametrize(
    "line",
    ["saved 2,019 users", "14 million in 2020, and 2021", "BSc 2019", "call 0049 2019 2020", ""],
)
def test_what_is_no_period_is_none(line: str) -> None:
    """Two years in one line are two years, and a big number is no year."""
    assert periods_in(line) == []


def test_a_year_alone_is_a_point() -> None:
    """With its place taken out of the line the words are left."""
    assert [str(p.when) for p in points_in("BSc Physics, Oktober 2019")] == ["2019-10"]
    assert without_dates("Nurse, Alder Ward, 2019 – 2021").rstrip(" |") == "Nurse, Alder Ward,"


def test_a_year_is_twelve_months_long() -> None:
    """It begins in January and ends in December."""
    year = When(year=2020)

    assert index(year, end=True) - index(year) == 11
