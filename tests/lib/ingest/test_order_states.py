"""Orders that a word marks as cancelled or refunded bring nothing."""

import pytest

from lib.dataset import build_dataset
from lib.ingest import read_file
from lib.roi import returns

CAMPAIGNS = b"Campaign,Handle,Discount code,Fee\nS,anna,A,100\n"


def total(orders: str):
    files = {"campaigns.csv": CAMPAIGNS, "orders.csv": orders.encode()}
    return returns(build_dataset([read_file(data, name) for name, data in files.items()])).loc["total"]


@pytest.mark.parametrize("word", ["cancelled", "Failed", "voided", "Storniert", "fehlgeschlagen"])
def test_what_never_was_a_sale_is_none_dated_or_not(word):
    found = total(f"Order ID,Order date,Order total,Coupon code,Order status\n1,2025-01-02,80,A,completed\n2,,50,A,{word}\n")
    assert (found["revenue"], found["orders"]) == (80, 1)


@pytest.mark.parametrize("word", ["refunded", "Remboursé"])
def test_an_order_refunded_as_a_whole_gave_its_money_back(word):
    head = "Order ID,Order date,Order total,Coupon code,Order status"
    found = total(f"{head}\n1,2025-01-02,80,A,completed\n2,2025-01-03,50,A,{word}\n3,2025-01-03,9,A,partially_refunded\n")
    assert (found["revenue"], found["orders"]) == (89, 3)
    stated = f"{head},Refunded amount\n1,2025-01-02,80,A,completed,0\n2,2025-01-03,50,A,{word},45\n3,2025-01-03,9,A,{word},\n"
    assert total(stated)["revenue"] == 80 + 5


def test_a_void_payment_counts_not_even_beside_a_column_of_cancellations():
    head = "Name,Created at,Total,Discount Code,Financial Status,Cancelled at"
    found = total(f"{head}\n#1,2025-01-02,80,A,paid,\n#2,2025-01-02,50,A,voided,\n#3,2025-01-02,25,A,paid,2025-01-03\n")
    assert found["revenue"] == 80
