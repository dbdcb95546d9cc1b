"""What holds for the project as a whole: files that must agree with one another."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from streamlit.web.server.app_discovery import discover_asgi_app

from src.config import Settings

ROOT = Path(__file__).resolve().parents[1]
READ_ELSEWHERE = {"HOST", "PORT", "ENV_FILE"}
HEAVY = ("numpy", "openai", "pymupdf", "docx", "pandas", "alembic", "genai_prices")
PAGES = sorted((ROOT / "pages").glob("*.py"))


def pins(name: str) -> dict[str, str]:
    """Return version by package of a requirements file."""
    lines = (ROOT / name).read_text().splitlines()
    found = (re.fullmatch(r"([a-z0-9._-]+)==(\S+)(?: ;.*)?", line, re.IGNORECASE) for line in lines)
    return {match[1]: match[2] for match in found if match}


def test_the_example_lists_every_setting_and_no_other() -> None:
    """`.env.example` is where people look settings up."""
    text = (ROOT / ".env.example").read_text()
    listed = set(re.findall(r"^([A-Z_]+)=", text, re.MULTILINE))

    assert listed == {name.upper() for name in Settings.model_fields}
    assert all(name in text for name in READ_ELSEWHERE)


def test_the_example_shows_the_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    """Copied as it is, it changes nothing."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)

    assert Settings(_env_file=ROOT / ".env.example") == Settings(_env_file=None)


def test_the_readme_names_every_setting() -> None:
    """The table of the README is complete."""
    text = (ROOT / "README.md").read_text()

    missing = [name for name in Settings.model_fields if f"`{name.upper()}`" not in text]

    assert not missing


def test_every_requirement_is_pinned_and_from_nowhere_in_particular() -> None:
    """No host, no path, no range: the same versions everywhere."""
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = (ROOT / name).read_text().splitlines()
        bare = [line for line in lines if line and not line.lstrip().startswith("#")]

        assert len(bare) == len(pins(name))
        assert not [line for line in lines if "://" in line or line.startswith("-")]


def test_tests_run_with_the_versions_that_are_served() -> None:
    """The development requirements hold the others unchanged."""
    served, developed = pins("requirements.txt"), pins("requirements-dev.txt")

    assert served.items() <= developed.items()


def test_pymupdf_stays_below_two() -> None:
    """Version 2 brings 190 MB more and a slow import."""
    assert int(pins("requirements.txt")["pymupdf"].partition(".")[0]) < 2


def test_streamlit_finds_the_app_in_the_launcher() -> None:
    """`streamlit run main.py` reads the file; only a direct call to st.App is found."""
    found = discover_asgi_app(ROOT / "main.py")

    assert found.is_asgi_app
    assert found.import_string == "main:app"


def test_the_program_loads_without_the_heavy_packages() -> None:
    """They are imported where they are used, never when a page loads."""
    code = (
        "import sys, main, src.ui.identity; print(*[n for n in sys.argv[1:] if n in sys.modules])"
    )

    loaded = subprocess.run(
        [sys.executable, "-c", code, *HEAVY], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert loaded.stdout.strip() == ""


def test_the_served_settings_hold() -> None:
    """Each was measured; losing one costs seconds at the start or shows tracebacks to visitors."""
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())

    assert config["runner"]["postScriptGC"] is False
    assert config["server"]["fileWatcherType"] == "none"
    assert config["server"]["enableStaticServing"] is True
    assert config["client"]["showErrorDetails"] == "none"
    assert config["logger"]["hideWelcomeMessage"] is True
    assert config["browser"]["gatherUsageStats"] is False
    assert "address" not in config["server"]


def test_the_fonts_are_here() -> None:
    """Each font of the theme is a file that is served, with its licence beside it."""
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())
    static = ROOT / "src" / "ui" / "static"

    for face in config["theme"]["fontFaces"]:
        assert face["url"].startswith("app/static/")
        assert (static / face["url"].removeprefix("app/static/")).is_file()
    assert len(list(static.glob("*-OFL.txt"))) == len(
        {f["family"] for f in config["theme"]["fontFaces"]}
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_is_short_and_draws_only(page: Path) -> None:
    """60 code lines at most and no class: what is more belongs to src/ui."""
    text = page.read_text()
    tree = ast.parse(text)
    code = [
        line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")
    ]

    assert not [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    assert len(code) <= 60


def test_ci_runs_the_commands_of_the_readme() -> None:
    """The script ends with `make check` and `make test`, and the README names them."""
    script = (ROOT / ".ci" / "run").read_text()
    readme = (ROOT / "README.md").read_text()

    assert script.rstrip().endswith("make check\nmake test")
    assert readme.index("make run") < readme.index("make test") < readme.index("![") < 500
    assert "make check" in readme
