"""Lines of figures: aims, spreads, and both ways to print them."""

from src.evals.lines import Line, as_markdown, as_text, bootstrapped, mean_line


def test_an_aim_is_met_or_told_as_missed() -> None:
    """At least, at most, or none."""
    good, bad = Line("g", "r", 0.6, 10, least=0.55), Line("g", "RMSE", 0.3, 10, most=0.2)

    assert (good.met, bad.met, Line("g", "n", 1, 1).met) == (True, False, True)
    assert (good.aim, bad.aim, Line("g", "n", 1, 1).aim) == ("≥ 0.55", "≤ 0.2", "–")
    assert "missed" not in as_text([good])
    assert "missed" in as_text([bad])
    assert "(missed)" in as_markdown([bad])


def test_the_spread_shrinks_with_more_rows() -> None:
    """And is the same in every run."""
    few, many = [0.0, 1.0] * 5, [0.0, 1.0] * 50

    assert mean_line("g", "m", many).spread < mean_line("g", "m", few).spread
    assert bootstrapped(few, lambda rows: sum(rows) / len(rows)) > 0
    assert bootstrapped(few, sum) == bootstrapped(few, sum)
    assert mean_line("g", "m", [2.0]).spread == 0


def test_a_table_names_each_group_once() -> None:
    """As a heading in text, in each row of Markdown."""
    lines = [Line("stability", "a", 0.1, 3), Line("stability", "b", 0.2, 3)]

    assert as_text(lines).count("stability") == 1
    assert as_markdown(lines).count("| stability |") == 2
