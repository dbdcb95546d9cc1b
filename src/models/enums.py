"""Closed sets of words: never loose strings."""

from enum import StrEnum


class QuestionKind(StrEnum):
    """How a question is answered, and so which grader and which input it gets."""

    OPEN = "open"
    BEHAVIOURAL = "behavioural"
    NUMBER = "number"
    CHOICE = "choice"
    FORMULA = "formula"
    SQL = "sql"
    CODE = "code"

    @property
    def is_keyed(self) -> bool:
        """Say whether a key decides: words are not judged, and nothing is left to probe."""
        return self in _KEYED


_KEYED = frozenset(
    {QuestionKind.NUMBER, QuestionKind.CHOICE, QuestionKind.FORMULA, QuestionKind.SQL}
)


class SheetKind(StrEnum):
    """What a hidden sheet tries that the visible one may not show."""

    OTHER = "other values"
    LIMITS = "limits"
    TIES = "ties"
    NEGATIVES = "negative numbers"
    DUPLICATES = "duplicate keys"
    NO_MATCH = "no match"
    ONE_ROW = "one row"
    BLANKS = "blank cells"
    TEXT_NUMBERS = "text numbers"


class TableKind(StrEnum):
    """What a hidden database tries that the visible tables may not show."""

    MORE_ROWS = "more rows"
    NULLS = "nulls"
    DUPLICATES = "duplicates"
    TIES = "ties"
    ONE_ROW = "one row"
    EMPTY = "an empty table"


class InterviewType(StrEnum):
    """What kind of questions the candidate wants to practise."""

    BEHAVIOURAL = "behavioural"
    TECHNICAL = "technical"
    SITUATIONAL = "situational"
    MIXED = "mixed"
    CASE = "case"


class Style(StrEnum):
    """The interviewer's manner."""

    FORMAL = "formal"
    CASUAL = "casual"
    AGGRESSIVE = "aggressive"
    TECHNICAL = "technical"


class Difficulty(StrEnum):
    """Where the level starts: 2, 3 or 4 of 5; it adapts from there."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


class Mode(StrEnum):
    """Practice shows the coach after each answer; exam is silent until the report."""

    PRACTICE = "practice"
    EXAM = "exam"


class InterviewStatus(StrEnum):
    """The life of an interview: prepared (a plan), active, then completed or abandoned."""

    PREPARED = "prepared"
    ACTIVE = "active"
    COMPLETED = "completed"
    ABANDONED = "abandoned"


class Stage(StrEnum):
    """The part of the interview that is going on."""

    INTRODUCTION = "introduction"
    QUESTIONS = "questions"
    CANDIDATE_QUESTIONS = "candidate_questions"
    CLOSING = "closing"


class QuestionState(StrEnum):
    """The life of one planned question."""

    WAITING = "waiting"
    OPEN = "open"
    CLOSED = "closed"
    SKIPPED = "skipped"


class WorkState(StrEnum):
    """The life of background work that a page shows."""

    GENERATING = "generating"
    COMPLETED = "completed"
    ERROR = "error"


class TurnKind(StrEnum):
    """What the candidate did: only an answer is graded. A question is the candidate's own."""

    START = "start"
    ANSWER = "answer"
    SKIP = "skip"
    HINT = "hint"
    QUESTION = "question"
    END = "end"


class TurnState(StrEnum):
    """Accepted: stored, its reply is on the way. Done: replied. Failed: kept, Retry is offered."""

    ACCEPTED = "accepted"
    DONE = "done"
    FAILED = "failed"


class Speaker(StrEnum):
    """Who a message is from."""

    INTERVIEWER = "interviewer"
    CANDIDATE = "candidate"
    COACH = "coach"


class ResponseType(StrEnum):
    """What a message does in the interview."""

    INTRODUCTION = "introduction"
    QUESTION = "question"
    FOLLOW_UP = "follow_up"
    HINT = "hint"
    CLARIFICATION = "clarification"
    HANDOVER = "handover"
    CLOSING = "closing"
    ANSWER = "answer"


class ActionKind(StrEnum):
    """What the candidate can do with a message."""

    VOICE = "voice"
    TEXT = "text"
    QUESTION = "question"
    HINT = "hint"
    SHEET = "sheet"
    ASK_FILE = "ask_file"
    REMEDIATION = "remediation"
    END = "end"


class OptionId(StrEnum):
    """The fixed ids of what an interviewer may do next; each turn offers some of them."""

    F1 = "f1"
    F2 = "f2"
    F3 = "f3"
    N1 = "n1"
    N2 = "n2"
    N3 = "n3"
    CLARIFY = "c"
    REPHRASE = "r"
    TIME = "t"
    ROLE_ANSWER = "q"
    BRING_BACK = "g"
    HINT = "h"
    SEARCH = "s"
    HAND_OVER = "o"
    CLOSE = "e"


