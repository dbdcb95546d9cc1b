"""An application whose model is the local server, asked through the real client."""

from collections.abc import Callable, Iterator

import pytest

from src.app import Application
from src.gateway import Clients, OpenAIGateway, Prices
from src.gateway.client import Server
from tests.gateway.conftest import model_for
from tests.model_server import ModelServer


@pytest.fixture
def server() -> Iterator[ModelServer]:
    """A server that answers well until told otherwise."""
    with ModelServer() as running:
        yield running


@pytest.fixture
def with_model(build: Callable[..., Application], server: ModelServer) -> Application:
    """The application with a model."""
    clients = Clients()
    gateway = OpenAIGateway(clients, Server(server.url, "sk-test"), model_for, Prices())
    return build(gateway=gateway)
