from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from lib.allocation.proposal import Wishes
from lib.allocation.response import bend, drawn_stack
from lib.allocation.totals import Goal
from lib.dataset import build_dataset
from lib.ingest import read_file
from lib.settings import Settings
from lib.ui.planning.budget import Result
from lib.ui.planning.budget_calendar import sheets
from lib.ui.planning.budget_fit import Scope, fitted
from lib.ui.planning.budget_views import workbook

SAMPLE = Path(__file__).resolve().parents[4] / "sample_data"


@pytest.fixture(scope="module")
def book():
    files = [SAMPLE / f"{kind}.csv" for kind in ("creators", "campaigns", "orders")]
    dataset = build_dataset([read_file(path, path.name) for path in files])
    measured = fitted(dataset, Scope())
    mine = [bend(measured.segments[0], ratio=5.0), *measured.segments[1:]]
    total = Goal("budget", 20_000.0, 20_000.0)
    result = Result(mine, drawn_stack(mine), measured, Wishes(20_000.0), total, Scope(), Settings())
    return result, load_workbook(BytesIO(workbook(result, sheets(result, dataset))))


def frame(book, name):
    rows = list(book[name].values)
    return pd.DataFrame(rows[1:], columns=rows[0])


def test_plan_calendar_and_weeks_hold_the_same_money(book):
    _result, xlsx = book
    plan, calendar, weeks = frame(xlsx, "Plan"), frame(xlsx, "Calendar"), frame(xlsx, "Weeks")
    assert plan["Plan"].sum() == pytest.approx(20_000, abs=0.1)
    assert calendar["Amount"].sum() == pytest.approx(plan["Plan"].sum(), abs=1e-6)
    assert weeks["Amount"].sum() == pytest.approx(plan["Plan"].sum(), abs=1e-6)
    by_segment = calendar.groupby("Segment")["Amount"].sum()
    spent = plan[plan["Plan"] > 0].set_index("Segment")["Plan"]
    assert by_segment.to_dict() == pytest.approx(spent.to_dict(), abs=1e-6)


def test_dates_are_dates_and_in_order(book):
    _result, xlsx = book
    calendar = frame(xlsx, "Calendar")
    steps = calendar[["Outreach", "Product sent", "Content made", "Live", "Results read"]].apply(pd.to_datetime)
    assert steps.diff(axis=1).iloc[:, 1:].gt(pd.Timedelta(0)).all(axis=None)
    assert ((steps["Results read"] - steps["Outreach"]).dt.days == 49).all()


def test_a_curve_set_by_hand_is_marked_in_the_file(book):
    result, xlsx = book
    curves = frame(xlsx, "Curves").set_index("Segment")["Set by hand"]
    assert curves[curves == "yes"].index.tolist() == [result.segments[0].name]
    assert frame(xlsx, "Plan").set_index("Segment")["Curve"][result.segments[0].name] == "set by hand"
    assert any("Curves set by you" in str(row[0]) for row in xlsx["Notes"].values)
