"""`python -m src.documents FILE`: prints text, pages and warnings as JSON, or the error; 0 or 2."""

import json
import os
import sys
from pathlib import Path

from src.documents.limits import MEGABYTE
from src.documents.reading import FileDocuments
from src.errors import DocumentError

MOST_BYTES = 10 * MEGABYTE
USAGE = "Name one file: python -m src.documents FILE."
Found = dict[str, object]


def main(arguments: list[str]) -> int:
    """Read one file and print what was found."""
    found = _read(Path(arguments[0])) if len(arguments) == 1 else _error("usage", USAGE)
    try:
        sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
        sys.stdout.flush()
    except BrokenPipeError:  # nobody reads any more; Python would complain again at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 2 if "error" in found else 0


def _read(path: Path) -> Found:
    try:
        if path.exists() and not path.is_file():
            return _error("not_a_file", "This is no file. Name a file.")
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as problem:
        code = "not_found" if isinstance(problem, FileNotFoundError) else "not_readable"
        return _error(code, f"{getattr(problem, 'strerror', None) or 'No such file'}.")
    documents = FileDocuments(MOST_BYTES)
    try:
        extract = documents.read(path.name, data)
    except DocumentError as problem:
        return _error(problem.code, str(problem))
    finally:
        documents.close()
    return dict(extract.model_dump(include={"text", "pages", "warnings"}))


def _error(code: str, message: str) -> Found:
    return {"error": {"code": code, "message": message}}


if __name__ == "__main__":
    if sys.stdout is not None:
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # Windows has another
        sys.exit(main(sys.argv[1:]))
