"""The browser's part of a component: files of src/ui/scripts, read once."""

from pathlib import Path

SCRIPTS = Path(__file__).resolve().parents[1] / "scripts"


def script(*names: str) -> str:
    """Return scripts as one text, to be registered with their component at import."""
    return "\n".join((SCRIPTS / f"{name}.js").read_text("utf-8") for name in names)
