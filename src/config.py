"""The only reader of the environment: settings, checked once at start.

Order: `.streamlit/secrets.toml` (Streamlit writes it into the environment) > environment > `.env`.
Because secrets arrive late, nothing is read when this module is imported: `serving()` is asked
before they are loaded, `load_settings()` after.
"""

import os
import re
import secrets
from pathlib import Path
from typing import Annotated, NamedTuple, Self

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from src.errors import ConfigError
from src.models.enums import ModelRole, SearchProvider

ROOT = Path(__file__).resolve().parents[1]
OFF = "off"
"""The name of a model that is not to be asked at all."""
EMBEDS = "text-embedding-3-small"


class Settings(BaseSettings):
    """Every setting of the program; `.env.example` lists them with their reasons."""

    model_config = SettingsConfigDict(
        env_file=ROOT / ".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    openai_api_key: SecretStr | None = None
    openai_base_url: str | None = None
    openai_model: str = "gpt-6-luna"
    openai_model_interviewer: str | None = None
    openai_model_coach: str | None = None
    openai_model_grader: str | None = None
    openai_model_planner: str | None = None
    openai_model_transcription: str | None = None
    openai_model_speech: str | None = None
    openai_model_embedding: str | None = None
    speech_base_url: str | None = None
    speech_api_key: SecretStr | None = None
    speech_voices: Annotated[tuple[str, ...], NoDecode] = ("alloy", "coral", "echo", "nova", "sage")
    speech_calls_per_hour: int = Field(default=180, ge=1)
    max_recording_s: int = Field(default=300, ge=10, le=1800)
    model_calls_per_hour: int = Field(default=100, ge=1)
    model_calls_at_once: int = Field(default=8, ge=1, le=200)
    visitor_keys: bool = True
    visitor_base_urls: Annotated[tuple[str, ...], NoDecode] = ()
    search_provider: SearchProvider | None = None
    search_url: str | None = None
    search_api_key: SecretStr | None = None
    search_calls_per_hour: int = Field(default=30, ge=1)
    interview_budget_usd: float | None = Field(default=None, gt=0)
    turn_timeout_s: float | None = Field(default=None, ge=2, le=300)
    idle_hours: float | None = Field(default=None, gt=0)
    database_url: str | None = None
    data_dir: Path = ROOT / ".rehearse"
    secret_key: SecretStr | None = None
    log_level: str = Field(default="INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$")
    debug: bool = False
    max_upload_mb: int = Field(default=10, ge=1, le=50)
    uploads_per_hour: int = Field(default=30, ge=1)
    upload_mb_per_hour: int = Field(default=100, ge=1)
    clamd_socket: str | None = None
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = ()
    frame_ancestors: Annotated[tuple[str, ...], NoDecode] = ()
    cookie_secure: bool | None = None

    @field_validator(
        "allowed_hosts", "frame_ancestors", "speech_voices", "visitor_base_urls", mode="before"
    )
    @classmethod
    def _split(cls, value: object) -> object:
        """Read a list written with commas or spaces."""
        return tuple(value.replace(",", " ").split()) if isinstance(value, str) else value

    @field_validator("openai_base_url", "speech_base_url", "search_url")
    @classmethod
    def _is_a_url(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("http://", "https://")):
            raise ValueError("must start with http:// or https://")
        return value

    @field_validator("visitor_base_urls")
    @classmethod
    def _are_urls(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for each in value:
            cls._is_a_url(each)
        return value

    @field_validator("clamd_socket")
    @classmethod
    def _is_an_address(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"(unix:)?/.+|[^/\s]+:\d{1,5}", value):
            raise ValueError("must be the path of a socket, or host:port")
        return value

    @field_validator("database_url")
    @classmethod
    def _is_a_known_database(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("sqlite:///", "postgresql")):
            raise ValueError("must start with sqlite:/// or postgresql")
        return value

    @model_validator(mode="after")
    def _key_is_plausible(self) -> Self:
        """Refuse a key with blanks or line breaks inside: it would fail in an HTTP header."""
        for name in ("openai_api_key", "speech_api_key"):
            key: SecretStr | None = getattr(self, name)
            told = key.get_secret_value() if key is not None else ""
            if any(c.isspace() or not c.isascii() for c in told):
                raise ValueError(f"{name}: holds blanks or characters that no key has")
        return self

    @model_validator(mode="after")
    def _search_is_whole(self) -> Self:
        """Refuse a web search that could not be asked."""
        provider = self.search_provider
        if provider is SearchProvider.SEARXNG and self.search_url is None:
            raise ValueError("search_url: searxng needs the address of a server")
        if provider in {SearchProvider.BRAVE, SearchProvider.TAVILY} and not self.search_api_key:
            raise ValueError(f"search_api_key: {provider} needs a key")
        return self

    @property
    def has_model(self) -> bool:
        """Say whether a model can be asked: a key, or a server that may need none."""
        return self.openai_api_key is not None or self.openai_base_url is not None

    def embedding_model(self, *, openai: bool) -> str | None:
        """Return the model for vectors; None where there is none.

        Without a name OpenAI is asked for its own, and no other server: many have none at all.
        """
        named = self.openai_model_embedding
        return None if named == OFF else named or (EMBEDS if openai else None)

    def model_for(self, role: ModelRole) -> str:
        """Return the model's name for a role."""
        return getattr(self, f"openai_model_{role}", None) or self.openai_model


class Serving(NamedTuple):
    """Where the program listens."""

    host: str
    port: int


def serving() -> Serving:
    """Return host and port from HOST and PORT (127.0.0.1:8501)."""
    text = os.environ.get("PORT") or "8501"
    if not text.isdigit() or not 0 < int(text) < 65536:  # noqa: PLR2004 - the last TCP port
        raise ConfigError(f"PORT must be a number from 1 to 65535, not {text!r}", variable="PORT")
    return Serving(os.environ.get("HOST") or "127.0.0.1", int(text))


def load_settings(**overrides: object) -> Settings:
    """Return the checked settings, or raise `ConfigError` that names the variable.

    ENV_FILE names another file than `.env`: tests must not meet a developer's key.
    """
    values = {"_env_file": os.environ.get("ENV_FILE") or ROOT / ".env"} | overrides
    try:
        return Settings(**values)  # type: ignore[arg-type]  # tests override by field name
    except ValidationError as problem:
        first = problem.errors(include_input=False)[0]
        said = first["msg"].removeprefix("Value error, ")
        name = str(first["loc"][0]) if first["loc"] else said.partition(":")[0]
        message = f"{name.upper()}: {said.partition(': ')[2] or said}"
        raise ConfigError(message, variable=name.upper()) from None


def secret_key(settings: Settings) -> bytes:
    """Return SECRET_KEY, or one made once and kept beside the data with mode 0600."""
    if settings.secret_key is not None:
        return settings.secret_key.get_secret_value().encode()
    path = settings.data_dir / "secret_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(made, "w") as file:
            file.write(secrets.token_hex(32))
    return path.read_bytes()
