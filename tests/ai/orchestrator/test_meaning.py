"""Questions chosen by meaning: in the background, kept, honest where there are no vectors."""

from collections.abc import Callable
from pathlib import Path

import pytest

from src.ai.orchestrator import meaning
from src.app import Application
from src.engine import InlineJobs
from src.kits import MemoryKits, write_kit
from src.models.enums import DocumentKind, QuestionKind, WorkState
from src.models.views import Preparation
from src.storage import open_store
from tests.factory import behavioural_kit, kit, question, setup
from tests.model_server import ModelServer

OWNER = "owner-1"
JOB = """# Backend engineer
Requirements
- You must keep our storage sound when a machine dies
- You must explain queries that became slow
"""


@pytest.fixture
def app(build: Callable[..., Application], server: ModelServer) -> Application:
    """An application with a model that has vectors."""
    return build(changed={"openai_base_url": server.url, "openai_model_embedding": "test-vectors"})


def prepared(app: Application, **fields: object) -> Preparation:
    """Prepare an interview for the job."""
    job = app.library.paste(OWNER, DocumentKind.JOB, JOB)
    made = app.interviews.prepare(OWNER, setup(job_id=job.id, **fields))
    return app.interviews.preparation(OWNER, made.interview.id)


def test_a_kits_vectors_are_made_once_and_a_persons_for_them(
    app: Application, server: ModelServer
) -> None:
    """In batches; the second preparation asks for nothing any more."""
    server.behaviour.vector_of = lambda text: (
        [1.0 if mark in text.lower() else 0.0 for mark in ("storage", "api", "quer", "data")]
        + [0.1] * 8
    )

    first = prepared(app)
    asked = len(server.behaviour.embedded)
    second = prepared(app)

    assert first.interview.planning is second.interview.planning is WorkState.COMPLETED
    assert asked == 2
    assert len(server.behaviour.embedded) == asked
    assert [q.reason for q in first.plan] == [q.reason for q in second.plan]
    assert any(q.reason.startswith("near to “") for q in first.plan)
    assert first.interview.plan_notice is None


def test_deleting_an_interview_deletes_its_vectors(app: Application, server: ModelServer) -> None:
    """The next one for the same job makes the person's own again, and not the kit's."""
    first = prepared(app)
    app.interviews.delete(OWNER, first.interview.id)
    asked = len(server.behaviour.embedded)

    prepared(app)

    assert len(server.behaviour.embedded) == asked + 1


@pytest.mark.parametrize("mode", ["no_model", "zeros", "busy_long"])
def test_without_vectors_the_choice_by_words_stands_and_says_so(
    app: Application, server: ModelServer, mode: str
) -> None:
    """The plan is there, and the next preparation doesn't wait for the same refusal."""
    server.behaviour.embeds = mode

    first = prepared(app)
    second = prepared(app)

    assert first.interview.planning is WorkState.COMPLETED
    assert first.interview.plan_notice is not None
    assert "by words" in first.interview.plan_notice
    assert len(first.plan) == 3
    assert len(server.behaviour.embedded) == 1
    assert second.interview.planning is WorkState.COMPLETED
    assert "by words" in (second.interview.plan_notice or "")


def test_the_page_never_waits_and_an_edited_plan_stays(
    build: Callable[..., Application], server: ModelServer
) -> None:
    """The choice by words is shown at once; what the person took out stays out."""
    jobs = InlineJobs(paused=True)
    changed = {"openai_base_url": server.url, "openai_model_embedding": "test-vectors"}
    app = build(changed=changed, jobs=jobs)

    at_once = prepared(app)
    edited = app.interviews.drop_question(OWNER, at_once.interview.id, 1)
    jobs.paused = False
    jobs.run_pending()

    after = app.interviews.preparation(OWNER, at_once.interview.id)
    assert at_once.interview.planning is WorkState.GENERATING
    assert len(at_once.plan) == 3
    assert after.interview.planning is WorkState.COMPLETED
    assert len(after.plan) == len(edited.plan) == 2


def test_where_nothing_is_to_be_compared_nobody_is_asked(
    app: Application, server: ModelServer
) -> None:
    """Without job and résumé there is no line."""
    made = app.interviews.prepare(OWNER, setup())

    assert made.interview.planning is WorkState.COMPLETED
    assert server.behaviour.embedded == []


DISK = "Nothing may get lost when a disk dies"
OWN_KEY = "sk-visitor-0123456789abcdef"
SKILLS = ("hiring", "durability", "negotiation", "networks", "dashboards")
ASKED = [
    question(f"q-{skill}", skill=skill, tags=(skill,), text=f"How do you go about {skill}?")
    for skill in SKILLS
]


def same_sense(text: str) -> list[float]:
    """Return a vector in which what is lost with a disk is near to durability alone."""
    marks = (("disk", "durability"), ("hiring",), ("negotiation",), ("networks",), ("dashboards",))
    return [float(any(m in text.lower() for m in each)) for each in marks] + [0.05] * 8


