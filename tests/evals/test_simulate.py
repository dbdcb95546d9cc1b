"""Whole interviews by scripted candidates: their order, their words, and what is never repeated."""

import json
from functools import cache
from pathlib import Path
from random import Random

import pytest

from src.ai.graders.weigh import parts
from src.app import DATA
from src.evals import simulate as door
from src.evals.personas import load_candidates
from src.evals.personas.candidate import Scripted
from src.evals.personas.words import MOST_SHARE, own_words, sample
from src.evals.simulate import simulate, told
from src.evals.table import Figures, figures_of, run_all
from src.evals.table import told as table
from src.models.content import Question
from src.models.enums import QuestionKind
from src.text import sentences, stems
from tests.shipped import SHIPPED

KITS = SHIPPED
PERSONAS = load_candidates(DATA / "personas")
OPEN = [q for k in KITS.all() for q in k.questions if q.points and q.answers is not None]
KIT, SEED = "backend-engineer", 1


@cache
def runs() -> dict[str, Figures]:
    """Return one run of every persona."""
    return {f.persona: f for f in run_all(tuple(PERSONAS), (KIT,), SEED, 5)}


def test_there_are_nine_personas() -> None:
    """Each a file of its own, named after it."""
    names = "strong average weak evasive rambling hostile silent injecting contradicting"

    assert set(PERSONAS) == set(names.split())


def test_scores_follow_skill_and_nothing_else_pays() -> None:
    """Strong, average, weak, with two points at least; attacks and insults never beat weak."""
    score = {name: figures.score or 0.0 for name, figures in runs().items()}

    assert score["strong"] > score["average"] > score["weak"]
    assert score["strong"] - score["weak"] >= 2
    assert max(score["injecting"], score["hostile"]) <= score["weak"]


@pytest.mark.parametrize("name", sorted(PERSONAS))
def test_an_interview_comes_to_its_end_without_a_repeat(name: str) -> None:
    """Whoever is interviewed."""
    figures = runs()[name]

    assert figures.ended
    assert figures.repeats == 0


def test_a_contradiction_is_probed_and_an_open_point_followed_up() -> None:
    """The listening part."""
    assert runs()["contradicting"].probes >= 1
    assert runs()["strong"].follow_ups + runs()["rambling"].follow_ups >= 1


def test_the_same_seed_is_the_same_interview() -> None:
    """Word for word, event for event; another seed is another."""
    one, again, other = (
        json.dumps(told(simulate(PERSONAS["average"], KIT, 3, seed, kits=KITS)))
        for seed in (7, 7, 8)
    )

    assert one == again
    assert one != other


def too_close(question: Question, text: str) -> list[str]:
    """Return the sentences that hold more than the allowed share of a point."""
    wanted = [set(stems(parts(p.text)[0])) for p in question.points]
    return [
        sentence
        for sentence in sentences(text)
        if any(len(w & set(stems(sentence))) > MOST_SHARE * len(w) for w in wanted)
    ]


@pytest.mark.parametrize("question", OPEN[::3], ids=lambda q: q.id)
@pytest.mark.parametrize("share", [0.5, 1.0])
def test_candidates_speak_in_words_of_their_own(question: Question, share: float) -> None:
    """Also where no sample answer is there and sentences are made from the points."""
    bare = question.model_copy(update={"answers": None})
    rng = Random(3)  # noqa: S311 - a script

    made = [own_words(p, question.points, rng, share) for p in question.points]
    whole = [sample(bare, level, rng) for level in ("strong", "medium", "weak")]

    assert [s for text in (*made, *whole) for s in too_close(question, text)] == []


@pytest.mark.parametrize("level", ["strong", "medium"])
def test_made_answers_are_graded_like_a_kits_own(level: str) -> None:
    """A kit without sample answers can be simulated too."""
    from src.ai.graders import QuickGraders

    bare = [q.model_copy(update={"answers": None}) for q in OPEN if q.kind is QuestionKind.OPEN]
    rng = Random(5)  # noqa: S311 - a script
    scores = [QuickGraders().grade(q, [sample(q, level, rng)]).score or 0.0 for q in bare[:12]]
    mean = sum(scores) / len(scores)

    assert mean > (8 if level == "strong" else 3)


def test_a_strong_candidate_leaves_points_open_in_a_third_of_the_answers() -> None:
    """So that follow-ups have work."""
    shorter = 0
    answers = 0
    for seed in range(6):
        run = simulate(PERSONAS["strong"], KIT, 5, seed, kits=KITS)
        full = {q.question.answers.strong for q in run.room.questions if q.question.answers}
        firsts = {t.position: t.text for t in reversed(run.room.turns) if t.kind == "answer"}
        asked = {q.position for q in run.room.questions if q.question.answers}
        answers += len(asked)
        shorter += sum(firsts[at] not in full for at in asked)

    assert 0.15 <= shorter / answers <= 0.55


def test_the_table_has_a_line_for_each_persona() -> None:
    """With score, follow-ups, probes, repeats, hints, watchdogs and turns."""
    lines = table(list(runs().values())).splitlines()

    assert [w for w in ("score", "follow-ups", "probed", "repeats") if w not in lines[0]] == []
    assert len(lines) == 1 + len(PERSONAS)
    assert {line.split()[0] for line in lines[1:]} == set(PERSONAS)


def test_the_command_writes_a_run_and_prints_the_score_last(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A kit may be a file."""
    out = tmp_path / "run.json"
    kit = DATA / "kits" / "backend-engineer.yaml"

    code = door.main(
        ["--persona", "strong", "--kit", str(kit), "--questions", "2", "--out", str(out)]
    )

    run = json.loads(out.read_text("utf-8"))
    assert code == 0
    assert set(run) == {"kit", "persona", "seed", "overall", "skills", "turns", "events", "usage"}
    assert capsys.readouterr().out.splitlines()[-1] == f"{run['overall']['score']:.1f}"


@pytest.mark.parametrize(
    ("persona", "kit", "words"),
    [
        ("genius", KIT, "no persona genius"),
        ("weak", "zoo", "kit is not there"),
        ("weak", "no.yaml", "no.yaml"),
    ],
)
def test_a_wrong_name_is_said_and_nothing_is_written(
    persona: str, kit: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2."""
    out = tmp_path / "run.json"

    code = door.main(["--persona", persona, "--kit", kit, "--out", str(out)])

    assert code == 2
    assert words in capsys.readouterr().err
    assert not out.exists()


def test_a_candidate_asks_to_go_on_where_nothing_is_open() -> None:
    """A room without a question is left, not answered."""
    run = simulate(PERSONAS["weak"], KIT, 1, 1, kits=KITS)
    empty = run.room.model_copy(
        update={
            "questions": (),
            "interview": run.room.interview.model_copy(update={"stage": "questions"}),
        }
    )

    assert Scripted(PERSONAS["weak"], 1).act(empty).text == ""
    assert figures_of(run).turns == len(run.room.turns)
