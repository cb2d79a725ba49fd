"""The overview on the sample, on nothing, on creators alone and on campaigns alone."""

from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from lib.dataset import Settings, build_dataset
from lib.format import compact_money
from lib.ingest import read_file
from lib.ui.state import Workspace

ROOT = Path(__file__).resolve().parents[3]


def opened(*names: str) -> AppTest:
    """Run the overview on these files of the sample year alone."""
    imports = tuple(read_file(ROOT / "sample_data" / f"{name}.csv", f"{name}.csv") for name in names)
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    settings = Settings()
    at.session_state["workspace"] = Workspace(imports, settings, build_dataset(list(imports), settings), is_sample=False)
    return at.run()


def test_sample_shows_five_numbers_and_three_decisions() -> None:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert not at.exception and not at.error
    assert [metric.label for metric in at.metric] == ["Authentic audience", "Spend", "ROI", "Profit", "Spend in doubt"]
    assert at.title[0].value.startswith("Your creators brought back")
    text = " ".join(element.value for element in at.markdown)
    assert "Verify" in text and "Move budget from" in text and "Find out whose" in text


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (("creators",), "Authentic audience"),
        (("campaigns",), "Spend"),
        (("campaigns", "orders"), "ROI"),
        (("posts",), "Creators"),
    ],
)
def test_part_of_the_files_is_enough(files: tuple[str, ...], expected: str) -> None:
    at = opened(*files)
    assert not at.exception and not at.error
    assert expected in [metric.label for metric in at.metric]


def test_nothing_loaded_teaches() -> None:
    at = opened()
    assert not at.exception and not at.error
    assert at.title[0].value == "Drop in a spreadsheet to begin"
    assert not at.metric


def test_hostile_names_do_not_become_markup() -> None:
    creators = pd.DataFrame(
        {
            "handle": ["<b>x</b>", "[a](http://e.vil)"], "platform": "instagram", "followers": [5_000.0, 900_000.0],
            "following": [7_400.0, 10.0], "posts": [3.0, 900.0], "avg_likes": [1.0, 9_000.0], "avg_comments": [0.0, 100.0],
        }
    )  # fmt: skip
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.session_state["workspace"] = Workspace((), Settings(), build_dataset({"creators": creators}), is_sample=False)
    at.run()
    assert not at.exception and not at.error
    assert not any("](http://e.vil)" in element.value.replace("\\", "") and "\\]" not in element.value for element in at.markdown)


@pytest.mark.parametrize("code", ["authentic", "spend", "roi", "profit", "in_doubt"])
def test_every_figure_opens_the_rows_that_add_up_to_it(code: str) -> None:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    shown = {metric.label: metric.value for metric in at.metric}
    at.button(key=f"overview_{code}_trace").click().run()
    assert not at.exception
    parts, rows = (table.value for table in at.dataframe[-2:])
    terms = parts.groupby("term", sort=False)["amount"].sum()
    assert len(rows)
    if code == "in_doubt":
        assert compact_money(terms["Cost"]) == shown["Spend in doubt"].replace("\\", "")
    if code == "spend":
        assert compact_money(terms["Cost"]) == shown["Spend"].replace("\\", "")