def planned(app: Application, owner_id: str = OWNER, **fields: object) -> Preparation:
    """Prepare one question for the job about the disk."""
    text = f"# Engineer\nRequirements\n- {DISK}\n"
    job = app.library.paste(owner_id, DocumentKind.JOB, text)
    values = {"job_id": job.id, "question_count": 1} | fields
    made = app.interviews.prepare(owner_id, setup(**values))
    return app.interviews.preparation(owner_id, made.interview.id)


def test_meaning_changes_which_question_comes_and_names_the_line(
    build: Callable[..., Application], server: ModelServer, tmp_path: Path
) -> None:
    """Through server, database and choice, for a line that shares no word with the question."""
    server.behaviour.vector_of = same_sense
    kits = MemoryKits([kit(*ASKED), behavioural_kit()])
    with_words = build(changed={"openai_base_url": server.url}, kits=kits)
    store = open_store(None, tmp_path)
    changed = {"openai_base_url": server.url, "openai_model_embedding": "test-vectors"}
    with_meaning = build(changed=changed, kits=kits, store=store)

    (by_words,), (by_meaning,) = planned(with_words).plan, planned(with_meaning).plan

    assert by_words.question.skill != "durability"
    assert DISK not in by_words.reason
    assert by_meaning.question.skill == "durability"
    assert by_meaning.reason == f"near to “{DISK}”; not found in your résumé"


def test_a_panels_general_questions_are_chosen_by_meaning_too(
    build: Callable[..., Application], server: ModelServer
) -> None:
    """They come from another kit than the trade's, and one that is near to the job is found."""
    server.behaviour.vector_of = same_sense
    told = [q.model_copy(update={"kind": QuestionKind.BEHAVIOURAL}) for q in ASKED]
    general = behavioural_kit().model_copy(update={"questions": tuple(told)})
    kits = MemoryKits([kit(question("q-apis", skill="apis", text="What is an API?")), general])
    changed = {"openai_base_url": server.url, "openai_model_embedding": "test-vectors"}

    found = planned(build(changed=changed, kits=kits), panel=True, question_count=4)

    first = found.plan[0]
    assert first.question.kind is QuestionKind.BEHAVIOURAL
    assert first.question.skill == "durability"
    assert first.reason.startswith(f"near to “{DISK}”")


def test_without_a_named_model_another_server_is_never_asked(
    build: Callable[..., Application], server: ModelServer
) -> None:
    """Most have no vectors; nothing is said of what nobody set up."""
    found = prepared(build(changed={"openai_base_url": server.url}))

    assert server.behaviour.embedded == []
    assert found.interview.plan_notice is None


def test_a_persons_own_questions_are_theirs_alone(
    build: Callable[..., Application], server: ModelServer
) -> None:
    """Another person with the same questions and job has them made again, and nothing is shared."""
    changed = {"openai_base_url": server.url, "openai_model_embedding": "test-vectors"}
    app = build(changed=changed)
    own = kit(*ASKED, kit_id="night-porter", title="Night porter")
    for owner_id in ("one", "two"):
        app.editor.upload(owner_id, write_kit(own).encode())
        planned(app, owner_id, role="Night porter", kit_id="night-porter")

    sent = [text for texts in server.behaviour.embedded for text in texts]
    maker = app.gateway.embedder("one")
    assert maker is not None
    hashes = [meaning.sha256_of(text) for text in sent]
    with app.store.unit() as unit:
        kept = {who: unit.vectors.get(who, maker.name, hashes) for who in ("one", "two")}
        shared = unit.vectors.get(meaning.NOBODY, maker.name, hashes)
    assert sent.count(DISK) == 2
    assert len(sent) == 2 * len(set(sent)) == 2 * (len(ASKED) + 1)
    assert len(kept["one"]) == len(kept["two"]) == len(ASKED) + 1
    assert shared == {}


def test_a_visitors_key_makes_vectors_for_its_owner_alone(
    build: Callable[..., Application], server: ModelServer
) -> None:
    """Who brought none has the choice by words, and none of their text goes out."""
    server.behaviour.accepts = {OWN_KEY}
    changed = {"visitor_base_urls": (server.url,), "openai_model_embedding": "test-vectors"}
    app = build(changed=changed)
    app.keys.enter("one", OWN_KEY, place=1)

    planned(app, "two")
    asked_before = len(server.behaviour.embedded)
    planned(app, "one")

    assert asked_before == 0
    assert [DISK] in server.behaviour.embedded


def test_practice_of_one_skill_stays_with_it(app: Application) -> None:
    """Meaning does not choose from the whole kit again."""
    job = app.library.paste(OWNER, DocumentKind.JOB, JOB)
    skill = app.kits.get(OWNER, "backend").questions[0].skill

    begun = app.interviews.begin(OWNER, setup(job_id=job.id), skill)

    found = app.interviews.preparation(OWNER, begun.id)
    assert {asked.question.skill for asked in found.plan} == {skill}
