"""`python -m src.evals.bench`: speed, as ratios measured in one run, with spread and load.

The model stands in by the local server of the tests, started as a process of its own. Every figure
prints its aim; one that can't be measured prints why.
"""

import asyncio
import tempfile
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from statistics import median
from typing import cast

from pydantic import SecretStr

from src.app import Application, Settings, SystemClock, build_application
from src.evals.bench_tools import (
    ROOT,
    WAIT_S,
    free_port,
    model_server,
    p95,
    process,
    spread,
    tell,
    timed,
    wait_for,
)
from src.gateway import Clients, MeteredGateway, OpenAIGateway, Prices
from src.gateway.client import Server
from src.gateway.metered import Limits
from src.models.calls import ModelMessage, ModelRequest
from src.models.enums import InterviewStatus, Mode, ModelRole, Purpose
from src.models.facts import PlanFacts
from src.models.interview import Interview, Setup
from src.models.replies import TurnReply
from src.storage import open_store

OWNER = "bench"
MODEL = "bench-model"
MATERIAL = '<<data ab\n{"options": [{"id": "n1", "reason": "planned"}]}\nab data>>'
ANSWER = "I would read the plan with explain analyze and compare estimated with actual rows."


@contextmanager
def application(url: str | None) -> Iterator[Application]:
    """Build the real application on a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        key = SecretStr("sk-bench") if url else None
        settings = Settings(
            _env_file=None,
            data_dir=Path(folder),
            openai_base_url=url,
            openai_api_key=key,
            openai_model=MODEL,
            model_calls_per_hour=100_000,
        )
        app = build_application(settings)
        try:
            yield app
        finally:
            app.close()


def request_of(interview_id: str = "iv") -> ModelRequest[TurnReply]:
    """Return a turn's request."""
    return ModelRequest(
        purpose=Purpose.TURN,
        role=ModelRole.INTERVIEWER,
        messages=(
            ModelMessage(role="system", content="Reply with choose, detail, say, why."),
            ModelMessage(role="user", content=MATERIAL),
        ),
        reply_type=TurnReply,
        facts=PlanFacts(role="bench", count=1),
        owner_id=OWNER,
        interview_id=interview_id,
        prompt_version="bench",
    )


def gateway() -> None:
    """Measure adapter and meter in a loop of their own."""
    asyncio.run(adapter())


async def adapter(rounds: int = 120) -> None:
    """Measure adapter and meter against the bare SDK call, by turns in one loop."""
    with model_server() as url, tempfile.TemporaryDirectory() as folder:
        store = open_store(None, Path(folder))
        with store.unit(write=True) as unit:
            setup = Setup(role="bench", question_count=1)
            made = Interview(id="iv", setup=setup, created_at=SystemClock().now())
            unit.interviews.add(OWNER, made, [])
            unit.commit()
        clients, server = Clients(), Server(url, "sk-bench")
        ours = OpenAIGateway(clients, server, lambda _: MODEL, Prices())
        metered = MeteredGateway(ours, store, SystemClock(), Limits(10**6, Decimal(10**6)))
        bare = cast("Callable[..., Awaitable[object]]", clients.get(server).chat.completions.create)
        body = [{"role": m.role, "content": m.content} for m in request_of().messages]
        times: dict[str, list[float]] = {"bare": [], "adapter": [], "metered": []}
        for number in range(rounds + 10):
            calls: dict[str, Callable[[], Awaitable[object]]] = {
                "bare": lambda: bare(model=MODEL, messages=body),
                "adapter": lambda: ours.complete(request_of()),
                "metered": lambda: metered.complete(request_of()),
            }
            for name, call in calls.items():
                began = time.perf_counter()
                await call()
                if number >= 10:  # noqa: PLR2004 - the first calls warm up
                    times[name].append((time.perf_counter() - began) * 1000)
        await clients.close()
        store.close()
    plain, adapted, counted = (median(times[n]) for n in ("bare", "adapter", "metered"))
    tell(
        "adapter / bare SDK call, p50", f"{adapted / plain:.2f}", "<= 1.5", spread(times["adapter"])
    )
    tell(
        "metered - bare SDK call, p50",
        f"{counted - plain:+.1f} ms",
        "<= +5 ms",
        spread(times["metered"]),
    )


def settle(app: Application, interview_id: str, turn_no: int) -> None:
    """Wait until a turn is replied to."""
    workflow = f"turn/{interview_id}/{turn_no}/1"
    app.jobs.wait(workflow, WAIT_S)


def turns_of(app: Application, count: int) -> list[float]:
    """Return milliseconds from accept to the reply's end, over interviews in exam mode."""
    setup = Setup(role="Behavioural", kit_id="behavioural", question_count=15, mode=Mode.EXAM)
    times: list[float] = []
    while len(times) < count:
        interview = app.interviews.begin(OWNER, setup)
        settle(app, interview.id, 0)
        number = 1
        while len(times) < count and active(app, interview.id):
            times.append(timed(lambda n=number, i=interview.id: turn(app, i, n)))  # type: ignore[misc]
            number += 1
        app.interviews.finish(OWNER, interview.id)
    return times


def active(app: Application, interview_id: str) -> bool:
    """Say whether an interview goes on."""
    room = app.interviews.room(OWNER, interview_id)
    return room.interview.status is InterviewStatus.ACTIVE


