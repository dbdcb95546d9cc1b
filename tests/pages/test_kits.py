"""The kits page: empty, faulty, edited, saved, used; nothing typed is lost, nothing overwritten."""

from collections.abc import Callable

from src.app import DATA, Application
from src.errors import NotFoundError
from src.kits import FolderKits, write_kit
from src.models.kits import OwnKit
from tests.factory import formula_question, kit, question, sql_question
from tests.pages.conftest import Visit

MINE = kit(question(), question("db-2", level=4), kit_id="porter", title="Porter *x*")
GOOD = write_kit(MINE).encode()
BAD = GOOD.replace(b"level: 3", b"level: nine", 1)
STALE = "changed in another tab"


def upload(visit: Visit, data: bytes) -> OwnKit:
    """Give the page a file, and return what was kept of it."""
    visit.page.file_uploader[0].upload("kit.yaml", data, "application/yaml").run()
    assert not visit.page.exception
    return latest(visit)


def latest(visit: Visit) -> OwnKit:
    """Return the kit that was changed last."""
    return visit.app.editor.open(visit.owner, visit.app.editor.mine(visit.owner)[0].key)


def opened(visit: Visit, data: bytes = GOOD, view: str = "edit") -> OwnKit:
    """Keep a file and open it."""
    own = visit.app.editor.upload(visit.owner, data)
    visit.go("kits", id=own.key, view=view)
    return own


def box(visit: Visit, label: str) -> object:
    """Return the text box with this label."""
    boxes = [*visit.page.text_input, *visit.page.text_area]
    return next(found for found in boxes if found.label == label)


def fill(visit: Visit, label: str, text: str) -> None:
    """Type into a box and leave it."""
    box(visit, label).set_value(text).run()  # type: ignore[attr-defined]
    assert not visit.page.exception


def test_somebody_new_sees_the_shipped_kits_and_the_ways_in(visit: Visit) -> None:
    """And that there are none of theirs yet."""
    visit.go("kits")

    assert "None yet." in visit.text()
    assert "Backend engineer" in visit.text()
    assert visit.buttons().count("Open") == 2


def test_a_faulty_file_is_told_line_by_line_and_can_be_mended(visit: Visit) -> None:
    """Then it is saved, and stands among the roles as the person's own."""
    visit.go("kits")
    own = upload(visit, BAD)
    assert own.kit is None
    visit.go("kits", id=own.key, view="edit")
    assert "Line 7:" in visit.text()
    assert "“level” must be a whole number" in visit.text()
    assert "level: nine" in visit.text()
    visit.press("Save the kit")
    assert latest(visit).kit is None

    visit.page.pills[1].set_value(3).run()
    assert "Line 7:" not in visit.text()
    visit.press("Save the kit")

    assert latest(visit).kit == MINE
    visit.go("practise")
    assert "Porter \\*x\\* :material/person: :gray[yours]" in visit.page.pills[0].options


def test_what_is_no_text_is_told_where_it_was_given(visit: Visit) -> None:
    """Nothing is kept of it."""
    visit.go("kits")

    visit.page.file_uploader[0].upload("kit.yaml", b"a: b\n\x00", "application/yaml").run()

    assert "Line 2: This is no text file" in visit.text()
    assert visit.app.editor.mine(visit.owner) == ()


def test_every_change_is_kept_as_a_draft_through_a_refresh(visit: Visit) -> None:
    """Also one that makes the kit invalid."""
    own = opened(visit)
    fill(visit, "Title", "")
    fill(visit, "The question", "A guest is locked out. What do you do?")

    visit.go("kits", id=own.key, view="edit")

    assert "Not saved yet." in visit.text()
    assert "“title”" in visit.text()
    assert box(visit, "The question").value == "A guest is locked out. What do you do?"  # type: ignore[attr-defined]
    assert latest(visit).kit == MINE
    visit.press("Drop the changes")
    assert "Saved." in visit.text()
    assert box(visit, "Title").value == "Porter *x*"  # type: ignore[attr-defined]


