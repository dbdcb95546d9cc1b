"""Choice by meaning: vectors from the database, and those that are missing made in the background.

A shipped kit's questions are turned into vectors once; they belong to nobody. A person's own
questions and the lines of their job and résumé belong to them, and go with the interview that they
were made for: what one person's texts were turned into is never looked up for another.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from src.ai.orchestrator.desk import Desk
from src.models.calls import EmbedRequest
from src.models.content import Near, Question
from src.models.documents import Profile
from src.ports import UnitOfWork

NOBODY = "kits"
"""In the owner's place for texts of shipped kits, which everybody can read."""
BATCH = 64
MOST_LINES = 60
LINE_CHARS, QUESTION_CHARS = 300, 600
DEADLINE_S = 10.0
BY_WORDS = "The AI service can't compare meanings just now, so the questions were chosen by words."


@dataclass(frozen=True)
class Known:
    """What vectors tell, and the texts that have none yet.

    `questions` are by who owns their vectors; `rests` where the missing ones can't be made now.
    """

    rests: bool
    near: Mapping[str, Near] = field(default_factory=dict)
    questions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lines: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Say whether nothing is missing."""
        return not any(self.questions.values()) and not self.lines


def known(
    desk: Desk, owner_id: str, pools: Mapping[str, Sequence[Question]], profile: Profile
) -> Known | None:
    """Return what the stored vectors tell of questions; None where nothing is to be compared.

    `pools` are by whose they are: `NOBODY`'s, or the owner's own.
    """
    maker = desk.gateway.embedder(owner_id)
    texts = {whose: {q.id: text_of(q) for q in pool} for whose, pool in pools.items()}
    lines = lines_of(profile)
    if maker is None or not lines or not any(texts.values()):
        return None
    with desk.store.unit() as unit:
        asked = {
            whose: _stored(unit, whose, maker.name, tuple(pool.values()))
            for whose, pool in texts.items()
        }
        told = _stored(unit, owner_id, maker.name, tuple(lines))
    unasked = {whose: _missing(pool.values(), asked[whose]) for whose, pool in texts.items()}
    untold = _missing(lines, told)
    if any(unasked.values()) or untold:
        return Known(maker.rests, questions=unasked, lines=untold)
    vectors = {
        key: asked[whose][text] for whose, pool in texts.items() for key, text in pool.items()
    }
    near = desk.nearness(vectors, told)
    whole = {key: Near(line=lines[found.line], share=found.share) for key, found in near.items()}
    return Known(maker.rests, whole)


def _missing(texts: Iterable[str], stored: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the texts that have no vector yet, each once."""
    return tuple(dict.fromkeys(text for text in texts if text not in stored))


def text_of(question: Question) -> str:
    """Return what a question is about, as it is turned into a vector."""
    about = ", ".join((question.skill, *question.tags))
    return f"{about}: {question.text}"[:QUESTION_CHARS]


def lines_of(profile: Profile) -> dict[str, str]:
    """Return what a job asks for and a résumé names, each once, by its text for a vector."""
    found: dict[str, str] = {}
    for line in (*(r.text for r in profile.requirements), *profile.skills):
        if cut := line.strip()[:LINE_CHARS]:
            found.setdefault(cut, line)
    return dict(islice(found.items(), MOST_LINES))


def _stored(
    unit: UnitOfWork, owner_id: str, embedder: str, texts: Sequence[str]
) -> dict[str, bytes]:
    by_hash = {sha256_of(text): text for text in texts}
    found = unit.vectors.get(owner_id, embedder, tuple(by_hash))
    return {text: found[key] for key, text in by_hash.items() if key in found}


async def complete(desk: Desk, owner_id: str, interview_id: str, missing: Known) -> bool:
    """Make the missing vectors and keep them; False where the server has none.

    Raises `ModelError` where they could not be made just now.
    """
    for whose, texts in (*missing.questions.items(), (owner_id, missing.lines)):
        for start in range(0, len(texts), BATCH):
            batch = texts[start : start + BATCH]
            if not await _made(desk, owner_id, interview_id, whose, batch):
                return False
    return True


async def _made(
    desk: Desk, owner_id: str, interview_id: str, whose: str, texts: tuple[str, ...]
) -> bool:
    request = EmbedRequest(
        texts=texts, owner_id=owner_id, interview_id=interview_id, deadline_s=DEADLINE_S
    )
    made = await desk.gateway.embed(request)
    if made is None:
        return False
    rows = {sha256_of(text): v for text, v in zip(texts, made.vectors, strict=True)}
    under = None if whose == NOBODY else interview_id
    await desk.store.write(lambda unit: unit.vectors.put(whose, made.model, rows, under))
    return True


def sha256_of(text: str) -> str:
    """Return the hash that a text's vector is kept under."""
    return hashlib.sha256(text.encode()).hexdigest()
