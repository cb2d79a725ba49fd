"""A budget plan as a what-if: its money, its expected value and its uncertainty arrive unchanged."""

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pandas as pd
import pytest

from lib.roi.levers import MONTHS, Baseline, Lever, move, spend_key
from lib.roi.planned import Plan, planned
from lib.roi.questions import why
from lib.roi.scenario import Scenario, expected
from lib.roi.simulation import probability_better, simulate_roi
from lib.settings import Settings

TODAY = Scenario(
    segments=("nano", "macro", "mega"),
    groups=MappingProxyType({
        "tier": np.array(["nano", "macro", "mega"], dtype=object),
        "platform": np.array(["tiktok", "youtube", "youtube"], dtype=object),
        "model": np.array(["sponsored"] * 3, dtype=object),
    }),
    creators=np.array([8.0, 2.0, 1.0]), fee=np.array([100.0, 1000.0, 500.0]), product_cost=20.0, commission_rate=0.1,
    impressions=np.array([1000.0, 20_000.0, 10.0]), click_rate=0.02, conversion_rate=np.array([0.05, 0.05, 0.0]), order_value=100.0,
    content_value=np.array([10.0, 10.0, 0.0]), reference_posts=np.array([8.0, 2.0, 1.0]), elasticity=0.7, creator_spread=1.0,
    search_lift=0.05, gross_margin=0.6, tax_share=0.1,
)  # fmt: skip
ROWS = pd.DataFrame({
    "campaign_key": "c", "segment": [0] * 8 + [1] * 2 + [2], "authenticity": 90.0, "posts": 1.0, "one": 1.0,
    **dict.fromkeys(("fees", "product", "handling", "commission", "revenue", "impressions", "clicks", "orders", "gross", "refunds",
                     "content", "search", "discount", "list_price"), 1.0),
})  # fmt: skip
BASE = Baseline(TODAY, {"elasticity": Lever("elasticity", "programme", "power", 0.7, 0.6, 0.8, 11)}, ROWS)
KINDS = [{"tier": "nano"}, {"tier": "macro"}, {"tier": "mega"}, {"tier": "mid"}]  # nobody booked a mid creator yet
DRAWS = np.random.default_rng(1).lognormal(0, 0.3, (500, 4))
PLAN = Plan(
    KINDS, today=np.array([400.0, 1000.0, 100.0, 0.0]), spend=np.array([300.0, 1000.0, 0.0, 200.0]),
    gain_today=DRAWS * np.array([700.0, 3000.0, 50.0, 0.0]), gain=DRAWS * np.array([600.0, 3000.0, 0.0, 350.0]),
)  # fmt: skip
ASKED = {spend_key(**kind): float(money) for kind, money in zip(KINDS, PLAN.spend, strict=True)} | {MONTHS: 3.0}


def test_it_spends_and_brings_what_the_plan_does():
    base = planned(BASE, PLAN, Settings(gross_margin=0.6))
    now, then = expected(base.scenario), expected(move(base, ASKED))
    assert now.spend == pytest.approx([400, 1000, 100, 0])
    assert then.spend == pytest.approx([300, 1000, 0, 200])
    means = PLAN.gain_today.mean(axis=0).sum(), PLAN.gain.mean(axis=0).sum()
    assert [o.profit + o.cost for o in (now, then)] == pytest.approx(means)
    assert why(base, ASKED)["effect"].tolist() == pytest.approx([means[1] - means[0]])


def test_without_the_luck_of_bookings_it_is_as_sure_as_the_plan():
    base = planned(BASE, PLAN, Settings(gross_margin=0.6))
    steady = [replace(s, creator_spread=np.zeros(4), commission_rate=0.0) for s in (base.scenario, move(base, ASKED))]
    today, then = (simulate_roi(s) for s in steady)
    drawn = (PLAN.gain - PLAN.gain_today).sum(axis=1)
    assert base.planned.chance == np.mean(drawn > 0)
    assert probability_better(then, today) == pytest.approx(np.mean(drawn > 0), abs=0.02)
    assert np.quantile(then.profit - today.profit, (0.05, 0.95)) == pytest.approx(
        np.quantile(drawn, (0.05, 0.95)) + expected(steady[0]).cost - expected(steady[1]).cost, abs=15
    )


def test_other_levers_move_on_from_the_plan():
    base = planned(BASE, PLAN, Settings(gross_margin=0.6))
    dear = expected(move(base, ASKED | {"fee": 2 * base.levers["fee"].base}))
    plain = expected(move(base, ASKED))
    assert dear.fees == pytest.approx(2 * plain.fees)
    assert dear.revenue == pytest.approx(plain.revenue)


def test_what_the_plan_does_not_cover_is_left_out():
    base = planned(BASE, replace(PLAN, labels=[{"tier": "nano"}, {"tier": "elsewhere"}, *KINDS[2:]]), Settings())
    now = dict(zip(base.scenario.segments, expected(base.scenario).spend, strict=True))
    assert now["macro"] == 0
    assert now["new: elsewhere"] == pytest.approx(1000)
