"""A visitor's own key on the first page: entered, named, forgotten, and left nowhere."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from src.app import Application
from src.ui.components.own_key import WHERE
from tests.model_server import ModelServer
from tests.pages.conftest import Visit

KEY = "sk-visitor-0123456789abcdef"


@pytest.fixture
def server() -> Iterator[ModelServer]:
    """A server that takes one key."""
    with ModelServer() as running:
        running.behaviour.accepts = {KEY}
        running.behaviour.models = ["first-model", "second-model"]
        yield running


@pytest.fixture
def visit(
    build: Callable[..., Application],
    visit_of: Callable[[Application], Visit],
    server: ModelServer,
) -> Visit:
    """Somebody new where visitors may use that server."""
    return visit_of(build(changed={"visitor_base_urls": (server.url,)}))


def enter(visit: Visit, typed: str) -> None:
    """Type a key and send it."""
    visit.page.radio(key=WHERE).set_value(1)
    visit.page.text_input[0].set_value(typed)
    visit.press("Use this key")


def kept(visit: Visit) -> str:
    """Return everything that the session holds, widgets included."""
    state: Any = object.__getattribute__(visit.page.session_state._state, "_state")
    widgets = [widget.SerializeToString() for widget in state.get_widget_states()]
    return f"{state.filtered_state} {state._old_state} {state._new_session_state} {widgets}"


def test_before_a_key_is_entered_the_page_says_what_it_means(visit: Visit) -> None:
    """Where text goes, who pays, how long it is kept, and that limits stay."""
    visit.go("practise")

    text = visit.text()
    assert "Nothing you type leaves this machine." in text
    assert "sent to the server that you choose" in text
    assert "pays for it" in text
    assert "never stored and never logged" in text
    assert "100 calls an hour and $1.00 an interview" in text


def test_a_key_changes_who_answers_and_is_left_nowhere(visit: Visit) -> None:
    """The badge and the host follow at once; the field is empty."""
    visit.go("practise")

    enter(visit, KEY)

    text = visit.text()
    assert "From now on first-model answers you." in text
    assert "with your key" in text
    assert "first-model" in text.replace("From now on first-model", "")
    assert KEY not in kept(visit)
    assert KEY not in text
    assert not [field for field in visit.page.text_input if field.value]


def test_another_model_can_be_chosen_and_the_key_forgotten(visit: Visit) -> None:
    """From the server's own list."""
    visit.go("practise")
    enter(visit, KEY)

    visit.page.selectbox(key="own_key_model").set_value("second-model").run()
    chosen = visit.app.info(visit.owner)
    visit.press("Forget the key")

    assert chosen.engine == "second-model"
    assert visit.app.info(visit.owner).embedded
    assert "The key is forgotten." in visit.text()
    assert "Nothing you type leaves this machine." in visit.text()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("sk-wrong-key-0123456789", "did not accept the key"),
        ("two words", "no blanks"),
        ("", "no key in the field"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(visit: Visit, typed: str, told: str) -> None:
    """And nothing of it is kept or repeated."""
    visit.go("practise")

    enter(visit, typed)

    assert told in visit.text()
    assert visit.app.info(visit.owner).own_key is None
    assert not typed or typed not in visit.text() + kept(visit)


def test_a_refused_key_is_told_on_the_first_page(visit: Visit, server: ModelServer) -> None:
    """Also when the interview's page was left before."""
    visit.go("practise")
    enter(visit, KEY)
    server.behaviour.accepts = set()
    visit.begin()

    visit.go("practise")

    assert "did not accept your key any more" in visit.text()


def test_a_key_without_a_list_is_taken_with_a_word_of_caution(
    visit: Visit, server: ModelServer
) -> None:
    """The first reply will tell."""
    server.become("no_model")
    visit.go("practise")

    enter(visit, KEY)

    assert "has no list to check it with" in visit.text()


def test_where_no_key_is_taken_there_is_no_field(
    build: Callable[..., Application], visit_of: Callable[[Application], Visit]
) -> None:
    """VISITOR_KEYS=false."""
    visit = visit_of(build(changed={"visitor_keys": False}))

    visit.go("practise")

    assert len(visit.page.text_input) == 0


def test_an_interviews_badge_is_who_answers_now(visit: Visit) -> None:
    """Not who answered when it began."""
    interview = visit.begin()
    visit.go("practise")
    enter(visit, KEY)

    visit.go("interview", id=interview.id)

    assert "first-model" in visit.text()
