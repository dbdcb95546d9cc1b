"""Draw one component alone, without pages and storage."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

Draw = Callable[[Callable[[], object]], AppTest]


@pytest.fixture
def draw() -> Draw:
    """Return what a draw function leaves on the page."""

    def drawn(act: Callable[[], object]) -> AppTest:
        def script(act) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 - runs elsewhere
            act()

        page = AppTest.from_function(script, kwargs={"act": act}, default_timeout=20).run()
        assert not page.exception, page.exception[0].message
        return page

    return drawn


def text_of(page: AppTest) -> str:
    """Return everything that is said in Markdown, text, captions and notes, without escapes."""
    parts = [*page.markdown, *page.text, *page.caption, *page.warning, *page.info]
    return "\n".join(str(part.value) for part in parts).replace("\\", "")
