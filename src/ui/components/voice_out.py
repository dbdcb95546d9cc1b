"""The interviewer's words aloud, by a model's or the browser's voice; the page is their caption."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from src.models.enums import ResponseType
from src.models.interview import Turn
from src.models.speech import MOST_PASSAGES
from src.models.views import Room
from src.text import passages
from src.ui.components.scripts import script

_SCRIPT = script(
    "voice", "voice_choice", "voice_marks", "voice_browser", "voice_model", "voice_faces"
)
_FOCUS = ":focus-visible{outline:2px solid var(--st-primary-color);outline-offset:2px}"
_VOICE = st.components.v2.component(
    "rehearse_voice",
    html="""
<button id='listen' type='button'>
  <svg viewBox='0 0 24 24' width='20' height='20' aria-hidden='true'>
    <path class='on'
      d='M4 9.5v5h3.2L11 18V6L7.2 9.5H4zM14.5 9a4 4 0 0 1 0 6M17 6.5a7.5 7.5 0 0 1 0 11'/>
    <path class='off' d='M6 6h12v12H6z'/>
  </svg>
</button>
<p id='trouble' hidden></p>""",
    css="""
#listen{display:grid;place-items:center;width:2rem;height:2rem;padding:0;cursor:pointer;
  margin-left:auto;color:var(--st-text-color);background:none;border:1px solid transparent;
  border-radius:8px}
#listen:hover{border-color:var(--st-border-color)}
#listen .off,#listen[data-speaks=true] .on{display:none}
#listen[data-speaks=true] .off{display:inline}
#listen[data-speaks=true]{color:var(--st-primary-color)}
svg{fill:none;stroke:currentColor;stroke-width:1.7;stroke-linecap:round;stroke-linejoin:round}
#trouble{font-family:var(--st-font);font-size:.875rem;max-width:14rem;margin:.25rem 0 0}
#trouble[hidden]{display:none}
"""
    + _FOCUS,
    js=_SCRIPT,
)
_READING = st.components.v2.component(
    "rehearse_reading", html="<span aria-hidden='true'></span>", js=_SCRIPT
)
_SETTINGS = st.components.v2.component(
    "rehearse_voice_settings",
    html="""
<div id='panel'>
  <label class='line'><input type='checkbox' id='auto'> Read the interviewer's words aloud</label>
  <label>Voice <select id='voice'></select></label>
  <label><span>Speed: <span id='told'></span></span>
    <input type='range' id='rate' min='0.5' max='2' step='0.1'></label>
  <button id='try' type='button'>Try it</button>
  <p id='where' hidden></p>
  <p id='trouble' hidden></p>
</div>""",
    css="""
#panel{display:grid;gap:1rem;font-family:var(--st-font);color:var(--st-text-color);font-size:1rem}
label{display:grid;gap:.35rem}
label.line{display:flex;gap:.6rem;align-items:center;min-height:1.75rem}
input{accent-color:var(--st-primary-color)}
input[type=checkbox]{width:1.15rem;height:1.15rem}
select,#try{font:inherit;color:inherit;min-height:2.5rem;padding:.3rem .75rem;max-width:100%;
  background:var(--st-secondary-background-color);border:1px solid var(--st-border-color);
  border-radius:var(--st-base-radius)}
#try{justify-self:start;cursor:pointer}
#where,#trouble{font-size:.875rem;margin:0}
#where[hidden],#trouble[hidden]{display:none}
"""
    + _FOCUS,
    js=_SCRIPT,
)
_LEADS_ON = frozenset({ResponseType.INTRODUCTION, ResponseType.QUESTION, ResponseType.HANDOVER})


@dataclass(frozen=True)
class ModelVoice:
    """The voices of a server, the usual one first, and where the words go to be read."""

    host: str
    voices: tuple[str, ...]


@dataclass(frozen=True)
class Aloud:
    """How a message is read: its name on the page, its language, and if it is the newest.

    `source` names it to the server: `{"turn": 3}` for a reply, `{"question": 2}` for a question.
    """

    key: str
    language: str
    source: Mapping[str, int]
    last: bool = False


def listen(text: str, aloud: Aloud, label: str = "Listen to this message") -> None:
    """Draw the button that reads a message, and stops it; a shortcut reads the newest."""
    said = {"id": aloud.key, "lang": aloud.language, **_read(text, aloud.source)}
    data = {"part": "button", **said, "label": label, "last": aloud.last}
    _VOICE(data=data, key=f"listen-{aloud.key}", width="content")


def _read(text: str, source: Mapping[str, int]) -> dict[str, object]:
    """Return what is read, whole and in the passages that a model voice is asked for."""
    cuts = [*passages(text, MOST_PASSAGES)]
    return {"text": text, "source": dict(source), "passages": cuts}


def key_of(turn: Turn) -> str:
    """Return the name under which a turn's reply is read."""
    return f"reply-{turn.no}"


def read_aloud(room: Room, model: ModelVoice | None = None) -> None:
    """Read the newest reply where the person switched that on, with the question it leads to."""
    last = next((t for t in reversed(room.turns) if t.reply is not None), None)
    texts = newest_words(room)
    sources = [{"turn": last.no if last else 0}, {"question": room.interview.position}]
    data = {
        "part": "auto",
        "id": f"{room.interview.id}/{last.no}" if last and texts else None,
        "button": key_of(last) if last else None,
        "parts": [_read(text, source) for text, source in zip(texts, sources, strict=False)],
        "lang": room.interview.setup.language,
        "model": _told(model, room.interview.id),
    }
    _READING(data=data, key="read_aloud")


def _told(model: ModelVoice | None, interview_id: str) -> dict[str, object] | None:
    if model is None:
        return None
    return {"host": model.host, "voices": [*model.voices], "of": {"interview": interview_id}}


def newest_words(room: Room) -> list[str]:
    """Return the newest reply and the question that it leads to; nothing while one is coming."""
    last = next((t.reply for t in reversed(room.turns) if t.reply is not None), None)
    if last is None or room.waiting is not None:
        return []
    leads = last.response_type in _LEADS_ON
    asked = room.current if leads and not room.is_your_turn else None
    return [last.content, *([asked.question.text] if asked is not None else [])]


def voice_settings(language: str) -> None:
    """Draw voice, speed and whether replies are read; this browser remembers them."""
    _SETTINGS(data={"part": "settings", "lang": language}, key="voice_settings")
