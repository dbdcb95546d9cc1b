"""What a candidate's message is."""

import pytest

from src.ai.intent import answers_of, closing_intent_of, intent_of
from src.models.enums import Intent, TurnKind
from tests.factory import (
    PARTIAL,
    choice_question,
    formula_question,
    number_question,
    question,
    sql_question,
    turn,
)

CASES = [
    ("", Intent.EMPTY),
    ("  \n ", Intent.EMPTY),
    ("?!", Intent.EMPTY),
    ("I don't know", Intent.NO_ANSWER),
    ("I don’t know.", Intent.NO_ANSWER),
    ("Sorry, I really don't know that", Intent.NO_ANSWER),
    ("No idea", Intent.NO_ANSWER),
    ("Let me think", Intent.THINK),
    ("Give me a moment, please", Intent.THINK),
    ("Could you repeat the question?", Intent.REPEAT),
    ("Sorry, I didn't catch that", Intent.REPEAT),
    ("What do you mean by that?", Intent.CLARIFY),
    ("Could you rephrase?", Intent.CLARIFY),
    ("What is the team like in this role?", Intent.ROLE_QUESTION),
    ("How big is the team?", Intent.ROLE_QUESTION),
    ("An index", Intent.BRIEF),
    (PARTIAL, Intent.ANSWER),
    ("I would add an index on the filter column.", Intent.ANSWER),
    ("I'd repeat the load test until the numbers settle, then compare them.", Intent.ANSWER),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_message_is_recognised(text: str, expected: Intent) -> None:
    """Requests to the interviewer are told apart from answers."""
    assert intent_of(text, question()) is expected


@pytest.mark.parametrize(
    "text",
    [
        "The first thing I'd do is tell people to hold on and not deploy.",
        "I need some time to reproduce it, so I would first take a heap dump.",
        "Let me think. First an index, then a cache for the hot rows.",
        "Let me think about the customer first: who are they?",
        "I would say that the index is missing.",
        "I'd apologise, say it was our mistake, and give a refund.",
        "I'd ask the client, what do you mean by slow?",
        "We didn't catch it in review, so it went live.",
        "I'd repeat that test until it fails.",
        "What does the team need? I'd ask them first.",
        "What is the job of a load balancer? It spreads the traffic.",
        "I'd check the logs first. Is the team aware of it?",
        "First I look at who is affected, what does the team see?",
        "Which courses do they take? I'd join on the student id.",
        "What's it for, who is going to read it, and do you want one page or thirty?",
        "You get a clue from the logs, then I follow it.",
        "I'd give a hint instead of the answer to the junior.",
    ],
)
def test_an_answer_that_sounds_like_a_request_is_an_answer(text: str) -> None:
    """Words about one's work are graded, even where they resemble words to the interviewer."""
    assert intent_of(text, question()) is Intent.ANSWER


@pytest.mark.parametrize(
    "text",
    [
        "That's stupid, the query scans the whole table because there is no index.",
        "I made a stupid mistake: I dropped the table.",
        "A dumb pipe with smart endpoints.",
        "The customer called me an idiot, and I stayed calm.",
        "I told him to shut up, and that was wrong.",
        "The customer shouts 'go to hell', so I listen.",
        "It was a joke between the two of them.",
        "That is useless without an index.",
        "This is garbage collection at work.",
        "That's a ridiculous amount of load for one node.",
        "The meeting was a waste of time, so I cancelled it.",
        "We get lost updates without a lock.",
        "Dumb question maybe, but I'd check the logs first.",
        "You are useless as a lead if nobody trusts you.",
    ],
)
def test_a_rude_word_in_an_answer_is_no_attack(text: str) -> None:
    """People quote, blame themselves and name things; only words at the interviewer count."""
    assert intent_of(text, question()) is Intent.ANSWER


@pytest.mark.parametrize(
    "text",
    [
        "I don't know, sorry",
        "Sorry, I don't know the answer to this one.",
        "I'm not sure.",
        "Hmm... honestly, no idea.",
        "No clue, sorry",
        "idk man",
        "I'm afraid I don't know",
        "I don't know. Next question, please.",
        "Can we skip this one?",
        "I'd like to pass on this question",
        "I can't answer that one",
        "That's all I know.",
        "I have nothing more to add",
        "No more ideas, sorry",
    ],
)
def test_giving_up_is_recognised_in_other_words(text: str) -> None:
    """Nobody is asked for more on “I'm not sure”."""
    assert intent_of(text, question()) is Intent.NO_ANSWER


@pytest.mark.parametrize(
    "text",
    [
        "Not sure, but I'd look at the plan first.",
        "I don't know the exact number, about forty I think.",
        "I'd skip this step and go to the index.",
        "Pass it by value, not by reference.",
        "No idea is too small, so I collect them all.",
    ],
)
def test_an_unsure_answer_stays_an_answer(text: str) -> None:
    """Modesty before an answer doesn't take it away."""
    assert intent_of(text, question()) is Intent.ANSWER


@pytest.mark.parametrize(
    "text",
    [
        "This is bullshit",
        "You are an idiot, and this whole interview is a joke.",
        "Fuck you",
        "What a stupid question!",
        "What a waste of my time. Next.",
        "You are just a useless machine, who do you think you are?",
        "Shut up and give me a real interviewer.",
        "Ugh, I hate this",
        "Stupid bot.",
    ],
)
def test_an_attack_on_the_interviewer_is_hostile(text: str) -> None:
    """The interviewer stays calm and comes back to the work, instead of grading it."""
    assert intent_of(text, question()) is Intent.HOSTILE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("That's a good one, give me a second", Intent.THINK),
        ("Hmm, can I have a moment?", Intent.THINK),
        ("Sorry, the line dropped for a moment, could you repeat the question?", Intent.REPEAT),
        ("sorry can you say that again?", Intent.REPEAT),
        ("What was the question again?", Intent.REPEAT),
        ("Sorry?", Intent.REPEAT),
        ("Could you put it differently?", Intent.CLARIFY),
        ("Do you mean in production or in general?", Intent.CLARIFY),
        ("I don't understand.", Intent.CLARIFY),
        ("I'm stuck. Any hints?", Intent.HINT),
        ("Can you help me?", Intent.HINT),
        ("Can you recommend a book on that?", Intent.RESOURCES),
        ("Good question. What is the team like?", Intent.ROLE_QUESTION),
    ],
)
def test_a_request_is_recognised_in_other_words(text: str, expected: Intent) -> None:
    """People ask in many ways, and often after a word of apology."""
    assert intent_of(text, question()) is expected


