"""Each kind of message has a fitting move; contradictions and vague words are probed once."""

import pytest

from src.ai.claims import claims_in
from src.ai.graders import QuickGraders
from src.ai.interviewer import Observation, TurnView, observe
from src.ai.interviewer.options import BRIEF, HOSTILE, OFF_TOPIC
from src.ai.interviewer.probes import VAGUE
from src.ai.tools import Scene, ToolName
from src.models.enums import (
    InterviewStatus,
    Mode,
    OptionId,
    QuestionState,
    ResponseType,
    Speaker,
    Stage,
    Style,
    ThreadKind,
    TurnKind,
)
from src.models.interview import AskedQuestion, Message, Thread, Turn
from src.models.policy import InterviewLimits, Policy
from tests.factory import NOON, PARTIAL, STRONG, asked, interview, question, setup, turn

JOB = "The team is eight people.\n- You own the tracking API\n- Hybrid work in Porto, two days"


def reply(response: ResponseType, **metadata: str) -> Message:
    """Return an interviewer's message."""
    return Message(
        role=Speaker.INTERVIEWER,
        content="x",
        agent="interviewer",
        response_type=response,
        metadata=dict(metadata),
        at=NOON,
    )


def view(text: str, *earlier: Turn, **fields: object) -> TurnView:
    """Return question 1 of 2 with an answer to it."""
    setting = {k: fields.pop(k) for k in ("style", "mode") if k in fields}
    about = {k: fields.pop(k) for k in ("claims", "threads", "stage") if k in fields}
    running = interview(position=1, status=InterviewStatus.ACTIVE, setup=setup(**setting), **about)
    second = asked(2, question=question("db-2"), state=QuestionState.WAITING, opened_at=None)
    opened: AskedQuestion = fields.pop("first", asked(1))  # type: ignore[assignment]
    kind = fields.pop("kind", TurnKind.ANSWER)
    values = {
        "owner_id": "me",
        "scene": Scene(interview=running, plan=(opened, second), now=NOON),
        "turn": turn(len(earlier) + 1, text=text, kind=kind),
        "earlier": earlier,
    }
    return TurnView(**(values | fields))  # type: ignore[arg-type]


def see(text: str, *earlier: Turn, **fields: object) -> Observation:
    """Return what code makes of an answer."""
    return observe(view(text, *earlier, **fields), QuickGraders())


def first(seen: Observation) -> tuple[OptionId, str]:
    """Return the preferred option and its reason."""
    return seen.options[0].id, seen.options[0].reason


@pytest.mark.parametrize(
    ("text", "option", "reason"),
    [
        ("An index", OptionId.BRING_BACK, BRIEF),
        ("...", OptionId.BRING_BACK, BRIEF),
        ("You are a stupid machine.", OptionId.BRING_BACK, HOSTILE),
        ("My grandmother bakes wonderful cakes with apples.", OptionId.BRING_BACK, OFF_TOPIC),
        ("Could you give me a hint, please?", OptionId.HINT, "asked for a hint"),
        ("Let me think about it", OptionId.TIME, "asked for time"),
        ("What do you mean by that?", OptionId.CLARIFY, "asked what the question means"),
        ("What is the team like in this role?", OptionId.ROLE_ANSWER, "asked about the role"),
    ],
)
def test_every_message_has_its_move(text: str, option: OptionId, reason: str) -> None:
    """Nothing but an answer moves the interview on."""
    assert first(see(text)) == (option, reason)


def test_a_request_for_reading_tips_searches() -> None:
    """For the skill of the open question, unless the model says it better."""
    option = see("Which book can you recommend on that?").options[0]

    assert option.tool == ToolName.SEARCH_RESOURCES
    assert option.arguments == {"query": "databases"}


def test_hostility_is_answered_twice_and_then_left_behind() -> None:
    """Calm, and no endless quarrel."""
    back = turn(1, reply=reply(ResponseType.CLARIFICATION, reason=HOSTILE))

    assert first(see("Shut up.", back))[0] is OptionId.BRING_BACK
    assert first(see("Shut up.", back, back))[0] is OptionId.N1


def test_a_cross_but_full_answer_stays_an_answer() -> None:
    """A rude word costs nothing."""
    seen = see(f"This stupid report again. {STRONG}")

    assert seen.grade is not None
    assert seen.options[0].id is OptionId.N1


def test_in_an_exam_there_is_no_hint() -> None:
    """The question is said again instead."""
    seen = see("Can I have a hint, please?", mode=Mode.EXAM)

    assert first(seen)[0] is OptionId.REPHRASE


def test_the_hint_budget_ends() -> None:
    """It is one of the policy's limits."""
    policy = Policy(interview=InterviewLimits(hints=1))
    used = asked(1, hints_used=1)

    assert first(see("A hint, please", first=used, policy=policy))[0] is OptionId.REPHRASE
    assert first(see("A hint, please", first=used))[0] is OptionId.HINT


