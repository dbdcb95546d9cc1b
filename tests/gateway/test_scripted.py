"""The embedded mode answers from facts, phrases and kits alone."""

from pathlib import Path

import pytest

from src.errors import InterviewGenerationError, ModelRequestError
from src.gateway.scripted import ScriptedGateway, load_phrases
from src.models.calls import EmbedRequest, ModelReply, ModelRequest, Partial
from src.models.enums import (
    Coverage,
    Intent,
    ModelRole,
    OptionId,
    Purpose,
    QuestionKind,
    Stage,
    Style,
    TurnKind,
)
from src.models.facts import CoachFacts, Option, PlanFacts, SummaryFacts, TurnFacts
from src.models.grades import Criterion, NextStep, Overall, Remark, SkillScore
from src.models.replies import CoachReply, PlanReply, SummaryReply, TurnReply
from tests.factory import PARTIAL, formula_question, grade, question

PHRASES = load_phrases(Path(__file__).parents[2] / "data" / "phrases" / "en.yaml")
SITUATIONS = [
    (OptionId.N1, TurnKind.START, Intent.ANSWER),
    (OptionId.F1, TurnKind.ANSWER, Intent.ANSWER),
    (OptionId.N1, TurnKind.ANSWER, Intent.ANSWER),
    (OptionId.N1, TurnKind.ANSWER, Intent.NO_ANSWER),
    (OptionId.N1, TurnKind.SKIP, Intent.ANSWER),
    (OptionId.CLARIFY, TurnKind.ANSWER, Intent.CLARIFY),
    (OptionId.REPHRASE, TurnKind.ANSWER, Intent.REPEAT),
    (OptionId.TIME, TurnKind.ANSWER, Intent.THINK),
    (OptionId.ROLE_ANSWER, TurnKind.ANSWER, Intent.ROLE_QUESTION),
    (OptionId.BRING_BACK, TurnKind.ANSWER, Intent.BRIEF),
    (OptionId.CLOSE, TurnKind.ANSWER, Intent.ANSWER),
]


def facts(option: Option, **fields: object) -> TurnFacts:
    """Return the facts of a turn with one option."""
    values: dict[str, object] = {
        "kind": TurnKind.ANSWER,
        "intent": Intent.ANSWER,
        "stage": Stage.QUESTIONS,
        "style": Style.CASUAL,
        "role": "Backend engineer",
        "company": "Northwind",
        "question": question(),
        "options": (option,),
        "seed": "iv-1",
    }
    return TurnFacts.model_validate(values | fields)


def option(option_id: OptionId = OptionId.F1, **fields: object) -> Option:
    """Return an option on a point."""
    values: dict[str, object] = {"id": option_id, "tool": "log_interaction", "reason": "open"}
    return Option.model_validate(values | {"label": "prevention"} | fields)


async def say(found: TurnFacts) -> TurnReply:
    """Return the scripted reply to a turn."""
    request = ModelRequest(
        purpose=Purpose.TURN,
        role=ModelRole.INTERVIEWER,
        messages=(),
        reply_type=TurnReply,
        facts=found,
        owner_id="o",
        interview_id="iv-1",
        prompt_version="v",
    )
    return (await ScriptedGateway(PHRASES).complete(request)).value


@pytest.mark.parametrize("style", list(Style))
@pytest.mark.parametrize(("option_id", "kind", "intent"), SITUATIONS)
async def test_every_situation_has_words_in_every_style(
    option_id: OptionId, kind: TurnKind, intent: Intent, style: Style
) -> None:
    """The first option is taken and no placeholder is left open."""
    reply = await say(facts(option(option_id), kind=kind, intent=intent, style=style))

    assert reply.choose is option_id
    assert len(reply.say) > 5
    assert "{" not in reply.say


async def test_the_kits_follow_up_is_asked_in_its_own_words() -> None:
    """An author's line comes after a short lead-in."""
    line = "What would tell you next time?"

    reply = await say(facts(option(line=line)))

    assert reply.say.endswith(line)
    assert reply.say != line


async def test_a_follow_up_quotes_the_candidate() -> None:
    """Without an author's line the candidate's own words are picked up."""
    reply = await say(facts(option(quote="running ANALYZE brought it back.")))

    assert "running ANALYZE brought it back" in reply.say
    assert "prevention" in reply.say


