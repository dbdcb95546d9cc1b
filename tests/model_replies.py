"""What the local model server answers when all is well: a valid reply for every reply type."""

import json
import re
import zlib
from collections.abc import Callable, Iterator
from typing import Any

DATA = re.compile(r"^<<data \w+\n(.*)\n\w+ data>>$", re.MULTILINE)


def material(body: dict[str, Any]) -> dict[str, Any]:
    """Return every field of the JSON objects in the request's messages, the last one wins."""
    texts = [str(message["content"]) for message in body["messages"]]
    payloads = [json.loads(payload) for text in texts for payload in DATA.findall(text)]
    found: dict[str, Any] = {}
    for payload in payloads or [each for text in texts for each in objects_in(text)]:
        found |= payload
    return found


def objects_in(text: str) -> Iterator[dict[str, Any]]:
    """Yield the JSON objects that stand somewhere in a text."""
    at = text.find("{")
    while at >= 0:
        try:
            found, end = json.JSONDecoder().raw_decode(text, at)
        except ValueError:
            end = at + 1
        else:
            yield found
        at = text.find("{", end)


def asked_for(body: dict[str, Any]) -> str:
    """Return the name of the reply type: from the schema, else from its fields in the words."""
    named = ((body.get("response_format") or {}).get("json_schema") or {}).get("name")
    if named:
        return str(named)
    text = json.dumps(body)
    return next((name for name, field_name in MARKS.items() if field_name in text), "PlanReply")


MARKS = {
    "TurnReply": "choose",
    "GradeReply": "criteria",
    "CoachReply": "worked",
    "SummaryReply": "headline",
    "JobReply": "asks of a person",
    "ResumeReply": "what a résumé says",
}


def reply_to(body: dict[str, Any]) -> dict[str, Any]:
    """Return a valid reply for the type that the request asks for."""
    return REPLIES[asked_for(body)](material(body))


WAYS = (
    "Please tell me more about",
    "What comes first with",
    "How would you know about",
    "Who else has to do with",
    "Which risk do you see in",
    "Now let us look at",
    "Take me through",
)


def _turn(found: dict[str, Any]) -> dict[str, Any]:
    option = next(iter(found.get("options") or [{"id": "n1"}]))
    about = option.get("label") or "this"
    card = " ".join(str(found.get("card") or "the beginning").split()[:5])
    way = WAYS[zlib.crc32(json.dumps(found).encode()) % len(WAYS)]
    return {
        "choose": option["id"],
        "detail": None,
        "say": f"Thank you, I follow you so far. {way} {about}, where it says “{card}”.",
        "why": option.get("reason") or "planned",
    }


def _quote(answers: list[str]) -> str:
    return " ".join(answers[0].split()[:6]) if answers else ""


def _grade(found: dict[str, Any]) -> dict[str, Any]:
    quote = _quote(found.get("answers", []))
    criteria = [
        {"label": c["label"], "level": 3, "quote": quote, "comment": "said in these words"}
        for c in found.get("criteria", [])
    ]
    return {"criteria": criteria, "rationale": "You said most of what counts."}


def _coach(found: dict[str, Any]) -> dict[str, Any]:
    quote = _quote([found.get("answer", "")])
    return {
        "worked": [{"text": "You begin with what you would look at.", "quote": quote}],
        "missing": [{"text": "Say how you would know that it helped.", "quote": None}],
        "better": None,
    }


def _summary(found: dict[str, Any]) -> dict[str, Any]:
    told = [q for q in found.get("questions", []) if q.get("answers")]
    strengths = [
        {
            "text": "You name your first step.",
            "quote": _quote(q["answers"]),
            "position": q["position"],
        }
        for q in told[:2]
    ]
    return {
        "headline": "You say where you begin; say more about what comes after it.",
        "strengths": strengths,
        "gaps": [],
        "next_steps": [{"title": "Tell one story to its end", "why": "It helps.", "skill": None}],
    }


SCENES = (
    "A lamp in the hall is broken and the caretaker can't be reached. What is your first step?",
    "An angry guest wants money back for a noisy night. How do you calm the talk down?",
    "Somebody lost the key of the medicine cupboard yesterday. Whom do you tell, and why?",
    "Your train is an hour late on the day of an important visit. What do you arrange?",
    "The fridge with samples shows nine degrees this morning. How do you decide what to keep?",
)
SKILLS = ("lamps", "guests", "keys", "trains", "samples")


def _plan(_: dict[str, Any]) -> dict[str, Any]:
    return {
        "questions": [
            {
                "skill": skill,
                "level": 2,
                "minutes": 3,
                "text": scene,
                "points": [
                    {"label": f"{word} {i}", "text": f"{word} comes into it somehow"}
                    for word in ("safety", "people", "tools")
                ],
                "hints": ["Look around.", "Who can help?"],
                "reason": "core skill of this role",
            }
            for i, (skill, scene) in enumerate(zip(SKILLS, SCENES, strict=True), 1)
        ]
    }


def _numbered(found: dict[str, Any]) -> list[tuple[int, str]]:
    lines = [str(line).partition(": ") for line in found.get("lines", [])]
    return [(int(no), text) for no, _, text in lines]


def _resume(found: dict[str, Any]) -> dict[str, Any]:
    """Return each line's words as a skill, and one thing that no line says."""
    empty = {"place": None, "start": None, "end": None, "ongoing": False, "quantity": None}
    facts = [
        {"kind": "skill", "text": text[:60].strip(), "line": no} | empty
        for no, text in _numbered(found)
    ]
    return {"facts": [*facts, {"kind": "skill", "text": "never said", "line": 1} | empty]}


def _job(found: dict[str, Any]) -> dict[str, Any]:
    """Return each line of a list as a must."""
    return {
        "requirements": [
            {"text": text.lstrip("-* "), "must": True, "line": no}
            for no, text in _numbered(found)
            if text.startswith(("-", "*"))
        ]
    }


REPLIES: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "ResumeReply": _resume,
    "JobReply": _job,
    "TurnReply": _turn,
    "GradeReply": _grade,
    "CoachReply": _coach,
    "SummaryReply": _summary,
    "PlanReply": _plan,
}
