"""A reading with what its owner changed: corrected, added, taken out, overruled. Pure."""

from collections.abc import Sequence

from src.ai.profile.requirements import Asked
from src.models.documents import Requirement
from src.models.enums import MatchState, ReadBy
from src.models.reading import Edits, Fact, ItemEdit, JobItem, Reading

YOU_SAY = "You say so."


def facts_of(read: Reading, edits: Edits) -> tuple[Fact, ...]:
    """Return the facts as their owner left them, in the order of the lines, added ones last."""
    known = {fact.key: fact for fact in read.facts}
    kept = [(key, _corrected(fact, edits.facts.get(key, fact))) for key, fact in known.items()]
    added = [(key, fact) for key, fact in edits.facts.items() if key not in known]
    left = [(key, fact) for key, fact in (*kept, *added) if fact is not None]
    return tuple(fact.model_copy(update={"edit_key": key}) for key, fact in left)


def _corrected(read: Fact, edit: Fact | None) -> Fact | None:
    """Return an edited fact with the line that it was read from."""
    if edit is None or edit is read:
        return edit
    return edit.model_copy(update={"line_no": read.line_no, "line": read.line})


def items_of(read: Reading, edits: Edits) -> tuple[tuple[str, JobItem], ...]:
    """Return what the job asks for as its owner left it, each with its key; musts first."""
    known = {item.key: item for item in read.items}
    found = [(key, _item(item, edits.items.get(key, item))) for key, item in known.items()]
    found += [(key, _item(None, edit)) for key, edit in edits.items.items() if key not in known]
    left = [(key, item) for key, item in found if item is not None]
    return tuple(sorted(left, key=lambda pair: not pair[1].must))


def _item(read: JobItem | None, edit: ItemEdit | JobItem | None) -> JobItem | None:
    if edit is None or isinstance(edit, JobItem):
        return edit
    changed = read is None or (edit.text, edit.must) != (read.text, read.must)
    by = ReadBy.YOURS if changed or read is None else read.by
    return JobItem(text=edit.text, must=edit.must, line_no=read.line_no if read else None, by=by)


def asked_of(items: Sequence[tuple[str, JobItem]]) -> list[Asked]:
    """Return what is to be matched."""
    return [Asked(item.text, must=item.must) for _, item in items]


def overruled(
    items: Sequence[tuple[str, JobItem]],
    matched: Sequence[Requirement],
    edits: Edits,
    resume_id: str | None,
) -> tuple[Requirement, ...]:
    """Return the requirements with key and line, and the match that their owner gave instead."""
    return tuple(
        _overruled(key, item, found, edits.items.get(key), resume_id)
        for (key, item), found in zip(items, matched, strict=True)
    )


def _overruled(
    key: str, item: JobItem, found: Requirement, edit: ItemEdit | None, resume_id: str | None
) -> Requirement:
    told = {"key": key, "job_line_no": item.line_no, "yours": item.by is ReadBy.YOURS}
    if edit is not None and edit.match is not None and edit.resume_id == resume_id:
        told |= {"match": edit.match, "yours": True}
        if edit.match is MatchState.NOT_FOUND:
            told |= {"resume_line": None, "resume_line_no": None}
        elif found.resume_line is None:
            told |= {"resume_line": YOU_SAY}
    return found.model_copy(update=told)
