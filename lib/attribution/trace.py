"""The orders behind a figure of attribution, ready to read: what each brought, whom it is credited to, and by what."""

import numpy as np
import pandas as pd

from lib.attribution.sales import METHODS, NO_DAY, Sales
from lib.dataset import Dataset
from lib.trace import Trace


def orders_behind(dataset: Dataset, sales: Sales, share: np.ndarray) -> pd.DataFrame:
    """Return the orders of which ``share`` (0–1 per sale) is above 0: amount (share of net sales), then what tells of them.

    Columns: amount, file, line, order, date, creator, campaign, methods, code, tag; newest first.
    """
    chosen = np.flatnonzero(share > 0)
    chosen = chosen[np.argsort(-np.where(sales.day[chosen] == NO_DAY, -1, sales.day[chosen]), kind="stable")]
    table = dataset.orders.iloc[sales.row[chosen]]
    label = dataset.creators.set_index("creator_key")["label"].str.removeprefix("@")
    flags = np.column_stack([sales.found_by[name][chosen] for name in METHODS])
    sets, which = np.unique(flags, axis=0, return_inverse=True)
    named = np.array([" + ".join(text for text, on in zip(METHODS.values(), row, strict=True) if on) for row in sets], dtype=object)
    return pd.DataFrame(
        {
            "amount": sales.revenue[chosen] * share[chosen],
            "file": table["source_file"].where(table["source_file"] != "", "orders").to_numpy(),
            "line": table["source_row"].to_numpy(),
            "order": table["order_id"].to_numpy(),
            "date": table["order_date"].dt.strftime("%Y-%m-%d").to_numpy(),
            "creator": table["creator_key"].map(label).to_numpy(),
            "campaign": table["campaign_key"].to_numpy(),
            "methods": named[which.ravel()] if len(named) else "",
            "code": table["discount_code"].to_numpy(),
            "tag": table["utm_campaign"].to_numpy(),
        }
    )


def sales_trace(
    dataset: Dataset, sales: Sales, name: str, parts: dict[str, np.ndarray], steps: tuple[str, ...],
    derived: tuple[tuple[str, str, float], ...] = (),
) -> Trace:  # fmt: skip
    """Return how a figure adds up from orders: ``parts`` maps the name of each part to its share of every sale (0–1)."""
    rows = [orders_behind(dataset, sales, share).assign(term=name, part=part) for part, share in parts.items()]
    frame = pd.concat(rows, ignore_index=True)
    first = ["term", "part", "amount"]
    return Trace(name, steps, frame[[*first, *frame.columns.difference(first, sort=False)]], derived, dataset.settings.currency)
