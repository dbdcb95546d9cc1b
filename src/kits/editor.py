"""The recruiter's editor: own kits from upload to the shelf, and the drafts in between.

A draft is text. It is stored with every change, valid or not, and becomes the kit by `save` alone.
Each change names the version that its page showed: what another tab saved is never written over.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from src.errors import KitError, StaleError, StateError
from src.kits import drafts
from src.kits.bounds import without_unseen
from src.kits.loader import inspect, plain_of, question_of
from src.kits.quality import Quality, samples_of
from src.kits.receiving import text_of
from src.kits.recent import Recent
from src.kits.references import Grading, References
from src.kits.writing import write_kit, write_plain
from src.models.content import Kit, Question
from src.models.kits import Advice, Fault, KitLine, Loose, OwnKit, Reading, SampleScores
from src.models.policy import KitLimits
from src.ports import Clock, Kits, Store, UnitOfWork

MOST_TITLE = 100
UNNAMED = "Kit without a title"
UNSAVED = "“{}” has changes that aren't saved yet. Save or drop them, then upload again."
TAKEN = "You have another kit with the id {} already; give this one another `id`."
NO_DRAFT = "There is nothing to save: no change was made."
LOOSE = "Mend or drop the text of question {} first; it is no YAML just now."
NO_FIELDS = "This text is no YAML just now; mend it as text first."
FULL = "You have {} kits of your own, and that is the most. Delete one that you don't need."
HEAVY = "Your kits would take more than {:.0f} MB altogether. Delete one that you don't need."

PASTE_KIT = "begin with an empty kit and paste the whole file into it"

Change = Callable[[drafts.Fields], drafts.Fields]


class KitEditor:
    """Keeps, reads, changes and judges the kits of people's own."""

    def __init__(
        self, store: Store, kits: Kits, clock: Clock, grading: Grading, limits: KitLimits,
        new_id: Callable[[], str], count: Callable[[str, int], None] = lambda *_: None,
    ) -> None:  # fmt: skip
        self._store = store
        self._kits = kits
        self._clock = clock
        self._grading = grading
        self._limits = limits
        self._new_id = new_id
        self._count = count
        self._references = References(grading, clock.monotonic)
        self._quality = Quality(grading)
        self._readings: Recent[str, Reading] = Recent()
        self._fields: Recent[str, drafts.Fields | None] = Recent()
        self._advice: Recent[str, tuple[Advice, ...]] = Recent()
        self._samples: Recent[str, SampleScores] = Recent(1000)

    def mine(self, owner_id: str) -> tuple[KitLine, ...]:
        """Return what the list shows of the owner's kits, the one changed last first."""
        with self._store.unit() as unit:
            return unit.kits.list(owner_id)

    def open(self, owner_id: str, key: str) -> OwnKit:
        """Return a kit of the owner's or raise `NotFoundError`."""
        with self._store.unit() as unit:
            return unit.kits.get(owner_id, key)

    def upload(self, owner_id: str, data: bytes) -> OwnKit:
        """Keep a file: a sound one as a kit, any other text as a draft that can be mended.

        A file with the id of an own kit becomes that kit's draft. Raises `KitError` with the line
        where it is no text, `StateError` where that kit has unsaved changes, and `LimitError` for
        too many files in an hour.
        """
        self._count(owner_id, len(data))
        text = text_of(data)
        reading = self.inspect(text)
        named = reading.kit.id if reading.kit else str((self._plain(text) or {}).get("id", ""))
        before = next((line for line in self.mine(owner_id) if line.kit_id == named), None)
        if before is not None:
            return self._uploaded_again(owner_id, before, text, reading)
        draft = None if reading.kit else text
        return self._add(owner_id, reading.kit, draft)

    def _uploaded_again(
        self, owner_id: str, line: KitLine, text: str, reading: Reading
    ) -> OwnKit:  # fmt: skip
        own = self.open(owner_id, line.key)
        if own.draft == text or (own.draft is None and reading.kit == own.kit):
            return own
        if own.draft is not None:
            raise StateError(UNSAVED.format(own.title))
        return self._keep(owner_id, own, {"draft": text})

    def begin(self, owner_id: str) -> OwnKit:
        """Keep a new, empty kit as a draft."""
        taken = {str(line.kit_id) for line in self.mine(owner_id)}
        fields = drafts.starter(drafts.free_id("my-kit", taken))
        return self._add(owner_id, None, write_plain(fields))

    def duplicate(self, owner_id: str, kit: Kit) -> OwnKit:
        """Keep a copy of a kit, shipped or own, under an id of its own."""
        taken = {other.id for other in self._kits.all(owner_id)}
        title = f"{kit.title[: MOST_TITLE - 7]} (copy)"
        copy = kit.model_copy(update={"id": drafts.free_id(kit.id, taken), "title": title})
        return self._add(owner_id, copy, None)

    def _add(self, owner_id: str, kit: Kit | None, draft: str | None) -> OwnKit:
        now = self._clock.now()
        own = OwnKit(
            key=self._new_id(),
            kit=kit,
            draft=draft,
            title=self._title(kit, draft),
            created_at=now,
            updated_at=now,
        )
        with self._store.unit(write=True) as unit:
            self._check_room(unit, owner_id, own)
            unit.kits.add(owner_id, own)
            unit.commit()
        return own

    def _check_room(self, unit: UnitOfWork, owner_id: str, own: OwnKit) -> None:
        others = [line for line in unit.kits.list(owner_id) if line.key != own.key]
        if len(others) >= self._limits.most:
            raise KitError(FULL.format(len(others)))
        if sum(line.size_bytes for line in others) + own.line.size_bytes > self._limits.most_bytes:
            raise KitError(HEAVY.format(self._limits.most_bytes / 1e6))
        ids = {line.kit_id for line in others}
        if own.kit is not None and own.kit.id in ids:
            raise KitError(TAKEN.format(own.kit.id))

    def inspect(self, text: str) -> Reading:
        """Return the kit in a text, or everything that keeps it from being used."""
        return self._readings.get(text, lambda: inspect(text, self._references))

    def reading(self, own: OwnKit) -> Reading:
        """Return a kit as it stands: its draft as it reads, else what was saved."""
        return Reading(kit=own.kit) if own.draft is None else self.inspect(own.draft)

    def text(self, own: OwnKit) -> str:
        """Return the YAML of a kit as it stands, its draft where there is one."""
        if own.draft is not None:
            return own.draft
        return write_kit(own.kit) if own.kit is not None else ""

    def file(self, kit: Kit) -> bytes:
        """Return a kit as the file that uploads to the same kit again."""
        return write_kit(kit).encode()

    def fields(self, own: OwnKit) -> drafts.Fields | None:
        """Return the plain fields of a kit as it stands, None where its draft is no YAML."""
        return self._plain(self.text(own))

    def _plain(self, text: str) -> drafts.Fields | None:
        return self._fields.get(text, lambda: plain_of(text))

    def write(self, owner_id: str, key: str, version: int, text: str) -> OwnKit:
        """Take a whole text as the draft."""
        own = self._shown(owner_id, key, version)
        return self._keep(owner_id, own, {"draft": text, "loose": None})

    def put(
        self, owner_id: str, key: str, version: int, path: drafts.Path, value: object
    ) -> OwnKit:
        """Set one value of the draft, such as ("questions", 0, "level"); None takes it out."""
        return self._change(
            owner_id, key, version, lambda f: drafts.put(f, path, value), keeps_places=True
        )

    def write_question(
        self, owner_id: str, key: str, version: int, at: int, text: str
    ) -> OwnKit:  # fmt: skip
        """Take the YAML of one question; where it is none it is kept beside the draft."""
        fields, _ = question_of(text)
        if fields is None:
            own = self._shown(owner_id, key, version)
            draft = self.text(own)
            return self._keep(owner_id, own, {"draft": draft, "loose": Loose(at=at, text=text)})

        def change(whole: drafts.Fields) -> drafts.Fields:
            return drafts.put(whole, ("questions", at), fields)

        return self._change(owner_id, key, version, change, drops_loose=True)

    def question_text(self, own: OwnKit, at: int) -> str:
        """Return the YAML of a question as it was typed last."""
        if own.loose is not None and own.loose.at == at:
            return own.loose.text
        asked = drafts.questions_of(self.fields(own) or {})
        return write_plain(asked[at]) if 0 <= at < len(asked) else ""

    def question_faults(self, text: str) -> tuple[Fault, ...]:
        """Return what is wrong with the YAML of one question, lines counted in it."""
        fields, faults = question_of(text)
        if fields is None or faults:
            return faults
        wrong = self._references([Question.model_validate(fields)])
        return tuple(Fault(message=f"{why[0].upper()}{why[1:]}") for _, why in wrong)

    def add_question(
        self, owner_id: str, key: str, version: int, like: int | None = None
    ) -> OwnKit:  # fmt: skip
        """Put one question more into the draft: an empty one, or a copy of the one `like`."""
        return self._change(owner_id, key, version, lambda f: drafts.added(f, like))

    def remove_question(self, owner_id: str, key: str, version: int, at: int) -> OwnKit:
        """Take a question out of the draft."""
        return self._change(owner_id, key, version, lambda f: drafts.removed(f, at))

    def move_question(self, owner_id: str, key: str, version: int, at: int, to: int) -> OwnKit:
        """Put a question of the draft to another place."""
        return self._change(owner_id, key, version, lambda f: drafts.moved(f, at, to))

    def save(self, owner_id: str, key: str, version: int) -> OwnKit:
        """Make the draft the kit; raises `KitError` with the first line where it can't be one."""
        own = self._shown(owner_id, key, version)
        if own.draft is None:
            raise StateError(NO_DRAFT)
        if own.loose is not None:
            raise StateError(LOOSE.format(own.loose.at + 1))
        reading = self.inspect(own.draft)
        if reading.kit is None:
            first = reading.faults[0]
            raise KitError(first.told, line=first.line)
        return self._keep(owner_id, own, {"kit": reading.kit, "draft": None})

    def drop(self, owner_id: str, key: str, version: int) -> OwnKit:
        """Let the draft go; the kit stands as it was saved last."""
        own = self._shown(owner_id, key, version)
        if own.kit is None:
            raise StateError("This kit was never saved; delete it instead.")
        return self._keep(owner_id, own, {"draft": None, "loose": None})

    def delete(self, owner_id: str, key: str) -> None:
        """Delete a kit with its draft; interviews keep the copy that they were held with."""
        with self._store.unit(write=True) as unit:
            unit.kits.delete(owner_id, key)
            unit.commit()

    def advise(self, kit: Kit) -> tuple[Advice, ...]:
        """Return what would make a kit better; it takes a moment, once for each text."""
        shipped = self._kits.shipped()
        return self._advice.get(kit.model_dump_json(), lambda: self._quality.advise(kit, shipped))

    def samples(self, question: Question) -> SampleScores:
        """Return what our graders give a question's sample answers, or its key."""
        return self._samples.get(
            question.model_dump_json(), lambda: samples_of(question, self._grading)
        )

    def _shown(self, owner_id: str, key: str, version: int) -> OwnKit:
        own = self.open(owner_id, key)
        if own.version != version:
            raise StaleError
        return own

    def _change(
        self, owner_id: str, key: str, version: int, change: Change, *,
        drops_loose: bool = False, keeps_places: bool = False,
    ) -> OwnKit:  # fmt: skip
        own = self._shown(owner_id, key, version)
        fields = self.fields(own)
        if fields is None:
            raise StateError(NO_FIELDS)
        if own.loose is not None and not keeps_places and not drops_loose:
            raise StateError(LOOSE.format(own.loose.at + 1))
        changes: dict[str, object] = {"draft": write_plain(change(fields))}
        if drops_loose:
            changes["loose"] = None
        return self._keep(owner_id, own, changes)

    def _keep(self, owner_id: str, own: OwnKit, changes: Mapping[str, object]) -> OwnKit:
        changed = own.model_copy(update={**changes, "updated_at": self._now_after(own)})
        changed = changed.model_copy(update={"title": self._title(changed.kit, changed.draft)})
        with self._store.unit(write=True) as unit:
            self._check_room(unit, owner_id, changed)
            saved = unit.kits.save(owner_id, changed)
            unit.commit()
        return saved

    def _now_after(self, own: OwnKit) -> datetime:
        return max(self._clock.now(), own.updated_at)

    def _title(self, kit: Kit | None, draft: str | None) -> str:
        """Return what a list calls a kit: the saved title, else the draft's."""
        if kit is not None:
            return kit.title
        said = (self._plain(draft or "") or {}).get("title")
        return " ".join(without_unseen(str(said)).split())[:MOST_TITLE] if said else UNNAMED
