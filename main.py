"""The launcher: `python main.py`, `streamlit run main.py` or `uvicorn main:app`."""

import contextlib
import gc
import logging
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import streamlit as st
from starlette.routing import Route
from streamlit import config, file_util

from src.api.aloud import Aloud
from src.api.entry import Entry, told
from src.api.guard import Guard, Policy, middleware
from src.api.health import Health
from src.api.recordings import Recordings
from src.api.sockets import send_at_once
from src.app import Application, close_application, open_application, serving
from src.errors import ConfigError, RehearseError
from src.ui.components.scripts import script
from src.ui.trouble import draw_trouble

HERE = Path(__file__).resolve().parent
BAD_START = 2

STREAMLITS = (Path(file_util.get_static_dir()) / "index.html").read_text("utf-8")
INDEX = told(STREAMLITS, script("kept_store", "kept_sweep", "kept_old"))
PAGES = ("", *(page.stem for page in (HERE / "pages").glob("*.py")))

guard = Guard()
health = Health()
aloud = Aloud()
entry = Entry(INDEX)
recordings = Recordings()


def stop_with(problem: RehearseError) -> None:
    """Say in one line why the program can't start, and end it.

    `os._exit`, because a server that is starting turns any exception into a traceback.
    """
    sys.stderr.write(f"Rehearse can't start. {problem}\n")
    sys.stderr.flush()
    os._exit(BAD_START)


def address_of(bound: str | None) -> str:
    """Return where a browser on this machine finds the program."""
    name = bound if bound not in {None, "0.0.0.0", "::"} else "localhost"  # noqa: S104 - shown only
    return f"http://{name}:{config.get_option('server.port')}"


def opened() -> Application | None:
    """Return the application, or end the program with the reason why there is none."""
    try:
        return open_application()
    except RehearseError as problem:
        stop_with(problem)
        return None


@contextlib.asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[dict[str, object]]:
    """Build the application once the secrets are in the environment, and close it at the end."""
    application = opened()
    if application is not None:
        settings = application.settings
        logging.getLogger("src").setLevel(settings.log_level)
        guard.policy = Policy.of(settings, config.get_option("server.address"))
        config.set_option("server.maxUploadSize", settings.max_upload_mb)
        health.ready(application.health)
        aloud.ready(application)
        recordings.ready(application)
        sys.stdout.write(f"Rehearse is at {address_of(config.get_option('server.address'))}\n")
        sys.stdout.flush()
    send_at_once()
    gc.collect()
    gc.freeze()
    try:
        yield {}
    finally:
        health.ended()
        aloud.ended()
        recordings.ended()
        close_application()


app = st.App(
    HERE / "src" / "ui" / "app.py",
    lifespan=lifespan,
    routes=[
        Route("/healthz", health.answer),
        Route("/aloud", aloud.answer, methods=["POST"]),
        *(Route(f"/{page}", entry.answer) for page in PAGES),
        Route("/recordings", recordings.answer, methods=["POST"]),
    ],
    middleware=middleware(guard, INDEX),
    on_script_error=draw_trouble,
)

if __name__ == "__main__":
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    try:
        host, port = serving()
    except ConfigError as bad:
        stop_with(bad)
    else:
        app.run(config={"server.address": host, "server.port": port})
