"""A scanner that is set decides: what it doesn't call clean is not read, in seconds."""

import socket
import time
from pathlib import Path

import pytest

from src.documents import ClamScanner, FileDocuments
from src.documents.scanner import NoScanner, Scanner
from src.errors import DocumentError
from tests.documents import clam


def code_of(scanner: Scanner, data: bytes = b"words") -> str:
    """Return what a scanner says: a code, or "clean"."""
    try:
        scanner.check(data)
    except DocumentError as problem:
        return problem.code
    return "clean"


@pytest.mark.parametrize(
    ("behave", "code"),
    [
        (clam.honest, "clean"),
        (clam.in_drops, "clean"),
        (clam.saying(b"stream: OK"), "clean"),
        (clam.saying(b"stream: Some.Name FOUND\0"), "infected"),
        (clam.saying(b"INSTREAM size limit exceeded. ERROR\0"), "not_scanned"),
        (clam.saying(b"stream: lstat() failed ERROR\0"), "not_scanned"),
        (clam.saying(b"UNKNOWN COMMAND\0"), "not_scanned"),
        (clam.saying(b"HTTP/1.1 400 Bad Request\r\n\r\nOK"), "not_scanned"),
        (clam.saying(b"\xff\xfe\x00"), "not_scanned"),
        (clam.saying(b""), "not_scanned"),
        (clam.saying(b"\0stream: OK\0"), "not_scanned"),
        (clam.full, "not_scanned"),
        (clam.silent, "not_scanned"),
        (clam.deaf, "not_scanned"),
        (clam.gone, "not_scanned"),
        (clam.endless, "not_scanned"),
    ],
)
def test_only_clean_is_clean(behave: clam.Behaviour, code: str) -> None:
    """Whatever the daemon does, there is an answer soon."""
    with clam.daemon(behave) as address:
        began = time.monotonic()
        assert code_of(ClamScanner(address, scan_s=0.7), b"words" * 400_000) == code
        assert time.monotonic() - began < 5


def test_a_daemon_at_a_path_is_asked(tmp_path: Path) -> None:
    """With `unix:` before it or without."""
    path = str(tmp_path / "clamd.ctl")
    with clam.daemon(clam.honest, path):
        assert code_of(ClamScanner(path)) == "clean"
        assert code_of(ClamScanner(f"unix:{path}"), b"x" + clam.EICAR) == "infected"


@pytest.mark.parametrize("address", ["/no/such/socket", "127.0.0.1:1", "no-such-host.invalid:1"])
def test_without_a_daemon_nothing_passes(address: str) -> None:
    """The setting asks for a check; it is never skipped."""
    assert code_of(ClamScanner(address, scan_s=2)) == "not_scanned"


def test_an_address_of_the_newer_kind_is_asked() -> None:
    """IPv6 stands in brackets."""
    try:
        server = socket.create_server(("::1", 0), family=socket.AF_INET6)
    except OSError:
        pytest.skip("no IPv6 here")
    with server:
        assert code_of(ClamScanner(f"[::1]:{server.getsockname()[1]}", scan_s=0.3)) == "not_scanned"


def test_where_none_is_set_all_pass() -> None:
    """The twin says nothing."""
    assert code_of(NoScanner(), clam.EICAR) == "clean"


def test_a_file_is_scanned_before_it_is_parsed() -> None:
    """What is infected reaches no parser; what no parser would take reaches no scanner."""
    with clam.daemon(clam.honest) as address:
        documents = FileDocuments(scanner=ClamScanner(address))
        assert documents.read("cv.txt", b"words").text == "words"
        with pytest.raises(DocumentError, match="virus scanner found something"):
            documents.read("cv.txt", clam.EICAR)
        documents.close()
