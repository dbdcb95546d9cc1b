"""What is read and changed before the start, with a model and without, and what it steers."""

import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from src.app import Application, Settings, build_application
from src.engine import InlineJobs
from src.errors import InputError, ModelConnectionError, NotFoundError, StateError
from src.kits import MemoryKits
from src.models.calls import Usage
from src.models.enums import (
    DocumentKind,
    FactKind,
    MatchState,
    ModelRole,
    Purpose,
    ReadBy,
    WorkState,
)
from src.models.reading import FactDraft, ItemEdit
from src.models.views import Preparation
from src.storage import open_store
from tests.doubles import QueueGateway
from tests.factory import kit, setup
from tests.model_server import ModelServer
from tests.stores import at_once

ME, OTHER = "owner-1", "owner-2"
RESUME = """Jane Example
jane@example.test
Experience
Backend engineer, Alpha Ltd, 2019 – now
- Wrote tests for 40 services
Skills
Python, Docker"""
JOB = "Requirements\n- Testing of services\n- Databases at scale"
Build = Callable[..., Application]


def prepare(app: Application, resume: str = RESUME, **fields: object) -> Preparation:
    """Prepare an interview of two questions with both documents."""
    ids = {
        "resume_id": app.library.paste(ME, DocumentKind.RESUME, resume).id,
        "job_id": app.library.paste(ME, DocumentKind.JOB, JOB).id,
    }
    return app.interviews.prepare(ME, setup(**{"question_count": 2, **ids, **fields}))


def ids(found: Preparation) -> list[str]:
    """Return the planned questions."""
    return [asked.question.id for asked in found.plan]


def test_without_a_model_it_is_read_by_layout(build: Build) -> None:
    """At once, without a call, and without a made-up accuracy."""
    profile = prepare(build()).profile

    assert profile.resume
    assert (profile.resume.engine, profile.resume.accuracy) == ("layout", None)
    assert [f.text for f in profile.facts if f.kind is FactKind.SKILL] == ["Python", "Docker"]
    assert not profile.being_read


def test_a_model_reads_each_document_once(with_model: Application, server: ModelServer) -> None:
    """Its facts are checked; a second interview with the same documents pays nothing."""
    made = prepare(with_model)
    found = with_model.interviews.preparation(ME, made.interview.id)
    again = prepare(with_model)

    asked = [r for r in server.requests if "read/" in str(r) or "lists what" in str(r)]
    profile = found.profile
    assert profile.resume
    assert profile.resume.found == profile.resume.claimed - 1
    assert profile.resume.engine == "test-planner"
    assert {f.by for f in profile.facts} == {ReadBy.MODEL}
    assert again.profile.facts == profile.facts
    with with_model.store.unit() as unit:
        spend = unit.ledger.spend(ME, again.interview.id)
    assert spend.calls == 0
    assert len(asked) <= 2


@pytest.fixture
def lasting(settings: Settings, server: ModelServer, tmp_path: Path) -> Iterator[Application]:
    """The application with its own database and durable workflows, and a slow model."""
    server.behaviour.delay_s = 0.6
    told = {"data_dir": tmp_path / "data", "openai_base_url": server.url}
    app = build_application(settings.model_copy(update=told), kits=MemoryKits([kit()]))
    yield app
    app.close()


def read_by_model(app: Application, document_id: str) -> bool:
    """Say whether a model's reading of a document is stored."""
    with app.store.unit() as unit:
        found = unit.readings.get(ME, document_id)
    return found is not None and found.state is WorkState.COMPLETED and found.engine != "layout"


