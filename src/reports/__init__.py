"""A report as a file to keep: PDF, Word, Markdown, JSON that is read back, and the transcript."""

from src.reports.files import JOBS, FileReports, PlainReports

__all__ = ["JOBS", "FileReports", "PlainReports"]