def test_points_hints_and_follow_ups_are_edited_in_fields(visit: Visit) -> None:
    """And saved as what they are."""
    own = opened(visit)
    visit.press("Add a point")
    fill(visit, "Label of point 4: one to three words", "way out")
    labels = [b for b in visit.page.text_area if b.label.startswith("What an answer says")]
    labels[3].set_value("offers a seat and calls the guest").run()
    fill(visit, "Hints, one a line, from vague to telling", "Who?\n\nWhat may you say?")
    fill(
        visit,
        "Follow-ups, one a line: the point's label, a colon, the question",
        "way out: And if nobody answers?",
    )
    fill(visit, "What 9 of 10 sounds like", "All of it, calmly.")
    visit.press("Save the kit")

    saved = visit.app.editor.open(visit.owner, own.key).kit
    assert saved is not None
    first = saved.questions[0]
    assert first.points[3].label == "way out"
    assert first.hints == ("Who?", "What may you say?")
    assert [(f.to, f.text) for f in first.follow_ups] == [("way out", "And if nobody answers?")]
    assert first.anchors == {9: "All of it, calmly."}
    assert (
        first.model_copy(
            update={
                "points": first.points[:3],
                "hints": MINE.questions[0].hints,
                "follow_ups": MINE.questions[0].follow_ups,
                "anchors": {},
            }
        )
        == MINE.questions[0]
    )


def test_questions_are_added_moved_copied_and_removed(visit: Visit) -> None:
    """The one that was touched stays in view."""
    opened(visit)

    def ids() -> list[object]:
        fields = visit.app.editor.fields(latest(visit))
        assert fields is not None
        listed = fields["questions"]
        assert isinstance(listed, list)
        return [q["id"] for q in listed]

    visit.press("Down")
    assert ids() == ["db-2", "db-1"]
    assert str(visit.page.selectbox[0].value) == "1"
    visit.press("Duplicate question")
    assert ids() == ["db-2", "db-1", "db-3"]
    visit.press("Add")
    assert ids() == ["db-2", "db-1", "db-3", "q-1"]
    visit.press("Remove")
    visit.press("Up")
    assert ids() == ["db-2", "db-3", "db-1"]


def test_a_questions_yaml_is_checked_with_its_own_lines(visit: Visit) -> None:
    """What is no YAML is kept until it is mended."""
    opened(visit, write_kit(kit(formula_question("=SUM(B2:B6)"), kit_id="sheets")).encode())
    visit.page.segmented_control[0].set_value("As YAML").run()
    assert "can be asked and graded" in visit.text()

    text = str(box(visit, "This question as YAML").value)  # type: ignore[attr-defined]
    fill(visit, "This question as YAML", text.replace("=SUM(B2:B6)", '=REPT("x",3E9)'))
    assert "can't be run" in visit.text()
    fill(visit, "This question as YAML", "id: [")
    assert "Line 1:" in visit.text()
    visit.press("Save the kit")
    assert "no YAML just now" in visit.text()
    assert box(visit, "This question as YAML").value == "id: ["  # type: ignore[attr-defined]
    fill(visit, "This question as YAML", text.replace("=SUM(B2:B6)", "=SUM(C2:C6)"))
    visit.press("Save the kit")

    saved = latest(visit).kit
    assert saved is not None
    assert saved.questions[0].expected == "=SUM(C2:C6)"


def test_the_whole_file_can_be_mended_as_text(visit: Visit) -> None:
    """Where it is no YAML the fields wait."""
    opened(visit, GOOD, view="yaml")
    fill(visit, "The whole kit as YAML", "id: [")
    assert "Line 1:" in visit.text()

    visit.page.pills[0].set_value("edit").run()
    assert "The fields come back" in visit.text()
    fill(visit, "The whole kit as YAML", GOOD.decode().replace("level: 4", "level: 5"))
    visit.press("Save the kit")

    saved = latest(visit).kit
    assert saved is not None
    assert saved.questions[1].level == 5


def test_a_second_tab_is_told_and_overwrites_nothing(visit: Visit) -> None:
    """What it typed is shown, so that it can be copied."""
    own = opened(visit)
    visit.app.editor.put(visit.owner, own.key, own.version, ("title",), "From another tab")

    fill(visit, "Title", "Typed here")

    assert STALE in visit.text()
    assert "Typed here" in [str(c.value) for c in visit.page.code]
    fields = visit.app.editor.fields(latest(visit))
    assert fields is not None
    assert fields["title"] == "From another tab"
    assert box(visit, "Title").value == "From another tab"  # type: ignore[attr-defined]
    fill(visit, "Title", "Now it works")
    assert STALE not in visit.text()
    assert latest(visit).draft is not None
    assert "Now it works" in str(latest(visit).draft)


