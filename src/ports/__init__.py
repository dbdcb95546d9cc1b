"""Protocols to the outside; each has a twin that ships and one suite in tests/contracts.

Every method of the unit of work takes the owner; `UnfinishedWork` alone looks across owners, for
the engine at start.
"""

from src.ports.model import Clock, Keys, ModelGateway, ReplyT, T
from src.ports.rooms import Consents, Documents, Kits, Reports, Sandbox, Search, ShippedKits
from src.ports.rows import (
    DocumentRows,
    HistoryRows,
    InterviewRows,
    KitRows,
    LedgerRows,
    OutcomeRows,
    OwnerRows,
    ReadingRows,
    RecordRows,
    SpeechRows,
    TurnRows,
    UseRows,
    VectorRows,
)
from src.ports.speech import Recording, Sound, Speaker, Transcriber, Words
from src.ports.storage import Store, Unfinished, UnfinishedSpeech, UnfinishedWork, UnitOfWork
from src.ports.work import Jobs, JobState, Listeners, Piece, PieceKind, Steps, Workflow

__all__ = [
    "Clock",
    "Consents",
    "DocumentRows",
    "Documents",
    "HistoryRows",
    "InterviewRows",
    "JobState",
    "Jobs",
    "Keys",
    "KitRows",
    "Kits",
    "LedgerRows",
    "Listeners",
    "ModelGateway",
    "OutcomeRows",
    "OwnerRows",
    "Piece",
    "PieceKind",
    "ReadingRows",
    "RecordRows",
    "Recording",
    "ReplyT",
    "Reports",
    "Sandbox",
    "Search",
    "ShippedKits",
    "Sound",
    "Speaker",
    "SpeechRows",
    "Steps",
    "Store",
    "T",
    "Transcriber",
    "TurnRows",
    "Unfinished",
    "UnfinishedSpeech",
    "UnfinishedWork",
    "UnitOfWork",
    "UseRows",
    "VectorRows",
    "Words",
    "Workflow",
]
