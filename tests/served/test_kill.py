"""The served app is killed at random moments while people answer, and loses nothing it showed."""

import contextlib
import random
import re
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.model_server import ModelServer
from tests.served.tab import GoneError, Tab, cookie_of
from tests.serving import ServedApp

pytestmark = pytest.mark.served

PEOPLE = 10
ANSWERS = 200
KILLS = 3
MOST_S = 80.0
SENTENCE = "I read the plan, we measured before and after, and I told the team early."


class Said(NamedTuple):
    """An answer as a person gave it."""

    interview_id: str
    text: str


class Stored(NamedTuple):
    """A turn as the database has it."""

    interview_id: str
    no: int
    kind: str
    state: str
    text: str


class Watch:
    """What everybody sent, and what a page has shown as saved."""

    def __init__(self) -> None:
        self.sent: list[Said] = []
        self.shown: list[Said] = []
        self.over = threading.Event()


class Person:
    """Answers one interview after the other in a tab; comes back when the server is back."""

    def __init__(self, app: ServedApp, name: str, watch: Watch) -> None:
        self._app, self._name, self._watch = app, name, watch
        self._cookie = cookie_of(app.url)
        self._numbers = count(1)
        self.interview_id = ""

    def practise(self) -> None:
        """Go on until it is over, whatever happens to the server."""
        while not self._watch.over.is_set():
            with contextlib.suppress(GoneError), self.tab() as tab:
                while not self._watch.over.is_set():
                    self.act(tab)
            time.sleep(0.1)

    def tab(self) -> Tab:
        """Return a fresh tab on the interview, or on the first page."""
        if self.interview_id:
            return Tab(self._app.url, self._cookie, "interview", f"id={self.interview_id}")
        return Tab(self._app.url, self._cookie)

    def go_on(self) -> None:
        """Do one thing more; where the interview is over, begin another first."""
        with contextlib.suppress(GoneError), self.tab() as tab:
            self.act(tab)
            return
        with self.tab() as tab:
            self.act(tab)

    def act(self, tab: Tab) -> None:
        """Do what the page offers: begin, answer in words, skip other kinds, or open a new one."""
        tab.until(is_ready)
        if tab.has_button("Start practising"):
            tab.press("Start practising")
            tab.until(lambda page: "id=" in page.query)
            self.interview_id = tab.query.partition("id=")[2].partition("&")[0]
        elif tab.has_button("Open the report"):
            self.interview_id = ""
            raise GoneError
        elif tab.can_say():
            self.answer(tab)
        else:
            tab.choose("More", "Skip this question")

    def answer(self, tab: Tab) -> None:
        """Say something that nobody said before, and see it saved."""
        text = f"{self._name} {next(self._numbers)} here. {SENTENCE}"
        said = Said(self.interview_id, text)
        self._watch.sent.append(said)
        tab.say(text)
        tab.until(lambda page: text in page.said("You"))
        self._watch.shown.append(said)


def is_ready(tab: Tab) -> bool:
    """Say whether the page has come to rest and waits for the person."""
    ways = ("Start practising", "Open the report", "Send the answer")
    return not tab.running and (tab.can_say() or any(map(tab.has_button, ways)))


def position(tab: Tab) -> int:
    """Return the number of the question that the page is at."""
    found = re.search(r"Question (\d+) of", " ".join(tab.texts()))
    return int(found[1]) if found else 0


@pytest.fixture
def app(tmp_path: Path) -> Iterator[ServedApp]:
    """The real program with a slow model, so that a kill meets turns on their way."""
    with ModelServer(delay_s=0.2) as model:
        settings = {
            "OPENAI_BASE_URL": model.url,
            "OPENAI_MODEL": "test-model",
            "MODEL_CALLS_PER_HOUR": "10000",
            "MODEL_CALLS_AT_ONCE": "20",
        }
        with ServedApp(tmp_path, **settings).started() as served:
            yield served


def watched(watch: Watch, answers: int, people: list[Future[None]]) -> None:
    """Wait until so many answers were shown."""
    until = time.monotonic() + MOST_S
    while len(watch.shown) < answers:
        for person in people:
            if person.done():
                person.result()
        if time.monotonic() > until:
            raise TimeoutError(f"Only {len(watch.shown)} answers were shown")
        time.sleep(0.005)


def killed_and_started_again(app: ServedApp, chance: random.Random) -> None:
    """Kill the program a moment later, and start it again."""
    time.sleep(chance.uniform(0, 0.3))
    app.kill()
    app.start()


def stored_turns(data_dir: Path) -> list[Stored]:
    """Return every turn, in order, with SQLite's own means."""
    query = (
        "SELECT interview_id, no, json_extract(body, '$.kind'), state,"
        " json_extract(body, '$.text') FROM turns ORDER BY interview_id, no"
    )
    with contextlib.closing(sqlite3.connect(data_dir / "app.db")) as database:
        return [Stored(*row) for row in database.execute(query)]


def stored_position(data_dir: Path, interview_id: str) -> int:
    """Return the question at which an interview stands."""
    query = "SELECT json_extract(body, '$.position') FROM interviews WHERE id = ?"
    with contextlib.closing(sqlite3.connect(data_dir / "app.db")) as database:
        return int(database.execute(query, (interview_id,)).fetchone()[0])


def test_every_answer_that_was_shown_is_stored_once_and_every_interview_goes_on(
    app: ServedApp,
) -> None:
    """Killed three times on the way and once at the end, each time in the middle of replies."""
    chance = random.Random(20261126)  # noqa: S311 - moments, not secrets
    watch = Watch()
    people = [Person(app, f"Person {number}", watch) for number in range(PEOPLE)]
    with ThreadPoolExecutor(PEOPLE) as pool:
        at_work = [pool.submit(person.practise) for person in people]
        try:
            for answers in sorted(chance.sample(range(20, ANSWERS - 20), KILLS)):
                watched(watch, answers, at_work)
                killed_and_started_again(app, chance)
            watched(watch, ANSWERS, at_work)
        finally:
            watch.over.set()
            app.kill()
    for done in at_work:
        done.result()
    waiting = [turn for turn in stored_turns(app.data_dir) if turn.state == "accepted"]

    app.start()
    for person in people:
        with person.tab() as tab:
            tab.until(is_ready)
            at = position(tab)
            if at and person.interview_id:  # the first page tells of an interview left open, too
                assert at == stored_position(app.data_dir, person.interview_id)
        person.go_on()
    app.stop()

    turns = stored_turns(app.data_dir)
    times = Counter(Said(t.interview_id, t.text) for t in turns if t.kind in {"answer", "question"})
    assert waiting
    assert [said for said in watch.shown if times[said] != 1] == []
    assert [said for said, n in times.items() if n > 1 or said not in watch.sent] == []
    assert [turn for turn in turns if turn.state == "failed"] == []
    assert {(t.interview_id, t.no) for t in waiting} <= {
        (t.interview_id, t.no) for t in turns if t.state == "done"
    }
