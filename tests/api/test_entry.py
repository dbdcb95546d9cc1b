"""The first answer of a page below the root."""

from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from src.api.entry import Entry, told
from src.api.guard.headers import inline_hashes

HTML = "<html><head><title>Streamlit</title><script>let a = 1</script></head></html>"


def test_the_page_is_told_where_its_server_is_before_any_other_script() -> None:
    """What follows is Streamlit's own page, and it is asked for anew each time."""
    client = TestClient(Starlette(routes=[Route("/kits", Entry(told(HTML)).answer)]))

    answer = client.get("/kits?id=nurse")

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["cache-control"] == "no-cache"
    before, _, after = answer.text.partition("BACKEND_BASE_URL")
    assert before.endswith("<head><script>window.__streamlit={")
    assert after.endswith(HTML.partition("<head>")[2])


def test_a_script_runs_with_names_of_its_own() -> None:
    """Behind the address, in the same element."""
    (ours, _) = told(HTML, "const name = 1;\n").split("</script>")[:2]

    assert ours.endswith("(() => {\nconst name = 1;\n})()")


def test_the_policy_lets_both_scripts_run() -> None:
    """The hashes of the page hold those of the page as Streamlit ships it."""
    assert len(inline_hashes(told(HTML))) == 2
    assert set(inline_hashes(HTML)) < set(inline_hashes(told(HTML)))