def turn(app: Application, interview_id: str, number: int) -> None:
    """Answer and hear the reply to its end, as the page does."""
    app.interviews.accept(OWNER, interview_id, number, ANSWER, f"k{number}")
    for _ in app.interviews.follow(OWNER, interview_id, number):
        pass


def engine() -> None:
    """Measure a turn in the engine: against the model's own time, and embedded."""
    delay_s = 0.5
    with model_server(delay=delay_s) as url, application(url) as app:
        ratios = [t / 1000 / delay_s for t in turns_of(app, 15)]
    tell(
        "turn in the engine / model's 500 ms, p50",
        f"{median(ratios):.3f}",
        "<= 1.10",
        spread(ratios, "x"),
    )
    with application(None) as app:
        times = turns_of(app, 60)
    tell("embedded turn in the engine, p95", f"{p95(times):.0f} ms", "<= 80 ms", spread(times))


def writers() -> None:
    """Measure `accept` with eight people at once: alone, and while the engine replies to all."""
    for name, paused in (("alone", True), ("and the engine at work", False)):
        times = accepted(paused=paused)
        tell(
            f"accept with 8 writers, {name}, p95", f"{p95(times):.0f} ms", "<= 50 ms", spread(times)
        )


def accepted(*, paused: bool, people: int = 8, each: int = 25) -> list[float]:
    """Return milliseconds of each accept; `paused` leaves the replies for later.

    Each person has interviews of their own, and answers as soon as the last reply is there.
    """
    setup = Setup(role="Behavioural", kit_id="behavioural", question_count=15, mode=Mode.EXAM)
    times: list[float] = []
    with application(None) as app:
        begun = [[app.interviews.begin(OWNER, setup) for _ in range(each)] for _ in range(people)]
        for interview in (i for mine in begun for i in mine):
            settle(app, interview.id, 0)
        start = app.jobs.start
        if paused:
            app.jobs.start = lambda *_: None  # type: ignore[method-assign]

        def live(mine: list[Interview]) -> None:
            for interview in mine:
                args = (OWNER, interview.id, 1, ANSWER, "key")
                times.append(timed(lambda a=args: app.interviews.accept(*a)))  # type: ignore[misc]

        threads = [threading.Thread(target=live, args=(mine,)) for mine in begun]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        app.jobs.start = start  # type: ignore[method-assign]
    return times


BARE = """
import sys
import streamlit as st

app = st.App(sys.argv[1])
if __name__ == "__main__":
    app.run(config={"server.port": int(sys.argv[2]), "server.address": "127.0.0.1"})
"""


def starts(rounds: int = 3) -> None:
    """Measure start to healthy, by turns with a bare st.App."""
    ours: list[float] = []
    bare: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        script, launcher = Path(folder) / "page.py", Path(folder) / "bare.py"
        script.write_text("import streamlit as st\nst.title('x')\n")
        launcher.write_text(BARE)
        for number in range(rounds):
            port = str(free_port())
            with process("main.py", PORT=port, DATA_DIR=f"{folder}/data-{number}"):
                ours.append(wait_for(f"http://127.0.0.1:{port}/healthz"))
            port = str(free_port())
            with process(str(launcher), str(script), port):
                bare.append(wait_for(f"http://127.0.0.1:{port}/_stcore/health"))
    ratio = median(ours) / median(bare)
    detail = f"{ratio:.2f} x a bare st.App  {spread(ours, 's')}"
    tell("start to healthy, p50", f"{median(ours):.2f} s", "<= 4.5 s", detail)


def rerun(rounds: int = 60) -> None:
    """Measure what a rerun of a 30-turn interview page costs, in this process's CPU time.

    Through Streamlit's own test runner: the page script as served, without the socket.
    """
    from streamlit.testing.v1 import AppTest

    from src.app import install

    with application(None) as app:
        owner = app.owners.owner_of("b" * 43)
        setup = Setup(role="Behavioural", kit_id="behavioural", question_count=15)
        interview = app.interviews.begin(owner, setup)
        settle(app, interview.id, 0)
        for number in range(1, 31):
            app.interviews.accept(owner, interview.id, number, ANSWER, f"k{number}")
            settle(app, interview.id, number)
        install(app)
        page = AppTest.from_file(str(ROOT / "src" / "ui" / "app.py"), default_timeout=60)
        page.query_params["resume"] = "b" * 43
        page.run()
        page.switch_page(str(ROOT / "pages" / "interview.py"))
        page.query_params["id"] = interview.id
        page.run()
        times = []
        for _ in range(rounds):
            began = time.process_time()
            page.run()
            times.append((time.process_time() - began) * 1000)
    tell(
        "rerun of a 30-turn page in AppTest, CPU p50",
        f"{median(times):.1f} ms",
        "<= 25 ms",
        spread(times),
    )


def exports() -> None:
    """Measure the exports of a ten-question report."""
    from src.evals.bench_reports import measure

    with application(None) as app:
        measure(app, OWNER)


def main() -> None:
    """Measure everything, one after the other."""
    from src.evals.bench_browser import browsing, painted
    from src.evals.bench_choice import choices
    from src.evals.bench_graders import graders
    from src.evals.bench_kits import kits
    from src.evals.bench_turns import turns

    alone = (gateway, engine, turns, graders, kits, choices, writers, starts, rerun, exports)
    for bench in (*alone, browsing, painted):
        try:
            bench()
        except Exception as problem:  # noqa: BLE001 - a figure that fails is told as missed
            tell(bench.__name__, "not measured", "", f"{type(problem).__name__}: {problem}"[:200])


if __name__ == "__main__":
    main()
