"""What somebody said yes to."""

from src.accounts.consents import Consents
from src.storage import MemoryStore
from tests.doubles import FakeClock
from tests.stores import ME, OTHER


def test_a_yes_is_one_person_s_to_one_sentence() -> None:
    """Another wording, another server and another kind are asked for anew."""
    store, clock = MemoryStore(), FakeClock()

    def consents(kind: str = "voice", wording: str = "1", host: str | None = None) -> Consents:
        return Consents(store, clock, (kind, wording), lambda _: host)

    consents().give(ME)
    consents().give(ME)

    assert consents().given(ME)
    assert not consents().given(OTHER)
    assert not consents(kind="upload").given(ME)
    assert not consents(wording="2").given(ME)
    assert not consents(host="api.example.test").given(ME)