async def test_a_quote_too_long_to_say_is_left_out() -> None:
    """Nobody reads four lines aloud."""
    reply = await say(facts(option(quote="word " * 40)))

    assert "word word" not in reply.say
    assert "prevention" in reply.say


async def test_words_change_from_turn_to_turn() -> None:
    """Two turns in a row don't sound the same."""
    onward = option(OptionId.N1)

    said = [(await say(facts(onward, turn_no=no))).say for no in range(3)]

    assert len(set(said)) == 3


async def test_braces_in_a_role_are_only_text() -> None:
    """What a person typed is not a template."""
    found = facts(option(OptionId.N1), kind=TurnKind.START, role="{company} {0}")

    assert "{company} {0}" in (await say(found)).say


async def test_streaming_gives_the_words_and_then_the_reply() -> None:
    """The stream has the same shape as a model's."""
    request = ModelRequest(
        purpose=Purpose.TURN,
        role=ModelRole.INTERVIEWER,
        messages=(),
        reply_type=TurnReply,
        facts=facts(option()),
        owner_id="o",
        interview_id="iv-1",
        prompt_version="v",
    )

    partial, reply = [part async for part in ScriptedGateway(PHRASES).stream(request)]

    assert isinstance(partial, Partial)
    assert isinstance(reply, ModelReply)
    assert partial.fields["say"] == reply.value.say
    assert reply.usage.cost_usd == 0


def ask(purpose: Purpose, reply_type: type, found: object) -> ModelRequest:  # type: ignore[type-arg]
    """Return a request of any purpose."""
    return ModelRequest(
        purpose=purpose,
        role=ModelRole.COACH,
        messages=(),
        reply_type=reply_type,
        facts=found,  # type: ignore[arg-type]  # wrong facts are a case
        owner_id="o",
        interview_id="iv-1",
        prompt_version="v",
    )


async def test_the_coach_quotes_what_was_said_and_names_what_was_not() -> None:
    """The first missing point carries the sentence to build on."""
    found = CoachFacts(question=question(), answer=PARTIAL, grade=grade())

    reply = await ScriptedGateway(PHRASES).complete(ask(Purpose.COACH, CoachReply, found))

    assert reply.value.worked[0].quote == "read the query plan"
    assert reply.value.missing[0].text == "Add a sentence on fix."
    assert reply.value.missing[0].quote == "read the query plan"
    assert "before the users do" in reply.value.missing[1].text


async def test_the_coach_says_where_a_formula_is_right_and_what_differs_elsewhere() -> None:
    """Kinds of data are nothing to add a sentence on."""
    asked = formula_question("=AVERAGE(B2:B6)")
    mixed = (
        Criterion(label="the sheet shown", coverage=Coverage.COVERED, quote="=SUM(B2:B6)/5"),
        Criterion(label="ties", coverage=Coverage.COVERED, quote="=SUM(B2:B6)/5"),
        Criterion(
            label="blank cells",
            coverage=Coverage.MISSED,
            comment="The reference gives 8, this gives 6.4.",
        ),
    )
    told = CoachFacts(
        question=asked, answer="=SUM(B2:B6)/5", grade=grade(7.0, criteria=mixed, evidence=())
    )

    reply = await ScriptedGateway(PHRASES).complete(ask(Purpose.COACH, CoachReply, told))

    assert [r.text for r in reply.value.worked] == ["Right with the sheet shown, ties."]
    assert [r.text for r in reply.value.missing] == [
        "Blank cells: The reference gives 8, this gives 6.4."
    ]
    nothing = told.model_copy(update={"grade": grade(0.0, criteria=(), evidence=())})
    reply = await ScriptedGateway(PHRASES).complete(ask(Purpose.COACH, CoachReply, nothing))
    assert (reply.value.worked, reply.value.missing) == ([], [])


