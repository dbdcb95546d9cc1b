"""Talk and pauses out of a recording."""

import pytest

from src.models.speech import Basis, Word
from src.speech.sound import by_words, measure
from tests.speech_server import tone

# Each row is sound, silence, sound … in seconds.
RECORDED = [
    ((1.0, 0.5, 1.0), 1, 0.5),
    ((1.0, 0.2, 1.0), 0, 0.0),
    ((0.5, 1.0, 0.5, 2.0, 0.5), 2, 2.0),
    ((3.0,), 0, 0.0),
]


@pytest.mark.parametrize(("lengths", "pauses", "longest"), RECORDED[:3])
@pytest.mark.parametrize(("level", "noise"), [(0.5, 0.0005), (0.05, 0.002), (0.9, 0.05)])
def test_pauses_are_found_at_every_level(
    lengths: tuple[float, ...], pauses: int, longest: float, level: float, noise: float
) -> None:
    """A quiet microphone and a loud room change nothing, within two frames."""
    found = measure(tone(*lengths, level=level, noise=noise))

    assert found is not None
    assert found.pauses == pauses
    assert found.longest_pause_s == pytest.approx(longest, abs=0.041)
    assert found.duration_s == pytest.approx(sum(lengths))
    talked = sum(lengths) - sum(s for s in lengths[1::2] if s >= 0.35)
    assert found.talk_s == pytest.approx(talked, abs=0.1)
    assert found.basis is Basis.RECORDING


def test_silence_round_the_answer_is_no_pause() -> None:
    """Whoever thinks before the first word isn't counted as pausing in the answer."""
    found = measure(tone(0.0, 1.5, 1.0, 2.0, noise=0.001))

    assert found is not None
    assert found.pauses == 0
    assert found.talk_s == pytest.approx(1.0, abs=0.05)


@pytest.mark.parametrize("audio", [tone(3.0), tone(0.0, 2.0), tone(0.0, 2.0, noise=0.1)])
def test_where_speech_and_noise_are_alike_nothing_is_claimed(audio: bytes) -> None:
    """Only the length is told."""
    found = measure(audio)

    assert found is not None
    assert (found.talk_s, found.pauses, found.longest_pause_s) == (None, None, None)


@pytest.mark.parametrize("audio", [b"", b"RIFF", b"OggS", tone(1.0)[:20]])
def test_what_is_no_wav_is_not_measured(audio: bytes) -> None:
    """It has no samples that can be read here."""
    assert measure(audio) is None


def test_a_header_that_promises_more_is_not_believed() -> None:
    """Recorders that stream leave the sizes open."""
    audio = bytearray(tone(1.0, 0.5, 1.0))
    audio[4:8] = audio[40:44] = b"\xff\xff\xff\x7f"

    found = measure(bytes(audio))

    assert found is not None
    assert found.duration_s == pytest.approx(2.5, abs=0.01)


def test_words_without_all_times_tell_nothing() -> None:
    """A gap could be a word that has none."""
    timed, bare = Word(text="a", start_s=0.0, end_s=0.5), Word(text="b")

    assert by_words((timed, bare), 2.0) is None
    assert by_words((), 2.0) is None
    found = by_words((timed,), None)
    assert found is not None
    assert (found.duration_s, found.talk_s, found.pauses) == (0.5, 0.5, 0)
