"""Touches and their models: journeys computed by hand, and shares that add up to every sale."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.attribution import order_sales
from lib.attribution.models import MODELS, credit, shares, spread
from lib.attribution.touches import OTHER, Touches, touches
from lib.dataset import Dataset, build_dataset

CAMPAIGNS = pd.DataFrame(
    {
        "creator_id": ["a", "b", "c"],
        "handle": ["anna", "bob", "cy"],
        "campaign": ["X", "X", "Y"],
        "discount_code": ["A1", "B1", "C1"],
        "utm_campaign": ["x_anna", "x_bob", "y_cy"],
        "fee": [1.0, 1, 1],
    }
)


def built(orders: dict, journeys: dict | None = None) -> Dataset:
    frame = pd.DataFrame(orders)
    frame["order_date"] = pd.to_datetime(frame["order_date"], format="ISO8601")
    tables = {"campaigns": CAMPAIGNS, "orders": frame}
    if journeys:
        seen = pd.DataFrame(journeys)
        tables["touches"] = seen.assign(date=pd.to_datetime(seen["date"], format="ISO8601"))
    return build_dataset(tables)


JOURNEY = built(
    {"order_id": ["1"], "order_date": ["2026-01-15"], "revenue": [100.0], "discount_code": ["C1"]},
    {
        "order_id": ["1"] * 5,
        "date": ["2026-01-01", "2026-01-08", "2026-01-12", "2026-01-16", "2025-01-01"],
        "creator_id": ["a", None, "b", "a", "b"],
        "utm_source": [None, "google", None, None, None],
    },
)


def credited(dataset: Dataset, model: str, **options: float) -> dict[str, float]:
    sales = order_sales(dataset)
    table = credit(sales, touches(dataset, sales), **options)
    return {str(key).rpartition(":")[2]: round(value, 6) for key, value in table[model].items()}


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("first", {"anna": 100, "bob": 0, "cy": 0, "nan": 0}),
        ("last", {"anna": 0, "bob": 0, "cy": 100, "nan": 0}),
        ("linear", {"anna": 25, "bob": 25, "cy": 25, "nan": 25}),
        ("position", {"anna": 40, "bob": 10, "cy": 40, "nan": 10}),
    ],
)
def test_a_journey_of_four_touches_by_hand(model, expected):
    assert credited(JOURNEY, model) == expected


def test_time_decay_halves_with_each_half_life():
    # 14, 7, 3 and 0 days before the order at a half-life of 7 days
    weights = np.array([2**-2.0, 2**-1.0, 2 ** (-3 / 7), 1.0])
    expected = dict(zip(["anna", "nan", "bob", "cy"], 100 * weights / weights.sum(), strict=True))
    assert credited(JOURNEY, "decay", half_life=7.0) == pytest.approx(expected, abs=1e-5)


def test_an_order_that_names_two_creators_has_two_touches_the_link_before_the_code():
    dataset = built({"order_date": ["2026-01-01"], "revenue": [10.0], "discount_code": ["A1"], "utm_campaign": ["x_bob"]})
    assert credited(dataset, "first") == {"bob": 10, "anna": 0}
    assert credited(dataset, "last") == {"bob": 0, "anna": 10}
    assert credited(dataset, "position") == {"bob": 5, "anna": 5}


def test_marks_that_agree_are_one_touch():
    dataset = built({"order_date": ["2026-01-01"], "revenue": [10.0], "discount_code": ["A1"], "utm_campaign": ["x_anna"]})
    sales = order_sales(dataset)
    assert len(touches(dataset, sales).sale) == 1
    assert spread(touches(dataset, sales)) == (1, 0)


def test_earlier_orders_of_a_customer_are_touches_within_the_look_back():
    orders = {
        "order_date": ["2026-01-01", "2026-01-20", "2026-03-20", "2026-01-25"],
        "revenue": [1.0, 2.0, 4.0, 8.0],
        "discount_code": ["A1", None, None, None],
        "customer": ["k", "k", "k", "other"],
    }
    assert credited(built(orders), "linear") == {"anna": 3.0}


def test_touches_of_a_customer_without_order_number_go_to_the_next_order():
    orders = {"order_date": ["2026-01-10", "2026-01-20"], "revenue": [1.0, 2.0], "customer": ["k", "k"]}
    journeys = {"customer": ["k", "k"], "date": ["2026-01-11", "2026-01-05"], "creator_id": ["a", "b"]}
    assert credited(built(orders, journeys), "last") == {"anna": 2.0, "bob": 1.0}


def test_times_of_one_day_order_its_touches_and_what_came_after_the_order_is_none():
    orders = {"order_id": ["1"], "order_date": ["2026-01-10T12:00"], "revenue": [100.0], "discount_code": ["C1"]}
    times = ["2026-01-10T09:00", "2026-01-10T08:00", "2026-01-10T13:00", "2026-01-10T11:00"]
    dataset = built(orders, {"order_id": ["1"] * 4, "date": times, "creator_id": ["a", "b", "a", "c"]})
    assert credited(dataset, "first") == {"bob": 100, "anna": 0, "cy": 0}
    assert credited(dataset, "position") == {"bob": 40, "anna": 20, "cy": 40}  # the click of c is the order's own contact


def test_a_touch_after_an_order_of_the_same_day_goes_to_the_next_one():
    orders = {"order_date": ["2026-01-10T10:00", "2026-01-20"], "revenue": [1.0, 2.0], "customer": ["k", "k"]}
    journeys = {"customer": ["k", "k"], "date": ["2026-01-10T15:00", "2026-01-20T23:00"], "creator_id": ["a", "b"]}
    assert credited(built(orders, journeys), "first") == {"anna": 2.0, "bob": 0.0}


def test_other_channels_alone_are_no_creators_sale():
    orders = {"order_id": ["1"], "order_date": ["2026-01-10"], "revenue": [1.0]}
    dataset = built(orders, {"order_id": ["1"], "date": ["2026-01-09"], "utm_source": ["google"]})
    assert touches(dataset, order_sales(dataset)).sale.size == 0


PATHS = st.lists(
    st.tuples(st.integers(0, 5), st.integers(OTHER, 3), st.integers(0, 60), st.integers(0, 3)), min_size=1, max_size=30, unique=True
)


@settings(max_examples=60, deadline=None)
@given(PATHS, st.floats(0.5, 90))
def test_the_shares_of_every_sale_add_up_to_one(rows, half_life):
    frame = pd.DataFrame(rows, columns=["sale", "creator", "age", "step"])
    rank = (frame["step"] - 10 * frame["age"]).groupby(frame["sale"]).rank("dense") - 1
    last = rank.groupby(frame["sale"]).transform("max")
    seen = Touches(*(column.to_numpy(dtype=np.int64) for column in (frame["sale"], frame["creator"], frame["age"], rank, last)))
    for model in MODELS:
        share = shares(seen, model, half_life)
        assert (share >= 0).all()
        sums = np.bincount(seen.sale, share)
        assert sums[np.unique(seen.sale)] == pytest.approx(1.0)


ORDERS = st.lists(
    st.fixed_dictionaries(
        {
            "day": st.integers(0, 60),
            "revenue": st.integers(-500, 50_000).map(lambda cents: cents / 100),
            "customer": st.sampled_from("kml"),
            "discount_code": st.sampled_from(["A1", "B1", None]),
            "utm_campaign": st.sampled_from(["x_anna", "y_cy", "none", None]),
        }
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ORDERS, st.randoms())
def test_every_model_shares_out_the_sales_with_touches_whatever_the_order_of_rows(rows, random):
    tables = []
    for _ in range(2):
        frame = pd.DataFrame(rows)
        frame["order_date"] = pd.Timestamp("2026-01-01") + pd.to_timedelta(frame["day"], unit="D")
        dataset = build_dataset({"campaigns": CAMPAIGNS, "orders": frame})
        sales = order_sales(dataset)
        seen = touches(dataset, sales)
        table = credit(sales, seen)
        total = sales.revenue[np.unique(seen.sale)].sum()
        assert table[list(MODELS)].sum().to_numpy() == pytest.approx(total)
        tables.append(table.sort_index())
        random.shuffle(rows)
    pd.testing.assert_frame_equal(*tables)
