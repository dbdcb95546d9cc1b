"""In which encoding a text is, told by what makes words of its bytes. Pure.

UTF-8 and marks are certain. For the rest: letters of one script stand together in words, small ones
after big ones; a wrong encoding mixes scripts, cases and signs.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

WESTERN = "cp1252"
LOOKED_AT = 65_536
_BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_FEW_BROKEN = 0.25
_WIDE = ("utf-16-le", "utf-16-be")
_WIDE_PRINTABLE = 0.98
_WIDE_PLAIN = 0.05
_MOSTLY = 0.5
_SURE = 0.9
_KANA = 0.1
_HIGH = 128
_CAPITALS = 0.5
_HIGH_WORD = re.compile(r"[^\W_]*[^\x00-\x7f]\S*")
_INSIDE = re.compile(r"(?<=[^\W\d_])[^\w\s'’.,;:!?()\[\]/@&+–—-](?=[^\W\d_])|[\x80-\x9f]")
_SIGNS = re.compile(r"[^\W\d_][¹²³¼½¾¿¡£¥¦¶±·ªº¤¨¯¸]|[¹²³¼½¾¿¡¥¦¶±·¤¯¸][^\W\d_]")


@dataclass(frozen=True)
class Script:
    """An encoding of one byte a letter, and the words that it makes."""

    encoding: str
    small: str
    big: str = ""

    def share(self, data: bytes) -> float:
        """Return how well the bytes make words, from 0 to 1; words all in capitals count half."""
        try:
            text = data.decode(self.encoding)
        except UnicodeDecodeError:
            return 0.0
        words = [word.strip(",.;:!?()«»\"'–—-") for word in _HIGH_WORD.findall(text)]
        lower = re.compile(f"[{self.big}]?[{self.small}]+(-[{self.big}]?[{self.small}]+)*")
        upper = re.compile(f"[{self.big or self.small}]+")
        good = sum(
            1.0 if lower.fullmatch(word) else _CAPITALS if upper.fullmatch(word) else 0.0
            for word in words
        )
        return good / max(1, len(words))


_SCRIPTS = (
    Script("cp1255", "א-ת"),
    Script("cp1251", "а-яёіїєґў", "А-ЯЁІЇЄҐЎ"),
    Script("koi8-r", "а-яё", "А-ЯЁ"),
    Script("cp1253", "α-ωάέήίόύώϊϋΐΰ", "Α-ΩΆΈΉΊΌΎΏ"),
    Script("cp1256", "ء-ي\u064b-\u0652٠-٩پچژگک،؛؟"),
    Script("cp866", "а-яё", "А-ЯЁ"),
    Script("iso8859-5", "а-яё", "А-ЯЁ"),
)


def decode(data: bytes, declared: str = "") -> str:
    """Return a text's characters; `declared` is what the text says of itself."""
    encoding = encoding_of(data, declared)
    return data.decode(encoding, "replace")


def encoding_of(data: bytes, declared: str = "") -> str:
    """Return the name of the encoding that fits best; a few broken bytes don't change it."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding
    head = data[:LOOKED_AT]
    wide = wide_encoding(head)
    if wide is not None:
        return wide
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    foreign = sum(ord(char) >= _HIGH for char in text) - broken if broken else 0
    if broken <= foreign * _FEW_BROKEN:
        return "utf-8"
    return _known(declared) or _best(head)


def has_mark(data: bytes) -> bool:
    """Say whether a text begins with the mark of an encoding."""
    return data.startswith(tuple(mark for mark, _ in _BOMS))


def wide_encoding(data: bytes) -> str | None:
    """Return the encoding of two bytes a letter that makes a text of bytes without a mark."""
    if b"\x00" not in data:
        return None
    rated = [(_plainness(data, encoding), encoding) for encoding in _WIDE]
    share, encoding = max(rated)
    return encoding if share >= _WIDE_PLAIN else None


def _plainness(data: bytes, encoding: str) -> float:
    """Return the share of everyday signs, or 0 for what has signs that no text has."""
    text = data[: len(data) // 2 * 2].decode(encoding, "replace")
    fair = sum(char.isprintable() or char in "\r\n\t" for char in text)
    if fair < _WIDE_PRINTABLE * len(text):
        return 0.0
    return sum(char.isascii() for char in text) / max(1, len(text))


def _known(declared: str) -> str | None:
    try:
        "".encode(declared or "?")
    except (LookupError, UnicodeError):
        return None
    return declared


def _best(data: bytes) -> str:
    high = sum(byte >= _HIGH for byte in data)
    plain = sum(chr(byte).isalpha() for byte in data if byte < _HIGH)
    if high <= plain * _MOSTLY:
        return _latin(data)
    share, script = max(((s.share(data), -n) for n, s in enumerate(_SCRIPTS)), default=(0.0, 0))
    if share >= _SURE:
        return _SCRIPTS[-script].encoding
    many = next((name for name, fits in _MANY if _fits(data, name, fits)), None)
    if many is not None:
        return many
    return _SCRIPTS[-script].encoding if share >= _MOSTLY else WESTERN


def _latin(data: bytes) -> str:
    """Return the Latin encoding with the fewest signs inside words; western where they tie."""

    def odd(encoding: str) -> int:
        text = data.decode(encoding, "replace")
        return len(_INSIDE.findall(text)) + len(_SIGNS.findall(text)) + text.count("\ufffd")

    return min((WESTERN, "cp1250", "iso8859-2"), key=odd)


def _fits(data: bytes, encoding: str, fits: Callable[[str], bool]) -> bool:
    text = data.decode(encoding, "replace")
    signs = [char for char in text[:-1] if ord(char) >= _HIGH]
    return bool(signs) and "\ufffd" not in signs and fits("".join(signs))


def _share(text: str, first: str, last: str) -> float:
    return sum(first <= char <= last for char in text) / len(text)


def _is_japanese(text: str) -> bool:
    return _share(text, "\u3041", "\u3096") >= _KANA


def _is_korean(text: str) -> bool:
    return _share(text, "\uac00", "\ud7a3") >= _SURE


def _is_chinese(text: str) -> bool:
    return _share(text, "\u4e00", "\u9fff") >= _MOSTLY


_MANY: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("euc_jp", _is_japanese),
    ("cp932", _is_japanese),
    ("euc_kr", _is_korean),
    ("gb2312", _is_chinese),
    ("big5", _is_chinese),
    ("gb18030", _is_chinese),
)