def until(done: Callable[[], bool], within_s: float = 15.0) -> bool:
    """Say whether something comes true in time."""
    end = time.monotonic() + within_s
    while not done():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def test_a_reading_outlives_the_interview_that_it_was_begun_for(
    lasting: Application, server: ModelServer
) -> None:
    """Deleted while its documents are read: the readings belong to them, and nobody pays twice."""
    made = prepare(lasting)
    setup_of = made.interview.setup
    assert until(lambda: len(server.requests) >= 2)

    lasting.interviews.delete(ME, made.interview.id)

    assert until(
        lambda: all(read_by_model(lasting, str(d)) for d in (setup_of.resume_id, setup_of.job_id))
    )
    asked = len(server.requests)
    again = lasting.interviews.prepare(ME, setup_of)
    assert not again.profile.being_read
    assert {f.by for f in again.profile.facts} == {ReadBy.MODEL}
    assert len(server.requests) == asked


def test_a_reading_that_had_not_begun_is_taken_up_by_the_next_interview(
    build: Build, server: ModelServer
) -> None:
    """Its interview was deleted first: nothing is lost and nothing waits for ever."""
    jobs = InlineJobs(paused=True)
    app = build(changed={"openai_base_url": server.url}, jobs=jobs)
    made = prepare(app)
    app.interviews.delete(ME, made.interview.id)
    jobs.paused = False
    jobs.run_pending()

    again = app.interviews.prepare(ME, made.interview.setup)

    found = app.interviews.preparation(ME, again.interview.id).profile
    assert not found.being_read
    assert {f.by for f in found.facts} == {ReadBy.MODEL}


def test_the_person_never_reaches_a_model(with_model: Application, server: ModelServer) -> None:
    """Neither when it is read nor when questions are written or asked."""
    made = prepare(with_model, kit_id=None, role="Falconer")
    with_model.interviews.start(ME, made.interview.id)

    sent = str([r["messages"] for r in server.requests])

    assert "40 services" in sent
    assert "Jane" not in sent
    assert "jane@" not in sent


def test_a_model_that_fails_leaves_the_layouts_reading(build: Build) -> None:
    """It says so, and reading again is tried when asked."""
    gateway = QueueGateway(ModelConnectionError("no route"))
    app = build(gateway=gateway)
    made = prepare(app)

    profile = app.interviews.preparation(ME, made.interview.id).profile
    app.interviews.read_again(ME, made.interview.id)

    assert profile.resume
    assert profile.resume.state is WorkState.ERROR
    assert "read by its layout instead" in (profile.resume.notice or "")
    assert [f.text for f in profile.facts if f.kind is FactKind.SKILL] == ["Python", "Docker"]
    reads = [r for r in gateway.requests if r.purpose is Purpose.PROFILE]
    assert len(reads) == 4


def test_a_corrected_fact_is_kept_and_marked(build: Build) -> None:
    """It keeps its line, survives a new preparation, and goes when it is undone."""
    app = build()
    made = prepare(app)
    key = made.interview.id
    docker = next(f for f in made.profile.facts if f.text == "Docker")

    app.interviews.edit_fact(
        ME, key, docker.edit_key, FactDraft(kind=FactKind.SKILL, text="Databases at scale")
    )
    mine = next(f for f in prepare(app).profile.facts if f.by is ReadBy.YOURS)
    app.interviews.undo_edits(ME, key)

    assert (mine.text, mine.line_no) == ("Databases at scale", docker.line_no)
    assert app.interviews.preparation(ME, key).profile.facts == made.profile.facts


def test_facts_are_added_with_dates_and_taken_out(build: Build) -> None:
    """Dates in any wording; a second correction goes to the same fact."""
    app = build()
    key = prepare(app).interview.id
    draft = FactDraft(
        kind=FactKind.ROLE, text="Tester", place="Beta Ltd", start="März 2016", end="2018"
    )

    app.interviews.edit_fact(ME, key, None, draft)
    added = app.interviews.preparation(ME, key).profile.facts[-1]
    app.interviews.edit_fact(
        ME, key, added.edit_key, draft.model_copy(update={"text": "Lead tester"})
    )
    changed = app.interviews.preparation(ME, key).profile.facts[-1]
    app.interviews.edit_fact(ME, key, changed.edit_key, None)

    assert (str(added.start), str(added.end), added.line_no) == ("2016-03", "2018", None)
    assert (changed.text, changed.edit_key) == ("Lead tester", added.edit_key)
    facts = app.interviews.preparation(ME, key).profile.facts
    assert [f for f in facts if f.by is ReadBy.YOURS] == []


