"""The recruiter's editor: upload, drafts that lose nothing, tabs that overwrite nothing."""

from collections.abc import Callable

import pytest

from src.ai.graders import QuickGraders
from src.errors import KitError, NotFoundError, StaleError, StateError
from src.kits import KitEditor, MemoryKits, Shelf, write_kit
from src.models.kits import OwnKit
from src.models.policy import KitLimits
from src.storage import MemoryStore
from tests.doubles import FakeClock
from tests.factory import behavioural_kit, formula_question, kit, question
from tests.shipped import SHIPPED
from tests.stores import ME, OTHER

GOOD = write_kit(kit(kit_id="mine", title="Mine")).encode()
BAD = GOOD.replace(b"level: 3", b"level: nine", 1)


@pytest.fixture
def editor(clock: FakeClock) -> KitEditor:
    """An editor over an empty store and two shipped kits."""
    return editor_of(clock)


def editor_of(clock: FakeClock, limits: KitLimits | None = None) -> KitEditor:
    """Return an editor with ids that count."""
    store = MemoryStore()
    numbers = iter(range(1, 1000))
    shelf = Shelf(MemoryKits([kit(), behavioural_kit()]), store)
    return KitEditor(
        store, shelf, clock, QuickGraders(), limits or KitLimits(), lambda: f"k-{next(numbers)}"
    )


def test_a_sound_file_is_a_kit_at_once(editor: KitEditor) -> None:
    """And it is its owner's alone."""
    own = editor.upload(ME, GOOD)

    assert own.kit == kit(kit_id="mine", title="Mine")
    assert own.draft is None
    assert [line.title for line in editor.mine(ME)] == ["Mine"]
    assert editor.mine(OTHER) == ()
    with pytest.raises(NotFoundError):
        editor.open(OTHER, own.key)


def test_a_faulty_file_is_kept_as_it_is_with_its_faults(editor: KitEditor) -> None:
    """To be mended here, comments and all."""
    text = BAD.decode() + "# by hand\n"

    own = editor.upload(ME, text.encode())

    assert own.kit is None
    assert own.draft == text
    assert [f.message for f in editor.reading(own).faults] == [
        "Question 1 (q-1): `level` must be a whole number."
    ]
    with pytest.raises(KitError, match="Line 7: Question 1"):
        editor.save(ME, own.key, own.version)
    mended = editor.put(ME, own.key, own.version, ("questions", 0, "level"), 3)
    assert editor.save(ME, own.key, mended.version).kit == kit(kit_id="mine", title="Mine")


def test_no_text_is_refused_and_nothing_is_kept(editor: KitEditor) -> None:
    """The sentence has the line."""
    with pytest.raises(KitError):
        editor.upload(ME, b"\x00\x01")

    assert editor.mine(ME) == ()


@pytest.mark.parametrize("shipped", SHIPPED.all(), ids=lambda found: found.id)
def test_a_download_uploads_again_to_the_equal_kit(clock: FakeClock, shipped: object) -> None:
    """All shipped kits, formulas and queries run."""
    from src.models.content import Kit

    assert isinstance(shipped, Kit)
    editor = editor_of(clock)

    own = editor.upload(ME, editor.file(shipped))

    assert own.kit == shipped


def test_a_file_of_a_kit_that_is_there_becomes_its_draft(editor: KitEditor) -> None:
    """Nothing is written over before the owner says so."""
    first = editor.upload(ME, GOOD)
    changed = write_kit(kit(kit_id="mine", title="Mine, newer")).encode()

    again = editor.upload(ME, changed)

    assert again.key == first.key
    assert again.kit == first.kit
    assert again.draft == changed.decode()
    assert editor.upload(ME, changed) == again
    with pytest.raises(StateError, match="aren't saved"):
        editor.upload(ME, BAD)
    assert editor.save(ME, again.key, again.version).title == "Mine, newer"


