"""The health route."""

from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from src.api.health import Health


def client_of(health: Health) -> TestClient:
    """Return a client of an app with the route alone."""
    return TestClient(Starlette(routes=[Route("/healthz", health.answer)]))


def test_it_is_unavailable_until_everything_is_built() -> None:
    """A balancer waits for the application, not for the port."""
    answer = client_of(Health()).get("/healthz")

    assert (answer.status_code, answer.text) == (503, "starting")


def test_it_is_ok_once_the_application_is_there() -> None:
    """The application says "ok"."""
    health = Health()
    health.ready(lambda: "ok")

    answer = client_of(health).get("/healthz")

    assert (answer.status_code, answer.text) == (200, "ok")


def test_it_passes_on_what_is_wrong() -> None:
    """A sentence of the application is a 503."""
    health = Health()
    health.ready(lambda: "The database is damaged.")

    answer = client_of(health).get("/healthz")

    assert (answer.status_code, answer.text) == (503, "The database is damaged.")


def test_it_is_unavailable_at_the_end() -> None:
    """A closing program takes no new visitors."""
    health = Health()
    health.ready(lambda: "ok")
    health.ended()

    answer = client_of(health).get("/healthz")

    assert (answer.status_code, answer.text) == (503, "ending")


def test_what_could_be_better_is_well_enough_to_serve() -> None:
    """A balancer must not take away what works, the sentence is for whoever reads it."""
    health = Health()
    health.ready(lambda: "ok, but slower.")

    answer = client_of(health).get("/healthz")

    assert (answer.status_code, answer.text) == (200, "ok, but slower.")