def test_a_kit_is_read_by_skill_with_what_our_graders_give(visit: Visit) -> None:
    """Every kind; words of a kit are shown as they are."""
    one = kit(
        question(text="A *bold* <b>text</b> ![x](http://evil.example/x.png) of a guest?"),
        formula_question("=SUM(B2:B6)"),
        sql_question("SELECT name FROM customers"),
        kit_id="all-kinds",
    )
    own = opened(visit, write_kit(one).encode(), "preview")
    for asked in one.questions:
        visit.page.session_state[f"read/all-kinds/{asked.id}"] = True
    visit.go("kits", id=own.key, view="preview")

    assert "3 questions on 3 skills" in visit.text()
    shown = "\n".join(str(found.value) for found in visit.page.markdown)
    assert "![x](" not in shown
    assert "<b>" not in shown
    assert "http://" not in shown


def test_the_check_tells_what_would_better_a_kit(visit: Visit) -> None:
    """As advice, beside the table of sample scores."""
    opened(visit, view="check")

    assert "15 questions" in visit.text()
    assert len(visit.page.dataframe) == 1
    table = visit.page.dataframe[0].value
    assert list(table["Strong"]) != ["–", "–"]


def test_a_shipped_kit_is_duplicated_to_be_edited(visit: Visit) -> None:
    """The shipped one stays as it is."""
    visit.go("kits", id="backend")
    assert "A shipped kit." in visit.text()

    visit.press("Duplicate")

    copy = latest(visit).kit
    assert copy is not None
    assert copy.id == "backend-1"
    assert visit.app.kits.get("somebody", "backend").title == "Backend engineer"


def test_an_interview_starts_with_the_kit(visit: Visit) -> None:
    """In the kit's own language, and the page is the interview's."""
    german = MINE.model_copy(update={"language": "de"})
    opened(visit, write_kit(german).encode(), "preview")

    visit.press("Start an interview with it")

    (line,) = visit.app.interviews.history(visit.owner).lines
    assert line.interview.setup.kit_id == "porter"
    assert line.interview.setup.language == "de"
    assert line.interview.kit_title == "Porter *x*"


def test_a_kit_is_deleted_after_a_question(visit: Visit) -> None:
    """And another person's is not there."""
    own = opened(visit, view="preview")
    visit.press("Delete")
    visit.press("Keep it")
    assert latest(visit) == own
    visit.press("Delete")
    visit.press("Delete it")
    assert visit.app.editor.mine(visit.owner) == ()


def test_another_persons_kit_is_not_found(visit: Visit) -> None:
    """By its address."""
    own = visit.app.editor.upload("somebody-else", GOOD)

    visit.go("kits", id=own.key)

    assert visit.page.title[0].value == "Not found"
    assert NotFoundError.__doc__


def test_an_empty_kit_is_begun(visit: Visit) -> None:
    """It says what is missing, and everything can be filled in."""
    visit.go("kits")

    visit.press("Begin with an empty kit")

    own = latest(visit)
    visit.go("kits", id=own.key, view="edit")
    assert "to mend before this kit can be used" in visit.text()
    visit.press("Remove")
    assert "No question yet." in visit.text()


def test_shipped_kits_are_read_in_their_order(
    build: Callable[..., Application], visit_of: Callable[[Application], Visit]
) -> None:
    """On a phone and by ear as on a wide screen: row by row, not column by column."""
    visit = visit_of(build(kits=FolderKits(DATA / "kits")))
    visit.go("kits")

    shown = [
        str(b.key).removeprefix("open-shipped/") for b in visit.page.button if "open-" in str(b.key)
    ]

    assert shown == [kit.id for kit in visit.app.kits.shipped()]


def test_a_kits_line_numbers_cost_nothing_until_they_are_asked_for(visit: Visit) -> None:
    """A long kit is ten thousand coloured words."""
    own = visit.app.editor.upload(visit.owner, BAD)

    visit.go("kits", id=own.key, view="yaml")

    assert len(visit.page.code) == 0
    assert len(visit.page.expander) == 1
