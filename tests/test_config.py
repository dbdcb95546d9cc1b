"""Settings: where they come from, and how a bad one is named."""

import stat
from pathlib import Path

import pytest
from pydantic import SecretStr

from src.config import Settings, load_settings, secret_key, serving
from src.errors import ConfigError
from src.models.enums import ModelRole


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment without settings."""
    for name in (*Settings.model_fields, "host", "port"):
        monkeypatch.delenv(name.upper(), raising=False)


def test_everything_has_a_default() -> None:
    """The program starts without one setting, in embedded mode."""
    settings = load_settings()

    assert not settings.has_model
    assert settings.openai_model == "gpt-6-luna"
    assert settings.data_dir.name == ".rehearse"


def test_the_environment_is_above_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file fills in what the environment leaves out or empty."""
    file = tmp_path / "settings"
    file.write_text("OPENAI_MODEL=from-file\nTURN_TIMEOUT_S=9\nLOG_LEVEL=DEBUG\n")
    monkeypatch.setenv("ENV_FILE", str(file))
    monkeypatch.setenv("OPENAI_MODEL", "from-environment")
    monkeypatch.setenv("LOG_LEVEL", "")

    settings = load_settings()

    assert settings.openai_model == "from-environment"
    assert settings.turn_timeout_s == 9
    assert settings.log_level == "DEBUG"


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("MODEL_CALLS_PER_HOUR", "0"),
        ("TURN_TIMEOUT_S", "soon"),
        ("MAX_UPLOAD_MB", "51"),
        ("LOG_LEVEL", "LOUD"),
        ("OPENAI_BASE_URL", "models.example"),
        ("DATABASE_URL", "mysql://localhost/app"),
        ("OPENAI_API_KEY", "sk-with a blank"),
        ("OPENAI_API_KEY", "sk-\u2013dash"),
    ],
)
def test_a_bad_setting_is_named_and_not_repeated(
    variable: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message starts with the variable; a key is never in it."""
    monkeypatch.setenv(variable, value)

    with pytest.raises(ConfigError) as caught:
        load_settings()

    assert caught.value.variable == variable
    assert str(caught.value).startswith(f"{variable}: ")
    assert "sk-" not in str(caught.value)


@pytest.mark.parametrize(
    "text", ["a.example b.example", "a.example,b.example", "a.example, b.example"]
)
def test_lists_are_written_with_blanks_or_commas(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """People write lists in every way."""
    monkeypatch.setenv("ALLOWED_HOSTS", text)

    assert load_settings().allowed_hosts == ("a.example", "b.example")


def test_a_server_without_a_key_is_a_model_too() -> None:
    """Servers on one's own machine need no key."""
    assert load_settings(openai_base_url="http://localhost:11434/v1").has_model


def test_a_role_has_its_own_model_or_the_common_one() -> None:
    """OPENAI_MODEL_GRADER is for the grader alone."""
    settings = load_settings(openai_model="common", openai_model_grader="careful")

    assert settings.model_for(ModelRole.GRADER) == "careful"
    assert settings.model_for(ModelRole.INTERVIEWER) == "common"


def test_secrets_are_never_in_a_representation() -> None:
    """Settings may be logged."""
    settings = load_settings(openai_api_key="sk-canary-1", secret_key="canary-2")  # noqa: S106

    assert "canary" not in repr(settings) + str(settings) + settings.model_dump_json()


def test_it_serves_this_machine_by_default() -> None:
    """Nobody else on the network reaches a laptop's practice."""
    assert serving() == ("127.0.0.1", 8501)


def test_host_and_port_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are read before the secrets are loaded."""
    monkeypatch.setenv("HOST", "192.0.2.1")
    monkeypatch.setenv("PORT", "9000")

    assert serving() == ("192.0.2.1", 9000)


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "8501.0"])
def test_a_port_that_is_none_is_refused(port: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """PORT is named."""
    monkeypatch.setenv("PORT", port)

    with pytest.raises(ConfigError, match="PORT"):
        serving()


def test_the_secret_key_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    """Later starts find the one of the first, and only the owner of the files reads it."""
    settings = load_settings(data_dir=tmp_path / "new")

    first, second = secret_key(settings), secret_key(settings)

    assert first == second
    assert len(first) == 64
    assert stat.S_IMODE((tmp_path / "new" / "secret_key").stat().st_mode) == 0o600


def test_a_given_secret_key_is_used(tmp_path: Path) -> None:
    """Several copies of the program share one."""
    settings = load_settings(data_dir=tmp_path, secret_key=SecretStr("shared"))

    assert secret_key(settings) == b"shared"
    assert not list(tmp_path.iterdir())


def test_addresses_for_visitors_are_a_list_of_urls() -> None:
    """Commas or blanks between them; what is no address is refused by the setting's name."""
    two = "https://one.example/v1, https://two.example/v1"

    assert load_settings(visitor_base_urls=two).visitor_base_urls == (
        "https://one.example/v1",
        "https://two.example/v1",
    )
    with pytest.raises(ConfigError, match="VISITOR_BASE_URLS"):
        load_settings(visitor_base_urls="file:///etc/passwd")


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"search_provider": "searxng"}, "SEARCH_URL"),
        ({"search_provider": "brave"}, "SEARCH_API_KEY"),
        ({"search_provider": "tavily", "search_url": "https://x.example"}, "SEARCH_API_KEY"),
        ({"search_provider": "altavista"}, "SEARCH_PROVIDER"),
        ({"search_provider": "searxng", "search_url": "ftp://x.example"}, "SEARCH_URL"),
    ],
)
def test_a_web_search_that_cant_be_asked_is_refused(given: dict[str, str], named: str) -> None:
    """By the setting that is missing or wrong."""
    with pytest.raises(ConfigError, match=named):
        load_settings(**given)