async def test_the_summary_words_what_code_found() -> None:
    """Remarks and steps come from the facts, the headline from the skills."""
    found = SummaryFacts(
        overall=Overall(score=6.0, graded=2),
        skills=(SkillScore(skill="apis", score=8.0), SkillScore(skill="databases", score=4.0)),
        results=(),
        strengths=(Remark(text="You name the cause.", quote="stale statistics", position=1),),
        gaps=(Remark(text="Prevention was missing.", position=2),),
        next_steps=(NextStep(title="Practise databases", why="4.0 of 10", skill="databases"),),
    )

    reply = await ScriptedGateway(PHRASES).complete(ask(Purpose.SUMMARY, SummaryReply, found))

    assert "APIs" in reply.value.headline
    assert "databases" in reply.value.headline
    assert reply.value.strengths[0].quote == "stale statistics"
    assert reply.value.gaps[0].position == 2
    assert reply.value.next_steps[0].skill == "databases"


@pytest.mark.parametrize(
    ("overall", "skills", "words"),
    [
        (Overall(), (), "no graded answer"),
        (Overall(score=5, graded=1), (SkillScore(skill="apis", score=5.0),), "about APIs"),
    ],
)
async def test_the_headline_fits_little_evidence(
    overall: Overall, skills: tuple[SkillScore, ...], words: str
) -> None:
    """With one skill or none nothing is compared."""
    found = SummaryFacts(
        overall=overall, skills=skills, results=(), strengths=(), gaps=(), next_steps=()
    )

    reply = await ScriptedGateway(PHRASES).complete(ask(Purpose.SUMMARY, SummaryReply, found))

    assert words in reply.value.headline


async def test_a_plan_needs_a_model() -> None:
    """The embedded mode writes no questions of its own."""
    found = PlanFacts(role="Nurse", count=5)

    with pytest.raises(InterviewGenerationError):
        await ScriptedGateway(PHRASES).complete(ask(Purpose.PLAN, PlanReply, found))


@pytest.mark.parametrize(
    ("reply_type", "found"),
    [(TurnReply, PlanFacts(role="x", count=1)), (CoachReply, facts(option()))],
)
async def test_a_mixed_up_request_is_refused(reply_type: type, found: object) -> None:
    """Facts and reply type must belong to the purpose."""
    with pytest.raises(ModelRequestError):
        await ScriptedGateway(PHRASES).complete(ask(Purpose.TURN, reply_type, found))


async def test_there_are_no_embeddings_and_the_badge_says_embedded() -> None:
    """Choice is lexical then."""
    gateway = ScriptedGateway(PHRASES)

    assert await gateway.embed(EmbedRequest(texts=("t",), owner_id="o", interview_id="i")) is None
    assert gateway.engine == "embedded"


@pytest.mark.parametrize("style", list(Style))
async def test_an_authors_question_comes_after_the_candidates_own_words(style: Style) -> None:
    """In most turns the quote leads into it; in none is the question changed or the label said."""
    asked = option(line="How did you make sure of it?", quote="we measured before and after")

    said = [(await say(facts(asked, style=style, turn_no=no))).say for no in range(4)]

    assert all(text.endswith("How did you make sure of it?") for text in said)
    assert sum("“we measured before and after”" in text for text in said) >= 2
    assert not any("prevention" in text for text in said)


async def test_before_an_authors_question_a_long_quote_is_left_out() -> None:
    """The author's question still comes, after a few plain words."""
    asked = option(line="How did you make sure of it?", quote="we measured and " * 30)

    said = (await say(facts(asked))).say

    assert "we measured" not in said
    assert said.endswith("How did you make sure of it?")


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (QuestionKind.OPEN, "what you would do and why"),
        (QuestionKind.BEHAVIOURAL, "one story of your own"),
        (QuestionKind.CODE, "line by line"),
        (QuestionKind.FORMULA, "exact answer"),
    ],
)
async def test_clarifying_says_what_kind_of_answer_is_wanted(
    kind: QuestionKind, words: str
) -> None:
    """Then the question comes again, in its author's words."""
    asked = formula_question("=SUM(A1:A3)") if kind is QuestionKind.FORMULA else question(kind=kind)
    found = facts(
        option(OptionId.CLARIFY), intent=Intent.CLARIFY, question=asked, seed="a", turn_no=0
    )

    said = [(await say(found.model_copy(update={"turn_no": no}))).say for no in range(2)]

    assert any(words in text for text in said)
    assert all(text.endswith(asked.text) for text in said)
