"""How much one person may give to be read within an hour. Pure; the counts are in the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from src.documents.limits import MEGABYTE
from src.errors import LimitError
from src.models.documents import Upload

HOUR = timedelta(hours=1)
MINUTE_S = 60


@dataclass(frozen=True)
class UploadLimits:
    """Files and bytes within an hour."""

    files: int = 30
    total_bytes: int = 100 * MEGABYTE


PASTE = "paste the text"
"""What can be done instead of waiting."""


def check_upload(
    earlier: Sequence[Upload], upload: Upload, limits: UploadLimits, instead: str = PASTE
) -> None:
    """Raise `LimitError` where an upload is too many or too much after the hour's earlier ones.

    It carries the seconds until enough of those are an hour old, and says what to do `instead`.
    """
    for forgotten in range(len(earlier) + 1):
        counted = [upload, *earlier[forgotten:]]
        total = sum(each.size_bytes for each in counted)
        if len(counted) <= limits.files and total <= limits.total_bytes:
            if not forgotten:
                return
            wait = earlier[forgotten - 1].at + HOUR - upload.at
            raise _too_many(limits, wait.total_seconds(), instead)
    raise _too_many(limits, HOUR.total_seconds(), instead)


def _too_many(limits: UploadLimits, wait_s: float, instead: str) -> LimitError:
    minutes = max(1, round(wait_s / MINUTE_S))
    most = f"{limits.files} files or {limits.total_bytes // MEGABYTE} MB"
    when = "1 minute" if minutes == 1 else f"{minutes} minutes"
    return LimitError(
        f"{most} can be read in an hour. Try again in {when}, or {instead}.",
        retry_after_s=wait_s,
    )
