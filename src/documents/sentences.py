"""What a person is told about a file: what it is, and what to do. By the error's code."""

from src.errors import DocumentError

SENTENCES = {
    "empty": "This file is empty. Choose another one, or paste the text.",
    "too_big": "This file is too big. Save a smaller one, or paste the text.",
    "wrong_type": "This kind of file can't be read. Use PDF, DOCX, TXT, Markdown or HTML.",
    "mislabelled": "This file's ending doesn't fit what is in it. Save it again from its program.",
    "old_word": "This is an old Word file (.doc). Save it as .docx or PDF, or paste the text.",
    "encrypted": "This file is protected by a password. Save it without one, or paste the text.",
    "scanned": "This PDF holds pictures of text. Export it as a text PDF, or paste the text.",
    "no_text": "There is no text in this file. Choose another one, or paste the text.",
    "damaged": "This file is damaged and can't be read. Save it again, or paste the text.",
    "too_complex": "This file is too complex to read safely. Export it again, or paste the text.",
    "infected": (
        "The virus scanner found something in this file, so it wasn't read. "
        "Choose another one, or paste the text."
    ),
    "not_scanned": "No virus scan is possible just now. Try again later, or paste the text.",
    "busy": "Other files are being read just now. Try again in a moment.",
}


def error(code: str) -> DocumentError:
    """Return the error for a code with its sentence."""
    return DocumentError(SENTENCES[code], code=code)


def too_big(max_bytes: int) -> DocumentError:
    """Return the error for a file over the limit, which it names."""
    most = f"{max_bytes / (1024 * 1024):g} MB"
    return DocumentError(
        f"This file is larger than {most}. Save a smaller one, or paste the text.", code="too_big"
    )
