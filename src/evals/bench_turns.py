"""What a turn costs: model calls on the critical path, and the prompt's size."""

from collections import Counter
from itertools import pairwise

from src.app import DATA
from src.evals.attacks import Recorder
from src.evals.bench_tools import model_server, tell
from src.evals.measures import same_from_the_start
from src.evals.personas import load_candidates
from src.evals.simulate import Run, simulate
from src.gateway import Clients, OpenAIGateway, Prices
from src.gateway.client import Server
from src.models.enums import EventKind, Purpose

PERSONAS = ("strong", "average", "weak", "contradicting")
QUESTIONS = 12
STAYS = 0.6
CHARS_A_TOKEN = 4
"""An estimate that is the same for all prompts; the ratio doesn't depend on it."""


def turns() -> None:
    """Measure calls, ladder steps and prompt sizes over whole interviews."""
    candidates = load_candidates(DATA / "personas")
    with model_server() as url:
        gateway = OpenAIGateway(
            Clients(), Server(url, "sk-bench"), lambda _: "bench-model", Prices()
        )
        runs = [
            simulate(candidates[name], "behavioural", QUESTIONS, 1, gateway=gateway)
            for name in PERSONAS
        ]
    _calls(runs)
    _sizes()


def _calls(runs: list[Run]) -> None:
    """Tell how many turns took one call; replies that were replaced count as taking more."""
    calls: Counter[tuple[int, int]] = Counter()
    more = Counter({"re-asks": 0, "ladder steps": 0, "replaced": 0})
    for number, run in enumerate(runs):
        for event in run.events:
            if event.turn_no is None:
                continue
            place = (number, event.turn_no)
            if event.kind is EventKind.MODEL_CALL and event.key.startswith("turn/"):
                attempts = int(str(event.data.get("attempts") or 0))
                calls[place] += max(1, attempts)
                more["re-asks"] += max(0, attempts - 1)
                more["ladder steps"] += event.data.get("rung") not in {"json_schema", "scripted"}
            if event.kind is EventKind.FALLBACK:
                calls[place] += 1
                more["replaced"] += 1
    single = sum(count == 1 for count in calls.values()) / len(calls)
    detail = ", ".join(f"{count} {name}" for name, count in more.items())
    tell("turns with one model call", f"{single:.0%}", ">= 95 %", f"n={len(calls)}  {detail}")


def _sizes() -> None:
    """Tell the prompt's size by turn, and the part of it that stays."""
    recorder = Recorder()
    candidate = load_candidates(DATA / "personas")["average"]
    simulate(candidate, "behavioural", 15, 2, gateway=recorder)
    asked = [r for r in recorder.requests if r.purpose is Purpose.TURN]
    texts = ["\n".join(m.content for m in r.messages) for r in asked]
    tokens = [len(text) / CHARS_A_TOKEN for text in texts]
    by_turn = "  ".join(f"{at}: {tokens[at]:.0f}" for at in (1, 4, 8, 15, 22, 30))
    tell("prompt tokens, turn 30 / turn 8", f"{tokens[30] / tokens[8]:.2f}", "<= 1.3", by_turn)
    shares = [same_from_the_start(before, after) / len(after) for before, after in pairwise(texts)]
    mean = sum(shares) / len(shares)
    above = sum(share >= STAYS for share in shares)
    detail = f"least {min(shares):.0%}, {above} of {len(shares)} above"
    tell("prompt identical to the turn before, mean", f"{mean:.0%}", ">= 60 %", detail)
