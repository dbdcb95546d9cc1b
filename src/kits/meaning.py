"""Which question is near in meaning to which line of a job or a résumé: pure, from vectors."""

from collections.abc import Mapping

from src.models.content import Near

LEAST_SPREAD = 0.02
"""Below this all likenesses are about the same, and the nearest is so by chance."""


def nearness(questions: Mapping[str, bytes], lines: Mapping[str, bytes]) -> dict[str, Near]:
    """Return for each question the line that it is nearest to, and how near, from 0 to 1.

    Vectors are 4-byte floats of length one. Likenesses of different models lie in different
    ranges, so 0 is a deviation above their mean here, and 1 the greatest of them. A question that
    is near to no line is left out; vectors that don't fit together are near to nothing.
    """
    import numpy as np

    sizes = {len(vector) for vector in (*questions.values(), *lines.values())}
    if not questions or not lines or len(sizes) != 1:
        return {}
    asked = np.frombuffer(b"".join(questions.values()), "<f4").reshape(len(questions), -1)
    told = np.frombuffer(b"".join(lines.values()), "<f4").reshape(len(lines), -1)
    # So few numbers aren't worth waking every processor for, as a product of matrices would.
    likeness = np.einsum("ij,kj->ik", asked, told)
    floor, top = float(likeness.mean() + likeness.std()), float(likeness.max())
    if not top - floor >= LEAST_SPREAD:
        return {}
    near = ((likeness - floor) / (top - floor)).clip(0, 1).round(3)
    best, texts = near.argmax(axis=1), list(lines)
    found = ((key, at, float(row[at])) for key, row, at in zip(questions, near, best, strict=True))
    return {key: Near(line=texts[at], share=share) for key, at, share in found if share > 0}
