"""A report as a file to keep: PDF, Word, Markdown, JSON that is read back, and the transcript."""