def test_a_contradiction_comes_before_everything_else() -> None:
    """With both sentences, so that the question can be polite and exact."""
    before = "I used Kafka for three years."
    seen = see(
        f"{PARTIAL} I have nine years of experience with Kafka.", claims=claims_in(before, 0)
    )

    option = seen.options[0]
    assert option.id is OptionId.F1
    assert option.before == before
    assert option.quote == "I have nine years of experience with Kafka."
    assert "an earlier answer" in option.reason
    assert [t.probed for t in seen.threads] == [False]


def test_a_contradiction_with_the_resume_names_its_line() -> None:
    """Even when the answer is otherwise complete."""
    resume = "### Engineer, Lumen Books – 2019–2022\n- Django"
    seen = see(f"{STRONG} I worked at Lumen Books for nine years.", resume=resume)

    assert seen.options[0].before == "Engineer, Lumen Books – 2019–2022"
    assert seen.threads[0].from_resume


def test_an_open_thread_waits_for_the_next_answer_and_is_asked_once() -> None:
    """A probed one never comes back."""
    thread = Thread(
        kind=ThreadKind.CONTRADICTION, label="how long that was", quote="nine", turn_no=1
    )

    assert first(see(STRONG, threads=(thread,)))[0] is OptionId.F1
    probed = thread.model_copy(update={"probed": True})
    assert first(see(STRONG, threads=(probed,)))[0] is OptionId.N1


def test_what_the_resume_leaves_open_waits_for_a_complete_answer() -> None:
    """A missed point comes first; once asked, it is never asked again."""
    thread = Thread(
        kind=ThreadKind.RESUME,
        label="where you worked with it",
        quote="",
        before="Databases",
        from_resume=True,
        turn_no=0,
    )
    probed = thread.model_copy(update={"probed": True})

    asked_now = see(STRONG, threads=(thread,)).options[0]

    assert (asked_now.probe, asked_now.before) == (ThreadKind.RESUME, "Databases")
    assert all(o.probe is not ThreadKind.RESUME for o in see(PARTIAL, threads=(thread,)).options)
    assert first(see(STRONG, threads=(probed,)))[0] is OptionId.N1


def test_vague_words_are_probed_after_missed_points() -> None:
    """With the sentence itself; a tough or technical interviewer asks further."""
    text = f"{PARTIAL} We improved a lot of things there."

    labels = [o.label for o in see(text).options[:3]]
    tough = [o.label for o in see(text, style=Style.AGGRESSIVE).options[:3]]

    assert labels == ["prevention", "fix", VAGUE]
    assert tough == [VAGUE, "prevention", "fix"]


def test_no_follow_up_on_what_the_question_says_or_twice() -> None:
    """A label that was probed is left out."""
    probed = turn(1, text="", reply=reply(ResponseType.FOLLOW_UP, label="prevention"))

    assert [o.label for o in see(PARTIAL, probed).options] == ["fix", "databases"]


def test_the_job_description_answers_what_it_can() -> None:
    """Its own line, or none."""
    here = see("Is there hybrid work in this role?", job=JOB).options[0]
    nothing = see("What is the salary for this position?", job=JOB).options[0]

    assert here.line == "Hybrid work in Porto, two days"
    assert nothing.line is None


def test_a_question_that_goes_on_for_ever_is_left() -> None:
    """Asking back a dozen times is enough; an answer still counts as one."""
    policy = Policy(interview=InterviewLimits(turns_per_question=3))
    asks = [turn(no, text="?", reply=reply(ResponseType.CLARIFICATION)) for no in range(3)]

    assert first(see("Could you repeat that?", *asks, policy=policy))[0] is OptionId.N1
    assert first(see("Could you repeat that?", *asks[:2], policy=policy))[0] is OptionId.REPHRASE


def test_a_talk_beyond_all_bounds_is_brought_to_its_end() -> None:
    """The watchdog leaves one way."""
    policy = Policy(interview=InterviewLimits(most_turns=10))
    many = [turn(no, reply=reply(ResponseType.CLARIFICATION)) for no in range(10)]

    assert [o.id for o in see(PARTIAL, *many, policy=policy).options] == [OptionId.CLOSE]


ENDING = {"stage": Stage.CANDIDATE_QUESTIONS, "kind": TurnKind.QUESTION}


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("How does the team work?", OptionId.ROLE_ANSWER),
        ("Tell me about the on-call rota.", OptionId.ROLE_ANSWER),
        ("Which book should I read first?", OptionId.SEARCH),
        ("No, that's all, thank you.", OptionId.CLOSE),
        ("I'm good, thanks", OptionId.CLOSE),
        ("...", OptionId.CLOSE),
        ("This is a waste of my time", OptionId.CLOSE),
    ],
)
def test_the_candidates_own_part_answers_or_closes(text: str, option: OptionId) -> None:
    """It is a conversation of its own."""
    assert first(see(text, **ENDING))[0] is option


def test_the_candidates_questions_are_bounded() -> None:
    """After three the talk closes."""
    own = [turn(no, kind=TurnKind.QUESTION, text="Why?") for no in range(3)]

    assert first(see("And how big is the team?", *own, **ENDING))[0] is OptionId.CLOSE


def test_levels_are_known_for_every_outcome_before_anybody_speaks() -> None:
    """Low, middling and high, from the level that the skill has now."""
    assert see(PARTIAL).outcomes == (2, 3, 4)
