"""A report as a file to keep: PDF, Word, Markdown, JSON that is read back, and the transcript."""

from src.reports.files import JOBS, FileReports, PlainReports, name_of

__all__ = ["JOBS", "FileReports", "PlainReports", "name_of"]
