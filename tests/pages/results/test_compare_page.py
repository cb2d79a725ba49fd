"""The compare page in Streamlit's own test driver."""

from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from lib.compare import GROUPS, MEASURES
from lib.dataset import Settings, build_dataset
from lib.report.workbook import to_csv, to_xlsx
from lib.ui.results.compare_tables import people, people_export, table
from lib.ui.state import Workspace

APP = Path(__file__).resolve().parents[3] / "app.py"


VIEWS = ("Picture", "Table and benchmarks", "Size and result")


def opened(
    tables: dict[str, pd.DataFrame] | None = None,
    settings: Settings = Settings(),  # noqa: B008
    view: str = VIEWS[0],
) -> AppTest:
    """The compare page on hand-made tables, or on the sample, with the tab ``view`` open."""
    at = AppTest.from_file(str(APP), default_timeout=60)
    at.session_state["compare_view"] = view
    if tables is not None:
        at.session_state["workspace"] = Workspace((), settings, build_dataset(tables, settings), is_sample=False)
    at = at.run().switch_page("pages/results/compare.py").run()
    assert not at.exception
    assert not at.error
    return at


def read(parts) -> list[str]:
    return [part.value.replace("\\", "") for part in parts]


@pytest.fixture(scope="module")
def sample() -> AppTest:
    return opened()


def test_the_title_states_the_finding(sample):
    assert "ROI" in read(sample.title)[0]
    assert any("Is the difference real?" in text for text in read(sample.subheader))


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_opens(view):
    assert len(opened(view=view).subheader) >= 2


@pytest.mark.parametrize("metric", MEASURES)
def test_every_measure_is_drawn(sample, metric):
    sample.get_by_key("compare_metric").set_value(metric).run()
    assert not sample.exception
    assert not sample.error
    assert len(read(sample.title)[0]) > 10


@pytest.mark.parametrize("group", GROUPS)
def test_every_grouping_is_drawn_alone_and_with_platforms(sample, group):
    sample.get_by_key("compare_metric").set_value("roas")
    for other in ("none", "platform"):
        sample.get_by_key("compare_by").set_value(group)
        sample.get_by_key("compare_and").set_value(other).run()
        assert not sample.exception
        assert not sample.error


def test_a_scheme_switch_recuts_the_tiers_at_once():
    at = opened(view="Table and benchmarks")
    at.get_by_key("compare_tiers").set_value("guide_2").run()
    groups = at.dataframe[0].value["name"]
    assert any(name.startswith("Mid") for name in groups)
    at.get_by_key("compare_tiers").set_value("guide_1").run()
    assert not any(name.startswith("Mid") for name in at.dataframe[0].value["name"])


def test_engagement_shows_its_basis_and_its_source():
    at = opened(view="Table and benchmarks")
    at.get_by_key("compare_metric").set_value("engagement_rate").run()
    assert "by followers" in read(at.title)[0]
    assert any("organicmediabuying 2025" in text for text in read(at.caption))
    at.get_by_key("compare_source").set_value("socialinsider_2026").run()
    assert any("Socialinsider 2026" in text for text in read(at.caption))
    at.get_by_key("compare_basis").set_value("views").run()
    assert "by views" in read(at.title)[0]
    assert not at.exception


def test_choices_are_read_from_the_address():
    at = AppTest.from_file(str(APP), default_timeout=60).run()
    at.query_params["compare_metric"] = "CPM"
    at.switch_page("pages/results/compare.py").run()
    assert not at.exception
    assert at.get_by_key("compare_metric").value == "cpm"


def test_without_files_the_page_teaches():
    at = opened({})
    assert read(at.title) == ["Compare what tiers, platforms and models return"]
    assert at.subheader[0].value == "Nothing to show yet"


CREATORS = pd.DataFrame(
    {"creator_id": ["a", "b"], "handle": ["=anna", "<b>bob</b>"], "platform": "tiktok", "followers": [5_000.0, 6_000.0],
     "avg_likes": [300.0, 500.0], "avg_comments": [10.0, 30.0], "category": ["*beauty*", "[food](x)"]}
)  # fmt: skip


def test_a_creator_list_alone_compares_engagement():
    at = opened({"creators": CREATORS}, view="Table and benchmarks")
    assert at.get_by_key("compare_metric").value == "engagement_rate"  # the first measure the file has figures for
    assert at.dataframe[0].value["n"].tolist() == [2]
    at.get_by_key("compare_metric").set_value("roi").run()
    assert not at.exception
    assert at.info[0].value  # no money in it: says what is missing


def test_hostile_labels_are_escaped():
    at = opened({"creators": CREATORS})
    at.get_by_key("compare_metric").set_value("engagement_rate")
    at.get_by_key("compare_by").set_value("category")
    at.get_by_key("compare_and").set_value("none").run()
    assert not at.exception
    assert any(r"\*beauty\*" in part.value for part in [*at.title, *at.subheader, *at.caption])


def test_money_stands_in_the_reporting_currency():
    campaigns = pd.DataFrame({"creator_id": ["a", "b"], "campaign": "Spring", "cost": [10.0, 20.0], "impressions": [1_000.0, 900.0],
                              "currency": "EUR"})  # fmt: skip
    at = opened({"creators": CREATORS, "campaigns": campaigns}, Settings(currency="EUR"))
    at.get_by_key("compare_metric").set_value("cpm").run()
    assert not at.exception
    assert any("€" in text for text in [*read(at.title), *read(at.subheader), *read(at.caption)])


def test_tables_for_download():
    from lib.compare import comparison
    from lib.roi import deals
    from lib.ui.results.compare import drawn

    campaigns = pd.DataFrame({"creator_id": ["a", "b"], "campaign": "Spring", "cost": [10.0, 20.0], "revenue": [30.0, 20.0]})
    dataset = build_dataset({"creators": CREATORS, "campaigns": campaigns})
    result = comparison(dataset, deals(dataset), by=["platform"], metric="roi")
    behind = people(result, ("tiktok",), dataset)
    assert behind["figure"].tolist() == [0.0, 2.0]
    assert behind["campaign"].tolist() == ["Spring", "Spring"]
    sheet = table(drawn(result, Settings()), result, Settings())
    assert sheet["As measured"].tolist() == [pytest.approx(2 / 3)]
    assert sheet["Platform"].tolist() == ["tiktok"]
    export = people_export(behind, result, Settings())
    assert list(export.columns)[-3:] == ["Value, USD", "Cost, USD", "ROI"]
    assert b"\n=anna" not in to_csv(export)
    assert to_xlsx({"Comparison": sheet, "Behind": export})


def test_a_groups_figure_opens_the_rows_of_its_files():
    at = opened()
    next(button for button in at.button if button.key and button.key.endswith("_trace")).click().run()
    assert not at.exception
    parts, rows = (table.value for table in at.dataframe[-2:])
    assert {"Value", "Cost"} <= set(parts["term"])
    assert rows["file"].str.endswith(".csv").any() or rows["file"].str.contains("csv").any()
    assert parts.loc[parts["term"] == "Cost", "amount"].sum() > 0


def test_a_figure_that_is_not_money_names_the_rows_of_creators_and_campaigns():
    at = opened()
    for metric in ("engagement_rate", "cpm"):
        at.selectbox(key="compare_metric").set_value(metric).run()
        next(button for button in at.button if button.key and button.key.endswith("_trace")).click().run()
        assert not at.exception
        rows = at.dataframe[-1].value
        assert rows["file"].str.contains("creators|campaigns").all()
        assert rows["line"].notna().all()
