"""Speech: what is said becomes text to be corrected, what is written can be read aloud."""

from src.speech.aloud import ReadAloud
from src.speech.dictation import Dictation
from src.speech.files import Bounds
from src.speech.meter import Meter, MeteredSpeaker, MeteredTranscriber, SpeechLimits
from src.speech.silent import SilentSpeaker, SilentTranscriber
from src.speech.speaker import OpenAISpeaker
from src.speech.transcriber import OpenAITranscriber
from src.speech.wire import Wire

__all__ = [
    "Bounds",
    "Dictation",
    "Meter",
    "MeteredSpeaker",
    "MeteredTranscriber",
    "OpenAISpeaker",
    "OpenAITranscriber",
    "ReadAloud",
    "SilentSpeaker",
    "SilentTranscriber",
    "SpeechLimits",
    "Wire",
]
