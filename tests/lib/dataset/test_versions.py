"""One order, post or payment in several exports counts once, in its newest state."""

from itertools import permutations

import pandas as pd
import pytest

from lib.dataset import build_dataset
from lib.ingest import read_file
from lib.roi import deals, returns

CAMPAIGNS = "Campaign,Handle,Discount code,Fee\nSpring,anna,ANNA10,100\nSpring,bob,BOB10,70\n"
HEAD = "Order ID,Discount code,Order date,Revenue,Refunds\n"
JANUARY = f"{HEAD}1,ANNA10,2025-01-05,10,0\n2,BOB10,2025-01-06,20,0\n"
FEBRUARY = f"{HEAD}1,ANNA10,2025-01-05,10,10\n2,BOB10,2025-01-06,20,0\n3,ANNA10,2025-02-07,40,0\n"


def total(**files: str) -> pd.Series:
    imports = [read_file(text.encode(), f"{name}.csv") for name, text in files.items()]
    return returns(build_dataset(imports)).loc["total"]


@pytest.mark.parametrize("order", list(permutations(["campaigns", "orders_a", "orders_b"])))
def test_a_refund_that_a_newer_export_knows_is_counted_whatever_comes_first(order):
    files = {"campaigns": CAMPAIGNS, "orders_a": JANUARY, "orders_b": FEBRUARY}
    found = total(**{name: files[name] for name in order})
    assert found["revenue"] == pytest.approx(10 - 10 + 20 + 40)
    assert found["orders"] == 3


def test_an_order_cancelled_since_does_not_count():
    head = "Order ID,Discount code,Order date,Revenue,Cancelled at\n"
    before, after = f"{head}1,ANNA10,2025-01-05,10,\n2,BOB10,2025-01-06,20,\n", f"{head}1,ANNA10,2025-01-05,10,2025-01-09\n"
    for files in ({"orders_a": before, "orders_b": after}, {"orders_b": after, "orders_a": before}):
        found = total(campaigns=CAMPAIGNS, **files)
        assert found["revenue"] == 20
        assert found["orders"] == 1


def test_all_lines_of_a_changed_order_come_from_its_newest_export():
    before = f"{HEAD}1,ANNA10,2025-01-05,10,0\n1,ANNA10,2025-01-05,5,0\n"
    after = f"{HEAD}1,ANNA10,2025-01-05,10,0\n1,ANNA10,2025-01-05,5,5\n2,BOB10,2025-02-01,7,0\n"
    found = total(campaigns=CAMPAIGNS, orders_a=before, orders_b=after)
    assert found["revenue"] == 10 + 5 - 5 + 7
    assert found["orders"] == 2


def test_equal_numbers_of_different_orders_all_count():
    other = f"{HEAD}1,BOB10,2025-01-05,15,0\n2,BOB10,2025-01-09,20,0\n"  # another shop's orders 1 and 2
    found = total(campaigns=CAMPAIGNS, orders_a=JANUARY, orders_b=other)
    assert found["revenue"] == 10 + 20 + 15 + 20


def test_a_post_whose_counts_have_grown_counts_once():
    head = "Post ID,Handle,Posted,Views,Likes\n"
    before, after = f"{head}1,anna,2025-01-05,100,10\n", f"{head}1,anna,2025-01-05,150,12\n2,anna,2025-01-09,50,1\n"
    imports = [read_file(text.encode(), f"posts_{n}.csv") for n, text in enumerate((after, before))]
    found = deals(build_dataset(imports))
    assert found[["views", "likes", "posts"]].sum().tolist() == [200, 13, 2]


PAYMENTS = "Payment ID,Handle,Amount,Paid on\n"


def test_a_payment_in_two_overlapping_lists_counts_once():
    first, second = "1,anna,100,2025-01-01\n2,anna,50,2025-02-01\n", "2,anna,50,2025-02-01\n3,anna,25,2025-03-01\n"
    assert total(payouts_a=PAYMENTS + first, payouts_b=PAYMENTS + second)["cost"] == 175


def test_equal_payments_of_two_lists_that_only_count_their_rows_all_count():
    head = "No.,Handle,Amount paid,Payment status\n"
    first, second = "1,anna,100,Paid\n2,bob,50,Paid\n", "1,anna,100,Paid\n2,bob,70,Paid\n"  # the retainers of two months
    assert total(payouts_a=head + first, payouts_b=head + second)["cost"] == 320
