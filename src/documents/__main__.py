"""`python -m src.documents FILE`: prints text, pages and warnings as JSON, or the error; 0 or 2."""

import json
import sys
from pathlib import Path

from src.documents.limits import MEGABYTE
from src.documents.reading import FileDocuments
from src.errors import DocumentError

MOST_BYTES = 10 * MEGABYTE


def main(arguments: list[str]) -> int:
    """Read one file and print what was found."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m src.documents FILE\n")
        return 2
    documents = FileDocuments(MOST_BYTES)
    try:
        path = Path(arguments[0])
        with path.open("rb") as file:
            extract = documents.read(path.name, file.read(MOST_BYTES + 1))
        found: dict[str, object] = extract.model_dump(include={"text", "pages", "warnings"})
    except DocumentError as problem:
        found = {"error": {"code": problem.code, "message": str(problem)}}
    except OSError as problem:
        found = {"error": {"code": "not_found", "message": f"{problem.strerror}."}}
    finally:
        documents.close()
    sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
    return 2 if "error" in found else 0


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # Windows has another
    sys.exit(main(sys.argv[1:]))
