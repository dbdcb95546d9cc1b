"""The browser's part of a component: a file of src/ui/scripts, read once."""

from pathlib import Path

SCRIPTS = Path(__file__).resolve().parents[1] / "scripts"


def script(name: str) -> str:
    """Return a script's text, to be registered with its component at import."""
    return (SCRIPTS / f"{name}.js").read_text("utf-8")
