"""What a candidate claims, and what of it doesn't fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from src.ai.claims import claims_in, claims_of_resume, contradictions, vaguest
from src.models.enums import ClaimKind

RESUME = """Backend engineer, six years

### Senior engineer, Tidewater Logistics – 2022–present
- Lead the shipment API in Python
### Engineer, Lumen Books – 2019–2022
- Introduced an event pipeline on Kafka
### Junior engineer, Lumen Books – 2017–2019

BSc Computer Science, University of Minho, 2017
"""
YEAR = 2026


def clashes(now: str, *before: str, resume: str = "") -> list[str]:
    """Return what doesn't fit earlier answers or the résumé, by label."""
    earlier = [claim for no, text in enumerate(before) for claim in claims_in(text, no)]
    known = claims_of_resume(resume, YEAR)
    return [c.label for c in contradictions(claims_in(now, 9), earlier, known, resume)]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("I worked at Acme for five years.", ClaimKind.DURATION, 5),
        ("I have 3+ years of experience with Kafka.", ClaimKind.DURATION, 3),
        ("I spent eighteen months, well, 18 months on billing.", ClaimKind.DURATION, 1.5),
        ("I used Terraform for two and a half years.", ClaimKind.DURATION, 2.5),
        ("I joined Acme in 2019.", ClaimKind.YEAR, 2019),
        ("I graduated from Minho in 2015.", ClaimKind.YEAR, 2015),
        ("I led a team of twelve.", ClaimKind.COUNT, 12),
        ("We cut checkout errors by 40 %.", ClaimKind.COUNT, 40),
    ],
)
def test_a_claim_is_found_with_its_value(text: str, kind: ClaimKind, value: float) -> None:
    """Years, calendar years, heads and percent."""
    found = [c for c in claims_in(text) if c.kind is kind]

    assert [c.value for c in found] == [pytest.approx(value)]
    assert found[0].quote == text


@pytest.mark.parametrize(
    "text",
    [
        "I would run it for two weeks in staging and watch the numbers.",
        "First I look at the plan, then I add an index.",
        "It took about three days.",
        "Five people were in the room.",
    ],
)
def test_steps_of_a_piece_of_work_are_no_claims_about_a_career(text: str) -> None:
    """Nothing is compared that isn't about the person."""
    found = [c for c in claims_in(text) if c.kind is not ClaimKind.USED]

    assert found == []


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("I worked at Acme for three years.", "In my nine years at Acme I saw that often."),
        ("I have two years of experience with Kafka.", "I used Kafka for eight years."),
        ("I led a team of four people.", "I managed a team of fifteen there."),
        ("I joined Acme in 2016.", "I joined Acme in 2021, after my studies."),
        ("I have never used Terraform.", "I used Terraform every day."),
        ("I used Ansible at Acme.", "I have never worked with Ansible."),
        ("We reduced costs by 20 %.", "We reduced costs by 60 percent."),
    ],
)
def test_two_answers_that_can_not_both_be_right_are_seen(before: str, now: str) -> None:
    """Each kind of claim, in other words than before."""
    assert len(clashes(now, before)) == 1


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("I worked at Acme for three years.", "I worked at Initech for nine years."),
        ("I worked at Acme for five years.", "I was at Acme for about six years."),
        ("I have two years of experience with Kafka.", "I have eight years of Python behind me."),
        ("I led a team of four people.", "I led a team of five."),
        ("I joined Acme in 2016.", "I left Acme in 2019."),
        ("I have never used Terraform.", "I used Ansible every day."),
        ("We reduced costs by 20 %.", "We reduced errors by 60 percent."),
        ("I would use a queue.", "I would never use a queue here."),
    ],
)
def test_what_is_about_different_things_or_only_rounded_fits(before: str, now: str) -> None:
    """A false alarm would be worse than a miss."""
    assert clashes(now, before) == []


@pytest.mark.parametrize(
    ("now", "label"),
    [
        ("I worked at Lumen Books for nine years.", "how long that was"),
        ("I joined Tidewater Logistics in 2019.", "when that was"),
        ("I have never used Kafka.", "what you used there"),
        ("When I worked at Globex Systems I built the billing.", "when you worked there"),
        ("I graduated in 2012.", "when that was"),
    ],
)
def test_the_resume_is_held_beside_what_is_said(now: str, label: str) -> None:
    """Periods, years, tools and employers."""
    assert clashes(now, resume=RESUME) == [label]


@pytest.mark.parametrize(
    "now",
    [
        "I worked at Lumen Books for five years.",
        "I joined Tidewater Logistics in 2022.",
        "I graduated in 2017.",
        "I used Kafka at Lumen Books.",
        "I have never used Fortran.",
    ],
)
def test_what_the_resume_says_too_fits(now: str) -> None:
    """Two roles at one employer are summed."""
    assert clashes(now, resume=RESUME) == []


def test_without_a_resume_no_employer_is_missing() -> None:
    """Nothing can be absent from what isn't there."""
    assert clashes("I worked at Globex Systems.") == []


def test_the_vaguest_sentence_is_the_one_that_says_least() -> None:
    """Figures and reasons make a sentence firm."""
    text = "I improved a lot of things there. We cut it by 40 %. I checked it because it was slow."

    assert vaguest(text) == "I improved a lot of things there."
    assert vaguest("I cut the load time from 4 s to 1 s.") is None


@given(st.text(max_size=600))
def test_no_text_is_too_strange(text: str) -> None:
    """Claims come out of anything, or don't; nothing is raised."""
    found = claims_in(text)

    assert contradictions(found, found, claims_of_resume(text, YEAR), text) is not None
    assert (vaguest(text) or "") in text
