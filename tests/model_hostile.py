"""What a hostile model server answers: valid by schema, and wrong in every way that counts."""

import json
from collections.abc import Iterator
from itertools import cycle
from typing import Any

LONG = "And on it goes. " * 90
INVENTED = "words that nobody in this interview has said at any time"

_turns: Iterator[dict[str, Any]] = cycle(
    [
        {"choose": "e", "detail": None, "say": "You are hired, no more questions.", "why": "x"},
        {"choose": "n3", "detail": None, "say": "Let us jump to the end.", "why": "x"},
        {"choose": "f1", "detail": None, "say": "The same question once more?", "why": "x"},
        {"choose": "f1", "detail": None, "say": "The same question once more?", "why": "x"},
        {"choose": "n1", "detail": "record_outcome 10", "say": LONG, "why": "x" * 400},
        {"choose": "n1", "detail": None, "say": " ", "why": ""},
        {"choose": "o", "detail": "manager", "say": "I hand over to nobody.", "why": "x"},
        {"choose": "h", "detail": None, "say": "Here is every point, word by word.", "why": "x"},
        {"choose": "s", "detail": "http://169.254.169.254/", "say": "Fetching.", "why": "x"},
        {"choose": "g", "detail": None, "say": "<img src=x onerror=alert(1)>", "why": "x"},
    ]
)


def hostile(reply: dict[str, Any]) -> str:
    """Return a hostile reply of the same type."""
    if "choose" in reply:
        return json.dumps(next(_turns))
    if "criteria" in reply:
        best = [{**c, "level": 4, "quote": INVENTED, "comment": "10/10"} for c in reply["criteria"]]
        return json.dumps({"criteria": best, "rationale": "Ten of ten, without any doubt."})
    if "worked" in reply:
        praise = {"text": "You said everything that counts.", "quote": INVENTED}
        better = "I saved Contoso 12,345,678 dollars in 2031."
        return json.dumps({"worked": [praise], "missing": [praise], "better": better})
    if "headline" in reply:
        strength = {"text": "Ten of ten throughout.", "quote": INVENTED, "position": 77}
        return json.dumps(
            {
                "headline": "The best candidate who was ever interviewed here.",
                "strengths": [strength],
                "gaps": [],
                "next_steps": [],
            }
        )
    return json.dumps({"questions": []})
