import numpy as np
import pandas as pd
import pytest

from lib.allocation import PlanError
from lib.allocation.objective import COLUMN, Objective, authentic_reach, with_objective

SCORES = pd.Series({"a": 80.0, "b": 50.0})


def deals(**columns):
    base = {"creator_key": ["a", "b", "c"], "cost": [100.0, 200.0, 300.0], "revenue": [300.0, 100.0, np.nan],
            "value": [350.0, 100.0, np.nan], "tax": [np.nan] * 3, "net_sales": [300.0, 100.0, np.nan],
            "new_customers": [2.0, 1.0, np.nan],
            "reach": [1_000.0, 3_000.0, 2_000.0], "impressions": [np.nan] * 3, "views": [np.nan] * 3}  # fmt: skip
    return pd.DataFrame(base | columns)


def found(objective, frame=None, margin=0.5):
    return with_objective(deals() if frame is None else frame, objective, margin, SCORES)[COLUMN].tolist()


def test_each_aim_by_hand():
    assert found(Objective("profit"))[:2] == pytest.approx([200, 50])  # half of the sales, plus the other value
    assert found(Objective("revenue"))[:2] == [300, 100]
    assert found(Objective("new_customers"))[:2] == [2, 1]
    usual = (0.8 * 1_000 + 0.5 * 3_000) / 4_000
    assert found(Objective("authentic_reach")) == pytest.approx([800, 1_500, usual * 2_000])
    assert found(Objective("mix", per_customer=10.0, per_thousand=20.0)) == pytest.approx([200 + 20 + 16, 50 + 10 + 30, usual * 40])
    assert np.isnan(found(Objective("profit"))[2]) and Objective("new_customers").counts and not Objective("mix").counts


def test_reach_is_read_from_the_measure_that_most_of_the_spend_reports():
    frame = deals(reach=[50.0, np.nan, np.nan], impressions=[10.0, 20.0, 30.0])
    assert authentic_reach(frame, SCORES).tolist()[:2] == pytest.approx([8, 10])


@pytest.mark.parametrize(
    ("aim", "said"), [("revenue", "revenue"), ("new_customers", "new customers"), ("authentic_reach", "reach")]
)
def test_what_is_missing_is_a_sentence(aim, said):
    nothing = deals(revenue=[np.nan] * 3, new_customers=[np.nan] * 3, reach=[np.nan] * 3)
    with pytest.raises(PlanError, match=said):
        found(Objective(aim), nothing)


def test_costs_and_results_in_different_rows_of_a_creator_count():
    frame = deals(cost=[100.0, np.nan, np.nan], new_customers=[np.nan, 3.0, np.nan], creator_key=["a", "a", "c"])
    assert found(Objective("new_customers"), frame)[1] == 3
