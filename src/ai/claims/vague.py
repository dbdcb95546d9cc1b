"""The vaguest sentence of an answer: big words about one's own work with nothing behind them."""

import re

from src.text import sentences, words

LEAST_WORDS = 5
_VAGUE = re.compile(
    r"\b(a lot|lots of|significant(?:ly)?|huge(?:ly)?|massive(?:ly)?|much (?:better|faster)|"
    r"great(?:ly)?|various|several|many|some (?:kind|sort) of|things?|stuff|helped (?:out|with)|"
    r"was involved|involved in|worked on|contributed|supported|handled|dealt with|improved|"
    r"optimi[sz]ed|better|faster|more efficient|successful(?:ly)?|good results?|everyone|always|"
    r"very|really|etc|and so on|basically|somehow|best practices?|state of the art)\b",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(i|we|my|our|i've|we've|i'm)\b", re.IGNORECASE)
_FIRM = re.compile(r"\d|\b(because|for example|for instance|so that|by [a-z]+ing)\b", re.IGNORECASE)


def vaguest(text: str) -> str | None:
    """Return the sentence about one's own work that says least, or None when all are firm."""
    best, most = None, 0
    for sentence in sentences(text):
        if len(words(sentence)) < LEAST_WORDS or _FIRM.search(sentence):
            continue
        count = len(_VAGUE.findall(sentence))
        if count > most and _OWN.search(sentence):
            best, most = sentence, count
    return best
