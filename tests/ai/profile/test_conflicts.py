"""What in a résumé doesn't seem to fit, in calm words and with its lines."""

import re

import pytest

from src.ai.profile import read_profile
from src.models.enums import ConflictKind
from src.models.reading import Conflict, When

TODAY = When(year=2026, month=11)
HEAD = "Experience\n"


def conflicts(text: str, job: str = "") -> dict[ConflictKind, Conflict]:
    """Return the conflicts by kind."""
    return {c.kind: c for c in read_profile(text, job, TODAY).conflicts}


@pytest.mark.parametrize(
    ("text", "kind", "lines"),
    [
        (
            "Clerk, Alpha Ltd, 01/2019 – 12/2021\nAgent, Beta Ltd, 06/2020 – 11/2026",
            ConflictKind.OVERLAP,
            (2, 3),
        ),
        (
            "Clerk, Alpha Ltd, 01/2019 – 12/2019\nAgent, Beta Ltd, 09/2020 – now",
            ConflictKind.GAP,
            (2, 3),
        ),
        ("Clerk, Alpha Ltd, 05/2021 – 01/2019", ConflictKind.BACKWARDS, (2,)),
        ("Clerk, Alpha Ltd, 05/2027 – 01/2029", ConflictKind.FUTURE, (2,)),
    ],
)
def test_dates_that_do_not_fit_are_told(
    text: str, kind: ConflictKind, lines: tuple[int, ...]
) -> None:
    """With the lines that they stand in."""
    assert conflicts(HEAD + text)[kind].lines == lines


@pytest.mark.parametrize(
    "text",
    [
        "Clerk, Alpha Ltd, 2019 – 2021\nAgent, Beta Ltd, 2021 – now",
        "Clerk, Alpha Ltd, 01/2019 – 02/2021\nAgent, Beta Ltd, 02/2021 – now",
        "Clerk, Alpha Ltd, 01/2019 – 12/2020\nLead clerk, Alpha Ltd, 06/2020 – now",
        "Clerk, Alpha Ltd, 01/2019 – now\nBarista (part-time), Beta Ltd, 01/2020 – 12/2021",
        "Clerk, Alpha Ltd, 2019\nAgent, Beta Ltd, 2020 – now",
        (
            "Clerk, Alpha Ltd, 01/2016 – 08/2018\nAgent, Beta Ltd, 07/2019 – now\nEducation\n"
            "MSc Data, Tidewell University, 09/2018 – 06/2019"
        ),
    ],
    ids=["years", "handover", "promotion", "part-time", "one year", "studied between"],
)
def test_what_fits_is_left_alone(text: str) -> None:
    """Years alone are read in the person's favour."""
    assert conflicts(HEAD + text) == {}


def test_stated_years_are_held_beside_the_dates() -> None:
    """More than they add up to is told; fewer are modesty."""
    role = "\nExperience\nClerk, Alpha Ltd, 01/2020 – now"

    assert ConflictKind.STATED_YEARS in conflicts(f"Clerk with 15+ years of experience{role}")
    assert conflicts(f"Clerk with 5 years of experience{role}") == {}


def test_two_values_for_one_thing_are_told() -> None:
    """Years of experience, or the year of a degree."""
    degrees = "Education\nBSc Physics, Tidewell University, 2018\nBSc Physics, 2019"

    assert conflicts(degrees)[ConflictKind.TWO_VALUES].lines == (2, 3)


def test_years_that_the_job_asks_for_and_the_dates_do_not_reach() -> None:
    """The job's own words stand in the sentence."""
    job = "Requirements\n- 8+ years of experience in logistics"

    found = conflicts(HEAD + "Planner, Alpha Ltd, 01/2023 – now", job)

    assert "8+ years" in found[ConflictKind.TOO_SHORT].text


def test_a_listed_skill_that_no_role_tells_of() -> None:
    """What the job asks for comes first; a skill that is shown isn't named."""
    text = (
        "Experience\nEngineer, Alpha Ltd, 2020 – now\n- Built services in Python\n"
        "- Ran PostgreSQL\nSkills\nPython, Kafka, Terraform"
    )

    found = conflicts(text, "Requirements\n- Terraform in production")

    told = found[ConflictKind.NO_EVIDENCE].text
    assert told.index("Terraform") < told.index("Kafka")
    assert "Python" not in told


def test_no_sentence_accuses() -> None:
    """They name what stands there and what one can do."""
    text = (
        "Clerk with 20 years of experience\nExperience\nClerk, Alpha Ltd, 05/2021 – 01/2019\n"
        "Agent, Beta Ltd, 01/2022 – 12/2022\nAgent, Gamma Ltd, 01/2022 – 03/2025"
    )

    told = " ".join(c.text for c in conflicts(text).values())

    assert told
    assert not re.search(
        r"\b(?:lie[sd]?|false|fake|wrong|invented|suspicious|dishonest)\b",
        told.replace("lie about", ""),
    )
    assert "!" not in told
