"""The conversation: hints, notes of every shape, and words that are replaced as they come."""

from functools import partial

from src.models.enums import ResponseType, Speaker, TurnKind
from src.models.grades import CoachNote, Remark, StarPart
from src.models.interview import Message
from src.ports import Piece, PieceKind
from src.ui.components import chat
from tests.factory import NOON, turn
from tests.ui.components.conftest import Draw, text_of


def said(content: str, kind: ResponseType = ResponseType.FOLLOW_UP, **metadata: str) -> Message:
    """Return words of the interviewer."""
    return Message(
        role=Speaker.INTERVIEWER,
        agent="interviewer",
        response_type=kind,
        content=content,
        metadata=dict(metadata),
        at=NOON,
    )


def test_words_of_a_fallback_say_who_said_them_and_why(draw: Draw) -> None:
    """The reason stands under the reply."""
    reply = said("What did you measure?", fallback="The AI service is busy.")

    page = draw(partial(chat.message, reply))

    assert "Said by the embedded interviewer. The AI service is busy." in text_of(page)


def test_a_skip_is_one_quiet_line(draw: Draw) -> None:
    """No card, no note."""
    page = draw(partial(chat.turn, turn(kind=TurnKind.SKIP), None, reply=True))

    assert [c.value for c in page.caption] == ["You skipped this question."]
    assert len(page.chat_message) == 0


def test_a_note_quotes_and_names_the_next_step(draw: Draw) -> None:
    """What worked with its quote, what would lift it, a better version, a story's parts."""
    note = CoachNote(
        turn_no=1,
        worked=(Remark(text="You measured.", quote="before and after"),),
        missing=(Remark(text="How would you stop it from happening again?"),),
        better="I set an alert.",
        star=(StarPart(part="situation", quote="In May"), StarPart(part="result")),
        so_far=6.5,
        engine="embedded",
    )

    page = draw(partial(chat.coach_note, note))

    assert "**6.5 of 10** so far, graded by words" in page.expander[0].label
    text = text_of(page)
    assert "*“before and after”*" in text
    assert "stop it from happening again?" in text
    assert "**Say it like this** · I set an alert." in text
    assert ":green[:material/check:] situation" in text
    assert ":gray[:material/remove:] result" in text


def test_a_note_with_nothing_to_say_asks_for_more(draw: Draw) -> None:
    """And one that was written without a model says why."""
    note = CoachNote(turn_no=1, engine="embedded", notice="The AI service is busy.")

    text = text_of(draw(partial(chat.coach_note, note)))

    assert "Two or three full sentences would do." in text
    assert "The AI service is busy. This note was written without a model." in text


def test_replaced_words_leave_no_trace(draw: Draw) -> None:
    """After a restart only the new words stand there, and the wait is over."""
    pieces = [
        Piece(kind=PieceKind.TEXT, text="Wro"),
        Piece(kind=PieceKind.RESTART),
        Piece(kind=PieceKind.TEXT, text="What "),
        Piece(kind=PieceKind.TEXT, text="next?"),
        Piece(kind=PieceKind.DONE),
        Piece(kind=PieceKind.TEXT, text="never drawn"),
    ]

    page = draw(lambda: chat.streamed(iter(pieces)))

    assert [t.value for t in page.text] == ["What next?"]


def test_a_reply_that_breaks_off_shows_what_came(draw: Draw) -> None:
    """The end of the pieces is an end too."""
    page = draw(lambda: chat.streamed(iter([Piece(kind=PieceKind.TEXT, text="What")])))

    assert [t.value for t in page.text] == ["What"]