def test_the_same_file_again_changes_nothing(editor: KitEditor) -> None:
    """Not even its time."""
    first = editor.upload(ME, GOOD)

    assert editor.upload(ME, GOOD) == first
    assert len(editor.mine(ME)) == 1


def test_a_copy_has_an_id_and_a_title_of_its_own(editor: KitEditor) -> None:
    """Of a shipped kit, and of a copy."""
    one = editor.duplicate(ME, kit())
    two = editor.duplicate(ME, kit())

    assert one.kit is not None
    assert two.kit is not None
    assert (one.kit.id, two.kit.id) == ("backend-1", "backend-2")
    assert one.title == "Backend engineer (copy)"
    assert one.kit.questions == kit().questions


def test_an_empty_kit_says_what_is_missing(editor: KitEditor) -> None:
    """And becomes a kit when it is filled in."""
    own = editor.begin(ME)
    assert editor.reading(own).kit is None
    key = own.key

    def put(own: OwnKit, *path: str | int, value: object) -> OwnKit:
        return editor.put(ME, key, own.version, path, value)

    own = put(own, "title", value="Porter")
    own = put(own, "role", value="porter")
    own = put(own, "questions", 0, "skill", value="guests")
    own = put(own, "questions", 0, "text", value="A guest has lost the key. What do you do?")
    own = put(own, "questions", 0, "points", 0, value={"label": "who", "text": "see who it is"})
    saved = editor.save(ME, key, own.version)

    assert saved.kit is not None
    assert saved.kit.questions[0].points[0].label == "who"
    assert saved.title == "Porter"


def test_two_tabs_never_write_over_one_another(editor: KitEditor) -> None:
    """Whatever the second one does, it is told, and what the first stored stands."""
    own = editor.upload(ME, GOOD)
    first = editor.put(ME, own.key, own.version, ("title",), "From the first tab")
    acts: list[Callable[[], OwnKit]] = [
        lambda: editor.put(ME, own.key, own.version, ("title",), "second"),
        lambda: editor.write(ME, own.key, own.version, "id: x"),
        lambda: editor.write_question(ME, own.key, own.version, 0, "id: ["),
        lambda: editor.add_question(ME, own.key, own.version),
        lambda: editor.move_question(ME, own.key, own.version, 0, 1),
        lambda: editor.remove_question(ME, own.key, own.version, 0),
        lambda: editor.save(ME, own.key, own.version),
        lambda: editor.drop(ME, own.key, own.version),
    ]

    for act in acts:
        with pytest.raises(StaleError):
            act()

    assert editor.open(ME, own.key) == first


def test_a_draft_can_be_dropped(editor: KitEditor) -> None:
    """The kit stands as it was saved last; one that never was is deleted instead."""
    own = editor.upload(ME, GOOD)
    changed = editor.put(ME, own.key, own.version, ("title",), "Other")

    back = editor.drop(ME, own.key, changed.version)

    assert (back.draft, back.kit, back.title) == (None, own.kit, "Mine")
    with pytest.raises(StateError):
        editor.save(ME, own.key, back.version)
    never = editor.upload(ME, BAD.replace(b"id: mine", b"id: other"))
    with pytest.raises(StateError, match="delete it"):
        editor.drop(ME, never.key, never.version)


def test_a_questions_text_that_is_no_yaml_is_kept_beside_the_draft(editor: KitEditor) -> None:
    """Until it is mended, nothing that moves questions and no save is possible."""
    own = editor.upload(ME, GOOD)
    loose = editor.write_question(ME, own.key, own.version, 1, "id: q-2\ntext: [")

    assert editor.question_text(loose, 1) == "id: q-2\ntext: ["
    assert editor.question_faults(editor.question_text(loose, 1))[0].line == 2
    for act in (editor.add_question, editor.save):
        with pytest.raises(StateError, match="question 2"):
            act(ME, own.key, loose.version)
    kept = editor.put(ME, own.key, loose.version, ("title",), "Still mine")
    assert kept.loose == loose.loose

    text = editor.question_text(own, 1).replace("level: 3", "level: 5")
    mended = editor.write_question(ME, own.key, kept.version, 1, text)

    assert mended.loose is None
    saved = editor.save(ME, own.key, mended.version)
    assert saved.kit is not None
    assert saved.kit.questions[1].level == 5


