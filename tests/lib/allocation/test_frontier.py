import numpy as np
import pytest

from lib.allocation import Hill, Log, PlanError, Power, allocate_budget, cheapest_for, frontier, spend_to_marginal, spend_to_roi

CURVES = [Power(5, 0.5), Log(20, 10), Hill(60, 25, 1.0), Hill(40, 12, 0.7)]


def test_every_total_on_the_frontier_is_its_optimum():
    found = frontier(CURVES, 200)
    for total in (2, 5, 20, 77, 200):
        assert float(found.value_at(total)) == pytest.approx(allocate_budget(CURVES, total).value, rel=1e-4)
        assert found.spend_at(total).sum() == pytest.approx(total)
    assert np.all(np.diff(found.value) >= 0)
    assert np.all(np.diff(found.marginal) <= 1e-12)


def test_frontier_within_bounds():
    found = frontier(CURVES, 100, lower=[5, 0, 0, 0], upper=[50, 10, 10, 10])
    assert found.total[0] == pytest.approx(5) and found.total[-1] == pytest.approx(80)
    best = allocate_budget(CURVES, 40, [5, 0, 0, 0], [50, 10, 10, 10]).value
    assert float(found.value_at(40)) == pytest.approx(best, rel=1e-4)


def test_targets():
    margin = spend_to_marginal(CURVES, 1.0, 1_000)
    assert margin.shadow_price == pytest.approx(1.0, rel=1e-6)
    roi = spend_to_roi(CURVES, 1.0, 1_000)
    assert roi.value / roi.spend.sum() == pytest.approx(2.0, rel=1e-9)
    cheap = cheapest_for(CURVES, roi.value, 1_000)
    assert cheap.spend.sum() == pytest.approx(roi.spend.sum(), rel=1e-9)


def test_unreachable_targets_are_said():
    with pytest.raises(PlanError, match="at best"):
        cheapest_for(CURVES, 1e9, 100)
    with pytest.raises(PlanError, match="reaches this ROI"):
        spend_to_roi([Log(1, 10)], 5.0, 100)
