"""Markdown, and the transcript as plain text. No mark-up in it is anybody's but ours."""

import re
from functools import singledispatch

from src.models.reports import ReportFile
from src.reports.outline import (
    Bars,
    Block,
    Grid,
    Heading,
    Line,
    Overall,
    Points,
    Radar,
    Run,
    Said,
    Steps,
    Text,
    Title,
    Tone,
)
from src.reports.telling import facts_of, said_of, tell, title_of
from src.reports.words import MARKS, NOTICE, unlinked, visible


def to_markdown(file: ReportFile) -> bytes:
    """Return the report as Markdown: candidate's words show as they are, and link to nothing."""
    parts = [_drawn(block) for block in tell(file)]
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def to_transcript(file: ReportFile) -> bytes:
    """Return who said what and when, as plain text."""
    lines = [title_of(file), " · ".join(facts_of(file)), ""]
    for exchange in file.transcript:
        words = said_of(exchange)
        if words:
            lines += [f"[{exchange.said_at:%H:%M:%S}] You:", words, ""]
        if exchange.reply:
            at = exchange.replied_at or exchange.said_at
            lines += [f"[{at:%H:%M:%S}] Interviewer:", exchange.reply, ""]
    if not file.transcript:
        lines += ["Nothing was said.", ""]
    return visible("\n".join([*lines, f"Time zone: {file.when.tzinfo}. {NOTICE}"]) + "\n").encode()


_MARKUP = re.compile(
    r"""(?x)
    [`~|\[]                                  # code, struck words, tables, links
    | (?<![ ])\* | \*(?![ ])                  # stress: a sign between blanks is none
    | (?<![^\W_])_ | _(?![^\W_])              # nor is one within a word
    | <(?=[a-z/!?])                           # HTML
    | &(?=[a-z\d#])                           # a sign by its name
    | \\(?=[!-/:-@\[-`{-~]|$)                 # an escape
    | ^[#>+*=-]                               # what begins a heading, a quotation, a list, a rule
    | (?<=[ ])\#+$                            # what ends a heading
    """,
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^(\d{1,9})(?=[.)](?: |$))")


def _shown(text: str) -> str:
    """Return text on one line, with an escape only where Markdown would take it for mark-up."""
    return _NUMBER.sub(r"\1\\", _MARKUP.sub(r"\\\g<0>", unlinked(text)))


def _line(line: Line) -> str:
    return " ".join(_run(run) for run in line if run.text.strip())


def _run(run: Run) -> str:
    words = _shown(run.text)
    match run.tone:
        case Tone.STRONG:
            return f"**{words}**"
        case Tone.QUOTE:
            return f"*“{words}”*"
        case _:
            return words


@singledispatch
def _drawn(block: Block) -> str:
    raise TypeError(type(block))


@_drawn.register
def _(block: Title) -> str:
    return f"# {_shown(block.text)}\n\n{_shown(' · '.join(block.facts))}"


@_drawn.register
def _(block: Heading) -> str:
    aside = f" · {_shown(block.aside)}" if block.aside else ""
    return f"{'#' * block.level} {_shown(block.text)}{aside}"


@_drawn.register
def _(block: Overall) -> str:
    headline = f"\n\n**{_shown(block.headline)}**" if block.headline.strip() else ""
    return f"**Overall: {_shown(block.score)}**\n\n{_shown(block.rests_on)}{headline}"


@_drawn.register
def _(block: Text) -> str:
    mark = f"- {MARKS[block.coverage]} " if block.coverage else ""
    return f"{mark}{_line(block.line)}"


@_drawn.register
def _(block: Steps) -> str:
    return "\n".join(f"{number}. {_line(line)}" for number, line in enumerate(block.lines, 1))


@_drawn.register
def _(block: Points) -> str:
    return "\n".join(f"- {_shown(line)}" for line in block.lines)


@_drawn.register
def _(block: Said) -> str:
    """Draw words as a quotation, each line a line."""
    lines = [_shown(line) for line in block.text.splitlines()] or [""]
    who = f"**{_shown(block.who)}**\n\n" if block.who else ""
    return who + "\n".join(f"> {line}  " if line else ">" for line in lines)


@_drawn.register
def _(block: Grid) -> str:
    rows = [block.head, ("---",) * len(block.head)]
    drawn = ["| " + " | ".join(rows[0]) + " |", "|" + "|".join(rows[1]) + "|"]
    return "\n".join(drawn + ["| " + " | ".join(map(_shown, row)) + " |" for row in block.rows])


@_drawn.register
def _(_: Radar | Bars) -> str:
    """Draw nothing: tables and headings say the same."""
    return ""
