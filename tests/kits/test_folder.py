"""A folder of kits: read once, and every broken file is named."""

from pathlib import Path

import pytest

from src.errors import KitError
from src.kits import FolderKits

KIT = """id: small
title: Small
role: any
questions:
  - {id: one, skill: talking, level: 2, text: What do you do first in the morning?}
"""


def test_a_folder_is_read_once(tmp_path: Path) -> None:
    """At first use; later changes wait for the next start."""
    kits = FolderKits(tmp_path)
    (tmp_path / "a.yaml").write_text(KIT)
    assert kits.get("small").title == "Small"
    (tmp_path / "a.yaml").unlink()

    again = kits.all()

    assert [kit.id for kit in again] == ["small"]


@pytest.mark.parametrize(
    ("content", "said", "line"),
    [
        (b"id: bad\n", "bad.yaml, line 1", 1),
        (KIT.replace("level: 2", "level: 7").encode(), "bad.yaml, line 5: Question 1 (one)", 5),
        (b"id: bad\ntitle: \xff\xfe\n", "bad.yaml, line 2: This is not text in UTF-8", 2),
        (b"\xff" * 2_100_000, "bad.yaml: A kit can hold 2 MB", None),
    ],
)
def test_a_broken_file_is_named(
    tmp_path: Path, content: bytes, said: str, line: int | None
) -> None:
    """With the line where there is one."""
    (tmp_path / "bad.yaml").write_bytes(content)

    with pytest.raises(KitError) as caught:
        FolderKits(tmp_path).all()

    assert str(caught.value).startswith(said)
    assert caught.value.line == line


def test_two_files_cannot_hold_the_same_kit(tmp_path: Path) -> None:
    """Else one of them would never be seen."""
    (tmp_path / "a.yaml").write_text(KIT)
    (tmp_path / "b.yaml").write_text(KIT)

    with pytest.raises(KitError, match=r"b\.yaml: another file holds .* small already"):
        FolderKits(tmp_path).all()


def test_what_was_read_is_kept_beside_the_data_and_given_back_the_same(tmp_path: Path) -> None:
    """All shipped kits, field for field, without their files being parsed."""
    folder, cache = Path(__file__).parents[2] / "data" / "kits", tmp_path / "made" / "kits.json"
    parsed = FolderKits(folder).all()

    first, second = (FolderKits(folder, cache).all() for _ in range(2))

    assert cache.exists()
    assert first == second == parsed


@pytest.mark.parametrize("spoilt", ["", "other mark\n[]", "{mark}\n[{}]", "{mark}\nnot json"])
def test_a_cache_that_does_not_fit_is_made_anew(tmp_path: Path, spoilt: str) -> None:
    """Never an error, never an old kit."""
    cache = tmp_path / "kits.json"
    (tmp_path / "a.yaml").write_text(KIT)
    FolderKits(tmp_path, cache).all()
    mark = cache.read_text().partition("\n")[0]
    cache.write_text(spoilt.replace("{mark}", mark))

    assert FolderKits(tmp_path, cache).get("small").title == "Small"


def test_a_changed_kit_is_read_again(tmp_path: Path) -> None:
    """The cache knows the bytes."""
    cache = tmp_path / "kits.json"
    (tmp_path / "a.yaml").write_text(KIT)
    FolderKits(tmp_path, cache).all()
    (tmp_path / "a.yaml").write_text(KIT.replace("title: Small", "title: Smaller"))

    assert FolderKits(tmp_path, cache).get("small").title == "Smaller"


def test_a_place_that_can_not_be_written_costs_time_only(tmp_path: Path) -> None:
    """A file stands where the folder would be."""
    (tmp_path / "a.yaml").write_text(KIT)
    (tmp_path / "full").write_text("")

    assert FolderKits(tmp_path, tmp_path / "full" / "kits.json").get("small").title == "Small"
