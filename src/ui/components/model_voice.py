"""The interviewer's words by a model voice, with captions; the browser's voice where that fails."""

from collections.abc import Callable

import streamlit as st

from src.models.speech import FASTEST, SLOWEST, Reading
from src.ui.render import plain, words

Read = Callable[[str, float], Reading | None]
VOICE, SPEED = "model-voice", "model-speed"
STEP = 0.1

_BROWSER = st.components.v2.component(
    "rehearse_spoken_instead",
    html="<span aria-hidden='true'></span>",
    js="""
export default function ({ data }) {
  const synth = window.speechSynthesis;
  if (!synth || window.rehearseSpokenInstead === data.id) return undefined;
  window.rehearseSpokenInstead = data.id;
  const said = new SpeechSynthesisUtterance(data.text);
  said.lang = data.lang;
  said.rate = data.speed;
  synth.cancel();
  synth.speak(said);
  return () => synth.cancel();
}
""",
)


def listen(*, host: str, voices: tuple[str, ...], place: str, language: str, read: Read) -> None:
    """Draw voice, speed and the button that reads the last reply; a closed fold costs nothing."""
    fold = st.expander(
        "Listen with a model voice",
        type="compact",
        icon=":material/volume_up:",
        key=f"listen/{place}",
        on_change="rerun",
    )
    if not fold.open:
        return
    with fold:
        st.markdown(f"The interviewer's words are sent to {plain(host)} to be read.")
        name = st.selectbox("Voice", voices, key=VOICE)
        speed = st.slider("Speed", SLOWEST, FASTEST, 1.0, STEP, key=SPEED, format="%.1f")
        if st.button("Read the last reply", key=f"read/{place}", icon=":material/play_arrow:"):
            reading = read(name or voices[0], round(float(speed), 1))
            if reading is not None:
                _play(reading, f"{place}/{speed}", language, speed)


def _play(reading: Reading, name: str, language: str, speed: float) -> None:
    """Play what was read, or let the browser read, with the words beside it."""
    if reading.audio is not None:
        st.audio(
            reading.audio, format=reading.media_type, autoplay=True, alt="The interviewer's reply"
        )
    elif reading.notice:
        st.markdown(f":material/info: {plain(reading.notice)}")
        data = {"id": name, "text": reading.captions, "lang": language, "speed": speed}
        _BROWSER(data=data, key="spoken-instead")
    words(reading.captions)