@pytest.mark.parametrize(
    ("draft", "sentence"),
    [
        (FactDraft(kind=FactKind.SKILL, text=" "), "few words"),
        (FactDraft(kind=FactKind.SKILL, text="\u200b \u2060"), "few words"),
        (FactDraft(kind=FactKind.ROLE, text="Nurse", start="soon"), "can't be read as a date"),
    ],
)
def test_what_can_not_be_kept_is_told(build: Build, draft: FactDraft, sentence: str) -> None:
    """And changes nothing."""
    app = build()
    key = prepare(app).interview.id

    with pytest.raises(InputError, match=sentence):
        app.interviews.edit_fact(ME, key, None, draft)

    assert not app.interviews.preparation(ME, key).profile.edited


def test_eight_tabs_that_edit_at_once_all_succeed(build: Build, tmp_path: Path) -> None:
    """Each edit plans anew: who comes second with that shows what the first one planned."""
    store = open_store(None, tmp_path)
    app = build(store=store)
    key = prepare(app).interview.id

    def add(number: int) -> Preparation:
        draft = FactDraft(kind=FactKind.SKILL, text=f"databases {number}")
        return app.interviews.edit_fact(ME, key, None, draft)

    at_once(add)

    profile = app.interviews.preparation(ME, key).profile
    assert sum(fact.yours for fact in profile.facts) == 8


def test_an_edited_requirement_steers_the_plan(build: Build) -> None:
    """What is asked for by the owner's word is asked about, with that reason."""
    app = build()
    made = prepare(app, question_count=1)
    key = made.interview.id

    for requirement in made.profile.requirements:
        app.interviews.edit_item(ME, key, requirement.key, None)
    found = app.interviews.edit_item(ME, key, None, ItemEdit(text="Design of apis", must=True))

    assert [(r.text, r.yours) for r in found.profile.requirements] == [("Design of apis", True)]
    assert "Design of apis" in found.plan[0].reason
    assert ids(found) != ids(made)


def test_the_owners_word_on_a_match_holds_for_that_resume(build: Build) -> None:
    """Another résumé is matched anew."""
    app = build()
    made = prepare(app)
    missing = next(r for r in made.profile.requirements if r.match is MatchState.NOT_FOUND)
    edit = ItemEdit(text=missing.text, must=missing.must, match=MatchState.SHOWN)

    found = app.interviews.edit_item(ME, made.interview.id, missing.key, edit)
    other = prepare(app, resume="Experience\nClerk, Beta Ltd, 2020 – now")

    by_key = {r.key: r for r in found.profile.requirements}
    assert (by_key[missing.key].match, by_key[missing.key].yours) == (MatchState.SHOWN, True)
    assert {r.key: r.match for r in other.profile.requirements}[missing.key] is MatchState.NOT_FOUND


def test_a_plan_that_was_edited_stays(build: Build) -> None:
    """Until its owner asks for a new choice."""
    app = build()
    key = prepare(app).interview.id
    moved = app.interviews.move_question(ME, key, 1, up=False)

    item = ItemEdit(text="Design of apis", must=True)
    after = app.interviews.edit_item(ME, key, None, item)
    anew = app.interviews.choose_again(ME, key)

    assert ids(after) == ids(moved)
    assert not anew.interview.plan_edited


