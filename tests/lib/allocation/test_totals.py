import numpy as np
import pytest

from lib.allocation import PlanError
from lib.allocation.totals import Goal, total_for


def root(total):
    return 20 * np.sqrt(total)


def test_totals_by_hand():
    assert total_for(Goal("budget", 70.0, 1e4), root) == 70
    assert total_for(Goal("value", 200.0, 1e4), root) == pytest.approx(100)
    assert total_for(Goal("return", 2.0, 1e4), root) == pytest.approx(100)  # 20/√T = 2
    assert total_for(Goal("range", 10.0, 1e4), root) == pytest.approx(100, rel=1e-3)  # 10/√T = 1
    assert total_for(Goal("range", 10.0, 50.0), root) == pytest.approx(50)
    assert total_for(Goal("range", 400.0, 500.0), root) == pytest.approx(400)
    assert total_for(Goal("range", 10.0, 1e4, price=2.0), root) == pytest.approx(25, rel=1e-3)


def test_a_goal_already_met_or_met_everywhere():
    assert total_for(Goal("value", 0.0, 1e4), root) == 0
    assert total_for(Goal("return", 0.1, 1e4), root) == 1e4


@pytest.mark.parametrize(
    ("goal", "said"),
    [
        (Goal("value", 5_000.0, 1e4), "10,000 returns 2,000 at best, less than the 5,000"),
        (Goal("return", 9.0, 1.0), None),
        (Goal("return", 900.0, 1e4), "No budget up to 10,000 returns 90,000 per 100 spent; the best within these limits is"),
        (Goal("range", 50.0, 10.0), r"lowest budget \(50\) is above the highest \(10\)"),
    ],
)
def test_goals_out_of_reach_say_what_can_be_had(goal, said):
    if said is None:
        assert total_for(goal, root) == 1.0
        return
    with pytest.raises(PlanError, match=said):
        total_for(goal, root)
