"""What a model read, held against the lines that it names: what isn't there is dropped. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from src.ai.claims.periods import periods_in, points_in
from src.ai.profile.figures import value_of
from src.ai.profile.names import FULL_TIME, PART_TIME
from src.ai.profile.private import without_person
from src.ai.profile.sayings import speaks_to_a_reader
from src.ai.profile.sections import Row, rows_of
from src.models.enums import FactKind, ReadBy
from src.models.reading import Fact, JobItem, Reading, When
from src.models.replies import JobReply, ReadFact, ReadItem, ResumeReply
from src.text import find_quote, normalise

BESIDE = 3
"""Lines round the named one in which employer and dates of the same entry may stand."""
MOST_FACTS = 200
MOST_ITEMS = 16
TEXT, PLACE = 300, 200
_WHEN = re.compile(r"^((?:19|20)\d\d)(?:-(\d\d))?$")
_AMOUNT = re.compile(r"\d[\d.,' ]*")


@lru_cache(maxsize=16)
def resume_rows(text: str) -> tuple[Row, ...]:
    """Return the lines of a résumé that tell something, its person left out."""
    return tuple(rows_of(without_person(text).text))


@dataclass(frozen=True)
class _Source:
    """The lines that may hold a fact, by number."""

    lines: dict[int, str]

    def around(self, no: int) -> list[str]:
        """Return the named line first, then those beside it, nearest first."""
        order = sorted(range(no - BESIDE, no + BESIDE + 1), key=lambda at: (abs(at - no), at))
        return [self.lines[at] for at in order if at in self.lines]


def checked_resume(reply: ResumeReply, text: str, engine: str) -> Reading:
    """Return the facts that stand in the lines they name, and how many were claimed."""
    source = _Source({row.no: row.text for row in resume_rows(text)})
    found = [_fact(each, source) for each in reply.facts]
    kept = {fact.key: fact for fact in found if fact is not None}
    return Reading(
        engine=engine,
        facts=tuple(kept.values())[:MOST_FACTS],
        claimed=len(reply.facts),
        found=sum(fact is not None for fact in found),
    )


def _fact(said: ReadFact, source: _Source) -> Fact | None:
    """Return a fact all of whose parts stand in the text, None where one doesn't."""
    line = source.lines.get(said.line)
    if line is None or find_quote(said.text, line) is None:
        return None
    around = source.around(said.line)
    start, end = _when(said.start), _when(said.end)
    if (said.start and start is None) or (said.end and end is None and not said.ongoing):
        return None
    if said.place and not any(find_quote(said.place, each) for each in around):
        return None
    if not _dated(start, end, around, ongoing=said.ongoing):
        return None
    if said.quantity and find_quote(said.quantity, line) is None:
        return None
    return _made(said, line, start, end)


def _made(said: ReadFact, line: str, start: When | None, end: When | None) -> Fact:
    amount = _AMOUNT.search(said.quantity or "")
    is_achievement = said.kind is FactKind.ACHIEVEMENT
    return Fact(
        kind=said.kind,
        text=said.text.strip()[:TEXT],
        place=(said.place or "").strip()[:PLACE],
        start=start,
        end=None if said.ongoing else end,
        ongoing=said.ongoing,
        part=PART_TIME.search(line) is not None and FULL_TIME.search(line) is None,
        quantity=(said.quantity or "") if is_achievement else "",
        value=value_of(amount.group().strip(" .,'")) if amount and is_achievement else None,
        line_no=said.line,
        line=line[:TEXT],
        by=ReadBy.MODEL,
    )


def _when(text: str | None) -> When | None:
    found = _WHEN.match(text or "")
    if found is None or (found[2] and not 1 <= int(found[2]) <= 12):  # noqa: PLR2004 - months
        return None
    return When(year=int(found[1]), month=int(found[2]) if found[2] else None)


def _dated(start: When | None, end: When | None, around: Sequence[str], *, ongoing: bool) -> bool:
    """Say whether the dates stand in the lines; a model may drop a month, but not make one up."""
    dates = [when for line in around for when in _dates(line)]
    if any(w is not None and not any(_covers(d, w) for d in dates) for w in (start, end)):
        return False
    return not ongoing or any(p.ongoing for line in around for p in periods_in(line)) or not start


def _dates(line: str) -> Iterator[When]:
    for period in periods_in(line):
        yield period.start
        if period.end is not None:
            yield period.end
    yield from (point.when for point in points_in(line))


def _covers(written: When, claimed: When) -> bool:
    return written.year == claimed.year and claimed.month in {None, written.month}


def checked_job(reply: JobReply, text: str, engine: str) -> Reading:
    """Return the requirements that stand in the lines they name, and how many were claimed."""
    lines = {
        no: line
        for no, line in enumerate(text.split("\n"), start=1)
        if line.strip() and not _is_aimed(line)
    }
    found = [_item(each, lines) for each in reply.requirements]
    kept = {item.key: item for item in found if item is not None}
    return Reading(
        engine=engine,
        items=tuple(kept.values())[:MOST_ITEMS],
        claimed=len(reply.requirements),
        found=sum(item is not None for item in found),
    )


def _is_aimed(line: str) -> bool:
    """Say whether a job's line speaks to a model; "you" is what a job says to a person."""
    plain = re.sub(r"\b(?:you|your|yours|yourself)\b", "", normalise(line))
    return speaks_to_a_reader(plain)


def _item(said: ReadItem, lines: dict[int, str]) -> JobItem | None:
    line = lines.get(said.line)
    quote = find_quote(said.text, line) if line else None
    if quote is None:
        return None
    return JobItem(text=quote[:TEXT], must=said.must, line_no=said.line, by=ReadBy.MODEL)