def test_a_text_that_is_no_yaml_is_kept_and_can_be_mended(editor: KitEditor) -> None:
    """Fields can't be changed in it meanwhile."""
    own = editor.upload(ME, GOOD)

    broken = editor.write(ME, own.key, own.version, "id: [")

    assert editor.open(ME, own.key).draft == "id: ["
    assert editor.fields(broken) is None
    with pytest.raises(StateError, match="no YAML"):
        editor.put(ME, own.key, broken.version, ("title",), "x")
    assert broken.title == "Mine"


def test_a_question_that_can_not_be_graded_is_a_fault_with_its_line(editor: KitEditor) -> None:
    """References are run when a kit is read."""
    hostile = formula_question('=REPT("x",3E9)')
    own = editor.upload(ME, write_kit(kit(question(), hostile, kit_id="hostile")).encode())

    (fault,) = editor.reading(own).faults

    assert own.kit is None
    assert "`expected` answer can't be run" in fault.message
    assert fault.line is not None
    assert str(own.draft).splitlines()[fault.line - 1].strip().startswith("expected:")
    alone = editor.question_faults(editor.question_text(own, 1))
    assert "can't be run" in alone[0].message


def test_a_save_can_not_take_another_own_kits_id(editor: KitEditor) -> None:
    """A shipped one's it can: it stands in its place for the owner."""
    editor.upload(ME, GOOD)
    copy = editor.duplicate(ME, kit())
    taken = editor.put(ME, copy.key, copy.version, ("id",), "mine")

    with pytest.raises(KitError, match="another kit with the id mine"):
        editor.save(ME, copy.key, taken.version)

    shadow = editor.put(ME, copy.key, taken.version, ("id",), "backend")
    assert editor.save(ME, copy.key, shadow.version).kit is not None


def test_so_many_kits_and_bytes_are_enough(clock: FakeClock) -> None:
    """The sentence says what to do."""
    few = editor_of(clock, KitLimits(most=2))
    few.duplicate(ME, kit())
    few.duplicate(ME, kit())
    with pytest.raises(KitError, match="Delete one"):
        few.duplicate(ME, kit())
    few.duplicate(OTHER, kit())

    small = editor_of(clock, KitLimits(most_bytes=100_000))
    own = small.upload(ME, GOOD)
    with pytest.raises(KitError, match="altogether"):
        small.write(ME, own.key, own.version, "#" * 110_000)
    assert small.open(ME, own.key) == own


def test_a_deleted_kit_is_gone(editor: KitEditor) -> None:
    """For its owner; nobody else can delete it."""
    own = editor.upload(ME, GOOD)
    with pytest.raises(NotFoundError):
        editor.delete(OTHER, own.key)

    editor.delete(ME, own.key)

    assert editor.mine(ME) == ()


def test_a_hostile_title_is_a_title(editor: KitEditor) -> None:
    """Without what a database or a page can't hold."""
    own = editor.upload(ME, b'id: x\ntitle: "a\\0b\\u200bc"\nquestions: 1\n')

    assert own.title == "abc"
    assert editor.upload(ME, b"just words").title == "Kit without a title"


def test_advice_and_samples_come_from_our_own_graders(editor: KitEditor) -> None:
    """The same each time they are asked for."""
    one = kit(question())

    found = editor.advise(one)

    assert any("level" in advice.message for advice in found)
    assert editor.advise(one) is found
    samples = editor.samples(one.questions[0])
    assert samples.strong is not None
    assert samples.weak is not None
    assert samples.strong > samples.weak
