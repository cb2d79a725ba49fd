"""Every page draws, or teaches, on whatever part of a workspace is there."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lib.dataset import Settings, build_dataset
from lib.ingest import read_file
from lib.ui.state import Workspace

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "pages").glob("*/*.py"))
PARTS = {
    "nothing": (),
    "creators": ("creators",),
    "campaigns": ("campaigns",),
    "posts": ("posts",),
    "orders": ("orders",),
    "payouts": ("payouts",),
    "all but creators": ("campaigns", "posts", "orders", "payouts", "traffic", "media_mix"),
}


@pytest.mark.parametrize("files", PARTS.values(), ids=PARTS.keys())
def test_no_page_fails(files: tuple[str, ...]) -> None:
    imports = tuple(read_file(ROOT / "sample_data" / f"{name}.csv", f"{name}.csv") for name in files)
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.session_state["workspace"] = Workspace(imports, Settings(), build_dataset(list(imports), Settings()), is_sample=False)
    at.run()
    for page in PAGES:
        at.switch_page(page).run()
        assert not at.exception and not at.error, f"{page} with {files or 'nothing'}"
        assert at.title, page
