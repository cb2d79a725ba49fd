import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.allocation import Exponential, Hill, Log, PlanError, Power
from lib.allocation.stack import stack

CURVES = [Power(3, 0.6), Log(5, 20), Exponential(7, 30), Hill(9, 40, 1), Hill(9, 40, 0.6), Hill(9, 40, 2.5), Hill(9, 40, 1.05)]


def test_values_by_hand():
    assert Power(3, 0.5)(16) == pytest.approx(12)
    assert Log(2, 10)(10) == pytest.approx(2 * np.log(2))
    assert Exponential(2, 10)(10) == pytest.approx(2 * (1 - np.exp(-1)))
    assert Hill(8, 10, 2)(10) == pytest.approx(4)
    assert [float(curve(0)) for curve in CURVES] == [0] * len(CURVES)


@pytest.mark.parametrize("curve", CURVES, ids=repr)
def test_derivative_and_its_inverse(curve):
    start = float(curve.inflection())
    x = np.geomspace(max(start * 1.01, 1e-3), 300, 40)
    step = 1e-5 * x
    assert curve.derivative(x) == pytest.approx((curve(x + step) - curve(x - step)) / (2 * step), rel=1e-4)
    assert curve.inverse_derivative(curve.derivative(x)) == pytest.approx(x, rel=1e-9)


@given(h=st.floats(0.2, 6), k=st.floats(1e-3, 1e6), a=st.floats(1e-6, 1e9), q=st.floats(1e-6, 1e6))
def test_hill_inverse_for_any_parameters(h, k, a, q):
    curve = Hill(a, k, h)
    x = float(curve.inflection()) * (1 + 1e-3) + q * k
    price = float(curve.derivative(x))
    if price > 1e-250:
        assert float(curve.derivative(curve.inverse_derivative(price))) == pytest.approx(price, rel=1e-8)


def test_a_price_above_every_marginal_return_means_no_spend():
    assert float(Hill(9, 40, 1.0).inverse_derivative(10.0)) <= 0
    assert float(Hill(9, 40, 2.5).inverse_derivative(10.0)) == 0
    assert float(Log(5, 20).inverse_derivative(1.0)) <= 0


def test_flat_curves_have_no_marginal_return():
    for curve in (Power(0, 0.5), Log(0, 3), Exponential(0, 3), Hill(0, 3, 0.5)):
        assert float(curve.derivative(0.0)) == 0
        assert float(curve(5.0)) == 0


@pytest.mark.parametrize(
    "wrong", [lambda: Power(-1, 0.5), lambda: Log(1, 0), lambda: Hill(1, 2, np.nan), lambda: Exponential(np.inf, 1)]
)
def test_impossible_parameters_are_refused(wrong):
    with pytest.raises(PlanError):
        wrong()


def test_a_stack_is_its_curves_one_by_one():
    bundle = stack(CURVES)
    x = np.linspace(1, 50, len(CURVES))
    assert bundle.value(x) == pytest.approx([float(c(v)) for c, v in zip(CURVES, x, strict=True)])
    assert bundle.derivative(x) == pytest.approx([float(c.derivative(v)) for c, v in zip(CURVES, x, strict=True)])
    assert bundle.inverse_derivative(0.05) == pytest.approx([float(c.inverse_derivative(0.05)) for c in CURVES])
    assert bundle.members() == CURVES
    two = bundle.take(np.arange(len(CURVES)) % 3 == 0)
    assert two.members() == CURVES[::3]
