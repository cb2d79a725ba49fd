"""Fixtures every test may use."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real files beside the project; tests that use it are skipped where it is absent."""
    if not SHARED.exists():
        pytest.skip("the real files beside the project are not on this machine")
    return SHARED
