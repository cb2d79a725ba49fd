"""Fixtures every test may use."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from lib.store import HOME

settings.register_profile(  # never a timed test; the same examples in every run of CI, new ones at every desk
    "project", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=os.environ.get("CI") == "true"
)
settings.load_profile("project")

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real files beside the project; tests that use it are skipped where it is absent."""
    if not SHARED.exists():
        pytest.skip("the real files beside the project are not on this machine")
    return SHARED


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what the app remembers between visits in a folder of the test's own."""
    monkeypatch.setenv(HOME, str(tmp_path_factory.mktemp("home")))
