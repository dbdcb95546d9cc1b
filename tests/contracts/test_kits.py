"""What both sources of kits promise."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from src.errors import NotFoundError
from src.kits import FolderKits, MemoryKits
from src.models.content import Kit
from src.ports import ShippedKits
from tests.factory import behavioural_kit, kit

Shelve = Callable[[list[Kit]], ShippedKits]


@pytest.fixture(params=["folder", "memory"])
def shelve(request: pytest.FixtureRequest, tmp_path: Path) -> Shelve:
    """Put kits where each kind finds them."""

    def into_folder(kits: list[Kit]) -> ShippedKits:
        for number, one in enumerate(kits):
            text = yaml.safe_dump(one.model_dump(mode="json"), sort_keys=False)
            (tmp_path / f"{number}.yaml").write_text(text, "utf-8")
        return FolderKits(tmp_path)

    return into_folder if request.param == "folder" else MemoryKits


def test_all_comes_by_title(shelve: Shelve) -> None:
    """Whatever their ids and file names are."""
    late = kit(kit_id="aa", title="Zookeeper")

    found = shelve([late, behavioural_kit(), kit()]).all()

    assert [one.title for one in found] == ["Backend engineer", "Behavioural", "Zookeeper"]


def test_a_kit_comes_back_whole(shelve: Shelve) -> None:
    """Each question with its points, hints, follow-ups and sample answers."""
    kept = kit()

    found = shelve([kept, behavioural_kit()]).get(kept.id)

    assert found == kept


def test_an_unknown_kit_is_not_found(shelve: Shelve) -> None:
    """Neither is one when there are none at all."""
    for kits in ([], [kit()]):
        with pytest.raises(NotFoundError):
            shelve(kits).get("nothing")


def test_without_kits_there_are_none(shelve: Shelve) -> None:
    """Empty is no error here; whoever needs one says so."""
    assert shelve([]).all() == ()


def test_all_gives_the_same_each_time(shelve: Shelve) -> None:
    """Callers may ask on every page."""
    kits = shelve([kit(), behavioural_kit()])

    assert kits.all() == kits.all()