def test_a_long_answer_with_a_question_in_it_stays_an_answer() -> None:
    """Somebody who asks back within a full answer is not cut short."""
    text = PARTIAL + " What does the team use? " + PARTIAL

    assert intent_of(text, question()) is Intent.ANSWER


@pytest.mark.parametrize("text", ["12", "429", "pass"])
def test_words_for_a_keyed_question_are_its_answer(text: str) -> None:
    """One number, one choice, one formula or one query is a whole answer there."""
    for asked in (
        number_question(),
        choice_question(),
        formula_question("=B2"),
        sql_question("SELECT 1 FROM orders"),
    ):
        assert intent_of(text, asked) is Intent.ANSWER


def test_only_answers_of_the_question_count() -> None:
    """Other questions, other takes, requests and skips are left out, in order."""
    turns = (
        turn(1, text="Let me think"),
        turn(2, text=PARTIAL),
        turn(3, text="An answer to something else entirely", position=2),
        turn(4, text="I would measure it again afterwards."),
        turn(5, kind=TurnKind.SKIP, text=""),
        turn(6, text="The second time I said it better.", take=2),
    )

    said = answers_of(turns, question(), position=1)

    assert said == (PARTIAL, "I would measure it again afterwards.")


def test_of_a_keyed_question_the_last_message_counts() -> None:
    """A corrected choice replaces the first."""
    turns = (turn(1, text="503"), turn(2, text="429"))

    assert answers_of(turns, choice_question(), position=1) == ("429",)


@pytest.mark.parametrize(
    "text",
    [
        "No, thanks",
        "That's all from my side.",
        "I think that's all",
        "No more questions",
        "You've answered everything, thank you!",
        "All clear, thanks",
        "Bye",
        "Great, thanks!",
        "It was nice talking to you",
        "Okay, I'm good",
        "No, I have no further questions, thank you so much for this talk and your patience today.",
    ],
)
def test_a_candidate_without_questions_is_done(text: str) -> None:
    """Goodbye isn't answered with “Good question”."""
    assert closing_intent_of(text) is Intent.DONE


@pytest.mark.parametrize(
    "text",
    [
        "Thank you for your time. What's the salary?",
        "No, but how many people are on call?",
        "Not really... well, what about the salary?",
        "I'm fine with remote, is it possible?",
        "I have questions about the salary",
        "No wait, one thing I'd like to know is whether you work remotely.",
        "None of the docs say it: is there parking?",
        "No idea what the pay is, I'm curious",
    ],
)
def test_a_question_after_polite_words_is_not_the_end(text: str) -> None:
    """Thanks or a no at the start doesn't end the interview over the candidate's question."""
    assert closing_intent_of(text) is Intent.ROLE_QUESTION


@pytest.mark.parametrize(
    "text", ["Yes", "Yes, I have a question.", "I do", "Could you repeat that?", "Let me think"]
)
def test_words_before_a_question_are_not_one_yet(text: str) -> None:
    """They are not answered with “that I don't know”."""
    assert closing_intent_of(text) is Intent.REPEAT
