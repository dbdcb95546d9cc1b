"""What all stores promise of people's own kits, and of the copies that interviews keep."""

from datetime import timedelta

import pytest

from src.errors import NotFoundError, StaleError, StorageError
from src.models.content import Kit
from src.models.kits import Loose, OwnKit
from src.ports import Store
from tests.factory import NOON, behavioural_kit, kit
from tests.stores import ME, OTHER, write


def own(key: str = "k-1", one: Kit | None = None, **fields: object) -> OwnKit:
    """Return an own kit that was saved whole."""
    made = one or kit()
    values: dict[str, object] = {"title": made.title, "created_at": NOON, "updated_at": NOON}
    return OwnKit.model_validate({"key": key, "kit": made} | values | fields)


def draft(key: str = "k-2") -> OwnKit:
    """Return a kit that was never saved whole."""
    return OwnKit(
        key=key,
        draft="id: [",
        loose=Loose(at=1, text="x: ["),
        title="Under way",
        created_at=NOON,
        updated_at=NOON + timedelta(hours=1),
    )


def test_a_kit_comes_back_as_it_was(store: Store) -> None:
    """With its draft, the question under way, and its times."""
    write(store, lambda u: u.kits.add(ME, own()), lambda u: u.kits.add(ME, draft()))

    with store.unit() as unit:
        assert unit.kits.get(ME, "k-1") == own()
        assert unit.kits.get(ME, "k-2") == draft()


def test_a_list_tells_what_there_is_the_latest_first(store: Store) -> None:
    """Without the kits' bodies."""
    write(store, lambda u: u.kits.add(ME, own()), lambda u: u.kits.add(ME, draft()))

    with store.unit() as unit:
        under_way, saved = unit.kits.list(ME)

    assert (under_way.kit_id, under_way.has_draft, under_way.title) == (None, True, "Under way")
    assert (saved.kit_id, saved.has_draft, saved.questions) == ("backend", False, 5)
    assert saved.size_bytes > 1000


def test_a_kit_is_its_owners_alone(store: Store) -> None:
    """Others can't read, list, save or delete it, and the words are the same as for none."""
    write(store, lambda u: u.kits.add(ME, own()))

    with store.unit() as unit:
        assert unit.kits.list(OTHER) == ()
        with pytest.raises(NotFoundError):
            unit.kits.get(OTHER, "k-1")
    for act in ("save", "delete"):
        with pytest.raises(NotFoundError), store.unit(write=True) as unit:
            unit.kits.save(OTHER, own()) if act == "save" else unit.kits.delete(OTHER, "k-1")
    with store.unit() as unit:
        assert unit.kits.get(ME, "k-1") == own()


def test_two_people_can_have_kits_of_one_id(store: Store) -> None:
    """The id in the file is the author's affair."""
    write(store, lambda u: u.kits.add(ME, own("k-1")), lambda u: u.kits.add(OTHER, own("k-2")))

    with store.unit() as unit:
        assert [line.key for line in unit.kits.list(ME)] == ["k-1"]
        assert [line.key for line in unit.kits.list(OTHER)] == ["k-2"]


def test_one_person_can_not_have_two_kits_of_one_id(store: Store) -> None:
    """Nobody could tell them apart; drafts have no id yet."""
    write(store, lambda u: u.kits.add(ME, draft("d-1")), lambda u: u.kits.add(ME, draft("d-2")))
    write(store, lambda u: u.kits.add(ME, own("k-1")))

    with pytest.raises(StorageError):
        write(store, lambda u: u.kits.add(ME, own("k-3")))
    with pytest.raises(StorageError):
        write(store, lambda u: u.kits.save(ME, own("d-1")))


def test_who_saves_second_is_refused(store: Store) -> None:
    """Of two tabs that show one version."""
    write(store, lambda u: u.kits.add(ME, own()))
    first = own(draft="first")
    saved = write(store, lambda u: u.kits.save(ME, first))

    with pytest.raises(StaleError):
        write(store, lambda u: u.kits.save(ME, own(draft="second")))

    with store.unit() as unit:
        assert unit.kits.get(ME, "k-1") == saved == first.model_copy(update={"version": 1})
        assert unit.kits.list(ME)[0].version == 1


def test_a_deleted_kit_is_gone(store: Store) -> None:
    """A second time it is not there."""
    write(store, lambda u: u.kits.add(ME, own()))

    write(store, lambda u: u.kits.delete(ME, "k-1"))

    with pytest.raises(NotFoundError):
        write(store, lambda u: u.kits.delete(ME, "k-1"))
    with store.unit() as unit:
        assert unit.kits.list(ME) == ()


def test_an_interview_keeps_its_copy_whatever_becomes_of_the_kit(filled: Store) -> None:
    """Until the interview itself is deleted, or held with another one."""
    write(filled, lambda u: u.kits.add(ME, own()), lambda u: u.kits.keep(ME, "iv-1", kit()))
    write(filled, lambda u: u.kits.delete(ME, "k-1"))

    with filled.unit() as unit:
        assert unit.kits.kept(ME, "iv-1") == kit()
        assert unit.kits.kept(OTHER, "iv-1") is None
    write(filled, lambda u: u.kits.keep(ME, "iv-1", behavioural_kit()))
    with filled.unit() as unit:
        assert unit.kits.kept(ME, "iv-1") == behavioural_kit()
    write(filled, lambda u: u.interviews.delete(ME, "iv-1"))
    with filled.unit() as unit:
        assert unit.kits.kept(ME, "iv-1") is None


def test_a_copy_can_be_let_go(filled: Store) -> None:
    """For an interview that is planned again with a shipped kit."""
    write(filled, lambda u: u.kits.keep(ME, "iv-1", kit()))

    write(filled, lambda u: u.kits.keep(ME, "iv-1", None))

    with filled.unit() as unit:
        assert unit.kits.kept(ME, "iv-1") is None


def test_nobody_keeps_a_copy_under_somebody_elses_interview(filled: Store) -> None:
    """It is not there for them."""
    with pytest.raises(NotFoundError):
        write(filled, lambda u: u.kits.keep(OTHER, "iv-1", kit()))