class Intent(StrEnum):
    """What a candidate's message is, decided by code before any model is asked."""

    ANSWER = "answer"
    EMPTY = "empty"
    BRIEF = "brief"
    NO_ANSWER = "no_answer"
    REPEAT = "repeat"
    CLARIFY = "clarify"
    THINK = "think"
    ROLE_QUESTION = "role_question"
    RESOURCES = "resources"
    HINT = "hint"
    HOSTILE = "hostile"
    DONE = "done"


class ClaimKind(StrEnum):
    """What a candidate's statement is about, so that two of a kind can be compared."""

    DURATION = "duration"
    YEAR = "year"
    COUNT = "count"
    EMPLOYER = "employer"
    USED = "used"


class ThreadKind(StrEnum):
    """Why something that was said is worth coming back to."""

    CONTRADICTION = "contradiction"
    VAGUE = "vague"
    RESUME = "resume"


class Verdict(StrEnum):
    """What a watchdog says: go on, write it down, speak by script, or come to the end."""

    CONTINUE = "continue"
    WARN = "warn"
    FALL_BACK = "fall_back"
    WRAP_UP = "wrap_up"


class Coverage(StrEnum):
    """How far an answer says a point."""

    COVERED = "covered"
    PARTLY = "partly"
    MISSED = "missed"


class GraderName(StrEnum):
    """Which grader made a grade; shown beside every score."""

    LEXICAL = "lexical"
    RUBRIC = "rubric"
    CHOICE = "choice"
    NUMBER = "number"
    FORMULA = "formula"
    SQL = "sql"

    @property
    def is_by_key(self) -> bool:
        """Say whether a key decided: its criteria are nothing that was said or left out."""
        return self not in {GraderName.LEXICAL, GraderName.RUBRIC}


class Rated(StrEnum):
    """What a candidate can rate."""

    QUESTION = "question"
    GRADE = "grade"


class MatchState(StrEnum):
    """How far a résumé shows what a job asks for."""

    SHOWN = "shown"
    PARTLY = "partly"
    NOT_FOUND = "not_found"


class FactKind(StrEnum):
    """What a résumé's fact is."""

    ROLE = "role"
    ACHIEVEMENT = "achievement"
    SKILL = "skill"
    EDUCATION = "education"
    LANGUAGE = "language"
    CERTIFICATE = "certificate"


class ReadBy(StrEnum):
    """Who read a fact, or that its owner wrote it."""

    LAYOUT = "layout"
    MODEL = "model"
    YOURS = "yours"


class ConflictKind(StrEnum):
    """Why two things in a résumé don't seem to fit."""

    OVERLAP = "overlap"
    GAP = "gap"
    BACKWARDS = "end before start"
    FUTURE = "future"
    STATED_YEARS = "stated years"
    NO_EVIDENCE = "claim without evidence"
    TOO_SHORT = "asked years"
    TWO_VALUES = "two values"


class DocumentKind(StrEnum):
    """What a document is used as."""

    RESUME = "resume"
    JOB = "job"


class Purpose(StrEnum):
    """What a model call is for; the ledger counts by it, the scripted gateway answers by it."""

    PLAN = "plan"
    TURN = "turn"
    COACH = "coach"
    GRADE = "grade"
    SUMMARY = "summary"
    PROFILE = "profile"
    EMBED = "embed"
    TRANSCRIBE = "transcribe"
    SPEAK = "speak"

    @property
    def is_speech(self) -> bool:
        """Say whether it is about sound; such calls have a limit of their own."""
        return self in {Purpose.TRANSCRIBE, Purpose.SPEAK}


class ModelRole(StrEnum):
    """A settings slot for a model name: OPENAI_MODEL_<ROLE>, else OPENAI_MODEL."""

    INTERVIEWER = "interviewer"
    COACH = "coach"
    GRADER = "grader"
    PLANNER = "planner"


class SearchProvider(StrEnum):
    """The web searches that can be asked."""

    SEARXNG = "searxng"
    BRAVE = "brave"
    TAVILY = "tavily"


class EventKind(StrEnum):
    """Everything that happens in an interview, as rows that replay and usage read."""

    SESSION_START = "session_start"
    USER_MESSAGE = "user_message"
    AGENT_RESPONSE = "agent_response"
    AGENT_LOAD = "agent_load"
    SESSION_END = "session_end"
    SKIP = "skip"
    PAUSE = "pause"
    RESUME = "resume"
    THINK = "think"
    RESET = "reset"
    PLAN = "plan"
    TOOL = "tool"
    OBSERVATION = "observation"
    REFLECTION = "reflection"
    GRADE = "grade"
    DIFFICULTY = "difficulty"
    WATCHDOG = "watchdog"
    FALLBACK = "fallback"
    HANDOVER = "handover"
    HINT = "hint"
    ANOMALY = "anomaly"
    MODEL_CALL = "model_call"
    DISPUTE = "dispute"
    RATING = "rating"
