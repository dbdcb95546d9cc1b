"""Following a turn's words as they come: in this process, or recorded for tests and replay."""

import threading
import time
from collections.abc import Callable, Iterator

from src.ports import Piece, PieceKind

KEPT_S = 30.0
MOST_KEYS = 5000
ASK_S = 1.0


class _Stream:
    """The pieces of one key. `first` is where a new follower begins.

    That is after the last restart, and after the end of an attempt that is made again.
    """

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.first = 0
        self.done_at: float | None = None
        self.changed = threading.Condition()

    def add(self, piece: Piece) -> None:
        with self.changed:
            if self.done_at is not None:
                if piece.kind is PieceKind.DONE:
                    return
                # A new attempt under the same key: who follows from now on shall not see the old
                # words.
                self.first, self.done_at = len(self.pieces), None
            self.pieces.append(piece)
            if piece.kind is PieceKind.RESTART:
                self.first = len(self.pieces)
            if piece.kind is PieceKind.DONE:
                self.done_at = time.monotonic()
            self.changed.notify_all()


class LiveListeners:
    """Listeners within this process; a slow follower never holds up who publishes."""

    def __init__(self) -> None:
        self._streams: dict[str, _Stream] = {}
        self._lock = threading.Lock()

    def publish(self, key: str, piece: Piece) -> None:
        """Give a piece to all that follow, and keep it for those that come late."""
        self._stream(key).add(piece)

    def _stream(self, key: str) -> _Stream:
        with self._lock:
            if key not in self._streams:
                self._forget()
                self._streams[key] = _Stream()
            return self._streams[key]

    def _forget(self) -> None:
        """Drop what ended a while ago, and the oldest where there are too many."""
        now = time.monotonic()
        old = [k for k, s in self._streams.items() if s.done_at and now - s.done_at > KEPT_S]
        for key in old:
            del self._streams[key]
        while len(self._streams) >= MOST_KEYS:
            del self._streams[next(iter(self._streams))]

    def follow(
        self, key: str, timeout_s: float, still: Callable[[], bool] = lambda: True
    ) -> Iterator[Piece]:
        """Yield what was said since the last restart and what comes, to its end."""
        stream = self._stream(key)
        at, until = stream.first, time.monotonic() + timeout_s
        while True:
            with stream.changed:
                if at >= len(stream.pieces):
                    # Not for the whole time: `still` is asked now and then, because the workflow
                    # may end without a word, as when its process was killed.
                    stream.changed.wait(ASK_S)
                new = stream.pieces[at:]
            # Outside the lock: a slow reader would hold up the interviewer's next word.
            for piece in new:
                yield piece
                if piece.kind is PieceKind.DONE:
                    return
            at += len(new)
            if new:
                until = time.monotonic() + timeout_s
            elif time.monotonic() > until or not still():
                return


class RecordedListeners:
    """The twin: keeps every piece in order and gives back what there is."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, Piece]] = []

    def publish(self, key: str, piece: Piece) -> None:
        """Record a piece."""
        self.heard.append((key, piece))

    def follow(
        self,
        key: str,
        timeout_s: float,  # noqa: ARG002
        still: Callable[[], bool] = lambda: True,  # noqa: ARG002
    ) -> Iterator[Piece]:
        """Yield what was recorded of the latest attempt, to its end."""
        stream = _Stream()
        for at, piece in self.heard:
            if at == key:
                stream.add(piece)
        for piece in stream.pieces[stream.first :]:
            yield piece
            if piece.kind is PieceKind.DONE:
                return
