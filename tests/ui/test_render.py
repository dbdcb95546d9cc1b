"""Untrusted text is drawn as it is, and is never markup."""

import re

import pytest

from src.ui.render import JOINER, plain, quoted, short

HOSTILE = [
    "![x](https://evil.test/p.png)",
    "[click](javascript:alert(1))",
    "<script>alert(1)</script>",
    ":material/home: :red[x] $x^2$ `code`",
    "# heading\n- list\n1. list",
    "www.evil.test and https://evil.test and me@evil.test",
    "**bold** __bold__ ~~gone~~ | a | b |",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_every_mark_is_escaped_and_every_character_kept(text: str) -> None:
    """Taking the escapes and joiners away gives the text back."""
    shown = plain(text)

    assert re.sub(r"\\(.)", r"\1", shown).replace(JOINER, "") == " ".join(text.split())
    assert not re.search(r"(?<!\\)[*_`\[\]<>#$|!:~]", shown)


def test_a_text_turns_no_words_but_its_own() -> None:
    """An override at its end would show what the page says behind it from right to left."""
    assert plain("Nurse\u202e at \u2066Acme") == "Nurse at Acme"
    assert plain("שלום at Acme") == "שלום at Acme"


@pytest.mark.parametrize("address", ["https://a.test", "HTTP://a.test", "www.a.test", "me@a.test"])
def test_an_address_is_no_link(address: str) -> None:
    """What a browser would recognise is joined invisibly."""
    assert JOINER in plain(address)


def test_quotes_and_short_forms() -> None:
    """Typographic marks; a cut between words."""
    assert quoted("so it was") == "*“so it was”*"
    assert short("one two three", 8) == "one two …"
    assert short("one two", 8) == "one two"
