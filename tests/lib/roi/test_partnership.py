"""Ways to pay, compared on the same creators."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from lib.roi.partnership import (
    USAGE_RIGHTS,
    Terms,
    break_even_orders,
    compare_models,
    own_terms,
    published_terms,
    under_terms,
)
from lib.roi.scenario import Scenario, expected
from lib.schema import PARTNERSHIP_MODELS

TEN = Scenario(creators=10, fee=300, product_cost=40, handling_cost=10, impressions=10_000, click_rate=0.02, conversion_rate=0.05,
               order_value=50, gross_margin=0.6, creator_spread=1.0)  # fmt: skip
USUAL = np.array([300.0])


def test_every_model_has_terms_and_a_source():
    terms = published_terms(dollar=1.0)
    assert tuple(terms) == PARTNERSHIP_MODELS
    assert all(t.source for t in terms.values())
    assert terms["affiliate"].commission_rate == pytest.approx(0.15)
    assert terms["commission"].commission_rate == pytest.approx(0.225)
    assert (terms["hybrid"].fee_fixed, terms["hybrid"].commission_rate) == (500, 0.15)
    assert terms["gifting"].posting_rate < 0.5


def test_the_fixed_part_follows_the_currency():
    assert published_terms(dollar=0.9)["hybrid"].fee_fixed == pytest.approx(450)
    frame = compare_models(TEN, published_terms(dollar=None), USUAL, target=2.0)
    assert np.isnan(frame.set_index("model")["cost"]["hybrid"])


def test_sponsored_costs_the_fees_and_commission_a_share_of_sales():
    frame = compare_models(TEN, published_terms(1.0), USUAL, target=2.0).set_index("model")
    assert frame["cost"]["sponsored"] == pytest.approx(10 * (300 + 40 + 10))
    assert frame["commission"]["sponsored"] == 0
    sales = 10 * 10_000 * 0.02 * 0.05 * 50
    assert frame["commission"]["commission"] == pytest.approx(0.225 * sales)
    assert frame["upfront"]["commission"] == pytest.approx(10 * 10)
    assert frame["cost"]["hybrid"] == pytest.approx(10 * (500 + 50) + 0.15 * sales)
    assert frame["cost"]["gifting"] == pytest.approx(10 * 50)


def test_commission_moves_the_risk_to_the_creator():
    frame = compare_models(TEN, published_terms(1.0), USUAL, target=2.0).set_index("model")
    assert frame["brand_share"]["sponsored"] == 1
    assert frame["brand_share"]["commission"] < frame["brand_share"]["hybrid"] < 1
    width = frame["profit_p90"] - frame["profit_p10"]
    assert width["commission"] < width["sponsored"]


def test_break_even_orders_by_hand():
    assert break_even_orders(TEN) == pytest.approx(3500 / (50 * 0.6))
    assert break_even_orders(replace(TEN, commission_rate=0.2)) == pytest.approx(3500 / (50 * 0.4))
    assert np.isnan(break_even_orders(replace(TEN, commission_rate=0.7)))
    assert np.isnan(break_even_orders(replace(TEN, conversion_rate=0)))


def test_gifts_reach_only_those_who_post():
    gifted = under_terms(TEN, Terms("gifting", posting_rate=0.25), USUAL)
    assert expected(gifted).impressions.sum() == pytest.approx(25_000)
    assert expected(gifted).product.sum() == pytest.approx(400)


def test_own_terms_are_ratios_of_sums_relative_to_usual_fees():
    rows = pd.DataFrame(
        {"model": ["hybrid"] * 5 + ["gifting"] * 5 + ["sponsored"] * 2, "posts": 1.0,
         "posted": [1.0] * 5 + [1, 0, 0, 0, 0] + [1.0] * 2,
         "fees": [100.0] * 5 + [np.nan] * 5 + [300.0] * 2, "commission": [20.0] * 5 + [np.nan] * 7,
         "revenue": [200.0] * 12, "product": [40.0] * 10 + [0.0] * 2}
    )  # fmt: skip
    found = own_terms(rows, np.full(12, 400.0))
    assert set(found) == {"hybrid", "gifting"}
    assert found["hybrid"].fee_level == pytest.approx(0.25)
    assert found["hybrid"].commission_rate == pytest.approx(0.1)
    assert found["gifting"].posting_rate == pytest.approx(0.2)
    assert found["gifting"].own == 5


def test_usage_rights_cost_more_the_wider_they_are():
    surcharges = [level.surcharge for level in USAGE_RIGHTS]
    assert surcharges == sorted(surcharges)
    assert [level.key for level in USAGE_RIGHTS] == ["organic", "limited", "full", "exclusive"]
    assert not USAGE_RIGHTS[0].keeps_content_value
    assert all(level.source and level.data_year for level in USAGE_RIGHTS)
