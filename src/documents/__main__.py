"""`python -m src.documents FILE`: prints text, pages and warnings as JSON, or the error; 0 or 2."""

import json
import sys
from pathlib import Path

from src.documents.reading import FileDocuments
from src.errors import DocumentError


def main(arguments: list[str]) -> int:
    """Read one file and print what was found."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m src.documents FILE\n")
        return 2
    documents = FileDocuments()
    try:
        path = Path(arguments[0])
        extract = documents.read(path.name, path.read_bytes())
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
    sys.exit(main(sys.argv[1:]))
