"""Every bound on an uploaded file, in one place (measured in 2026-11 on real résumés and bombs)."""

MEGABYTE = 1024 * 1024
MOST_PAGES = 20
MOST_CHARS = 100_000
MEMORY_BYTES = 768 * MEGABYTE
CPU_S = 8
WALL_S = 10
ANSWER_S = 14.0
"""The parent waits a little longer than the child may live."""
START_S = 30.0
OPEN_FILES = 32
ZIP_PARTS = 2000
ZIP_UNPACKED_BYTES = 60 * MEGABYTE
ZIP_RATIO = 100
ZIP_RATIO_FROM_BYTES = MEGABYTE
HEAD_BYTES = 1024
LONGEST_QUOTE = 160
"""Characters of hidden text that a warning shows."""
