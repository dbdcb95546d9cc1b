"""What a candidate claims, and what of it doesn't fit."""

from time import perf_counter

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
        ("I joined Acme in 2016.", "I've been at Acme since 2021."),
        ("I have two years' experience with Kafka.", "I have nine years' experience with Kafka."),
        ("I used Kafka Streams for eight years.", "I have two years of experience with Kafka."),
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
        ("I used Python for two years at Lumen.", "I've used Python for nine years."),
        ("I worked with SQL Server for three years.", "I worked with SQL for eight years."),
        ("I have five years of experience with Kafka.", "We used Kafka for two years."),
        ("I used Kafka at Lumen.", "I didn't use Kafka there, we used RabbitMQ."),
        ("I used Kafka at Lumen.", "I had never used Kafka before that, so I read the docs."),
        ("I used Kafka at Lumen.", "I haven't used Kafka in production."),
        ("I used Kafka at Lumen.", "They had no experience with Kafka, so I taught them."),
        ("I used Java at Tidewater.", "I never used Java at Lumen."),
        ("I used Python every day.", "I have never written Python without tests."),
        ("I used Python every day.", "I don't use Python for glue scripts."),
        ("We used the dashboard.", "The customers never used the dashboard."),
        ("I led a team of nine at Tidewater.", "I led a team of four at Lumen."),
        ("I led a team of nine.", "My team was three people when I started."),
        ("I led a team of four.", "The other team was twenty people."),
        ("We cut costs by 15% in the first quarter.", "We cut costs by 40%."),
        ("I reduced latency by 80% on checkout.", "I reduced latency by 40% on search."),
        ("I started the project in 2019.", "I started the project in 2021."),
        ("I graduated in 2017 with a bachelor.", "I graduated from my masters in 2019."),
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
        "I joined Lumen Books in 2017 and left in 2022.",
        "I worked at Lumen Books for three years, as an engineer.",
        "I was at Tidewater for a year before the reorganisation.",
        "I worked at Tidewater for one year on the shipment API.",
        "I graduated in 2019 with a master's.",
        "I'd never used Kafka before Lumen Books.",
        "We never used Python there.",
        "I worked at Acme as a student.",
        "It was my role for Monday meetings.",
        "The job for April ran late.",
        "I joined Orders to Customers on the key.",
    ],
)
def test_what_the_resume_says_too_fits(now: str) -> None:
    """Two roles at one employer are summed, or either is meant; a part is no contradiction."""
    assert clashes(now, resume=RESUME) == []


@pytest.mark.parametrize(
    "line",
    [
        "Engineer, Lumen Books | 03/2019 – 06/2022",
        "Lumen Books, Senior Engineer, 2019 - 2022",
        "Lumen Books (2019–2022), Acme Corp (2022–present)",
        "Engineer at Acme 2016–2019, Engineer at Lumen Books 2019–2022",
        "03/2019 - 06/2022 Engineer, Lumen Books",
        "Jan 2019 – Mar 2022, Lumen Books, Engineer",
        "Engineer at Lumen Books 2019–2022",
        "Engineer, Lumen Books, 2019/03–2022/05",
        "**Lumen Books** 2019 to 2022",
    ],
)
def test_a_resume_is_read_in_other_layouts(line: str) -> None:
    """Months, titles and employers in any order, two in a line."""
    assert clashes("I worked at Lumen Books for nine years.", resume=line) == ["how long that was"]
    assert clashes("I worked at Lumen Books for three years.", resume=line) == []
    assert clashes("I joined Lumen Books in 2019.", resume=line) == []


@pytest.mark.parametrize("end", ["since 2019", "2019 - now", "Sept. 2019 to date", "2019–present"])
def test_a_period_that_goes_on_ends_this_year(end: str) -> None:
    """However the résumé says so."""
    line = f"Engineer at Lumen Books, {end}"

    assert clashes("I worked at Lumen Books for two years.", resume=line) == ["how long that was"]
    assert clashes("I've been at Lumen Books since 2019.", resume=line) == []


def test_one_university_is_not_another() -> None:
    """A name is read past its small words."""
    line = "Research assistant, University of Minho, 2014–2017"

    assert clashes("I worked at Harvard University for nine years.", resume=line) == []


def test_saying_the_same_again_is_not_held_against_the_other_words() -> None:
    """Who was asked which figure holds, and gives the first one, is not asked again."""
    said = ("I worked at Acme for three years.", "In my nine years at Acme I saw that often.")

    assert clashes("I worked at Acme for three years.", *said) == []


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


@pytest.mark.parametrize("text", ["a" + " " * 19_990 + "b", "I led a" + "\t " * 9_990])
def test_a_long_run_of_blanks_is_read_at_once(text: str) -> None:
    """Pasted tables hold such runs; they once took most of a minute."""
    begun = perf_counter()
    claims_in(text)
    vaguest(text)

    assert perf_counter() - begun < 1
