"""The launcher: what the real program answers, and how it refuses to start."""

import contextlib
import http.client
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets import Origin, Subprotocol
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from src.accounts.owners import new_token
from tests.serving import ROOT, ServedApp

pytestmark = pytest.mark.served


def start(data_dir: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Start the program with settings that it must refuse."""
    app = ServedApp(data_dir, **env)
    return subprocess.run(
        [sys.executable, "main.py"],
        cwd=ROOT,
        env=app.environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def socket(served: ServedApp, token: str, session: str = "") -> ClientConnection:
    """Open Streamlit's WebSocket as a page does, going on with a session where one is named."""
    protocols = [Subprotocol("streamlit"), Subprotocol("no-xsrf")]
    if session:
        protocols.append(Subprotocol(session))
    return connect(
        served.url.replace("http", "ws") + "/_stcore/stream",
        origin=Origin(served.url),
        subprotocols=protocols,
        additional_headers={"Cookie": f"rehearse={token}"},
    )


def session_of(connection: ClientConnection) -> str:
    """Run the page and return the id of the session that it runs in."""
    message = BackMsg()
    message.rerun_script.query_string = ""
    connection.send(message.SerializeToString())
    while True:
        received = connection.recv(timeout=20)
        assert isinstance(received, bytes)
        forward = ForwardMsg.FromString(received)
        if forward.WhichOneof("type") == "new_session":
            return str(forward.new_session.initialize.session_id)


def test_it_is_healthy_and_guarded(served: ServedApp) -> None:
    """The routes, the doors and the page are there together."""
    assert served.get("/healthz") == (200, "ok")
    assert served.get("/_stcore/metrics")[0] == 404
    assert served.get("/_stcore/agent/openapi.json")[0] == 404
    assert served.get("/", {"Host": "evil.example"})[0] == 421
    assert "<title>" in served.get("/interview")[1]
    assert served.get("/app/static/inter-latin-wght-normal.woff2", {"Range": "bytes=0-0"})[0] != 404


def test_it_says_where_it_is(served: ServedApp) -> None:
    """The person who started it reads the address, and nothing alarming."""
    assert served.log.read_text().splitlines()[0] == f"Rehearse is at {served.url}"


def test_a_session_is_not_taken_over_by_its_id(served: ServedApp) -> None:
    """The same person comes back to it; somebody else with its id gets a new one."""
    mine, theirs = new_token(), new_token()
    with socket(served, mine) as first:
        session = session_of(first)
        with socket(served, theirs, session) as intruder:
            stolen = session_of(intruder)

    with socket(served, mine, session) as again:
        resumed = session_of(again)

    assert stolen != session
    assert resumed == session


def test_the_upload_limit_is_the_setting(tmp_path: Path) -> None:
    """MAX_UPLOAD_MB reaches the guard and Streamlit's own limit, which is 10 MB in its file."""
    with ServedApp(tmp_path, MAX_UPLOAD_MB="12").started() as app:
        statuses = [upload(app, size_mb) for size_mb in (11, 13)]

    assert statuses == [204, 413]


def upload(served: ServedApp, size_mb: int) -> int:
    """Upload a file as a page does and return the status."""
    head = b'--b\r\nContent-Disposition: form-data; name="f"; filename="a.txt"\r\n\r\n'
    body = head + b"x" * (size_mb * 1024 * 1024) + b"\r\n--b--\r\n"
    port = served.port
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as client:
        client.request("GET", "/_stcore/health")
        answer = client.getresponse()
        xsrf = str(answer.headers["set-cookie"]).partition(";")[0]
        answer.read()
        headers = {
            "Content-Type": "multipart/form-data; boundary=b",
            "Content-Length": str(len(body)),
            "Cookie": xsrf,
            "X-Xsrftoken": xsrf.partition("=")[2],
        }
        with socket(served, new_token()) as page:
            client.request("PUT", f"/_stcore/upload_file/{session_of(page)}/file", headers=headers)
            with contextlib.suppress(ConnectionError):  # refused before it was sent
                client.send(body)
            return client.getresponse().status


def test_a_websocket_from_elsewhere_does_not_open(served: ServedApp) -> None:
    """Neither with another origin nor without one."""
    address = served.url.replace("http", "ws") + "/_stcore/stream"

    for origin in (None, Origin("https://evil.example")):
        with pytest.raises(InvalidStatus), connect(address, origin=origin):
            pass


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("PORT", "many"),
        ("MAX_UPLOAD_MB", "900"),
        ("OPENAI_BASE_URL", "ftp://models.example"),
        ("DATABASE_URL", "mysql://localhost/app"),
    ],
)
def test_a_bad_setting_ends_the_start_with_its_name(
    tmp_path: Path, variable: str, value: str
) -> None:
    """One line, no traceback, no half-started server."""
    ended = start(tmp_path, **{variable: value})

    lines = ended.stderr.strip().splitlines()
    assert ended.returncode == 2
    assert len(lines) == 1
    assert variable in lines[0]


def test_a_bad_key_is_not_repeated(tmp_path: Path) -> None:
    """The line names the variable and not what is in it."""
    key = f"sk-{uuid.uuid4().hex} and more"

    ended = start(tmp_path, OPENAI_API_KEY=key)

    assert "OPENAI_API_KEY" in ended.stderr
    assert key not in ended.stdout + ended.stderr


def test_a_place_that_cannot_be_written_ends_the_start(tmp_path: Path) -> None:
    """The line names the place and what to set."""
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")

    ended = start(tmp_path, DATA_DIR=str(blocked / "inside"))

    assert ended.returncode == 2
    assert "DATA_DIR" in ended.stderr
    assert "Traceback" not in ended.stderr