def test_another_question_of_a_skill_is_added_or_put_in_place(build: Build) -> None:
    """From the kit, never one that is there; the reason says that it was asked for."""
    app = build()
    made = prepare(app, question_count=1)
    skill = made.plan[0].question.skill
    key = made.interview.id
    if skill != "databases":
        pytest.fail(f"the plan begins with {skill}, of which the kit has one question")

    more = app.interviews.another_question(ME, key, 1, instead=False)
    with pytest.raises(StateError, match="no other question on databases"):
        app.interviews.another_question(ME, key, 1, instead=True)

    assert [a.question.skill for a in more.plan] == ["databases", "databases"]
    assert len(set(ids(more))) == 2
    assert "you asked for another one" in more.plan[1].reason
    app.interviews.drop_question(ME, key, 1)
    swapped = app.interviews.another_question(ME, key, 1, instead=True)
    assert ids(swapped) == ids(made)


def test_questions_of_the_last_interviews_are_avoided(build: Build) -> None:
    """They come again only when nothing else is left."""
    app = build()
    first = prepare(app)
    app.interviews.start(ME, first.interview.id)

    second = prepare(app)

    assert set(ids(first)).isdisjoint(ids(second))
    assert all(asked.reason for asked in second.plan)


def test_nobody_else_changes_a_preparation(build: Build) -> None:
    """Neither facts, requirements nor questions."""
    app = build()
    key = prepare(app).interview.id
    acts: list[Callable[[], object]] = [
        lambda: app.interviews.edit_fact(OTHER, key, "skill/1/x", None),
        lambda: app.interviews.edit_item(OTHER, key, "x", None),
        lambda: app.interviews.undo_edits(OTHER, key),
        lambda: app.interviews.another_question(OTHER, key, 1, instead=True),
        lambda: app.interviews.choose_again(OTHER, key),
    ]

    for act in acts:
        with pytest.raises(NotFoundError):
            act()


def test_after_the_start_nothing_is_changed(build: Build) -> None:
    """The plan stands."""
    app = build()
    key = prepare(app).interview.id
    app.interviews.start(ME, key)

    with pytest.raises(StateError):
        app.interviews.edit_item(ME, key, None, ItemEdit(text="more", must=True))
    with pytest.raises(StateError):
        app.interviews.another_question(ME, key, 1, instead=True)


def test_without_documents_there_is_nothing_to_correct(build: Build) -> None:
    """It is said."""
    app = build()
    key = app.interviews.prepare(ME, setup()).interview.id

    with pytest.raises(StateError, match="no job description"):
        app.interviews.edit_item(ME, key, None, ItemEdit(text="more", must=True))
    with pytest.raises(StateError, match="no résumé"):
        app.interviews.edit_fact(ME, key, None, FactDraft(kind=FactKind.SKILL, text="x"))
    with pytest.raises(StateError, match="no model"):
        app.interviews.read_again(ME, key)


def test_the_cost_is_free_or_by_price_or_unknown(build: Build) -> None:
    """Embedded: none. With a model: by list prices where there are any, else unknown."""
    free = prepare(build())
    silent = QueueGateway(ModelConnectionError("no route"))
    unknown = prepare(build(gateway=silent, price=lambda role, usage: None))  # noqa: ARG005

    assert free.cost == "no cost"
    assert unknown.cost == "cost unknown"


def test_a_price_is_multiplied_by_what_an_interview_takes(build: Build) -> None:
    """More questions cost more; less than a cent is said so."""

    def price(role: ModelRole, usage: Usage) -> Decimal:
        assert role
        return Decimal(usage.input_tokens) / 100_000

    app = build(gateway=QueueGateway(ModelConnectionError("no route")), price=price)
    short, long = prepare(app, question_count=1), prepare(app, question_count=3)

    assert short.cost.endswith("by list prices")
    dollars = [Decimal(p.cost.split("$")[1].split()[0]) for p in (short, long)]
    assert 0 < dollars[0] < dollars[1]


def test_a_resume_is_named_by_its_size_and_never_by_a_person(build: Build) -> None:
    """One word is a word."""
    app = build()

    titles = [app.library.paste("ada", DocumentKind.RESUME, text).title for text in ("Hi", "Ada L")]

    assert titles == ["Résumé, 1 word", "Résumé, 2 words"]
