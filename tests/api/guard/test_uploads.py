"""Bounded uploads."""

import pytest
from starlette.types import Receive, Scope, Send

from src.accounts.owners import new_token
from src.api.guard import Guard, Policy
from src.api.guard.uploads import BYTES_OF_ALL, FILES_EACH, FRAME_BYTES, WINDOW_S, BoundedUploads
from tests.api.asgi import Answer, Behind, call, scope_of
from tests.doubles import FakeClock

MOST = 1000


class Door:
    """The middleware with a clock of its own."""

    def __init__(self, max_upload_bytes: int = MOST) -> None:
        self.clock = FakeClock()
        self._answer = Answer()
        self._app = BoundedUploads(
            Behind(self._answer, 204),
            guard=Guard(Policy(max_upload_bytes=max_upload_bytes)),
            monotonic=self.clock.monotonic,
        )

    async def put(
        self,
        session: str = "s1",
        size: int | None = 10,
        token: str | None = None,
        method: str = "PUT",
        path: str = "/_stcore/upload_file",
    ) -> Answer:
        """Upload one file."""
        headers = {} if size is None else {"content-length": str(size)}
        if token is not None:
            headers["cookie"] = f"rehearse={token}"
        return await self.send(scope_of(f"{path}/{session}/file", method=method, headers=headers))

    async def send(self, scope: Scope) -> Answer:
        """Send a request."""
        self._answer.messages.clear()
        await call(self._app, self._answer, scope)
        return Answer(list(self._answer.messages))


async def test_an_upload_passes() -> None:
    """One file of a fitting size, with the form around it, is Streamlit's to take."""
    answer = await Door().put(size=MOST + FRAME_BYTES)

    assert answer.status == 204


async def test_a_file_that_is_too_big_is_refused_before_it_is_read() -> None:
    """By its declared size; Streamlit counts while it reads."""
    answer = await Door().put(size=MOST + FRAME_BYTES + 1)

    assert answer.status == 413


@pytest.mark.parametrize("same", ["session", "person"])
async def test_one_too_many_is_refused(same: str) -> None:
    """Of a session (the cookie may be made up) and of a person (sessions may be many)."""
    door = Door()
    token = new_token()

    answers = [
        await door.put(
            session="s1" if same == "session" else f"s{n}",
            token=token if same == "person" else new_token(),
        )
        for n in range(FILES_EACH + 1)
    ]

    statuses = [answer.status for answer in answers[-1:]]
    assert statuses == [429]


async def test_another_person_is_not_held_up() -> None:
    """Windows are by session and person."""
    door = Door()
    for _ in range(FILES_EACH):
        await door.put("s1", token=new_token())
    refused = (await door.put("s1")).status

    other = (await door.put("s2")).status

    assert (refused, other) == (429, 204)


async def test_it_is_possible_again_after_the_window() -> None:
    """Retry-After names the time, and it holds."""
    door = Door()
    for _ in range(FILES_EACH):
        await door.put()
    door.clock.advance(WINDOW_S / 2)
    refused = await door.put()
    retry_after = int(refused.headers["retry-after"])

    door.clock.advance(retry_after)
    again = [(await door.put()).status for _ in range(FILES_EACH + 1)]

    assert retry_after == WINDOW_S / 2
    assert again == [204] * FILES_EACH + [429]


async def test_all_uploads_together_are_bounded() -> None:
    """Many sessions can't fill the memory: an undeclared size counts as the largest."""
    door = Door(max_upload_bytes=BYTES_OF_ALL // 2)

    statuses = [(await door.put(f"s{n}", size=None)).status for n in range(3)]

    assert statuses == [204, 204, 429]


async def test_a_setting_above_the_bound_refuses_in_words() -> None:
    """Even the first file may be more than all together may be; nothing breaks."""
    answer = await Door(max_upload_bytes=BYTES_OF_ALL + 1).put(size=None)

    assert answer.status == 429
    assert int(answer.headers["retry-after"]) == WINDOW_S


@pytest.mark.parametrize(
    ("method", "path"), [("DELETE", "/_stcore/upload_file"), ("PUT", "/api/v1/documents")]
)
async def test_other_requests_are_not_counted(method: str, path: str) -> None:
    """Only uploads to Streamlit's route are bounded here."""
    door = Door()

    statuses = {
        (await door.put(method=method, path=path, size=MOST * 100)).status
        for _ in range(FILES_EACH + 1)
    }

    assert statuses == {204}


async def test_kept_recordings_are_bounded_as_uploads_are() -> None:
    """By size, and by number for one person or, without a cookie, one page."""
    door, person = Door(), new_token()

    async def post(headers: dict[str, str], size: int = 10) -> int:
        told = {"content-length": str(size), **headers}
        scope = scope_of("/recordings", method="POST", headers=told)
        return (await door.send(scope)).status

    assert await post({}, MOST + FRAME_BYTES + 1) == 413
    mine = {"cookie": f"rehearse={person}"}
    assert [await post(mine) for _ in range(FILES_EACH + 1)] == [204] * FILES_EACH + [429]
    page = {"x-rehearse-resume": new_token()}
    assert [await post(page) for _ in range(FILES_EACH + 1)] == [204] * FILES_EACH + [429]
    assert await post({"x-rehearse-resume": new_token()}) == 204


async def test_the_start_of_the_program_passes() -> None:
    """It has no path."""
    seen: list[str] = []

    async def behind(scope: Scope, _: Receive, __: Send) -> None:
        seen.append(scope["type"])

    await call(BoundedUploads(behind, guard=Guard(Policy())), Answer(), {"type": "lifespan"})

    assert seen == ["lifespan"]
