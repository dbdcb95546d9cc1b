"""Uploads of one person are counted in files and bytes, within an hour, in the database."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from src.app import Application
from src.documents.limits import MEGABYTE
from src.documents.uploads import UploadLimits, check_upload
from src.errors import DocumentError, LimitError
from src.models.documents import Upload
from src.models.enums import DocumentKind
from src.storage import open_store
from tests.documents.conftest import library_of
from tests.doubles import FakeClock
from tests.factory import NOON

LIMITS = UploadLimits(files=3, total_bytes=1000)
THREE = UploadLimits(files=3, total_bytes=2 * MEGABYTE)


def at(minutes: int, size: int = 10) -> Upload:
    """Return an upload some minutes after noon."""
    return Upload(at=NOON + timedelta(minutes=minutes), size_bytes=size)


@pytest.mark.parametrize(
    ("earlier", "upload", "wait_min"),
    [
        ([], at(0), None),
        ([at(0), at(1)], at(2), None),
        ([at(0), at(1), at(2)], at(3), 57),
        ([at(0, 500), at(1, 499)], at(2, 2), 58),
        ([at(0, 100), at(1, 800)], at(2, 500), 59),
        ([], at(0, 1001), 60),
    ],
)
def test_an_upload_waits_until_there_is_room(
    earlier: list[Upload], upload: Upload, wait_min: int | None
) -> None:
    """For as long as it takes until enough earlier ones are an hour old."""
    if wait_min is None:
        check_upload(earlier, upload, LIMITS)
        return
    with pytest.raises(LimitError, match=f"Try again in {wait_min} minutes") as caught:
        check_upload(earlier, upload, LIMITS)

    assert caught.value.retry_after_s == wait_min * 60


def test_the_count_holds_over_a_restart_and_ends_after_an_hour(tmp_path: Path) -> None:
    """Files that couldn't be read count too; another person's don't."""
    clock = FakeClock()
    for number in range(3):
        store = open_store(None, tmp_path)
        library = library_of(store, clock, limits=THREE)
        for owner in ("me", "you"):
            library.consents.give(owner)
        if number:
            library.upload("me", DocumentKind.RESUME, "cv.txt", f"words {number}".encode())
        else:
            with pytest.raises(DocumentError):
                library.upload("me", DocumentKind.RESUME, "cv.txt", b" ")
        store.close()
    store = open_store(None, tmp_path)
    library = library_of(store, clock, limits=THREE)

    with pytest.raises(LimitError, match="3 files or 2 MB can be read in an hour"):
        library.upload("me", DocumentKind.RESUME, "cv.txt", b"more")

    assert library.upload("you", DocumentKind.RESUME, "cv.txt", b"more").text == "more"
    clock.advance(3601)
    assert library.upload("me", DocumentKind.RESUME, "cv.txt", b"more").text == "more"
    store.close()


def test_kits_count_with_the_documents_and_what_to_do_is_said(
    build: Callable[..., Application],
) -> None:
    """One limit for all files of a person, also where the file is no kit."""
    app = build(changed={"uploads_per_hour": 2})
    app.library.consents.give("me")
    app.library.upload("me", DocumentKind.RESUME, "cv.txt", b"words")
    app.editor.upload("me", b"id: [")

    with pytest.raises(LimitError, match="or begin with an empty kit") as caught:
        app.editor.upload("me", b"id: more")

    assert caught.value.retry_after_s
    assert len(app.editor.mine("me")) == 1
    assert app.editor.upload("you", b"id: [").draft == "id: ["
