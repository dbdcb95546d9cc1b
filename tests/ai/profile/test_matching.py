"""One thing has many names, and a neighbour shows it in part."""

import pytest

from src.ai.profile.matching import Evidence, lines_of
from src.ai.profile.requirements import Asked
from src.models.documents import Requirement
from src.models.enums import MatchState

SHOWN, PARTLY, NOT_FOUND = MatchState.SHOWN, MatchState.PARTLY, MatchState.NOT_FOUND


def match(asked: str, resume: str) -> Requirement:
    """Return what a résumé shows of one requirement."""
    return Evidence(lines_of(resume)).match(Asked(asked, must=True))


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        ("Kubernetes", "Ran a k8s cluster"),
        ("Strong JavaScript", "Wrote JS for the shop"),
        ("CI/CD experience", "Set up continuous integration"),
        ("CI/CD", "Moved builds to GitHub Actions"),
        ("Golang", "Wrote services in Go, and tests"),
        ("PostgreSQL", "Tuned postgres"),
        ("Electronic health records", "Charted in the EMR"),
        ("Registered nurse", "RN since 2019"),
        ("A CRM", "Kept Salesforce clean"),
        ("Relational databases", "MySQL with 300 tables"),
        ("Infrastructure as code", "Terraform modules"),
        ("Month-end close", "Did the monthly close"),
        ("Tableau, Looker or similar", "Built Power BI reports"),
        ("Python or Java", "Wrote Java for six years"),
        ("Special educational needs", "Supported SEND pupils"),
        ("Reconciliations", "Reconciled forty accounts"),
        ("Supervisory experience", "Supervised ten people"),
        ("Sehr gute SQL-Kenntnisse", "SQL-Berichte gebaut"),
        ("Expérience avec dbt", "Modèles dbt en production"),
        ("Sólidos conocimientos de C/C++", "C++ y C para motores"),
    ],
)
def test_other_names_meet(asked: str, line: str) -> None:
    """In both directions of every trade."""
    assert match(asked, line).match is SHOWN


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        ("Terraform", "Wrote Pulumi programs"),
        ("Salesforce", "Lived in HubSpot"),
        ("Wound care and medication rounds", "Wound care on a ward"),
    ],
)
def test_a_neighbour_or_a_half_shows_it_in_part(asked: str, line: str) -> None:
    """It is worth a question."""
    assert match(asked, f"Somebody\n{line}").match in {PARTLY, SHOWN}
    assert match(asked, f"Somebody\n{line}").resume_line_no == 2


def test_a_neighbour_is_less_than_the_thing_itself() -> None:
    """The line that names it is preferred."""
    resume = "Wrote Pulumi programs\nWrote Terraform modules"

    assert match("Terraform", resume).resume_line_no == 2


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        ("Go", "Let us go home"),
        ("SEND experience", "Please send a letter"),
        ("Team player", "A large book"),
        ("Java", "JavaScript only"),
        ("Clear support for the business", "Paint the fence"),
        ("3+ years of experience", "3 years in prison"),
        ("", "Anything"),
        ("A/B tests", "B.Sc. Statistics"),
        ("A/B-Tests von Vorteil", "B.Sc. Statistik von der Universität"),
    ],
)
def test_what_only_looks_alike_does_not_meet(asked: str, line: str) -> None:
    """Small words, numbers and letters' case."""
    assert match(asked, line).match is NOT_FOUND
    assert match(asked, line).resume_line is None


def test_what_was_done_is_better_than_a_list() -> None:
    """A list of names shows less, and still shows it."""
    listed = "Skills: Rust, Kafka, Python, Docker"

    assert match("Kafka", f"{listed}\nMoved orders to Kafka").resume_line_no == 2
    assert match("Kafka", listed).resume_line_no == 1


def test_two_lines_can_show_two_things() -> None:
    """Where one of them shows a good part already."""
    asked = "Wound care, triage and cannulation"

    one = match(asked, "Wound care on a ward")
    two = match(asked, "Wound care and triage on a ward\nInserted cannulas")

    assert one.match is PARTLY
    assert (two.match, two.resume_line_no) == (SHOWN, 1)


def test_line_numbers_count_empty_lines() -> None:
    """As the page shows the text."""
    found = match("Phonics", "Teacher\n\n\n  Taught phonics daily  \n")

    assert (found.resume_line_no, found.resume_line) == (4, "Taught phonics daily")


def test_long_lines_are_cut() -> None:
    """A card quotes, it doesn't repeat."""
    assert len(match("Phonics", f"Taught phonics {'and more ' * 90}").resume_line or "") == 240
