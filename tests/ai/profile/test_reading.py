"""What is read of résumés of many trades and countries, by layout and lexicon."""

import pytest

from src.ai.profile import read_profile, read_resume, without_person
from src.models.enums import ConflictKind, FactKind
from src.models.reading import Fact, When
from tests.ai.profile.heldout import ALL, GERMAN, Written

TODAY = When(year=2026, month=11)
RESUMES = {written.name: written for written in ALL}


def facts(text: str, kind: FactKind) -> list[Fact]:
    """Return the facts of a kind."""
    return [fact for fact in read_resume(text).facts if fact.kind is kind]


def role(fact: Fact) -> tuple[str, str | None]:
    """Return a job's dates as the truth gives them."""
    return str(fact.start), str(fact.end) if fact.end else None


@pytest.mark.parametrize("name", RESUMES)
def test_jobs_are_read_with_their_dates(name: str) -> None:
    """Title, employer, from and to, each with the line that says it, and nothing made up."""
    written = RESUMES[name]
    lines = ["", *written.text.split("\n")]

    found = facts(written.text, FactKind.ROLE)

    assert [role(f) for f in found] == [(start, end) for _, _, start, end in written.roles]
    for fact, (title, employer, _, _) in zip(found, written.roles, strict=True):
        assert title.lower() in fact.text.lower()
        assert employer.lower() in fact.place.lower()
        assert str(fact.start.year if fact.start else "") in lines[fact.line_no or 0]


@pytest.mark.parametrize("name", RESUMES)
def test_degrees_and_skills_are_read(name: str) -> None:
    """In lists, tables, and lines of prose."""
    written = RESUMES[name]

    degrees = [
        (f.text, f.end.year if f.end else None) for f in facts(written.text, FactKind.EDUCATION)
    ]
    skills = {f.text.lower() for f in facts(written.text, FactKind.SKILL)}

    for degree, year in written.degrees:
        assert any(degree in text and year == when for text, when in degrees), degrees
    assert {skill.lower() for skill in written.skills} <= skills


@pytest.mark.parametrize("name", RESUMES)
def test_conflicts_are_found_and_no_others(name: str) -> None:
    """A skill that no role tells of is looked for apart; an end of the last job is no surprise."""
    written = RESUMES[name]

    found = read_profile(written.text, "", TODAY).conflicts

    kinds = {str(c.kind) for c in found} - {ConflictKind.NO_EVIDENCE}
    wanted = set(written.conflicts) - {ConflictKind.NO_EVIDENCE}
    ends = {ConflictKind.GAP} if any("latest role" in c.text for c in found) else set()
    assert wanted <= kinds <= wanted | ends
    assert all(c.lines for c in found)


@pytest.mark.parametrize("name", RESUMES)
def test_the_person_is_left_out(name: str) -> None:
    """Nothing of who it is stands in the profile or in the text that goes on; lines stay."""
    written: Written = RESUMES[name]

    clean = without_person(written.text)
    told = read_profile(written.text, "", TODAY).model_dump_json()

    assert [p for p in written.private if p.strip() in clean.text] == []
    assert [p for p in written.private if p.strip() in told] == []
    assert clean.text.count("\n") == written.text.count("\n")


def test_what_was_left_out_is_named() -> None:
    """In kinds, never in words."""
    left = read_resume(GERMAN.text).left_out

    assert {"name", "address", "date of birth", "family", "nationality"} <= set(left)


def test_an_achievement_has_its_figure() -> None:
    """The quantity as it stands, its value and its unit."""
    text = (
        "Experience\nBuyer, Alto Ltd, 2019 – 2021\n"
        "- Saved £240,000 a year\n- Cut waste from 9% to 3%"
    )

    found = [(f.quantity, f.value, f.unit, f.line_no) for f in facts(text, FactKind.ACHIEVEMENT)]

    assert found == [("£240,000", 240_000, "£", 3), ("from 9% to 3%", 9, "%", 4)]


def test_how_much_was_read_is_counted() -> None:
    """Debris is told, with its words."""
    text = "Experience\nNurse, Alder Clinic, 2019 – 2021\n- Led a ward\n||| --- 0x1f %%%%"

    reading = read_resume(text)

    assert (reading.read, reading.lines) == (3, 4)
    assert "0x1f" in reading.unread[0]
    assert reading.accuracy is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\t\n",
        "😀 🚀\n🎓 2019",
        "مهندس برمجيات\nشركة ألفا 2019 – 2021",
        "מהנדס תוכנה, חברת אלפא, 2019 – 2021",
        "A" * 100_000,
        "a at A, " * 12_000,
        "2019 - " * 14_000,
        "(" * 20_000,
        "- \n" * 20_000,
    ],
    ids=[
        "empty",
        "blank",
        "emoji",
        "arabic",
        "hebrew",
        "one word",
        "at",
        "dates",
        "brackets",
        "bullets",
    ],
)
def test_odd_texts_are_read_without_trouble(text: str) -> None:
    """Nothing is found where nothing stands."""
    profile = read_profile(text, text[:2000], TODAY)

    assert 0 <= profile.quality <= 1


def test_a_job_that_is_given_as_a_resume_shows_itself() -> None:
    """The two texts may be the same; the page doesn't fall over it."""
    job = "Requirements\n- Experience with on-call duty\n- PostgreSQL at scale"

    profile = read_profile(job, job, TODAY)

    assert len(profile.requirements) == 2
    assert profile.job
    assert profile.job.items[0].line_no == 2


def test_a_long_resume_keeps_to_its_lines() -> None:
    """A hundred thousand characters, and every fact names a line that holds it."""
    text = "\n".join(written.text for written in ALL)
    whole = (text * (1 + 100_000 // len(text)))[:100_000]
    lines = ["", *whole.split("\n")]

    found = read_resume(whole).facts

    assert len(found) == 200
    assert all(f.text[:10] in lines[f.line_no or 0] for f in found if f.kind is FactKind.SKILL)
