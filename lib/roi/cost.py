"""What was spent, component by component."""

import numpy as np

from lib.dataset import Dataset
from lib.roi.entries import BUDGET, CANCELLED, DISCOUNT, HAS_PARTS, Entry, Keys, Reader, called_off

COMPONENTS = {
    "fee": "fee", "product": "product_cost", "shipping": "shipping_cost", "agency": "agency_cost", "internal": "internal_cost",
    "tools": "tool_cost", "commission": "commission",
}  # fmt: skip
ALL_IN = "all-in"
GIVEN_AWAY = "discount"
_OWED = ("fee", "commission")  # only when the partnership takes place
_ON_SALES = r"order|sale|commission|percent|%|revenue|affiliate|cpa|conversion"


def cost_entries(dataset: Dataset, keys: Keys) -> list[Entry]:
    """Return the cost items that campaigns, payouts and orders state; a gifted creator's cost is the product and its shipping.

    What a partnership that was called off would have been paid is no cost; what was sent or spent for it is.
    """
    table = dataset.campaigns
    reader = Reader(dataset, "campaigns", keys)
    off = called_off(dataset, keys)
    entries = [reader.entry("cost", name, table[column], where=None if name not in _OWED else ~off)
               for name, column in COMPONENTS.items()]  # fmt: skip
    entries += [reader.entry("cost", name, table[COMPONENTS[name]], where=off, status=CANCELLED) for name in _OWED]
    has_parts = np.zeros(len(table), dtype=bool)
    for entry in entries:
        has_parts[entry.row[entry.amount != 0]] = True
    entries.append(reader.entry("cost", ALL_IN, table["cost"], where=~has_parts & ~off))
    entries.append(reader.entry("cost", ALL_IN, table["cost"], where=~has_parts & off, status=CANCELLED))
    entries.append(reader.entry("cost", ALL_IN, table["cost"], where=has_parts, status=HAS_PARTS))
    entries.append(reader.entry("cost", "budget", table["budget"], status=BUDGET))
    status = None if dataset.settings.discount_is_cost else DISCOUNT
    discount = Reader(dataset, "orders", keys).entry("cost", GIVEN_AWAY, dataset.orders["discount"].abs(), status=status)
    return [*entries, *_payouts(dataset, keys), discount]


def _payouts(dataset: Dataset, keys: Keys) -> list[Entry]:
    table = dataset.payouts
    reader = Reader(dataset, "payouts", keys)
    on_sales = table["basis"].str.contains(_ON_SALES, case=False, na=False).to_numpy(dtype=bool)
    stated = table["basis"].notna().to_numpy()
    return [
        reader.entry("cost", "commission", table["amount"], where=on_sales),
        reader.entry("cost", "fee", table["amount"], where=stated & ~on_sales),
        reader.entry("cost", "payment", table["amount"], where=~stated),
    ]
