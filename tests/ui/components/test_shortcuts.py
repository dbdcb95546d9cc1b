"""What a shortcut does in each state of an interview, what is said, and where inputs stand."""

from collections.abc import Callable

import pytest

from src.app import Application
from src.models.enums import Mode
from src.models.views import Room
from src.ui import state
from src.ui.components.draft import REPEAT, taken
from src.ui.components.inputs import place_of
from src.ui.components.keys import Act
from src.ui.components.news import news
from src.ui.components.room import More
from src.ui.components.voice_out import newest_words
from src.ui.live import Live
from tests.factory import PARTIAL, STRONG, setup
from tests.ui.components.conftest import Draw

Build = Callable[..., Application]
OWNER = "owner-1"


def begun(app: Application, **fields: object) -> Live:
    """Begin an interview and return what the page does with it."""
    interview = app.interviews.begin(OWNER, setup(**fields))
    return Live(app.interviews, OWNER, app.interviews.room(OWNER, interview.id))


def now(live: Live) -> Room:
    """Return the interview as it stands after an act."""
    return live.interviews.room(OWNER, live.id)


def after(draw: Draw, act: Callable[[], None], look: Callable[[], str | None]) -> str | None:
    """Do something on a page and return what it left there."""
    found: list[str | None] = []

    def both() -> None:
        act()
        found.append(look())

    draw(both)
    return found[0]


def pressed(draw: Draw, live: Live, *acts: Act) -> Live:
    """Press shortcuts, each on the page as it then is."""
    for act in acts:
        draw(lambda live=live, act=act: live.shortcut(act))  # type: ignore[misc]
        live = Live(live.interviews, OWNER, now(live))
    return live


def test_hint_and_time_to_think_leave_the_input_where_it_is(draw: Draw, build: Build) -> None:
    """They are turns, and take nothing of what is typed; an answer takes it."""
    live = begun(build())
    before = place_of(live.room)

    live = pressed(draw, live, Act.HINT, Act.THINK, Act.REPEAT)

    assert live.room.next_no == 3
    assert live.room.turns[-1].text == REPEAT
    assert live.room.turns[-1].position == 1
    assert taken(live.room) == -1
    assert place_of(live.room) == before
    draw(lambda: live.submit(PARTIAL))
    assert taken(now(live)) == 3


def test_a_pause_is_ended_by_the_same_keys_and_nothing_else_acts_in_it(
    draw: Draw, build: Build
) -> None:
    """Skipping while both clocks stand would be a slip of the hand."""
    live = pressed(draw, begun(build()), Act.PAUSE, Act.SKIP)
    assert live.room.interview.paused_at is not None
    assert live.room.next_no == 1

    live = pressed(draw, live, Act.PAUSE)

    assert live.room.interview.paused_at is None


def test_the_list_of_shortcuts_is_asked_for(draw: Draw, build: Build) -> None:
    """A dialog is drawn in the run that follows."""
    live = begun(build())

    assert after(draw, lambda: live.shortcut(Act.KEYS), state.asked) == More.KEYS


def test_what_needs_an_open_question_says_so_while_the_candidate_asks(
    draw: Draw, build: Build
) -> None:
    """A hint can't be had there; skipping ends the interview."""
    live = pressed(draw, begun(build(), question_count=1), Act.SKIP)
    assert live.room.is_your_turn

    told = after(draw, lambda: live.shortcut(Act.HINT), state.told)

    assert told == "You ask the questions now; that belongs to an open question."
    over = pressed(draw, live, Act.SKIP)
    assert over.room.interview.ended_at is not None


def test_an_empty_answer_is_told_and_not_sent(draw: Draw, build: Build) -> None:
    """Neither blanks."""
    live = begun(build())

    told = after(draw, lambda: live.submit("  \n"), state.told)

    assert told is not None
    assert told.startswith("There is nothing to send yet")
    assert now(live).next_no == 1


def test_news_names_the_reply_with_the_question_and_the_note(draw: Draw, build: Build) -> None:
    """Each under an id of its own, so that it is said once."""
    live = begun(build())
    first = news(live.room)
    draw(lambda: live.submit(PARTIAL))

    room = now(live)

    assert room.current is not None
    assert first[0][1].endswith(room.current.question.text)
    words = [told for _, told in news(room)]
    assert any(told == f"Interviewer: {newest_words(room)[0]}" for told in words)
    assert "The coach's note on your answer is there." in words
    assert len({name for name, _ in [*first, *news(room)]}) == len(first) + len(news(room))


@pytest.mark.parametrize("mode", list(Mode))
def test_an_exam_is_not_told_that_a_note_is_there(draw: Draw, build: Build, mode: Mode) -> None:
    """Nothing graded is heard before the report."""
    live = begun(build(), mode=mode)
    draw(lambda: live.submit(STRONG))

    heard = " ".join(told for _, told in news(now(live)))

    assert ("coach" in heard) is (mode is Mode.PRACTICE)


def test_a_pause_and_the_end_are_told(draw: Draw, build: Build) -> None:
    """With what is safe and where to go on."""
    live = pressed(draw, begun(build()), Act.PAUSE)
    assert "Paused. Both clocks stand." in [told for _, told in news(live.room)]

    draw(live.finish)

    assert any(told.startswith("This interview is over.") for _, told in news(now(live)))
